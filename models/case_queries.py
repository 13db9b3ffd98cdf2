"""Lists of cases: a page, counts, the places of those that are next; see case_tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, literal, select, tuple_, union_all

from models.accounts import Account
from models.case_list import milliseconds
from models.case_rows import case_rows
from models.case_tables import case_group, case_place
from models.cases import Asked, CaseCounts, CasePage, Cursor


def case_page(
    connection: Connection, asked: Asked, who: Account, after: Cursor | None = None, most: int = 50
) -> CasePage:
    """The next cases of a list."""
    places = _places(connection, asked, after, most + 1)
    rows = case_rows(connection, [id_ for _, id_ in places[:most]], who)
    following = Cursor(*places[most - 1]) if len(places) > most else None
    return CasePage(rows, following)


def _places(
    connection: Connection, asked: Asked, after: Cursor | None, most: int
) -> list[tuple[int, int]]:
    """The time and the id of cases in the order of the list: the heads of all groups, merged."""
    fitting = _of_groups(asked, case_group.c.id).where(case_group.c.code == (asked.code or ""))
    groups = connection.execute(fitting).scalars().all()
    if not groups:
        return []
    order = _ordered(asked)
    heads = [
        select(_of_group(asked, after, id_).order_by(*order).limit(most).subquery())
        for id_ in groups
    ]
    both = union_all(*heads).subquery()
    merged = select(both.c.at, both.c.submission_id)
    down = asked.newest_first
    ends = [column.desc() if down else column for column in (both.c.at, both.c.submission_id)]
    return [tuple(row) for row in connection.execute(merged.order_by(*ends).limit(most))]


def _ordered(asked: Asked) -> list[Any]:
    columns = (case_place.c.at, case_place.c.submission_id)
    return [column.desc() if asked.newest_first else column for column in columns]


def _of_groups(asked: Asked, *columns: Any) -> Select[Any]:
    """The groups that fit and are not empty, of whatever code."""
    of = case_group.c
    query = select(*columns).where(of.scope == asked.scope, of.count > 0)
    query = query.where(of.state.in_(asked.states))
    if asked.profile:
        query = query.where(of.profile == asked.profile)
    if asked.verdict:
        query = query.where(of.verdict == asked.verdict)
    return query


def _of_group(asked: Asked, after: Cursor | None, id_: int) -> Select[Any]:
    of = case_place.c
    query = select(of.at, of.submission_id).where(of.group_id == id_)
    if asked.since:
        query = query.where(of.at >= milliseconds(asked.since))
    if asked.before:
        query = query.where(of.at < milliseconds(asked.before))
    if after:
        place = tuple_(of.at, of.submission_id)
        last = tuple_(literal(after.at), literal(after.id))
        query = query.where(place < last if asked.newest_first else place > last)
    return query


def case_counts(connection: Connection, asked: Asked) -> CaseCounts:
    """How many there are, for every choice of each filter under the others."""
    of = case_group.c
    columns = (of.state, of.verdict, of.profile, of.count)
    code = asked.code or ""
    query = select(*columns).where(of.scope == asked.scope, of.count > 0)
    rows = connection.execute(query.where(of.code == code)).all()
    return CaseCounts(
        states=_sums(rows, "state", asked, ("verdict", "profile")),
        verdicts=_sums(rows, "verdict", asked, ("state", "profile")),
        profiles=_sums(rows, "profile", asked, ("state", "verdict")),
        codes=_codes(connection, asked),
    )


def _codes(connection: Connection, asked: Asked) -> dict[str, int]:
    of = case_group.c
    query = _of_groups(asked, of.code, func.sum(of.count)).where(of.code != "").group_by(of.code)
    return {code: int(number) for code, number in connection.execute(query)}


def _sums(rows: Iterable[Any], by: str, asked: Asked, others: Sequence[str]) -> dict[str, int]:
    wanted = {
        "state": asked.states,
        "verdict": (asked.verdict,) if asked.verdict else (),
        "profile": (asked.profile,) if asked.profile else (),
    }
    sums: Counter[str] = Counter()
    for row in rows:
        if all(not wanted[name] or getattr(row, name) in wanted[name] for name in others):
            sums[getattr(row, by)] += row.count
    return dict(sums)
