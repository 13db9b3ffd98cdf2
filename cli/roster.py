"""`zhenghe roster`: lists of holders and of units, imported, listed and removed."""

from pathlib import Path
from typing import Annotated

import typer

from cli import boundary
from cli.progress import rows_watched
from cli.roster_show import show_import, show_preview, show_versions
from cli.roster_versions import activate_command, remove_command, show_command
from cli.start import settings_at_start, settings_for_matching
from cli.style import print_findings, stderr
from matching.roster_columns import chosen_columns
from models.errors import UsageWrong
from models.findings import Severity, catalogue
from models.roster_contract import import_json, list_json
from models.roster_versions import roster_versions
from models.rosters import RosterMode, RosterReport
from models.settings import Settings
from models.store import Store, open_store
from workers.child import Child
from workers.roster import RosterFile, RosterOrder, check_order, import_roster
from workers.roster_index import searchable

app = typer.Typer(
    name="roster",
    no_args_is_help=True,
    help="持证人、发证单位、评委会的名单。Rosters of holders, units and committees.",
)
AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]


@app.command("import")
def import_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="名单的名称。The roster's name.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="XLSX, XLS, ODS, CSV, TSV")],
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=KEY",
            help="某列是哪个栏目，可重复；- 表示都不是。Which field a column is; - for none.",
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="S", help="工作表的名称或序号。Name or number of a sheet.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="取代同名名单的内容。Take the place of what is there.")
    ] = False,
    append: Annotated[
        bool, typer.Option("--append", help="追加到同名名单。Add to what is there.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只检查，不写入。Check only, write nothing.")
    ] = False,
    skip_bad_rows: Annotated[
        bool,
        typer.Option("--skip-bad-rows", help="跳过有错误的行。Leave out rows with errors."),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="认可识别的表头，不再询问。Accept the columns.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """导入名单：逐行检查，全部无误才写入。Import a roster: every row is checked, all or nothing.

    例 Example: zhenghe roster import holders holders.xlsx --field 单位=employer --dry-run
    """
    if replace and append:
        raise typer.BadParameter("--replace | --append")
    mode = RosterMode.REPLACE if replace else RosterMode.APPEND if append else None
    order = RosterOrder(name, mode, dry_run, skip_bad_rows)
    chosen = chosen_columns(field or ())
    settings = settings_for_matching()
    with open_store(settings) as store, Child(settings) as child:
        check_order(order, store)
        source = RosterFile(file, sheet, child, settings)
        preview = source.preview(chosen)
        if not as_json:
            show_preview(preview)
            if not (yes or dry_run) and not _confirmed():
                raise typer.Exit(boundary.NOTHING)
        with rows_watched(preview.look.total) as told:
            report = import_roster(order, source, preview, store, settings, told)
        if report.version is not None:
            _index(name, store, settings)
    if as_json:
        boundary.print_json(import_json(report))
    else:
        show_import(report, dry_run=dry_run)
    raise typer.Exit(_status(report))


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """列出名单及其各个版本。List the rosters and their versions.

    例 Example: zhenghe roster list
    """
    with open_store(settings_at_start()) as store:
        versions = roster_versions(store)
    if as_json:
        boundary.print_json(list_json(versions))
    else:
        show_versions(versions)


app.command("show")(show_command)
app.command("activate")(activate_command)
app.command("remove")(remove_command)


def _confirmed() -> bool:
    """Ask whether the columns are right; without a person at a terminal nobody is asked."""
    if not stderr().is_terminal or not typer.get_text_stream("stdin").isatty():
        return True
    try:
        return typer.confirm("栏目对吗？继续导入？Are the columns right?", default=True, err=True)
    except typer.Abort:  # the person ended the input instead of answering
        return False


def _index(name: str, store: Store, settings: Settings) -> None:
    """Make the roster searchable; what can't be written is told, and tried again by a search."""
    with rows_watched(0, "建立索引 indexing") as told:
        try:
            searchable(name, store, settings, told)
        except UsageWrong as error:
            print_findings(error.findings, stderr())


def _status(report: RosterReport) -> int:
    """Rows beyond those listed count, too."""
    severities = {catalogue()[code].severity for code in report.counts}
    severities |= {finding.severity for finding in report.findings}
    return boundary.ERRORS if Severity.ERROR in severities else boundary.NOTHING
