"""The cases of a unit, for its reviewers' programs: lists, search, one case, its files."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Response

from models.case_queries import case_counts, case_page
from models.case_rows import case_rows, search_cases
from models.cases import OPEN, Asked, Case, CaseRow, CaseState, Cursor
from models.errors import NotAllowed
from models.review_queries import reviews_of
from models.reviews import Review
from models.submissions import Verdict
from rules.profile import load_profile
from web.api import case_shapes, shapes
from web.api.callers import Caller, Looker, not_there
from web.api.contract_shapes import Check
from web.api.files import DOWNLOAD, PICTURE, Number, Place, attached, picture
from web.api.submissions import Limit, attachments_told, reason_told, result_of
from web.downloads import original
from web.review_access import case_of, scope, units_of
from workers.pictures import Look

router = APIRouter(prefix="/cases", tags=["review"])
Ref = Annotated[str, Path(pattern=shapes.REF, description="The case's ref.")]
_CURSOR = "^[0-9]{1,15}-[0-9]{1,15}$"


class Filters:
    """Which cases; all that fit every one that is given."""

    def __init__(
        self,
        state: CaseState | Literal["open"] = "open",
        verdict: Verdict | None = None,
        profile: Annotated[str | None, Query(max_length=40)] = None,
        unit: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
        code: Annotated[str | None, Query(pattern="^[A-Za-z0-9_-]{1,40}$")] = None,
        older_than_days: Annotated[int | None, Query(ge=1, le=3650)] = None,
    ) -> None:
        self._unit = unit
        self._older = older_than_days
        self._profile = load_profile(profile).name if profile else None
        self._states = OPEN if state == "open" else (CaseState(state),)
        self._verdict, self._code = verdict, code

    def asked(self, caller: Caller) -> Asked:
        """What the database is asked, within what the caller sees. Raises NotThere."""
        if self._unit is not None and self._unit not in {one.id for one in units_of(caller)}:
            raise not_there()
        older = timedelta(days=self._older) if self._older else None
        return Asked(
            scope=self._unit or scope(caller.who),
            states=self._states,
            verdict=self._verdict,
            profile=self._profile,
            code=self._code,
            before=datetime.now(UTC) - older if older else None,
        )


Filtered = Annotated[Filters, Depends()]


@router.get("", response_model=case_shapes.Cases)
def list_cases(
    caller: Looker,
    filters: Filtered,
    cursor: Annotated[str | None, Query(pattern=_CURSOR)] = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The cases that the account sees: who waits longest is first; of decided ones the latest."""
    after = Cursor(*map(int, re.split("-", cursor))) if cursor else None
    asked = filters.asked(caller)
    with caller.service.store.asking() as connection:
        listed = case_page(connection, asked, caller.who, after, limit)
    following = listed.following
    return {
        "cases": [row_told(one) for one in listed.rows],
        "next": f"{following.at}-{following.id}" if following else None,
    }


@router.get("/counts", response_model=case_shapes.CaseCountsTold)
def count_cases(caller: Looker, filters: Filtered) -> dict[str, Any]:
    """How many there are, for every choice of each filter; age is left out."""
    asked = filters.asked(caller)
    with caller.service.store.asking() as connection:
        counts = case_counts(connection, asked)
    return {name: getattr(counts, name) for name in ("states", "verdicts", "profiles", "codes")}


@router.post("/search", response_model=case_shapes.Found)
def search(caller: Looker, given: case_shapes.CaseSearch) -> dict[str, Any]:
    """Cases by a name or a number."""
    with caller.service.store.asking() as connection:
        ids, more = search_cases(connection, scope(caller.who), given.text)
        rows = case_rows(connection, ids, caller.who)
    return {"cases": [row_told(one) for one in rows], "more": more}


@router.get("/{ref}", response_model=case_shapes.CaseTold)
def get_case(caller: Looker, ref: Ref) -> dict[str, Any]:
    """A case with its form, its files and what was decided on it."""
    return case_told(caller, seen(caller, ref))


@router.get("/{ref}/result", response_model=Check)
def get_case_result(caller: Looker, ref: Ref) -> dict[str, Any]:
    """What the checking made of it, of the round that was judged last."""
    case = seen(caller, ref)
    return result_of(caller, case.submission, case.judged)


@router.get("/{ref}/files/{place}", **DOWNLOAD)
def get_case_file(caller: Looker, ref: Ref, place: Place) -> Response:
    """A file as it came, as a download."""
    one = attached(seen(caller, ref).submission, place)
    return original(caller.service.files, one)


@router.get("/{ref}/files/{place}/pages/{number}", **PICTURE)
def get_case_page(
    caller: Looker, ref: Ref, place: Place, number: Number, look: Look = Look.PLAIN
) -> Response:
    """A page as a picture; of a photo, page 1 with the look `photo`."""
    return picture(caller, seen(caller, ref).submission, place, number, look)


def seen(caller: Caller, ref: str) -> Case:
    """A case that the account sees. Raises NotThere, whether or not another does."""
    try:
        return case_of(caller, ref)
    except NotAllowed:
        raise not_there() from None


def row_told(one: CaseRow) -> dict[str, Any]:
    """A case in a list."""
    return {
        "ref": one.ref,
        "name": one.name,
        "profile": one.profile,
        "unit": one.unit or None,
        "state": one.state,
        "verdict": one.verdict or None,
        "signs": [
            {"severity": sign.severity, "field": sign.field, "code": sign.code}
            for sign in one.signs
        ],
        "at": one.at,
        "held_by": one.held_by or None,
        "mine": one.mine,
        "own": one.own,
    }


def case_told(caller: Caller, case: Case) -> dict[str, Any]:
    """A case whole."""
    one = case.submission
    with caller.service.store.asking() as connection:
        reviews = reviews_of(connection, one.id)
    return {
        "ref": one.ref,
        "profile": one.profile,
        "state": case.state,
        "verdict": one.verdict or None,
        "unit": case.unit.name if case.unit else None,
        "sent_at": case.sent_at,
        "decided_at": case.decided_at,
        "held_by": case.held_by.name if case.held_by else None,
        "mine": bool(case.held_by and case.held_by.id == caller.who.id),
        "own": bool(case.owner and case.owner.same_person(caller.who)),
        "edition": case.edition,
        "judged": case.judged,
        "form": {part: one.form.get(part, {}) for part in ("fields", "declarations")},
        "attachments": attachments_told(one),
        "reviews": [_review(review) for review in reviews],
    }


def _review(one: Review) -> dict[str, Any]:
    return {
        "who": one.who,
        "at": one.at,
        "round": one.round,
        "decided": one.decided,
        "fields": [
            {"field": choice.field, "choice": choice.choice, "value": choice.value}
            for choice in one.fields
        ],
        "reasons": [reason_told(reason) for reason in one.reasons],
        "internal": one.internal,
    }
