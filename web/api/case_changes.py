"""What has changed on a case since it was returned, and how bulk passes fared."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Response

from models.fields import DocumentKind, Field
from models.review_queries import passes
from models.work import NewAttachment
from web.api.callers import Looker, not_there
from web.api.cases import Ref, seen
from web.api.contract_shapes import Told
from web.api.files import PICTURE, Number, Place
from web.case_view import FileChange, difference_of, view_of
from web.review import error_range
from web.review_access import scope

router = APIRouter(prefix="/cases", tags=["review"])


class PassTold(Told):
    """A bulk pass. wrong: of the cases set aside those that were not right, of so many looked at.

    share_least, share_most: between which the share of wrong ones lies, with 95 % confidence.
    """

    who: str
    at: datetime
    passed: int
    sampled: int
    looked_at: int
    wrong: int
    share_least: float
    share_most: float


class Passes(Told):
    """The latest bulk passes."""

    passes: list[PassTold]


class FieldChanged(Told):
    """A value before and after; named: the return asked for it."""

    field: Field
    before: str
    after: str
    named: bool


class FileTold(Told):
    """A file before or after."""

    file: str
    bytes: int
    sha256: str


class PageCompared(Told):
    """A page of a replaced file; named: the return asked for it."""

    page: int
    named: bool


class FileChanged(Told):
    """A file that was replaced, added (before is null) or taken away (after is null).

    number: its place in addresses.
    """

    number: int
    kind: DocumentKind
    before: FileTold | None
    after: FileTold | None
    named: bool
    pages: list[PageCompared]


class Changes(Told):
    """What has changed since the last return, which was at; null where there was none."""

    returned_at: datetime | None
    fields: list[FieldChanged]
    files: list[FileChanged]


@router.get("/passes", response_model=Passes)
def list_passes(caller: Looker) -> dict[str, Any]:
    """The latest bulk passes of what the account sees, and how their samples fared."""
    with caller.service.store.asking() as connection:
        latest = passes(connection, scope(caller.who))
    told = []
    for one in latest:
        least, most = error_range(one)
        told.append(
            {
                "who": one.who,
                "at": one.at,
                "passed": one.passed,
                "sampled": one.sampled,
                "looked_at": one.looked_at,
                "wrong": one.wrong,
                "share_least": least,
                "share_most": most,
            }
        )
    return {"passes": told}


@router.get("/{ref}/changes", response_model=Changes)
def get_changes(caller: Looker, ref: Ref) -> dict[str, Any]:
    """What its applicant has changed since it was returned."""
    view = view_of(caller.service, seen(caller, ref))
    return {
        "returned_at": view.returned.at if view.returned else None,
        "fields": [
            {"field": one.field, "before": one.before, "after": one.after, "named": one.named}
            for one in view.changes
        ],
        "files": [_file_changed(number, one) for number, one in enumerate(view.files)],
    }


@router.get("/{ref}/changes/{place}/pages/{number}", **PICTURE)
def get_changed_page(caller: Looker, ref: Ref, place: Place, number: Number) -> Response:
    """A page of a replaced file, with what is gone in red and what is new in blue."""
    drawn = difference_of(caller.service, seen(caller, ref), place, number)
    if drawn is None:
        raise not_there()
    return Response(drawn, media_type="image/jpeg")


def _file_changed(number: int, one: FileChange) -> dict[str, Any]:
    return {
        "number": number,
        "kind": one.kind,
        "before": _file(one.before),
        "after": _file(one.after),
        "named": one.named,
        "pages": [{"page": page, "named": named} for page, named in one.pages],
    }


def _file(given: NewAttachment | None) -> dict[str, Any] | None:
    if given is None:
        return None
    return {"file": given.file, "bytes": given.size, "sha256": given.sha256}
