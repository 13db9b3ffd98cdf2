"""`zhenghe export`: submissions with what was found, as a file."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli import boundary
from cli.confirm import operator
from cli.progress import rows_watched
from cli.style import stdout
from intake.files import check_writable, writing
from models import work_queries
from models.audit_trail import Entry
from models.day_counts import CHINA
from models.settings import load_settings
from models.work import SubmissionState
from models.work_queries import Chosen
from models.work_store import WorkStore
from workers.export import ExportFormat, rows_of, writing_export
from workers.start import opened

_EVERY = 500  # rows between two changes of the bar


def export_command(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="要写的文件。The file to write.")],
    kind: Annotated[
        ExportFormat | None,
        typer.Option("--format", help="文件格式，不写则按文件名。Else by the name of the file."),
    ] = None,
    state: Annotated[
        SubmissionState | None, typer.Option(help="只要这种状态的。Only those in this state.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            metavar="DATE",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
            help="此后（北京时间）有变化的。Only those that changed since, China time.",
        ),
    ] = None,
    with_id_numbers: Annotated[
        bool, typer.Option("--with-id-numbers", help="证件号码不打码。Identity numbers in full.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="只输出JSON。Print JSON alone.")] = False,
) -> None:
    """导出提交：一份一行，各栏填写的、材料上的、是否一致，及发现的问题。Export submissions.

    证件号码中间几位打码，除非 --with-id-numbers；谁在何时导出了什么，记入审计记录。

    A row each: fields as entered and as read, how they compare, and the codes of what was found.
    Identity numbers are masked unless --with-id-numbers; the audit trail keeps who exported what.

    例 Example: zhenghe export blocked.xlsx --state blocked --since 2026-11-01
    """
    check_writable(out)
    kind = kind or _kind_of(out)
    chosen = Chosen(state=state, since=since.replace(tzinfo=CHINA) if since else None)
    with opened(load_settings()) as (store, _):
        rows = _write(out, kind, chosen, store, with_id_numbers=with_id_numbers)
    if as_json:
        boundary.print_json({"file": str(out), "format": kind, "submissions": rows})
    else:
        stdout().print(f"✓ {rows:,} 份  submissions: {out}", style="green", markup=False)


def _kind_of(out: Path) -> ExportFormat:
    """A workbook where the name says nothing else."""
    ending = out.suffix.lower().removeprefix(".")
    return ExportFormat(ending) if ending in set(ExportFormat) else ExportFormat.XLSX


def _write(
    out: Path, kind: ExportFormat, chosen: Chosen, store: WorkStore, *, with_id_numbers: bool
) -> int:
    with store.asking() as connection:
        total = work_queries.how_many(connection, chosen)
    number = 0
    with writing(out) as file:
        with (
            rows_watched(total, "导出 exporting", "份") as told,
            writing_export(kind, file, with_id_numbers=with_id_numbers) as write,
        ):
            for number, row in enumerate(rows_of(store, chosen), 1):
                write(row)
                if number % _EVERY == 0:
                    told(number, total)
        # Before the file is there: none is without its entry.
        store.note([_entry(kind, chosen, number, with_id_numbers)])
    return number


def _entry(kind: ExportFormat, chosen: Chosen, rows: int, with_id_numbers: bool) -> Entry:
    body = {
        "format": kind,
        "state": chosen.state,
        "since": chosen.since.isoformat() if chosen.since else None,
        "rows": rows,
        "with_id_numbers": with_id_numbers,
    }
    return Entry(operator(), "exported", "submissions", body)
