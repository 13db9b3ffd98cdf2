"""`zhenghe purge`: submissions removed for good, with all that was made of them."""

from typing import Annotated

import typer

from cli import boundary
from cli.confirm import confirmed, operator
from cli.progress import rows_watched
from cli.style import stderr, stdout
from models.errors import UsageWrong
from models.findings import found
from models.settings import load_settings
from models.work_store import WorkStore
from workers.file_store import FileStore
from workers.purge import how_many_older, remove_older, remove_strays, remove_submissions
from workers.redo import ids_of
from workers.start import opened


def purge_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF|KEY...]", help="这些提交。These submissions."),
    ] = None,
    older_than: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS", min=1, help="这么多天没有变化的全部。All unchanged for so many days."
        ),
    ] = None,
    strays: Annotated[
        bool, typer.Option("--strays", help="没有提交用到的文件。Files that no submission needs.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只说明会删除多少。Only say how many would go.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="确认删除，不再询问。Remove without asking.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="只输出JSON。Print JSON alone.")] = False,
) -> None:
    """永久删除提交：表单、识别结果、报告，以及别处不用的文件。Remove submissions for good.

    审计记录只留下“何时、何人删除了哪个编号”。不能恢复，备份里的要另行处理。--strays 清除没有提交
    用到的文件（中断的批量提交、重新检查前的旧报告）。

    All of a submission goes: form, readings, report, and files that no other one needs. The audit
    trail keeps who removed which ref, and when. Backups are another matter.

    例 Examples: zhenghe purge --older-than 365 --dry-run · zhenghe purge 2026-00017 --yes
    """
    if sum((bool(names), older_than is not None, strays)) != 1:
        raise UsageWrong(found("PURGE_WANTS_ONE"))
    with opened(load_settings()) as (store, files):
        if strays:
            with rows_watched(0, "查找 looking", "个") as told:
                number, what = remove_strays(store, files, told, dry_run=dry_run), "files"
        else:
            ids = ids_of(store, names) if names else None
            number, what = (
                _purge(store, files, ids, older_than or 0, dry_run=dry_run, yes=yes),
                "submissions",
            )
    if as_json:
        boundary.print_json({what: number, "removed": not dry_run})
        return
    zh, en = ("将删除", "to be removed") if dry_run else ("已删除", "removed")
    unit = "个文件 files" if strays else "份提交 submissions"
    stdout().print(f"{zh} {number:,} {unit}  {en}", markup=False)


def _purge(
    store: WorkStore,
    files: FileStore,
    ids: list[int] | None,
    days: int,
    *,
    dry_run: bool,
    yes: bool,
) -> int:
    """Remove these submissions, or those unchanged for so many days; how many."""
    total = how_many_older(store, days) if ids is None else len(ids)
    if dry_run or not total:
        return total
    if not yes:
        stderr().print(f"将永久删除 {total:,} 份提交  to be removed for good", style="bold")
        if not confirmed("永久删除？Remove for good?"):
            raise UsageWrong(found("PURGE_UNCONFIRMED", number=total))
    with rows_watched(total, "删除 removing", "份") as told:
        if ids is not None:
            return remove_submissions(store, files, ids, operator(), told)
        return remove_older(store, files, days, operator(), told)
