"""Files of rosters that are handed in for somebody to decide on: read, compared, put in force."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.exceptions import RequestValidationError

from matching.roster_columns import chosen_columns
from models.errors import NotAllowed, NotThere
from models.roster_drafts import DraftStep, NewRosterDraft, RosterDraft, find_draft, roster_drafts
from models.roster_versions import current_version
from models.rosters import RosterMode
from web.api.callers import Caller, RosterReader, RosterWriter
from web.api.contract_shapes import Told
from web.api.documented import LOCATION, ONE_FILE, TEXT, form_of
from web.api.once import Made, OnceOnly
from web.api.rosters import MODE, Name
from web.api.uploads import Uploads, digest_of, wrong
from web.handed_rosters import (
    begin_reading,
    compare_draft,
    force_draft,
    give_up_draft,
    order_of,
)
from web.operate_roster_draft import SampleRow, outdated, sample_of
from web.papers import name_of
from workers.roster_draft import spooled

router = APIRouter(tags=["rosters"])
Id = Annotated[int, Path(ge=1, le=2**31 - 1, description="The draft's id.")]


class RowChanged(Told):
    """A row that comes (before is ""), goes or changes: by column, numbers masked."""

    what: str
    row: int
    columns: list[dict[str, str]]


class DifferenceTold(Told):
    """How many rows are new, gone, changed and the same, and some of them."""

    added: int
    removed: int
    changed: int
    same: int
    rows: list[RowChanged]


class RosterDraftRow(Told):
    """A file that was handed in; nothing counts of it until somebody puts it in force."""

    id: int
    roster: str
    mode: RosterMode
    file: str
    bytes: int
    who: str
    made_at: datetime
    step: DraftStep
    done: int
    total: int


class RosterDraftTold(RosterDraftRow):
    """A draft with what was found in it. left_out: rows with errors.

    report: as `zhenghe roster import` prints it, null until it is read; of what was refused its
    findings. outdated: the roster has changed since it was compared.
    """

    left_out: int
    outdated: bool
    report: dict[str, Any] | None
    difference: DifferenceTold | None


class RosterDrafts(Told):
    """All drafts, the latest first."""

    drafts: list[RosterDraftRow]


class InForce(Told):
    """The version that a draft became."""

    roster: str
    version: int


@router.post(
    "/rosters/{name}/drafts",
    status_code=202,
    response_model=RosterDraftTold,
    responses={202: {"headers": LOCATION}},
    **form_of(
        ("file",),
        file=ONE_FILE,
        mode=MODE,
        sheet=TEXT,
        columns=TEXT | {"description": "COLUMN=KEY, one a line"},
    ),
)
def hand_in_roster(caller: RosterWriter, name: Name, upload: Uploads, once: OnceOnly) -> Response:
    """Hand in a file to be read, compared with what is there, and decided on."""
    upload.only("file", "mode", "sheet", "columns")
    file, asked = upload.file("file"), upload.texts.get("mode")
    if asked is not None and asked not in set(RosterMode):
        raise RequestValidationError([wrong("mode", ", ".join(RosterMode))])
    chosen = chosen_columns(upload.texts.get("columns", "").splitlines())

    def make() -> Made:
        mode = order_of(caller, name, RosterMode(asked) if asked else None)
        with spooled(caller.service.settings) as path:
            with path.open("wb") as copy:
                while chunk := file.file.read(2**20):
                    copy.write(chunk)
            new = NewRosterDraft(name, mode, name_of(file.filename), path.stat().st_size)
            sheet = upload.texts.get("sheet") or None
            id_ = begin_reading(caller, new, path, chosen, sheet)
        body = RosterDraftTold.model_validate(_told(caller, _there(caller, id_)))
        return Made(body, 202, f"/api/v1/roster-drafts/{id_}")

    return once.answer(caller, [dict(upload.texts), file.filename, digest_of(file)], make)


@router.get("/roster-drafts", response_model=RosterDrafts)
def list_roster_drafts(caller: RosterReader) -> dict[str, Any]:
    """What was handed in and waits for a decision; it is forgotten after a day."""
    with caller.service.store.asking() as connection:
        drafts = roster_drafts(connection)
    return {"drafts": [_row(one) for one in drafts]}


@router.get("/roster-drafts/{id_}", response_model=RosterDraftTold)
def get_roster_draft(caller: RosterReader, id_: Id) -> dict[str, Any]:
    """How far it is, or what it holds and would change."""
    return _told(caller, _there(caller, id_))


@router.post("/roster-drafts/{id_}/compare", response_model=RosterDraftTold)
def compare_roster_draft(caller: RosterWriter, id_: Id) -> dict[str, Any]:
    """Hold it against what is there now, which somebody has changed."""
    _there(caller, id_)
    compare_draft(caller, id_)
    return _told(caller, _there(caller, id_))


@router.post("/roster-drafts/{id_}/force", response_model=InForce)
def force_roster_draft(caller: RosterWriter, id_: Id) -> dict[str, Any]:
    """Put it in force; 409 where it isn't ready, or the roster has changed meanwhile."""
    _there(caller, id_)
    name, version = force_draft(caller, id_)
    return {"roster": name, "version": version}


@router.delete("/roster-drafts/{id_}", status_code=204, response_class=Response)
def drop_roster_draft(caller: RosterWriter, id_: Id) -> Response:
    """Give it up."""
    _there(caller, id_)
    give_up_draft(caller, id_)
    return Response(status_code=204)


def _there(caller: Caller, id_: int) -> RosterDraft:
    """Raises NotThere."""
    try:
        with caller.service.store.asking() as connection:
            return find_draft(connection, id_)
    except NotAllowed as error:
        raise NotThere(*error.findings) from None


def _row(one: RosterDraft) -> dict[str, Any]:
    return {
        "id": one.id,
        "roster": one.name,
        "mode": one.mode,
        "file": one.file,
        "bytes": one.size,
        "who": one.who,
        "made_at": one.made_at,
        "step": one.step,
        "done": one.done,
        "total": one.total,
    }


def _told(caller: Caller, one: RosterDraft) -> dict[str, Any]:
    report = {key: value for key, value in (one.report or {}).items() if key != "sample"}
    current = current_version(caller.service.store.tables, one.name)
    return _row(one) | {
        "left_out": one.bad if one.step is DraftStep.READY else 0,
        "outdated": outdated(one, current),
        "report": report or None,
        "difference": _difference(caller, one),
    }


def _difference(caller: Caller, one: RosterDraft) -> dict[str, Any] | None:
    told = one.difference
    if told is None:
        return None
    return {
        "added": told.added,
        "removed": told.removed,
        "changed": told.changed,
        "same": told.same,
        "rows": [_changed(row) for row in sample_of(caller, one)],
    }


def _changed(row: SampleRow) -> dict[str, Any]:
    columns = [
        {"column": zh, "column_en": en, "before": before, "after": after}
        for zh, en, before, after in row.values
    ]
    return {"what": row.what, "row": row.number, "columns": columns}
