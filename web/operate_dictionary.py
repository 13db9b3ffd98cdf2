"""The site's own dictionary: what is in force, its versions, going back, handing a file in."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path, Response
from fastapi.concurrency import run_in_threadpool

from matching.dictionary import entries
from matching.dictionary_data import chosen_site, using
from matching.dictionary_difference import entries_by_table
from matching.entries import Kind
from models.account_store import names_by_id
from models.dictionaries import NO_FILE, NONE, DictionaryFile, DictionaryVersion
from models.dictionary_versions import (
    dictionary_drafts,
    dictionary_file,
    dictionary_versions,
    file_in_force,
    keep_draft,
)
from models.errors import Conflict, UsageWrong, ZhengheError, refused
from models.findings import Finding, found
from web.operate_access import SOON, actor, operate_page, operator
from web.pages import go
from web.uploads import Upload, uploading
from web.visit import Guarded, Visit, Visitor
from workers.dictionary_draft import (
    DICTIONARY_BYTES_MAX,
    DictionaryProposal,
    compared,
    force,
    index_anew,
    propose,
    propose_former,
    version_difference,
)
from workers.dictionary_in_force import dictionary_now
from workers.jobs import Told

router = APIRouter(prefix="/operate/dictionary", dependencies=[Depends(operator)])
Posted = Annotated[Upload, Depends(uploading(lambda _: DICTIONARY_BYTES_MAX))]
Number = Annotated[int, Path(ge=NONE, le=2**31 - 1)]
Text = Annotated[str, Form()]
_PLACE = "/operate/dictionary"


@router.get("")
def dictionary_page(visitor: Visitor) -> Response:
    """What is in force, and what was before."""
    return _dictionary(visitor)


def _dictionary(
    visitor: Visit,
    status: int = 200,
    problems: tuple[Finding, ...] = (),
    proposal: DictionaryProposal | None = None,
) -> Response:
    store = visitor.service.store
    with store.asking() as connection:
        versions = dictionary_versions(connection)
        drafts = dictionary_drafts(connection)
    _, file = file_in_force(store.tables)
    counted, clash = _counted(visitor)
    base = chosen_site()
    return operate_page(
        visitor,
        "operate_dictionary.html.j2",
        status,
        counted=counted,
        base=[(table, len(rows)) for table, rows in sorted(base.rows.items())],
        given=visitor.service.settings.own_dictionary is not None,
        own=entries_by_table(file.data),
        versions=versions,
        names=_names(visitor, versions),
        drafts=drafts,
        proposal=proposal,
        problems=(*problems, *clash),
    )


def _counted(visitor: Visit) -> tuple[list[tuple[Kind, int]], tuple[Finding, ...]]:
    """How many entries of each kind are in use; why none can be."""
    try:
        with using(dictionary_now(visitor.service.store.tables)):
            return [(kind, len(entries(kind))) for kind in Kind], ()
    except ZhengheError as error:
        return [], error.findings


def _names(visitor: Visit, versions: tuple[DictionaryVersion, ...]) -> dict[str, str]:
    """Who put versions in force, as the audit trail names them, by what they sign in with."""
    told = {one.who for one in versions if one.who.startswith("account:")}
    ids = {int(one.removeprefix("account:")) for one in told}
    with visitor.service.store.asking() as connection:
        return {f"account:{id_}": name for id_, name in names_by_id(connection, ids).items()}


@router.post("")
async def hand_in(upload: Posted) -> Response:
    """Look at a file; nothing changes before somebody says so."""
    return await run_in_threadpool(_hand_in, upload)


def _hand_in(upload: Upload) -> Response:
    visitor = upload.visitor
    service = visitor.service
    data = upload.file.file.read() if upload.file else b""
    try:
        if not data:
            raise refused("FILE_EMPTY", file=upload.name)
        if (size := len(data)) > (most := DICTIONARY_BYTES_MAX):
            raise refused(
                "FILE_TOO_LARGE", file=upload.name, megabytes=size / 2**20, most=most / 2**20
            )
        file = DictionaryFile(upload.name, data)
        proposal = propose(file, service.store.tables, service.settings)
    except ZhengheError as error:
        return _dictionary(visitor, error.http_status, error.findings)
    if proposal.mistakes:
        return _dictionary(visitor, 422, proposal=proposal)
    id_ = service.store.act(lambda c, at: keep_draft(c, at, file, visitor.who))
    return go(f"{_PLACE}/drafts/{id_}")


@router.get("/versions/{number}")
def version_page(visitor: Visitor, number: Number) -> Response:
    """One version: what it changed, what going back to it would change."""
    return _version(visitor, number)


def _version(
    visitor: Visit, number: int, status: int = 200, problems: tuple[Finding, ...] = ()
) -> Response:
    tables = visitor.service.store.tables
    told: dict[str, Any] = {"version": None, "file": NO_FILE, "difference": None}
    if number != NONE:
        version, file, difference = version_difference(number, tables)
        told = {"version": version, "file": file, "difference": difference}
    back = compared(told["file"], tables)
    return operate_page(
        visitor,
        "operate_dictionary_version.html.j2",
        status,
        number=number,
        **told,
        back=back,
        names=_names(visitor, (told["version"],)) if told["version"] else {},
        problems=problems,
    )


@router.post("/versions/{number}/activate")
def activate(
    visitor: Guarded, number: Number, before: Annotated[int, Form(ge=NONE)], note: Text = ""
) -> Response:
    """Take a former version up again, as a new one."""
    service = visitor.service
    proposal = propose_former(number, service.store.tables, service.settings)
    try:
        seen(proposal, before)
        made = force(proposal, service.store, who=actor(visitor), note=note, back_to=number)
    except (Conflict, UsageWrong) as error:
        return _version(visitor, number, error.http_status, error.findings)
    make_indexes(visitor)
    return go(f"{_PLACE}/versions/{made}")


@router.get("/versions/{number}/file.toml")
def version_file(visitor: Visitor, number: Number) -> Response:
    """The file of a version, as it was handed in."""
    with visitor.service.store.asking() as connection:
        file = dictionary_file(connection, number)
    headers = {"Content-Disposition": f'attachment; filename="dictionary-{number}.toml"'}
    return Response(file.data, media_type="application/toml", headers=headers)


def seen(proposal: DictionaryProposal, before: int) -> None:
    """Raises Conflict where a person decided on what changes against another version."""
    if proposal.before != before:
        raise Conflict(found("DICTIONARY_OUTDATED", before=before, current=proposal.before))


def make_indexes(visitor: Visit) -> None:
    """Begin to make rosters searchable with the dictionary in force."""
    service = visitor.service

    def work(told: Told) -> None:
        index_anew(service.store.tables, service.settings, told)

    service.jobs.begin("dictionary-indexes", visitor.who.name, work)
    service.jobs.finished("dictionary-indexes", SOON)
