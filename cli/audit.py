"""`zhenghe audit`: the audit trail, and whether it holds."""

from typing import Annotated

import typer

from cli import boundary
from cli.progress import rows_watched
from cli.style import plain, stdout
from models.audit_trail import Broken, length
from models.settings import load_settings
from workers.start import opened

app = typer.Typer(
    name="audit", no_args_is_help=True, help="审计记录：何时、何人做了什么。The audit trail."
)


@app.command("verify")
def verify_command(
    as_json: Annotated[
        bool, typer.Option("--json", help="每处不符一行JSON，末行为总数。JSON alone.")
    ] = False,
) -> None:
    """核对审计记录：有没有一条被改动、缺失或调换。Find any changed, lost or reordered entry.

    每一条都带有前一条的摘要；设了 ZHENGHE_AUDIT_KEY，能改数据库而没有密钥的人也造不出新的记录。
    有一处不符，退出状态为1。

    Each entry carries the digest of the one before. Exit status 1 when it does not hold somewhere.

    例 Example: zhenghe audit verify
    """
    with opened(load_settings()) as (store, _):
        with store.asking() as connection:
            total = length(connection)
        broken, number = 0, 0
        with rows_watched(total, "核对 verifying", "条") as told:
            for one in store.verify_audit():
                if isinstance(one, Broken):
                    broken += 1
                    _tell(one, as_json)
                else:
                    number = one
                    told(number, total)
    if as_json:
        boundary.print_json({"entries": number, "broken": broken})
    elif broken:
        stdout().print(
            f"✗ {number:,} 条中有 {broken:,} 处不符  places do not hold", style="bold red"
        )
    else:
        stdout().print(f"✓ {number:,} 条全部相符  all entries hold", style="green", markup=False)
    raise typer.Exit(boundary.ERRORS if broken else boundary.NOTHING)


def _tell(one: Broken, as_json: bool) -> None:
    if as_json:
        boundary.print_json({"number": one.number, "message": one.zh, "message_en": one.en})
    else:
        stdout().print(plain(f"✗ 第 {one.number} 条：{one.zh}  {one.en}"), soft_wrap=True)
