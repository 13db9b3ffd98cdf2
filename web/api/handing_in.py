"""A submission handed in whole: its form and its files are stored in one step, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from intake.form import decode_form, parse_form
from models.account_store import list_units
from models.errors import Conflict, TemporaryFailure, UsageWrong
from models.fields import DocumentKind
from models.findings import found
from models.work import NewSubmission, Submission
from models.work_queries import known_keys
from rules.profile import load_profile
from web.api.callers import Caller, not_there
from web.api.shapes import HandIn
from web.api.uploads import Upload, bytes_of, wrong
from web.papers import Paper, name_of, take_paper

PART = "submission"
KINDS = tuple(kind for kind in DocumentKind if kind is not DocumentKind.E_CERTIFICATE)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The ref of a submission; new: it was not there before."""

    ref: str
    new: bool


def hand_in_of(upload: Upload) -> HandIn:
    """What the form's JSON says. Raises RequestValidationError and UsageWrong."""
    upload.only(PART, *KINDS)
    if PART not in upload.texts:
        raise RequestValidationError([wrong(PART, "it is missing")])
    for kind in KINDS:
        if kind in upload.texts:
            raise RequestValidationError([wrong(kind, "a file is wanted")])
    if sum(kind == DocumentKind.PHOTO for kind, _ in upload.files) > 1:
        raise RequestValidationError([wrong(DocumentKind.PHOTO, "one file is wanted")])
    content = decode_form(upload.texts[PART].encode(), PART)
    try:
        given = HandIn.model_validate(content)
    except ValidationError as error:
        mistakes = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(mistakes) from None
    parse_form(given.form.model_dump())
    load_profile(given.profile)
    return given


def hand_in(caller: Caller, given: HandIn, upload: Upload, name: str) -> HandedIn:
    """Store it. name: what it is known by where the sender gave it no key.

    Raises Conflict where the key is that of another submission, FileRefused, UsageWrong.
    """
    unit = unit_of(caller, given.unit) if given.send else None
    key = stored_key(caller, given.key or f"#{name}")
    for left in reversed(range(_TRIES)):
        try:
            removed = caller.service.store.files_removed()
            papers = [_paper(caller, kind, file, given.profile) for kind, file in upload.files]
            new = _new(caller, given, key, papers, unit)
            known = _known(caller, key)
            if known:
                return HandedIn(_same(known, new, given), False)
            caller.service.store.receive([new], removed)
            caller.service.wake()
            kept = _known(caller, key)  # that of another request with the key, if it came between
            if kept is None:
                raise not_there()
            return HandedIn(_same(kept, new, given), True)
        except TemporaryFailure:
            if not left:
                raise
    raise AssertionError("not reached")


def stored_key(caller: Caller, key: str) -> str:
    """Keys are unique for each account: nobody meets another's."""
    return f"api:{caller.who.id}:{key}"


def shown_key(caller: Caller, stored: str) -> str | None:
    """The key that the sender gave; None where there was none."""
    own = stored.removeprefix(stored_key(caller, ""))
    return None if own == stored or own.startswith("#") else own


def unit_of(caller: Caller, given: int | None) -> int | None:
    """The unit that reviews it. Raises UsageWrong where one must be chosen, and for none."""
    with caller.service.store.asking() as connection:
        units = {one.id for one in list_units(connection)}
    if (units or given is not None) and given not in units:  # nobody would see it
        raise UsageWrong(found("SEND_WHICH_UNIT"))
    return given


def _paper(caller: Caller, kind: str, file: UploadFile, profile: str) -> Paper:
    data = bytes_of(file, caller.service.settings)
    return take_paper(DocumentKind(kind), name_of(file.filename), data, profile, caller.service)


def _new(
    caller: Caller, given: HandIn, key: str, papers: Sequence[Paper], unit: int | None
) -> NewSubmission:
    form: dict[str, Any] = given.form.model_dump()
    portraits = [one.portrait for one in papers if one.portrait]
    if portraits:
        form["portrait"] = portraits[-1]
    attachments = tuple(one.attachment for one in papers)
    return NewSubmission(
        key,
        given.profile,
        form,
        attachments,
        owner_id=caller.who.id,
        unit_id=unit,
        draft=not given.send,
    )


def _known(caller: Caller, key: str) -> Submission | None:
    with caller.service.store.asking() as connection:
        return next(iter(known_keys(connection, [key])), None)


def _same(known: Submission, new: NewSubmission, given: HandIn) -> str:
    """The ref, where it is what was handed in before. Raises Conflict where it is not."""
    if _content(known) != _content(new):
        raise Conflict(found("SUBMIT_OTHER_CONTENT", key=given.key or ""))
    return known.ref


def _content(one: Submission | NewSubmission) -> tuple[Any, ...]:
    """What makes two the same; a portrait is made anew each time, so it does not count."""
    papers = [
        (given.kind, given.sha256)
        for given in one.attachments
        if given.kind is not DocumentKind.PHOTO
    ]
    return one.profile, one.form.get("fields"), one.form.get("declarations"), papers
