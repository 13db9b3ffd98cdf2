"""`zhenghe match`: the nearest entries of the dictionary or a roster, or a person of a roster."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from cli import boundary
from cli.progress import rows_watched
from cli.show_match import show_candidates, show_entries
from cli.show_person import show_person
from cli.start import settings_for_matching
from intake.form import read_form
from matching.contract import candidates_json, entries_json
from matching.nearest import FIELDS, nearest, nearest_field
from matching.person import can_be_found, find_person
from matching.person_contract import person_json
from matching.person_rows import BLOCKING
from matching.roster_index import Roster, grounds_of, nearest_values
from models.errors import UsageWrong
from models.fields import Field
from models.findings import found
from models.settings import Settings
from models.store import open_store
from workers.roster_index import searchable

PERSON = "person"


def match_command(
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD", help="栏目 the field: " + ", ".join(FIELDS) + f"; {PERSON} 找人"
        ),
    ],
    texts: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", help="文字。The texts.")
    ] = None,
    roster: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="在名单中找，不在字典中。Search a roster instead."),
    ] = None,
    form: Annotated[
        Path | None,
        typer.Option(metavar="FORM.json", help="按各栏一起找人。The person's fields, together."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="K", help="最多几个。How many at most.")] = 5,
    explain: Annotated[bool, typer.Option("--explain", help="说明理由。Say why.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")
    ] = False,
) -> None:
    """字典或名单中最接近的条目；或按各栏一起在名单中找人。The nearest entries, or a person.

    例 Example: zhenghe match series 工程技木 --explain

    zhenghe match id_number 52010219800101O013 --roster holders

    zhenghe match person --roster holders --form form.json --explain
    """
    settings = settings_for_matching()
    if field == PERSON:
        if texts or not roster or not form:
            raise typer.BadParameter(f"{PERSON} --roster NAME --form FORM.json")
        _match_person(roster, form, settings, limit, explain=explain, as_json=as_json)
    elif form or not texts:
        raise typer.BadParameter(f"FIELD TEXT... | {PERSON} --roster NAME --form FORM.json")
    elif roster:
        _match_roster(field, texts, roster, settings, limit, explain=explain, as_json=as_json)
    else:
        _match_dictionary(field, texts, limit, explain=explain, as_json=as_json)


def _match_dictionary(
    field: str, texts: list[str], limit: int, *, explain: bool, as_json: bool
) -> None:
    if field not in FIELDS:
        nearest_name = nearest_field(field)
        known = ", ".join(FIELDS)
        raise UsageWrong(
            found("MATCH_FIELD_UNKNOWN", given=field, nearest=nearest_name, known=known)
        )
    for text in texts:
        candidates = nearest(FIELDS[field], text, limit)
        if as_json:
            boundary.print_json(candidates_json(field, text, candidates, explain=explain))
        else:
            show_candidates(field, text, candidates, explain=explain)


def _match_roster(
    field: str,
    texts: list[str],
    name: str,
    settings: Settings,
    limit: int,
    *,
    explain: bool,
    as_json: bool,
) -> None:
    with _opened(name, settings) as roster:
        if field not in roster.indexes:
            known = ", ".join(roster.indexes) or "—"
            raise UsageWrong(found("ROSTER_FIELD_UNSEARCHED", given=field, name=name, known=known))
        for text in texts:
            entries = nearest_values(roster, Field(field), text, limit)
            grounds = grounds_of(roster, Field(field), text) if explain else None
            if as_json:
                boundary.print_json(entries_json(field, text, entries, grounds))
            else:
                show_entries(field, text, entries, grounds)


def _match_person(
    name: str, form: Path, settings: Settings, limit: int, *, explain: bool, as_json: bool
) -> None:
    entered = read_form(form, settings).fields
    with _opened(name, settings) as roster:
        if not can_be_found(roster, entered):
            wanted = ", ".join(BLOCKING)
            raise UsageWrong(found("MATCH_PERSON_UNDESCRIBED", name=name, wanted=wanted))
        match = find_person(entered, roster, limit)
    if as_json:
        boundary.print_json(person_json(match))
    else:
        show_person(match, explain=explain)


@contextmanager
def _opened(name: str, settings: Settings) -> Iterator[Roster]:
    with open_store(settings) as store, rows_watched(0, "建立索引 indexing") as told:
        roster = searchable(name, store, settings, told)
    yield roster
