"""`zhenghe submit`: many submissions taken in at once, to be checked in the background."""

import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from cli import boundary
from cli.progress import rows_watched
from cli.style import plain, print_findings, stderr, stdout
from models.contract import Json, findings_json
from models.masking import masked, masked_values
from models.settings import load_settings
from rules.profile import profile_names
from workers.bulk import Taken, take_in
from workers.bulk_items import Refusal, SubmissionList
from workers.start import opened

_TOLD_SECONDS = 0.1  # between two changes of the bar


def submit_command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="DIR|FILE.jsonl",
            help="文件夹（每个子文件夹一份）或每行一份的文件。A subfolder or a line for each.",
        ),
    ],
    profile: Annotated[
        str | None,
        typer.Option(
            metavar="P",
            help="未注明的属于哪种采集。For those that name none: " + ", ".join(profile_names()),
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="每份一行JSON。A line of JSON for each.")
    ] = False,
) -> None:
    """批量提交，在后台检查；再运行一次，只补交没有接收的。Submit many, to be checked in turn.

    每个子文件夹是一份提交，文件夹名是它的编号：form.json 是表单，材料按种类命名（certificate.pdf、
    review-form.pdf、approval.pdf、statement.pdf、appointment.pdf、other….pdf、photo.jpg，也可以用
    职称证书.pdf 等中文名），profile.txt 可写明采集类型。有问题的逐份列出，不影响其余。

    A subfolder is a submission, its name the key: form.json, papers named by kind, and perhaps
    profile.txt. What can't be taken is listed and stops no other. Run again, it sends the rest.

    例 Examples: zhenghe submit scans/ --profile gansu · zhenghe submit list.jsonl
    """
    settings = load_settings()
    items = SubmissionList(source, profile, settings)
    counts: Counter[str] = Counter()
    statuses = {boundary.NOTHING}
    with (
        opened(settings) as (store, files),
        rows_watched(items.total, "接收 receiving", "份") as told,
    ):
        shown = time.monotonic()
        for done, one in enumerate(take_in(items, store, files, settings), 1):
            counts[_outcome(one)] += 1
            statuses.add(_status(one))
            _tell(one, as_json)
            if time.monotonic() - shown > _TOLD_SECONDS:
                told(done, items.total)
                shown = time.monotonic()
    _sum_up(counts, as_json)
    raise typer.Exit(max(statuses))


def _outcome(one: Taken | Refusal) -> str:
    if isinstance(one, Refusal):
        return "refused"
    return "new" if one.new else "known"


def _status(one: Taken | Refusal) -> int:
    if isinstance(one, Refusal) and one.unread:
        return boundary.UNREADABLE
    return boundary.status(one.findings)


def _tell(one: Taken | Refusal, as_json: bool) -> None:
    """With JSON every one is told, else those with which something is wrong."""
    if as_json:
        boundary.print_json(_json(one))
    elif one.findings:
        taken = "未接收 not taken" if isinstance(one, Refusal) else "此前已接收 taken before"
        key = "" if one.key in ("", one.place) else f"  {one.key}"
        stdout().print(plain(f"{masked(one.place + key)}  {taken}"), style="bold", soft_wrap=True)
        print_findings(one.findings, stdout(), indent=2)


def _json(one: Taken | Refusal) -> Json:
    taken = isinstance(one, Taken)
    return {
        "place": masked(one.place),
        "key": masked(one.key) or None,
        "ref": one.ref if isinstance(one, Taken) else None,
        "taken": taken,
        "new": isinstance(one, Taken) and one.new,
        "findings": masked_values(findings_json(one.findings)),
    }


def _sum_up(counts: Counter[str], as_json: bool) -> None:
    console = stderr() if as_json else stdout()
    new, known, refused = (f"{counts[name]:,}" for name in ("new", "known", "refused"))
    zh = f"新接收 {new} 份，此前已接收 {known} 份，未接收 {refused} 份"
    en = f"{new} new, {known} known, {refused} not taken"
    console.print(f"{zh}  {en}", style="bold", markup=False)
    console.print("进度 progress: zhenghe status --follow", style="dim", markup=False)
