"""`zhenghe retry`: what failed is tried again, what was judged is checked anew."""

from collections.abc import Iterator
from typing import Annotated

import typer

from cli import boundary
from cli.confirm import operator
from cli.progress import rows_watched
from cli.style import stdout
from models import work_queries
from models.errors import UsageWrong
from models.findings import found
from models.masking import masked
from models.settings import load_settings
from models.work import SubmissionState
from models.work_queries import Chosen
from models.work_store import WorkStore
from workers.start import opened


def retry_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF|KEY...]", help="这些提交。These submissions."),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="因此失败的全部。All that failed for this reason."),
    ] = None,
    all_failed: Annotated[
        bool, typer.Option("--all-failed", help="失败的全部。All that failed.")
    ] = False,
    anew: Annotated[
        bool,
        typer.Option(
            "--anew", help="用现在的程序重新检查，保留以前的结果。Check anew, keeping what was."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="只输出JSON。Print JSON alone.")] = False,
) -> None:
    """失败的再试一次；已有结论的用 --anew 重新检查。Try again what failed, or check anew.

    先排除故障（例如磁盘已满），再按原因重试：原因见 zhenghe status。正在检查的不受影响。

    Put right what went wrong, then retry by the reason, which `zhenghe status` tells.

    例 Examples: zhenghe retry --reason FILE_STORE_FAILED · zhenghe retry 2026-00017 --anew
    """
    if sum(map(bool, (names, reason, all_failed))) != 1:
        raise UsageWrong(found("RETRY_WANTS_ONE"))
    done = 0
    with opened(load_settings()) as (store, _):
        chosen = Chosen(state=SubmissionState.FAILED, reason=reason)
        batches = iter([ids_of(store, names)]) if names else store.batches(chosen)
        for ids in _counted(batches, store, None if names else chosen):
            redo = store.check_anew if anew else store.retry_failed
            done += redo(ids, operator())
    if as_json:
        boundary.print_json({"retried": done, "anew": anew})
    else:
        told = "份将重新检查  to be checked anew" if anew else "份将再试  to be tried again"
        stdout().print(f"{done:,} {told}", markup=False)


def ids_of(store: WorkStore, names: list[str]) -> list[int]:
    """The ids of submissions by ref or key. Raises UsageWrong with all that there are not."""
    with store.asking() as connection:
        ids = {name: work_queries.find(connection, name) for name in names}
    missing = [name for name, id_ in ids.items() if id_ is None]
    if missing:
        raise UsageWrong(*(found("SUBMISSION_UNKNOWN", given=masked(name)) for name in missing))
    return sorted({id_ for id_ in ids.values() if id_ is not None})


def _counted(
    batches: Iterator[list[int]], store: WorkStore, chosen: Chosen | None
) -> Iterator[list[int]]:
    """The batches, with a bar when there may be many."""
    if chosen is None:
        yield from batches
        return
    with store.asking() as connection:
        total = work_queries.how_many(connection, chosen)
    with rows_watched(total, "重试 retrying", "份") as told:
        done = 0
        for ids in batches:
            yield ids
            done += len(ids)
            told(done, total)
