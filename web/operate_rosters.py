"""Rosters: which there are, their versions, going back to one, removing, handing a file in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.concurrency import run_in_threadpool

from matching.roster_columns import chosen_columns
from models.audit_trail import Entry
from models.errors import UsageWrong, ZhengheError
from models.findings import Finding, found
from models.roster_drafts import (
    DraftStep,
    NewRosterDraft,
    go_back,
    roster_drafts,
)
from models.roster_versions import (
    removal,
    remove,
    roster_details,
    roster_versions,
    unfinished_imports,
)
from models.rosters import RosterMode
from web.handed_rosters import begin_reading, make_index, order_of
from web.operate_access import SOON, actor, operate_page, operator, problems_of
from web.pages import go
from web.uploads import Upload, uploading
from web.visit import Guarded, Visit, Visitor
from workers.jobs import Told
from workers.roster_draft import spooled
from workers.roster_index import known_roster, tidy_indexes

router = APIRouter(prefix="/operate/rosters", dependencies=[Depends(operator)])
Text = Annotated[str, Form()]
Posted = Annotated[Upload, Depends(uploading(lambda settings: settings.roster_bytes_max))]


@router.get("")
def rosters_page(visitor: Visitor, name: str = "") -> Response:
    """All rosters, what waits for a decision, and the form for a file."""
    return _rosters(visitor, {"name": name})


def _rosters(
    visitor: Visit, given: dict[str, str], status: int = 200, *problems: Finding
) -> Response:
    store = visitor.service.store
    versions = roster_versions(store.tables)
    with store.asking() as connection:
        drafts = roster_drafts(connection)
    return operate_page(
        visitor,
        "operate_rosters.html.j2",
        status,
        current=[version for version in versions if version.current],
        counts={v.name: sum(o.name == v.name for o in versions) for v in versions},
        drafts=drafts,
        steps=DraftStep,
        given=given,
        problems=problems,
        limit=visitor.service.settings.roster_bytes_max,
        used=_used(visitor),
    )


def _used(visitor: Visit) -> dict[str, tuple[str, str]]:
    """What the settings use rosters for."""
    settings = visitor.service.settings
    used = dict.fromkeys(settings.holder_rosters, ("查人", "people"))
    used |= dict.fromkeys(settings.unit_rosters, ("查单位和评委会", "units and committees"))
    return used | ({settings.annex1_roster: ("附件1", "annex 1")} if settings.annex1_roster else {})


@router.post("")
async def hand_in(upload: Posted) -> Response:
    """Take a file; it is read in the background, and nothing changes before somebody says so."""
    visitor, given = upload.visitor, upload.texts
    name = given.get("name", "").strip()
    try:
        asked = given.get("mode", "")
        wanted = RosterMode(asked) if asked in set(RosterMode) else None
        mode = await run_in_threadpool(order_of, visitor, name, wanted)
        columns = given.get("columns", "").replace("，", ",").replace("\n", ",").split(",")
        chosen = chosen_columns(one.strip() for one in columns if one.strip())
        with spooled(visitor.service.settings) as path:
            size = await upload.save(path)
            new = NewRosterDraft(name, mode, upload.name, size)
            sheet = given.get("sheet", "").strip() or None
            id_ = await run_in_threadpool(begin_reading, visitor, new, path, chosen, sheet)
    except ZhengheError as error:
        status, problems = error.http_status, error.findings
        return await run_in_threadpool(_rosters, visitor, given, status, *problems)
    return go(f"/operate/rosters/drafts/{id_}")


@router.get("/versions/{name}")
def roster_page(visitor: Visitor, name: str) -> Response:
    """One roster with all of its versions."""
    return _roster(visitor, name)


def _roster(visitor: Visit, name: str, status: int = 200, *problems: Finding) -> Response:
    tables = visitor.service.store.tables
    known_roster(name, tables)
    job = visitor.service.jobs.latest(f"roster-index:{name}")
    return operate_page(
        visitor,
        "operate_roster.html.j2",
        status,
        name=name,
        details=roster_details(tables, name),
        unfinished=unfinished_imports(tables, name),
        job=job,
        used=_used(visitor).get(name),
        problems=(*problems, *problems_of(job)),
    )


@router.post("/versions/{name}/activate")
def activate(visitor: Guarded, name: str, version: Annotated[int, Form(ge=1)]) -> Response:
    """Go back (or forth) to a version: an import is undone, or done again."""
    visitor.service.store.act(lambda c, at: go_back(c, at, name, version, visitor.who))
    make_index(visitor, name)
    return go(f"/operate/rosters/versions/{name}")


@router.post("/versions/{name}/remove")
def remove_versions(
    visitor: Guarded, name: str, version: Text = "", older_than: Text = "", sure: Text = ""
) -> Response:
    """Remove one version, those before one, or all of a roster, once it is confirmed."""
    service = visitor.service
    one = int(version) if version.isascii() and version.isdigit() else None
    older = int(older_than) if older_than.isascii() and older_than.isdigit() else None
    try:
        planned = removal(service.store.tables, name, one, older)
        if sure != "yes":
            versions, rows = len(planned.removed), planned.rows
            raise UsageWrong(
                found("ROSTER_REMOVAL_UNCONFIRMED", name=name, versions=versions, rows=rows)
            )
    except UsageWrong as error:
        return _roster(visitor, name, error.http_status, *error.findings)
    body = {"versions": [v.version for v in planned.removed], "rows": planned.rows}
    service.store.note([Entry(actor(visitor), "roster-removed", f"roster:{name}", body)])

    def work(told: Told) -> None:
        remove(service.store.tables, planned, told)
        tidy_indexes(service.store.tables, service.settings)

    service.jobs.begin(f"roster-removal:{name}", visitor.who.name, work)
    service.jobs.finished(f"roster-removal:{name}", 2 * SOON)
    left = any(version.name == name for version in roster_versions(service.store.tables))
    return go(f"/operate/rosters/versions/{name}" if left else "/operate/rosters")
