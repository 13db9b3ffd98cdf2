"""The site's own dictionary: its versions, putting one in force, going back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Response
from fastapi import Path as InPath
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.datastructures import UploadFile

from models.dictionaries import NONE, DictionaryFile
from models.dictionary_contract import (
    dictionary_import_json,
    dictionary_list_json,
    dictionary_version_json,
)
from models.dictionary_versions import dictionary_file, dictionary_versions
from models.errors import Conflict, NotThere, UsageWrong, refused
from models.findings import found
from web.api.callers import Caller, DictionaryReader, DictionaryWriter
from web.api.dictionary_shapes import Dictionary, DictionaryImport, DictionaryVersionDetails
from web.api.documented import LOCATION, ONE_FILE, TEXT, form_of
from web.api.once import Made, OnceOnly
from web.api.shapes import Given, Text
from web.api.uploads import Upload, Uploads, digest_of, wrong
from web.papers import name_of
from workers.dictionary_draft import (
    DICTIONARY_BYTES_MAX,
    DictionaryProposal,
    force,
    index_anew,
    propose,
    propose_former,
    version_difference,
)

router = APIRouter(prefix="/dictionary", tags=["dictionary"])
Version = Annotated[int, InPath(ge=1, le=2**31 - 1)]
Number = Annotated[int, Field(ge=NONE, le=2**31 - 1)]
_TOML = "application/toml"
_TRUTHS = {"true": True, "false": False}
_WHOLE = {"type": "string", "pattern": "^[0-9]{1,9}$"}


class DictionaryCurrent(Given):
    """The version to go back to, 0 for the beginning; before: the one that is in force still."""

    version: Number
    before: Number | None = None
    note: Annotated[Text, Field(max_length=200)] = ""


@router.get("", response_model=Dictionary)
def get_dictionary(caller: DictionaryReader) -> dict[str, Any]:
    """The version in force, and all others."""
    with caller.service.store.asking() as connection:
        return dictionary_list_json(dictionary_versions(connection))


@router.get("/versions/{version}", response_model=DictionaryVersionDetails)
def get_dictionary_version(caller: DictionaryReader, version: Version) -> dict[str, Any]:
    """What a version changed against the one before."""
    with _there():
        told, _, difference = version_difference(version, caller.service.store.tables)
    return dictionary_version_json(told, difference)


@router.get(
    "/versions/{version}/file",
    response_class=Response,
    responses={200: {"content": {_TOML: {}}, "description": "The file."}},
)
def get_dictionary_file(caller: DictionaryReader, version: Version) -> Response:
    """The file of a version, as it was handed in."""
    with _there(), caller.service.store.asking() as connection:
        file = dictionary_file(connection, version)
    return Response(file.data, media_type=_TOML)


@router.post(
    "/versions",
    status_code=201,
    response_model=DictionaryImport,
    responses={
        200: {"model": DictionaryImport, "description": "Nothing was put in force."},
        201: {"headers": LOCATION},
    },
    **form_of(
        ("file",),
        file=ONE_FILE,
        note=TEXT,
        before=_WHOLE | {"description": "Only if this version is in force still, 0 for none."},
        dry_run={"type": "string", "enum": list(_TRUTHS)},
    ),
)
def import_dictionary(caller: DictionaryWriter, upload: Uploads, once: OnceOnly) -> Response:
    """Put a file in force, unless it has a mistake. 200 where nothing was put in force."""
    upload.only("file", "note", "before", "dry_run")
    part, texts = upload.file("file"), upload.texts
    dry_run, before = _options(upload)
    file = file_of(part)

    def make() -> Made:
        service = caller.service
        proposal = still(propose(file, service.store.tables, service.settings), before)
        changes = proposal.difference.changes
        version = None
        if not (proposal.mistakes or dry_run) and changes:
            version = force_proposal(caller, proposal, texts.get("note", ""))
        return _made(proposal, version)

    return once.answer(caller, [dict(texts), part.filename, digest_of(part)], make)


def file_of(part: UploadFile) -> DictionaryFile:
    """The file of a form. Raises FileRefused."""
    data = part.file.read(DICTIONARY_BYTES_MAX + 1)
    file = DictionaryFile(name_of(part.filename), data)
    if len(data) > DICTIONARY_BYTES_MAX:
        most = DICTIONARY_BYTES_MAX / 2**20
        raise refused("FILE_TOO_LARGE", file=file.name, megabytes=len(data) / 2**20, most=most)
    return file


def _options(upload: Upload) -> tuple[bool, int | None]:
    dry_run, before = upload.texts.get("dry_run", "false"), upload.texts.get("before")
    if dry_run not in _TRUTHS:
        raise RequestValidationError([wrong("dry_run", "true, false")])
    if before is not None and not (before.isascii() and before.isdigit() and len(before) < 10):
        raise RequestValidationError([wrong("before", "a version's number, 0 for none")])
    return _TRUTHS[dry_run], int(before) if before is not None else None


@router.put("/current", response_model=DictionaryImport)
def activate_dictionary(caller: DictionaryWriter, given: DictionaryCurrent) -> DictionaryImport:
    """Go back to a former version, as a new one; 0 is the beginning, without entries."""
    service = caller.service
    with _there():
        proposal = propose_former(given.version, service.store.tables, service.settings)
    proposal = still(proposal, given.before)
    version = force_proposal(caller, proposal, given.note, back_to=given.version)
    return told_of(proposal, version)


def force_proposal(
    caller: Caller,
    proposal: DictionaryProposal,
    note: str,
    *,
    back_to: int | None = None,
    draft: int | None = None,
) -> int:
    """Put it in force, and begin to index the rosters anew; the version's number. See `force`."""
    service = caller.service
    version = force(
        proposal, service.store, who=caller.actor, note=note, back_to=back_to, draft=draft
    )
    service.jobs.begin(
        "dictionary-indexes",
        caller.who.name,
        lambda told: index_anew(service.store.tables, service.settings, told),
    )
    return version


def _made(proposal: DictionaryProposal, version: int | None) -> Made:
    if version is None:
        return Made(told_of(proposal, None), 200)
    return Made(told_of(proposal, version), 201, f"/api/v1/dictionary/versions/{version}")


def told_of(proposal: DictionaryProposal, version: int | None) -> DictionaryImport:
    """What came of it; version is None where nothing was put in force."""
    file, before, difference = proposal.file, proposal.before, proposal.difference
    content = dictionary_import_json(version, before, file, difference, proposal.mistakes)
    return DictionaryImport.model_validate(content)


def still(proposal: DictionaryProposal, before: int | None) -> DictionaryProposal:
    """Raises Conflict where another version is in force than the caller knew of."""
    if before is not None and before != proposal.before:
        raise Conflict(found("DICTIONARY_OUTDATED", before=before, current=proposal.before))
    return proposal


@contextmanager
def _there() -> Iterator[None]:
    """A version that there is not is not there."""
    try:
        yield
    except UsageWrong as error:
        if error.findings[0].code == "DICTIONARY_VERSION_UNKNOWN":
            raise NotThere(*error.findings) from None
        raise
