"""Rosters: which there are, import, versions, and the nearest entries of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi import Path as InPath
from fastapi.exceptions import RequestValidationError
from pydantic import Field, WithJsonSchema

from matching.contract import entries_json
from matching.person import can_be_found, find_person
from matching.person_contract import person_json
from matching.person_rows import BLOCKING
from matching.roster_columns import chosen_columns
from matching.roster_index import Roster, grounds_of, nearest_values
from models.audit_trail import Entry
from models.errors import NotThere, UsageWrong
from models.fields import Field as FormField
from models.findings import found
from models.roster_contract import details_json, import_json, list_json, removal_json
from models.roster_versions import (
    activate,
    removal,
    remove,
    roster_details,
    roster_versions,
    unfinished_imports,
)
from models.rosters import RosterMode, RosterReport
from models.settings import Settings
from models.store import open_store
from web.api import contract_shapes
from web.api.callers import Caller, RosterReader, RosterWriter
from web.api.checks import ToMatch
from web.api.dictionary_now import DICTIONARY
from web.api.documented import LOCATION, ONE_FILE, TEXT, form_of
from web.api.once import Made, OnceOnly
from web.api.shapes import FormChange, Given
from web.api.uploads import Upload, Uploads, digest_of, wrong
from web.papers import name_of
from workers.child import Child
from workers.roster import RosterFile, RosterOrder, check_order, import_roster
from workers.roster_index import index_bytes, known_roster, searchable, tidy_indexes

router = APIRouter(prefix="/rosters", tags=["rosters"])
Name = Annotated[str, InPath(pattern=r"^[\w-][\w.-]{0,63}$", description="The roster's name.")]
Version = Annotated[int, InPath(ge=1, le=2**31 - 1)]
_OPTIONS = ("mode", "sheet", "columns", "dry_run", "skip_bad_rows")
_TRUTHS = {"true": True, "false": False}
_TRUTH = {"type": "string", "enum": list(_TRUTHS)}
MODE = {"type": "string", "enum": [mode.value for mode in RosterMode]}


class ToMatchHere(ToMatch):
    """Texts whose nearest values of a roster's field are wanted."""

    field: Annotated[
        str, Field(max_length=40), WithJsonSchema({"type": "string", "enum": list(FormField)})
    ]


class PersonGiven(FormChange):
    """The fields of a person, who is looked for by all of them together."""

    limit: Annotated[int, Field(ge=1, le=50)] = 5


class Current(Given):
    """The version that is to count."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


@router.get("", response_model=contract_shapes.Rosters)
def list_rosters(caller: RosterReader) -> dict[str, Any]:
    """All rosters with their versions."""
    with open_store(caller.service.settings) as store:
        return list_json(roster_versions(store))


@router.get("/{name}", response_model=contract_shapes.RosterDetails)
def get_roster(caller: RosterReader, name: Name) -> dict[str, Any]:
    """The versions of one roster, their columns, its index."""
    return _details(caller.service.settings, name)


def _details(settings: Settings, name: str) -> dict[str, Any]:
    with _there(), open_store(settings) as store:
        current = known_roster(name, store)
        details = roster_details(store, name)
        unfinished = unfinished_imports(store, name)
    return details_json(name, details, unfinished, index_bytes(current, settings))


@router.post(
    "/{name}/versions",
    status_code=201,
    response_model=contract_shapes.RosterImport,
    dependencies=[DICTIONARY],
    responses={
        200: {"model": contract_shapes.RosterImport, "description": "Nothing was stored."},
        201: {"headers": LOCATION},
    },
    **form_of(
        ("file",),
        file=ONE_FILE,
        mode=MODE,
        sheet=TEXT,
        columns=TEXT | {"description": "COLUMN=KEY, one a line"},
        dry_run=_TRUTH,
        skip_bad_rows=_TRUTH,
    ),
)
def import_version(caller: RosterWriter, name: Name, upload: Uploads, once: OnceOnly) -> Response:
    """Import a roster: every row is checked, all or nothing. 200 where nothing was stored."""
    upload.only("file", *_OPTIONS)
    order, file = _order(name, upload), upload.file("file")
    chosen = upload.texts.get("columns", "").splitlines()

    def make() -> Made:
        with TemporaryDirectory(prefix="zhenghe-") as folder:
            path = Path(folder) / (name_of(file.filename).strip(".") or "file")
            with path.open("xb") as copy:
                while chunk := file.file.read(2**20):
                    copy.write(chunk)
            report = _imported(caller, order, path, upload.texts.get("sheet"), chosen)
        body = contract_shapes.RosterImport.model_validate(import_json(report))
        return Made(body, 200 if report.version is None else 201, f"/api/v1/rosters/{name}")

    return once.answer(caller, [dict(upload.texts), file.filename, digest_of(file)], make)


def _order(name: str, upload: Upload) -> RosterOrder:
    mode = upload.texts.get("mode")
    if mode is not None and mode not in set(RosterMode):
        raise RequestValidationError([wrong("mode", "replace, append")])
    truths = {}
    for option in ("dry_run", "skip_bad_rows"):
        given = upload.texts.get(option, "false")
        if given not in _TRUTHS:
            raise RequestValidationError([wrong(option, "true, false")])
        truths[option] = _TRUTHS[given]
    return RosterOrder(name, RosterMode(mode) if mode else None, **truths)


def _imported(
    caller: Caller, order: RosterOrder, path: Path, sheet: str | None, columns: list[str]
) -> RosterReport:
    """The report of an import. Raises FileRefused, UsageWrong, TemporaryFailure."""
    settings = caller.service.settings
    chosen = chosen_columns(columns)
    with open_store(settings) as store, Child(settings) as child:
        check_order(order, store)
        source = RosterFile(path, sheet, child, settings)
        report = import_roster(order, source, source.preview(chosen), store, settings, _untold)
        if report.version is not None:
            searchable(order.name, store, settings, _untold)
    if report.version is not None:
        body = {"version": report.version, "rows": report.good}
        caller.service.store.note([_entry(caller, "roster-imported", order.name, body)])
    return report


@router.put(
    "/{name}/current", response_model=contract_shapes.RosterDetails, dependencies=[DICTIONARY]
)
def activate_version(caller: RosterWriter, name: Name, given: Current) -> dict[str, Any]:
    """Make a former version the current one: undo an import."""
    settings = caller.service.settings
    with _there(), open_store(settings) as store:
        activate(store, name, given.version)
        searchable(name, store, settings, _untold)
        tidy_indexes(store, settings)
    entry = _entry(caller, "roster-activated", name, {"version": given.version})
    caller.service.store.note([entry])
    return _details(settings, name)


@router.delete("/{name}/versions/{version}", response_model=contract_shapes.RosterRemoval)
def remove_version(caller: RosterWriter, name: Name, version: Version) -> dict[str, Any]:
    """Remove a former version."""
    return _removed(caller, name, version, None)


def _removed(caller: Caller, name: str, version: int | None, older: int | None) -> dict[str, Any]:
    settings = caller.service.settings
    with _there(), open_store(settings) as store:
        gone = removal(store, name, version, older)
        remove(store, gone, _untold)
        tidy_indexes(store, settings)
    body = {"versions": [one.version for one in gone.removed], "rows": gone.rows}
    caller.service.store.note([_entry(caller, "roster-removed", name, body)])
    return removal_json(gone)


@router.delete("/{name}", response_model=contract_shapes.RosterRemoval)
def remove_roster(
    caller: RosterWriter,
    name: Name,
    older_than: Annotated[
        int | None, Query(ge=1, le=2**31 - 1, description="Only the versions before this one.")
    ] = None,
) -> dict[str, Any]:
    """Remove a roster with all of its versions, or the versions before one."""
    return _removed(caller, name, None, older_than)


@router.post("/{name}/matches", response_model=contract_shapes.Matches, dependencies=[DICTIONARY])
def match_roster(caller: RosterReader, name: Name, given: ToMatchHere) -> dict[str, Any]:
    """The values of a roster nearest to texts."""
    roster = _opened(caller, name)
    if given.field not in roster.indexes:
        known = ", ".join(roster.indexes) or "—"
        raise UsageWrong(
            found("ROSTER_FIELD_UNSEARCHED", given=given.field, name=name, known=known)
        )
    field = FormField(given.field)
    matches = []
    for text in given.texts:
        entries = nearest_values(roster, field, text, given.limit)
        grounds = grounds_of(roster, field, text) if given.explain else None
        matches.append(entries_json(given.field, text, entries, grounds))
    return {"matches": matches}


@router.post("/{name}/people", response_model=contract_shapes.Person, dependencies=[DICTIONARY])
def find_in_roster(caller: RosterReader, name: Name, given: PersonGiven) -> dict[str, Any]:
    """The person of a roster whom these fields describe."""
    roster = _opened(caller, name)
    if not can_be_found(roster, given.fields):
        wanted = ", ".join(BLOCKING)
        raise UsageWrong(found("MATCH_PERSON_UNDESCRIBED", name=name, wanted=wanted))
    return person_json(find_person(given.fields, roster, given.limit))


def _opened(caller: Caller, name: str) -> Roster:
    settings = caller.service.settings
    with _there(), open_store(settings) as store:
        return searchable(name, store, settings, _untold)


@contextmanager
def _there() -> Iterator[None]:
    """A roster or a version that there is not is not there."""
    try:
        yield
    except UsageWrong as error:
        if error.findings[0].code in ("ROSTER_UNKNOWN", "ROSTER_VERSION_UNKNOWN"):
            raise NotThere(*error.findings) from None
        raise


def _untold(_done: int, _there: int) -> None:
    """Nobody watches."""


def _entry(caller: Caller, action: str, name: str, body: dict[str, Any]) -> Entry:
    return Entry(caller.actor, action, f"roster:{name}"[:80], body)
