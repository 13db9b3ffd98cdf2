"""The reviewer's queue: filters, counts, search, the next case, passing in bulk."""

from dataclasses import replace
from math import sqrt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response

from models.accounts import Role
from models.case_queries import case_counts, case_page
from models.case_rows import case_rows, find_case, search_cases
from models.cases import Asked, Case, CaseRow, CaseState, Cursor
from models.review_bulk import pass_in_bulk
from models.review_queries import Passed, passes
from models.review_steps import hold, release
from models.submissions import Verdict
from rules.profile import load_profile, profile_names
from web.pages import go, page
from web.review_access import REVIEWERS, case_of, looker, reviewer, scope, units_of
from web.review_filters import AGES, ALL_OPEN, Filters, filters_of
from web.service import Somebody
from web.visit import Guarded, Visit, Visitor

router = APIRouter(prefix="/review", dependencies=[Depends(looker)])
PAGE = 50  # cases
_PASSED_AT_ONCE = 500
_LOOKED_FOR_NEXT = 20  # pages of the list
Text = Annotated[str, Form()]


@router.get("")
def queue_page(visitor: Visitor, request: Request) -> Response:
    """The list of cases, filtered."""
    return _queue(visitor, _filters(visitor, request))


@router.post("/search")
def search(visitor: Guarded, q: Text = "") -> Response:
    """Cases by a name or a number, which is posted so that it stands in no address."""
    with visitor.service.store.asking() as connection:
        ids, more = search_cases(connection, scope(visitor.who), q)
        rows = case_rows(connection, ids, visitor.who)
    return page(visitor, "review_search.html.j2", q=q.strip(), rows=rows, more=more, **_words())


@router.post("/next")
def next_case(visitor: Guarded, request: Request, this: Text = "") -> Response:
    """Take the first case that nobody else has, of those that the filters let through.

    this: the ref of the one that is let go for it.
    """
    filters = _filters(visitor, request)
    if this:
        case, who = case_of(visitor, this), visitor.who
        visitor.service.store.act(lambda c, at: release(c, at, case, who))
    taken = take_next(visitor, filters.asked(scope(visitor.who)), this)
    if taken is None:
        return go(f"/review{filters.query()}")
    return go(f"/review/cases/{taken.ref}{filters.query()}")


@router.post("/pass", dependencies=[Depends(reviewer)])
def pass_cases(visitor: Guarded, request: Request) -> Response:
    """Accept the cases of the list that have no discrepancy, but for a random share."""
    filters = _filters(visitor, request)
    return _queue(visitor, filters, pass_listed(visitor, filters.asked(scope(visitor.who))))


def pass_listed(visitor: Somebody, asked: Asked) -> tuple[int, int]:
    """Of a list, how many cases were accepted and how many set aside."""
    store, who = visitor.service.store, visitor.who
    wanted = replace(asked, states=(CaseState.WAITING,), verdict=Verdict.READY)
    with store.asking() as connection:
        rows = case_page(connection, wanted, who, most=_PASSED_AT_ONCE).rows
    ids = [row.id for row in rows]
    share = visitor.service.settings.sample_share
    return store.act(lambda c, at: pass_in_bulk(c, at, ids, who, asked.scope, share))


def _queue(visitor: Visit, filters: Filters, done: tuple[int, int] | None = None) -> Response:
    who = visitor.who
    asked = filters.asked(scope(who))
    with visitor.service.store.asking() as connection:
        listed = case_page(connection, asked, who, filters.cursor, PAGE)
        counts = case_counts(connection, asked)
        ready = Asked(asked.scope, (CaseState.WAITING,), profile=asked.profile, code=asked.code)
        fitting = case_counts(connection, ready).verdicts.get(Verdict.READY, 0)
        latest = passes(connection, asked.scope)
    following = listed.following
    return page(
        visitor,
        "review.html.j2",
        rows=listed.rows,
        following=f"{following.at}-{following.id}" if following else "",
        counts=counts,
        filters=filters,
        units=units_of(visitor),
        ages=AGES,
        all_open=ALL_OPEN,
        states=CaseState,
        fitting=min(fitting, _PASSED_AT_ONCE),
        deciding=who.may(*REVIEWERS),
        share=visitor.service.settings.sample_share,
        passes=latest,
        error_range=error_range,
        done=done,
        **_words(),
    )


def _words() -> dict[str, Any]:
    profiles = {name: load_profile(name) for name in profile_names()}
    return {"profiles": profiles, "verdicts": VERDICTS}


VERDICTS = {
    "ready": ("没有不符", "Fits"),
    "attention": ("请留意", "To look at"),
    "blocked": ("需要更正", "To correct"),
}


def _filters(visitor: Visit, request: Request) -> Filters:
    who = visitor.who
    seals = who.may(Role.SEAL_OFFICER) and not who.may(*REVIEWERS)
    units = {unit.id for unit in units_of(visitor)}
    usual = CaseState.ACCEPTED if seals else ALL_OPEN
    return filters_of(request.query_params, units, usual)


def take_next(visitor: Somebody, asked: Asked, but: str = "") -> CaseRow | None:
    """The first case of a list that could be taken; but: the ref of one that is passed over."""
    store, who = visitor.service.store, visitor.who
    after: Cursor | None = None
    for _ in range(_LOOKED_FOR_NEXT):
        with store.asking() as connection:
            listed = case_page(connection, asked, who, after)
        for row in listed.rows:
            taken = row.held_by and not row.mine
            if row.own or taken or row.state.decided or row.ref == but:
                continue
            with store.asking() as connection:
                case = find_case(connection, row.ref)
            if case and _held(visitor, case):
                return row
        after = listed.following
        if after is None:
            break
    return None


def _held(visitor: Somebody, case: Case) -> bool:
    return visitor.service.store.act(lambda c, at: hold(c, at, case, visitor.who))


def error_range(passed: Passed) -> tuple[float, float]:
    """Between which bounds the share of wrong cases lies, with 95% confidence (Wilson)."""
    n, z = passed.looked_at, 1.96
    if not n:
        return 0.0, 1.0
    share = passed.wrong / n
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
