"""`zhenghe retry`: what failed is tried again, what was judged is checked anew."""

from typing import Annotated

import typer

from cli import boundary
from cli.confirm import operator
from cli.progress import rows_watched
from cli.style import stdout
from models.errors import UsageWrong
from models.findings import found
from models.settings import load_settings
from workers.redo import ids_of, redo, redo_failed
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
    with opened(load_settings()) as (store, _):
        if names:
            done = redo(store, ids_of(store, names), operator(), anew=anew)
        else:
            with rows_watched(0, "重试 retrying", "份") as told:
                done = redo_failed(store, reason, operator(), told, anew=anew)
    if as_json:
        boundary.print_json({"retried": done, "anew": anew})
    else:
        what = "份将重新检查  to be checked anew" if anew else "份将再试  to be tried again"
        stdout().print(f"{done:,} {what}", markup=False)
