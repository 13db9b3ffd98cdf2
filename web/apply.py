"""The applicant's pages: hand in documents, see what they say, correct, send.

Everything works by plain forms; apply.js saves as one types and shows progress as it comes.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from intake.files import shown
from intake.form import parse_form
from models.account_store import list_units
from models.draft_steps import Change, drafts_of
from models.drafts import Draft as Letter
from models.errors import FileRefused, NotAllowed, UsageWrong, ZhengheError, refused
from models.fields import DocumentKind, Field
from models.findings import Finding, found
from models.submissions import Report
from models.work import Event, SubmissionState
from models.work_events import events_of
from models.work_queries import counts
from rules.profile import load_profile, profile_names
from web.apply_view import Draft, change_of, crop_of, draft_of, view_of
from web.guests import left_behind, new_guest
from web.letters import letter_file, letters_of
from web.pages import go, page, set_cookie
from web.papers import name_of, take_paper
from web.visit import COOKIE, GUEST_LASTS, Guarded, Visit, Visitor
from workers.drafts import DraftFormat, formats_of
from workers.queue_stages import report_of

router = APIRouter(prefix="/apply")
Text = Annotated[str, Form()]
_CHUNK = 2**20
_LISTEN_SECONDS = 0.4
_KINDS = tuple(kind for kind in DocumentKind if kind is not DocumentKind.E_CERTIFICATE)


@router.get("")
def start(visitor: Visitor) -> Response:
    """Choose a collection, or go on with a draft."""
    left = left_behind(visitor)
    with visitor.service.store.asking() as connection:
        drafts = drafts_of(connection, visitor.account.id) if visitor.account else []
        theirs = drafts_of(connection, left.id) if left else []
    profiles = [load_profile(name) for name in profile_names()]
    return page(visitor, "apply_start.html.j2", profiles=profiles, drafts=drafts, left=theirs)


@router.post("")
def begin(visitor: Guarded, profile: Text = "") -> Response:
    """A new draft; who has no account gets one that lives in this browser."""
    name = load_profile(profile).name
    owner, token = (visitor.account, None) if visitor.account else new_guest(visitor)
    ref = visitor.service.store.begin_draft(owner.id, name)
    visitor.service.wake()
    response = go(f"/apply/{ref}")
    if token:
        set_cookie(response, visitor, COOKIE, token, GUEST_LASTS)
    return response


@router.get("/{ref}")
def draft_page(visitor: Visitor, ref: str) -> Response:
    """The draft: documents, what they say, what is wrong."""
    return _shown(visitor, _own(visitor, ref))


def _own(visitor: Visit, ref: str) -> Draft:
    """A submission of this visitor. Raises NotAllowed, whether or not there is another's."""
    draft = draft_of(visitor.service, ref)
    if draft is None or draft.owner != visitor.who.id:
        raise NotAllowed(found("NOT_ALLOWED"))
    return draft


def _shown(visitor: Visit, draft: Draft, status: int = 200, *problems: Finding) -> Response:
    with visitor.service.store.asking() as connection:
        units = list_units(connection)
        there = counts(connection)
    view = view_of(visitor.service, draft)
    shown_ = {"draft": draft, "view": view, "units": units, "problems": problems}
    shown_["kinds"] = [kind for kind in _KINDS if draft.allowed.document(kind)]
    letters = _letters(visitor, draft, view.report)
    shown_["letters"] = [(number, one, formats_of(one)) for number, one in enumerate(letters, 1)]
    shown_ |= {"waiting": sum(there.get(s, 0) for s in SubmissionState if not s.final)}
    return page(visitor, "apply.html.j2", status, **shown_)


def _letters(visitor: Visit, draft: Draft, report: Report | None) -> tuple[Letter, ...]:
    """What can be drafted; the page is there even where a list that it needs is not."""
    try:
        return letters_of(draft.submission, report, visitor.service) if report else ()
    except ZhengheError:
        return ()


@router.post("/{ref}/form")
async def save(visitor: Guarded, ref: str, request: Request) -> Response:
    """Keep what was typed and answered, and check anew."""
    given = await request.form()
    texts = {key: value for key, value in given.items() if isinstance(value, str)}
    return await run_in_threadpool(_save, visitor, ref, texts)


def _save(visitor: Visit, ref: str, texts: dict[str, str]) -> Response:
    draft = _own(visitor, ref)
    change = change_of(draft, texts)
    given = {name: value for name, value in change.declarations.items() if value is not None}
    try:
        parse_form({"fields": change.fields, "declarations": given})
    except UsageWrong as error:
        return _shown(visitor, draft, 422, *error.findings)
    return _changed(visitor, draft, change)


def _changed(visitor: Visit, draft: Draft, change: Change) -> Response:
    if not visitor.service.store.change_draft(draft.id, change):
        raise NotAllowed(found("DRAFT_SENT"))
    visitor.service.wake()
    return go(f"/apply/{draft.ref}")


@router.post("/{ref}/suggestion")
def take_suggestion(visitor: Guarded, ref: str, field: Text = "", value: Text = "") -> Response:
    """One step: a field gets the value that a finding proposes."""
    draft = _own(visitor, ref)
    if field not in list(Field):
        raise UsageWrong(found("FORM_UNKNOWN_KEY", key=shown(field), nearest=Field.NAME))
    return _changed(visitor, draft, change_of(draft, {f"fields.{field}": value}))


@router.post("/{ref}/files")
async def add_file(
    visitor: Guarded,
    ref: str,
    kind: Annotated[DocumentKind, Form()],
    file: Annotated[UploadFile, File()],
) -> Response:
    """Take a document or the portrait; a phone's picture of a paper becomes a page."""
    try:
        data = await _taken(file, visitor.service.settings.file_bytes_max)
    except FileRefused as error:
        return await run_in_threadpool(_refused, visitor, ref, error)
    return await run_in_threadpool(_add, visitor, ref, kind, name_of(file.filename), data)


async def _taken(file: UploadFile, most: int) -> bytes:
    """The bytes, read as they come and no more than the limit."""
    parts, size, name = [], 0, name_of(file.filename)
    while chunk := await file.read(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > most:
            megabytes = size / 2**20
            most_ = most / 2**20
            raise refused("FILE_TOO_LARGE", file=name, megabytes=megabytes, most=most_)
    if not size:
        raise refused("FILE_EMPTY", file=name)
    return b"".join(parts)


def _add(visitor: Visit, ref: str, kind: DocumentKind, name: str, data: bytes) -> Response:
    draft = _own(visitor, ref)
    try:
        profile = draft.submission.profile
        taken = take_paper(kind, name, data, profile, visitor.service)
    except FileRefused as error:
        return _refused(visitor, ref, error)
    return _changed(visitor, draft, taken.change)


def _refused(visitor: Visit, ref: str, error: FileRefused) -> Response:
    return _shown(visitor, _own(visitor, ref), 422, *error.findings)


@router.post("/{ref}/remove")
def remove_file(
    visitor: Guarded, ref: str, place: Annotated[int, Form(ge=0, le=9999)], file: Text = ""
) -> Response:
    """Take a document away again, the very one: an old window may have listed it elsewhere."""
    draft = _own(visitor, ref)
    listed = [one.sha256 for one in draft.submission.attachments]
    if listed[place : place + 1] != [file]:
        if file not in listed:
            return go(f"/apply/{ref}")  # it is gone already
        place = listed.index(file)
    return _changed(visitor, draft, Change(remove=place))


@router.post("/{ref}/send")
def send(visitor: Guarded, ref: str, unit: Text = "", sure: Text = "") -> Response:
    """Send it, once the person says so."""
    draft = _own(visitor, ref)
    if sure != "yes":
        return _shown(visitor, draft, 422, found("SEND_NOT_SURE"))
    with visitor.service.store.asking() as connection:
        units = {str(one.id): one.id for one in list_units(connection)}
    if units and not draft.notice and unit not in units:
        return _shown(visitor, draft, 422, found("SEND_WHICH_UNIT"))  # nobody would see it
    if not visitor.service.store.send_draft(draft.id, units.get(unit), f"account:{visitor.who.id}"):
        raise NotAllowed(found("DRAFT_SENT"))
    return go(f"/apply/{ref}")


@router.get("/{ref}/crop/{field}")
def crop(visitor: Visitor, ref: str, field: Field) -> Response:
    """The place on the scan that a field was read from."""
    picture = crop_of(visitor.service, _own(visitor, ref), field)
    if picture is None:
        return Response(status_code=404)
    headers = {"Cache-Control": "private, max-age=600"}
    return Response(picture, media_type="image/jpeg", headers=headers)


@router.get("/{ref}/portrait/{which}")
def portrait(visitor: Visitor, ref: str, which: str) -> Response:
    """The portrait as it was given, or as the tool made it."""
    kept = _own(visitor, ref).form.get("portrait", {}).get(which)
    if not kept:
        return Response(status_code=404)
    return Response(visitor.service.files.get(kept), media_type="image/jpeg")


@router.get("/{ref}/letters/{number}/{kind}")
def letter(
    visitor: Visitor, ref: str, number: Annotated[int, Path(ge=0, le=99)], kind: DraftFormat
) -> Response:
    """A draft of a paper that stands in for a missing one, as a download."""
    draft = _own(visitor, ref)
    letters = _letters(visitor, draft, report_of(draft.submission, visitor.service.tools))
    written = None
    if 1 <= number <= len(letters):
        written = letter_file(letters[number - 1], kind, visitor.service)
    return written or Response(status_code=404)


@router.get("/{ref}/report")
def report(visitor: Visitor, ref: str) -> Response:
    """The whole report, to keep or to print; always as a download."""
    sha256 = _own(visitor, ref).submission.report
    if not sha256:
        return Response(status_code=404)
    headers = {"Content-Disposition": 'attachment; filename="zhenghe-report.html"'}
    content = visitor.service.files.get(sha256)
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)


@router.get("/{ref}/events")
async def events(visitor: Visitor, ref: str, request: Request) -> Response:
    """Progress as it comes, as server-sent events."""
    await run_in_threadpool(_own, visitor, ref)
    return StreamingResponse(_told(visitor, ref, request), media_type="text/event-stream")


async def _told(visitor: Visit, ref: str, request: Request) -> AsyncIterator[str]:
    seen = 0
    while not await request.is_disconnected():
        draft = await run_in_threadpool(draft_of, visitor.service, ref)
        if draft is None:
            return
        news = await run_in_threadpool(_news, visitor, draft.id, seen)
        if news:
            seen = news[-1].number
            told = draft.progress
            yield f"id: {seen}\nevent: progress\ndata: {told}\n\n"
        if draft.submission.state.final:
            yield f"event: done\ndata: {draft.progress}\n\n"
            return
        await asyncio.sleep(_LISTEN_SECONDS)


def _news(visitor: Visit, id_: int, seen: int) -> list[Event]:
    with visitor.service.store.asking() as connection:
        return events_of(connection, id_, seen)
