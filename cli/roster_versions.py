"""`zhenghe roster show`, `activate` and `remove`: what a roster is made of, and its versions."""

from typing import Annotated

import typer

from cli import boundary
from cli.progress import rows_watched
from cli.roster_show import show_details, show_removal
from cli.start import settings_at_start, settings_for_matching
from cli.style import stderr, stdout
from models.errors import UsageWrong
from models.findings import found
from models.roster_contract import details_json, removal_json
from models.roster_versions import activate, removal, remove, roster_details, unfinished_imports
from models.rosters import Removal
from models.store import open_store
from workers.roster_index import index_bytes, known_roster, searchable, tidy_indexes

Name = Annotated[str, typer.Argument(metavar="NAME", help="名单的名称。The roster's name.")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]


def show_command(name: Name, as_json: AsJson = False) -> None:
    """一份名单的各个版本、栏目和索引。The versions of one roster, their columns and its index.

    例 Example: zhenghe roster show holders
    """
    settings = settings_at_start()
    with open_store(settings) as store:
        current = known_roster(name, store)
        details = roster_details(store, name)
        unfinished = unfinished_imports(store, name)
    size = index_bytes(current, settings)
    if as_json:
        boundary.print_json(details_json(name, details, unfinished, size))
    else:
        show_details(name, details, unfinished, size)


def activate_command(
    name: Name,
    version: Annotated[int, typer.Argument(metavar="N", min=1, help="版本。The version.")],
    as_json: AsJson = False,
) -> None:
    """改用以前的一版（撤销导入）。Make a former version the current one: undo an import.

    例 Example: zhenghe roster activate holders 2
    """
    settings = settings_for_matching()
    with open_store(settings) as store:
        chosen = activate(store, name, version)
        with rows_watched(chosen.rows, "建立索引 indexing") as told:
            searchable(name, store, settings, told)
        tidy_indexes(store, settings)
    if as_json:
        boundary.print_json({"roster": name, "version": chosen.version, "rows": chosen.rows})
    else:
        done = f"✓ 名单“{name}”现用第 {version} 版，{chosen.rows:,} 行"
        stdout().print(f"{done}  version {version} is current", style="green", markup=False)


def remove_command(
    name: Name,
    version: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="只删第 N 版。This version alone.")
    ] = None,
    older_than: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="删第 N 版以前的各版。All versions before N."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="确认删除，不再询问。Remove without asking.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """删除整份名单，或其中的旧版本。Remove a roster, or former versions of it, for good.

    例 Example: zhenghe roster remove holders --older-than 3
    """
    if version and older_than:
        raise typer.BadParameter("--version | --older-than")
    settings = settings_at_start()
    with open_store(settings) as store:
        planned = removal(store, name, version, older_than)
        if not as_json:
            show_removal(planned, done=False)
        if planned.removed:
            if not yes:
                _ask(planned)
            with rows_watched(0, "删除 removing") as told:
                remove(store, planned, told)
        tidy_indexes(store, settings)
    if as_json:
        boundary.print_json(removal_json(planned))
    else:
        show_removal(planned, done=True)


def _ask(planned: Removal) -> None:
    """Raises UsageWrong unless a person at a terminal says yes."""
    there = stderr().is_terminal and typer.get_text_stream("stdin").isatty()
    try:
        if there and typer.confirm("永久删除？Remove for good?", default=False, err=True):
            return
    except typer.Abort:  # the person ended the input instead of answering
        pass
    raise UsageWrong(
        found(
            "ROSTER_REMOVAL_UNCONFIRMED",
            name=planned.name,
            versions=len(planned.removed),
            rows=planned.rows,
        )
    )
