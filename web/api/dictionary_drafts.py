"""Files of the site's dictionary that are handed in for somebody to decide on."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import Field

from models.dictionaries import NONE, DictionaryDraft
from models.dictionary_versions import (
    dictionary_drafts,
    drop_dictionary_draft,
    find_dictionary_draft,
    keep_draft,
)
from models.errors import NotAllowed, NotThere, UsageWrong
from web.api.callers import Caller, DictionaryReader, DictionaryWriter
from web.api.contract_shapes import Told
from web.api.dictionary import file_of, force_proposal, still, told_of
from web.api.dictionary_shapes import DictionaryImport
from web.api.documented import LOCATION, ONE_FILE, form_of
from web.api.once import Made, OnceOnly
from web.api.shapes import Given, Text
from web.api.uploads import Uploads, digest_of
from workers.dictionary_draft import compared, propose

router = APIRouter(prefix="/dictionary/drafts", tags=["dictionary"])
Id = Annotated[int, Path(ge=1, le=2**31 - 1, description="The draft's id.")]


class DictionaryDraftRow(Told):
    """A file that was found right; nothing counts of it until somebody puts it in force."""

    id: int
    file: str
    bytes: int
    who: str
    made_at: datetime


class DictionaryDrafts(Told):
    """All that wait, the latest first."""

    drafts: list[DictionaryDraftRow]


class DictionaryDraftTold(DictionaryDraftRow):
    """A draft, and what it would change against the version in force by now."""

    difference: DictionaryImport


class DictionaryForce(Given):
    """The version in force that was looked at, 0 for none; and why."""

    before: Annotated[int, Field(ge=NONE, le=2**31 - 1)]
    note: Annotated[Text, Field(max_length=200)] = ""


@router.post(
    "",
    status_code=201,
    response_model=DictionaryDraftTold,
    responses={201: {"headers": LOCATION}},
    **form_of(("file",), file=ONE_FILE),
)
def hand_in_dictionary(caller: DictionaryWriter, upload: Uploads, once: OnceOnly) -> Response:
    """Hand in a file to be decided on; 422 with every mistake."""
    upload.only("file")
    part = upload.file("file")
    file = file_of(part)

    def make() -> Made:
        service = caller.service
        proposal = propose(file, service.store.tables, service.settings)
        if proposal.mistakes:
            raise UsageWrong(*proposal.mistakes)
        id_ = service.store.act(lambda c, at: keep_draft(c, at, file, caller.who))
        body = DictionaryDraftTold.model_validate(_told(caller, _there(caller, id_)))
        return Made(body, 201, f"/api/v1/dictionary/drafts/{id_}")

    return once.answer(caller, [part.filename, digest_of(part)], make)


@router.get("", response_model=DictionaryDrafts)
def list_dictionary_drafts(caller: DictionaryReader) -> dict[str, Any]:
    """What was handed in and waits for a decision; it is forgotten after a day."""
    with caller.service.store.asking() as connection:
        drafts = dictionary_drafts(connection)
    return {"drafts": [_row(one) for one in drafts]}


@router.get("/{id_}", response_model=DictionaryDraftTold)
def get_dictionary_draft(caller: DictionaryReader, id_: Id) -> dict[str, Any]:
    """What it would change."""
    return _told(caller, _there(caller, id_))


@router.post("/{id_}/force", response_model=DictionaryImport)
def force_dictionary_draft(
    caller: DictionaryWriter, id_: Id, given: DictionaryForce
) -> DictionaryImport:
    """Put it in force; 409 where another version is in force than was looked at."""
    draft, service = _there(caller, id_), caller.service
    proposal = still(propose(draft.file, service.store.tables, service.settings), given.before)
    return told_of(proposal, force_proposal(caller, proposal, given.note, draft=id_))


@router.delete("/{id_}", status_code=204, response_class=Response)
def give_up_dictionary_draft(caller: DictionaryWriter, id_: Id) -> Response:
    """Give it up."""
    _there(caller, id_)
    caller.service.store.act(lambda c, at: drop_dictionary_draft(c, at, id_, caller.who))
    return Response(status_code=204)


def _there(caller: Caller, id_: int) -> DictionaryDraft:
    """Raises NotThere."""
    try:
        with caller.service.store.asking() as connection:
            return find_dictionary_draft(connection, id_)
    except NotAllowed as error:
        raise NotThere(*error.findings) from None


def _row(one: DictionaryDraft) -> dict[str, Any]:
    size = len(one.file.data)
    return {
        "id": one.id,
        "file": one.file.name,
        "bytes": size,
        "who": one.who,
        "made_at": one.made_at,
    }


def _told(caller: Caller, one: DictionaryDraft) -> dict[str, Any]:
    proposal = compared(one.file, caller.service.store.tables)
    return _row(one) | {"difference": told_of(proposal, None).model_dump()}
