"""`zhenghe purge`: submissions removed for good, with all that was made of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from cli import boundary
from cli.confirm import confirmed, operator
from cli.progress import rows_watched
from cli.retry import ids_of
from cli.style import stderr, stdout
from models import work_queries
from models.errors import UsageWrong
from models.findings import found
from models.settings import load_settings
from models.work_queries import Chosen
from models.work_redo import not_needed
from models.work_store import WorkStore
from workers.file_store import FileStore
from workers.start import opened

_AT_ONCE = 100  # nobody hands anything in while their files are removed
_STRAY_DAYS = 1  # what was stored since may be of a submission that is about to be taken in


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
            number, what = _sweep(store, files, dry_run=dry_run), "files"
        else:
            chosen = Chosen(before=_days_ago(older_than or 0))
            ids = ids_of(store, names) if names else None
            number, what = (
                _purge(store, files, ids, chosen, dry_run=dry_run, yes=yes),
                "submissions",
            )
    if as_json:
        boundary.print_json({what: number, "removed": not dry_run})
        return
    zh, en = ("将删除", "to be removed") if dry_run else ("已删除", "removed")
    unit = "个文件 files" if strays else "份提交 submissions"
    stdout().print(f"{zh} {number:,} {unit}  {en}", markup=False)


def _days_ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def _purge(
    store: WorkStore,
    files: FileStore,
    ids: list[int] | None,
    chosen: Chosen,
    *,
    dry_run: bool,
    yes: bool,
) -> int:
    """Remove these submissions, or the chosen; how many."""
    if ids is None:
        with store.asking() as connection:
            total = work_queries.how_many(connection, chosen)
    else:
        total = len(ids)
    if dry_run or not total:
        return total
    if not yes:
        stderr().print(f"将永久删除 {total:,} 份提交  to be removed for good", style="bold")
        if not confirmed("永久删除？Remove for good?"):
            raise UsageWrong(found("PURGE_UNCONFIRMED", number=total))
    done = 0
    with rows_watched(total, "删除 removing", "份") as told:
        for some in _few(iter([ids]) if ids is not None else store.batches(chosen)):
            done += store.remove(some, operator(), files.remove_all)
            told(done, total)
    return done


def _few(batches: Iterator[list[int]]) -> Iterator[list[int]]:
    for ids in batches:
        for start in range(0, len(ids), _AT_ONCE):
            yield ids[start : start + _AT_ONCE]


def _sweep(store: WorkStore, files: FileStore, *, dry_run: bool) -> int:
    """Remove files that no submission needs; how many."""
    before = _days_ago(_STRAY_DAYS)
    number = 0 if dry_run else files.remove_unfinished(before)
    with rows_watched(0, "查找 looking", "个") as told:
        seen = 0
        for names in _old_files(files, before):
            if dry_run:
                with store.asking() as connection:
                    number += len(not_needed(connection, names))
            else:
                number += store.remove_strays(names, files.remove_all)
            seen += len(names)
            told(seen, 0)
    return number


def _old_files(files: FileStore, before: datetime) -> Iterator[list[str]]:
    names: list[str] = []
    for name, stored in files.stored():
        if stored < before:
            names.append(name)
        if len(names) == _AT_ONCE:
            yield names
            names = []
    if names:
        yield names
