"""`zhenghe db`: the database brought up to date, checked, copied and taken back."""

from pathlib import Path
from typing import Annotated

import typer

from cli import boundary
from cli.confirm import confirmed, operator
from cli.progress import rows_watched
from cli.style import print_findings, stderr, stdout
from intake.files import check_writable, open_file
from models.audit_trail import Entry
from models.contract import findings_json
from models.errors import UsageWrong
from models.findings import Finding, found
from models.migrate import HEAD
from models.settings import Settings, load_settings
from models.store import open_store, upgrade_store
from models.store_backup import backup_store, holds_something, restore_store
from models.work_check import damage, recount, wrong_counts
from workers.start import opened

app = typer.Typer(
    name="db",
    no_args_is_help=True,
    help="数据库：升级、检查、备份、恢复。The database: upgrade, check, back up, restore.",
)
AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]
_BIGGEST = 2**62  # a copy may be of any size


@app.command("upgrade")
def upgrade_command(as_json: AsJson = False) -> None:
    """把数据库升级到程序需要的版本，内容不变；先停止各进程并备份。Bring the database up to date.

    例 Example: zhenghe db upgrade
    """
    before, after = upgrade_store(load_settings())
    if as_json:
        boundary.print_json({"before": before, "after": after})
    elif before == after:
        stdout().print(f"✓ 已经是最新版本 already current: {after}", style="green", markup=False)
    else:
        done = f"✓ 已升级 upgraded: {before or '—'} → {after}"
        stdout().print(done, style="green", markup=False)


@app.command("check")
def check_command(
    mend: Annotated[
        bool,
        typer.Option("--recount", help="计数不符时重新计数。Count anew."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """检查数据库：版本、完整性、计数是否相符。Check the version, integrity and counts.

    例 Example: zhenghe db check
    """
    with open_store(load_settings()) as store:
        if mend:
            with store.writing() as connection:
                recount(connection)
        with store.reading_once() as connection:
            findings = (*damage(connection), *wrong_counts(connection))
    if as_json:
        boundary.print_json({"revision": HEAD, "findings": findings_json(findings)})
    else:
        print_findings(findings, stdout())
        if not findings:
            stdout().print(f"✓ 完好 sound: {HEAD}", style="green", markup=False)
    raise typer.Exit(boundary.status(findings))


@app.command("backup")
def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要写的文件。The file to write.")],
    as_json: AsJson = False,
) -> None:
    """备份数据库，不必停止服务；文件存放处要另外备份，在它之后。Copy the database while in use.

    备份含个人信息，请妥善保管。PostgreSQL 用它自带的 pg_dump。文件存放处按内容命名、从不改写，
    用任何同步工具复制即可。

    The copy holds personal data. Files of the file store never change: copy them afterwards.

    例 Example: zhenghe db backup zhenghe-2026-11-26.backup
    """
    check_writable(file)
    settings = load_settings()
    with opened(settings) as (store, _):  # the copy holds the entry, too
        store.note([Entry(operator(), "backed-up", "database", {})])
    with rows_watched(0, "备份 copying", "页") as told:
        size = backup_store(settings, file, told)
    if as_json:
        boundary.print_json({"file": str(file), "bytes": size})
    else:
        stdout().print(f"✓ {file}  {size / 2**20:,.1f} MB", style="green", markup=False)


@app.command("restore")
def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件。The copy.")],
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="确认覆盖现有内容。Overwrite what is there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """从备份恢复，取代数据库现有的全部内容；先停止各进程。Put a copy in the place of the database.

    要么全部恢复，要么不变。备份之后接收的提交会丢失；文件存放处的文件不受影响。

    All of it or nothing. Stop all processes before. What was taken in since the copy is gone.

    例 Example: zhenghe db restore zhenghe-2026-11-26.backup
    """
    settings = load_settings()
    with open_file(file, _BIGGEST):
        pass
    if holds_something(settings) and not yes:
        stderr().print("将取代数据库现有的全部内容  all of the database is replaced", style="bold")
        if not confirmed("继续？Go on?"):
            raise UsageWrong(found("RESTORE_UNCONFIRMED"))
    with rows_watched(0, "恢复 restoring", "页") as told:
        revision = restore_store(settings, file, told)
    _note_restored(settings, revision)
    if as_json:
        boundary.print_json({"revision": revision, "current": revision == HEAD})
        return
    stdout().print(f"✓ 已恢复 restored: {revision}", style="green", markup=False)
    if revision != HEAD:
        print_findings([_older(revision)], stdout())


def _note_restored(settings: Settings, revision: str | None) -> None:
    if revision == HEAD:
        with opened(settings) as (store, _):
            store.note([Entry(operator(), "restored", "database", {})])


def _older(revision: str | None) -> Finding:
    return found("DATABASE_OTHER_VERSION", given=revision or "—", wanted=HEAD)
