"""`zhenghe dictionary`: the site's own entries, put in force for all machines, and undone."""

from pathlib import Path
from typing import Annotated

import typer

from cli import boundary
from cli.confirm import operator
from cli.dictionary_show import show_dictionaries, show_proposal, show_version
from cli.progress import rows_watched
from cli.start import settings_at_start
from cli.style import print_findings, stderr, stdout
from intake.files import check_writable, open_file, shown, write_file
from models.dictionaries import NONE, DictionaryFile
from models.dictionary_contract import (
    dictionary_import_json,
    dictionary_list_json,
    dictionary_version_json,
)
from models.dictionary_versions import dictionary_versions
from models.errors import Conflict, UsageWrong
from models.findings import Finding, found
from models.settings import Settings
from models.store import Store, open_store
from workers.dictionary_draft import (
    DICTIONARY_BYTES_MAX,
    DictionaryProposal,
    force,
    index_anew,
    propose,
    propose_former,
    version_difference,
)
from workers.start import opened

app = typer.Typer(
    name="dictionary",
    no_args_is_help=True,
    help="本单位的补充字典：检查、生效、撤销，所有机器一起。The site's own dictionary.\n\n"
    "设置 own_dictionary 所指的文件是每台机器的底本；这里生效的一版叠在它上面，"
    "编号或名称相同的以这里为准。写法见 docs/dictionary.md。"
    "The file that the setting own_dictionary names lies below; what is put in force here lies "
    "over it, for all machines, without a restart.",
)
AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]
Note = Annotated[str, typer.Option(metavar="TEXT", help="说明，留在版本上。Why, for the others.")]
Before = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=NONE,
        help="只在现用的仍是第 N 版时生效。Only if version N is in force still.",
    ),
]
Number = Annotated[int, typer.Argument(metavar="N", min=NONE, help="版本。The version.")]


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="TOML")],
    note: Note = "",
    before: Before = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只检查和比较，不生效。Check and compare only.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="不再询问。Put in force without asking.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """逐条检查并与现用的比较，无误才生效。Check every entry, compare, put in force.

    文件取代以前生效的全部内容（不是追加）；有一处错误就不生效。
    The file takes the place of all that was in force; with one mistake nothing is.

    例 Examples: zhenghe dictionary import ours.toml --dry-run ·
    zhenghe dictionary import ours.toml --note 新增路桥工程
    """
    settings = settings_at_start()
    with open_file(file, DICTIONARY_BYTES_MAX) as source:
        given = DictionaryFile(shown(file.name), source.read(DICTIONARY_BYTES_MAX))
    with open_store(settings) as store:
        proposal = _still(propose(given, store, settings), before)
    version, findings = None, proposal.mistakes
    if not as_json:
        show_proposal(proposal)
    if not findings and not dry_run:
        if proposal.difference.changes:
            if not (as_json or yes or _confirmed()):
                raise typer.Exit(boundary.NOTHING)
            version = _force(proposal, settings, note)
        else:
            findings = (found("DICTIONARY_UNCHANGED", number=proposal.before),)
    if as_json:
        difference = proposal.difference
        told = dictionary_import_json(version, proposal.before, given, difference, findings)
        boundary.print_json(told)
    else:
        _tell(version, findings)
    raise typer.Exit(boundary.ERRORS if proposal.mistakes else boundary.NOTHING)


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """列出各个版本：谁、何时、为何、改了几条。List the versions.

    例 Example: zhenghe dictionary list
    """
    with open_store(settings_at_start()) as store, store.reading() as connection:
        versions = dictionary_versions(connection)
    if as_json:
        boundary.print_json(dictionary_list_json(versions))
    else:
        show_dictionaries(versions)


@app.command("show")
def show_command(
    number: Number,
    out: Annotated[
        Path | None,
        typer.Option(metavar="OUT.toml", help="把这一版的文件写到这里。Write its file."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """一个版本与前一版相比改了什么。What a version changed.

    例 Examples: zhenghe dictionary show 3 · zhenghe dictionary show 3 --out ours.toml
    """
    settings = settings_at_start()
    if out:
        check_writable(out)
    with open_store(settings) as store:
        version, file, difference = version_difference(number, store)
    if as_json:
        boundary.print_json(dictionary_version_json(version, difference))
    else:
        show_version(version, difference)
    if out:
        write_file(out, file.data)


@app.command("activate")
def activate_command(
    number: Number,
    note: Note = "",
    before: Before = None,
    as_json: AsJson = False,
) -> None:
    """改回以前的一版（撤销），作为新的一版；0 是最初，没有条目。Go back to a former version.

    It becomes a new version, nothing is deleted; 0 is the beginning, without entries.

    例 Example: zhenghe dictionary activate 2
    """
    settings = settings_at_start()
    with open_store(settings) as store:
        proposal = _still(propose_former(number, store, settings), before)
    version = _force(proposal, settings, note, back_to=number)
    if as_json:
        file, difference = proposal.file, proposal.difference
        told = dictionary_import_json(version, proposal.before, file, difference, ())
        boundary.print_json(told)
    else:
        show_proposal(proposal)
        _tell(version, ())


def _still(proposal: DictionaryProposal, before: int | None) -> DictionaryProposal:
    """Raises Conflict where another version is in force than the person looked at."""
    if before is not None and before != proposal.before:
        raise Conflict(found("DICTIONARY_OUTDATED", before=before, current=proposal.before))
    return proposal


def _force(
    proposal: DictionaryProposal, settings: Settings, note: str, back_to: int | None = None
) -> int:
    with opened(settings) as (store, _):
        number = force(proposal, store, who=operator(), note=note, back_to=back_to)
        _index(store.tables, settings)
    return number


def _index(store: Store, settings: Settings) -> None:
    """Make the rosters searchable; what can't be is told, and tried again by a search."""
    with rows_watched(0, "建立索引 indexing") as told:
        try:
            index_anew(store, settings, told)
        except UsageWrong as error:
            print_findings(error.findings, stderr())


def _confirmed() -> bool:
    """Ask whether it is to be; without a person at a terminal nobody is asked."""
    if not stderr().is_terminal or not typer.get_text_stream("stdin").isatty():
        return True
    try:
        return typer.confirm("生效？Put it in force?", default=False, err=True)
    except typer.Abort:  # the person ended the input instead of answering
        return False


def _tell(version: int | None, findings: tuple[Finding, ...]) -> None:
    if version is not None:
        done = f"✓ 第 {version} 版已生效  version {version} is in force"
        stdout().print(done, style="green", markup=False)
    print_findings(findings, stdout())
