"""Keeps the lists of cases in step with the submissions, in the transaction that changes these.

Whatever changes a submission (it is sent, judged, decided, removed) calls `list_anew`, which works
out anew where it belongs. Doing so again changes nothing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Executable,
    bindparam,
    delete,
    exists,
    insert,
    select,
    tuple_,
    update,
)

from models.account_tables import review, unit
from models.case_tables import case_entry, case_group, case_key, case_place, sample
from models.cases import EVERYTHING, NO_UNIT, CaseState
from models.day_counts import Event, Standing, count_events, turn
from models.dialects import in_batches, upsert
from models.fields import Field
from models.work import SubmissionState
from models.work_tables import finding, submission

FOUND_BY = (
    Field.NAME,
    Field.ID_NUMBER,
    Field.CERTIFICATE_NUMBER,
    Field.MANAGEMENT_NUMBER,
    Field.APPROVAL_NUMBER,
)
_LONGEST = 200
_LEFT_OUT = re.compile(r"[\s\x00-\x1f\ud800-\udfff]")  # the rest of them is what no database takes
_BRACKETS = str.maketrans("〔〕[]【】{}（）", "()" * 5)
_SAMPLED = (
    exists().where(sample.c.submission_id == submission.c.id, sample.c.outcome == "")
).label("sampled")
_RETURNED = (
    exists().where(
        review.c.submission_id == submission.c.id, review.c.decision == CaseState.RETURNED
    )
).label("returned")
Key = tuple[int, str, str, str, str]  # scope, state, code, profile, verdict


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a case belongs: its time, its groups, and what it is found by."""

    at: int
    groups: tuple[Any, ...]  # keys of groups, or their ids
    path: str
    keys: tuple[str, ...]
    standing: Standing | None = field(default=None, compare=False)


def search_key(text: str) -> str:
    """A name or a number as it is kept for search: width, spaces and case don't count."""
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return _LEFT_OUT.sub("", plain).upper()[:_LONGEST]


def milliseconds(at: datetime) -> int:
    """An instant as the lists keep it."""
    return round(at.timestamp() * 1000)


def state_of(
    state: SubmissionState, decision: str, *, sampled: bool, returned_before: bool
) -> CaseState:
    """Where a submission that was sent stands with its reviewers."""
    if decision:
        return CaseState(decision)
    if not state.final:
        return CaseState.CHECKING
    if state is SubmissionState.FAILED:
        return CaseState.FAILED
    if sampled:
        return CaseState.SAMPLED
    return CaseState.AGAIN if returned_before else CaseState.WAITING


def list_anew(connection: Connection, ids: Collection[int]) -> None:
    """Put cases where they belong now; drafts and what was removed stand in no list."""
    for some in in_batches(sorted(set(ids))):
        wanted = _wanted(connection, some)
        groups = _groups(connection, {key for one in wanted.values() for key in one.groups})
        listed = {
            id_: replace(one, groups=tuple(sorted(groups[key] for key in one.groups)))
            for id_, one in wanted.items()
        }
        known = _known(connection, some)
        changed = [id_ for id_ in some if known.get(id_) != listed.get(id_)]
        old = {id_: known[id_] for id_ in changed if id_ in known}
        new = {id_: listed[id_] for id_ in changed if id_ in listed}
        _take_out(connection, old)
        _put_in(connection, new)
        _count(connection, old.values(), new.values())
        _count_days(connection, changed, old, new)


def _wanted(connection: Connection, ids: Sequence[int]) -> dict[int, _Entry]:
    """Where each case belongs; it is locked, so that nobody changes it meanwhile."""
    of = submission.c
    columns = (of.id, of.profile, of.form, of.state, of.verdict, of.round, of.sent_at)
    query = (
        select(*columns, of.decision, of.decided_at, unit.c.path, _SAMPLED, _RETURNED)
        .outerjoin(unit, unit.c.id == of.unit_id)
        .where(of.id.in_(ids), of.sent_at.is_not(None))
        .order_by(of.id)
        .with_for_update(of=submission)
    )
    rows = connection.execute(query).all()
    codes = _codes(connection, {row.id: row.round - (not row.verdict) for row in rows})
    entries = {}
    for row in rows:
        state = state_of(
            SubmissionState(row.state),
            row.decision,
            sampled=row.sampled,
            returned_before=row.returned,
        )
        judged = codes.get(row.id, set()) if row.verdict else set()
        groups = tuple(
            (scope, str(state), code, row.profile, row.verdict)
            for scope in _scopes(row.path)
            for code in ("", *sorted(judged))
        )
        at = milliseconds(row.decided_at if state.decided else row.sent_at)
        standing = Standing(
            state, row.verdict, bool(row.returned), row.sent_at, row.decided_at, frozenset(judged)
        )
        entries[row.id] = _Entry(at, groups, row.path or "", _keys(row.form), standing)
    return entries


def _codes(connection: Connection, rounds: dict[int, int]) -> dict[int, set[str]]:
    """The codes of the findings of each submission's round."""
    query = select(finding.c.submission_id, finding.c.round, finding.c.code)
    codes: dict[int, set[str]] = {}
    for row in connection.execute(query.where(finding.c.submission_id.in_(rounds))):
        if row.round == rounds[row.submission_id]:
            codes.setdefault(row.submission_id, set()).add(row.code)
    return codes


def _scopes(path: str | None) -> tuple[int, ...]:
    """Who sees it: who sees all, and its unit with all above it."""
    above = [int(part) for part in (path or "").strip("/").split("/") if part]
    return (EVERYTHING, *(above or [NO_UNIT]))


def _keys(form: dict[str, Any]) -> tuple[str, ...]:
    fields = form.get("fields", {})
    keys = (search_key(str(fields.get(field, ""))) for field in FOUND_BY)
    return tuple(sorted({key for key in keys if key}))


def _groups(connection: Connection, keys: Collection[Key]) -> dict[Key, int]:
    """The ids of groups, made where there are none yet."""
    columns = [case_group.c[name] for name in ("scope", "state", "code", "profile", "verdict")]
    found: dict[Key, int] = {}
    for some in in_batches(sorted(keys)):
        query = select(case_group.c.id, *columns).where(tuple_(*columns).in_(some))
        known = {tuple(row[1:]): row.id for row in connection.execute(query)}
        if missing := [key for key in some if key not in known]:
            names = [column.name for column in columns]
            rows = [dict(zip(names, key, strict=True)) for key in missing]
            made = upsert(connection, case_group).values(rows).on_conflict_do_nothing()
            connection.execute(made)
            known = {tuple(row[1:]): row.id for row in connection.execute(query)}
        found |= known
    return found


def _known(connection: Connection, ids: Sequence[int]) -> dict[int, _Entry]:
    """Where cases stand until now."""
    query = select(case_entry).where(case_entry.c.submission_id.in_(ids))
    return {
        row.submission_id: _Entry(row.at, tuple(row.group_ids), row.path, tuple(row.found_by))
        for row in connection.execute(query)
    }


def _take_out(connection: Connection, entries: dict[int, _Entry]) -> None:
    """Cases stand in no list any more."""
    place, key, entry = case_place.c, case_key.c, case_entry.c
    this = (place.at == bindparam("t"), place.submission_id == bindparam("i"))
    _each(
        connection,
        delete(case_place).where(place.group_id == bindparam("g"), *this),
        ({"g": g, "t": one.at, "i": id_} for id_, one in entries.items() for g in one.groups),
    )
    _each(
        connection,
        delete(case_key).where(key.value == bindparam("v"), key.submission_id == bindparam("i")),
        ({"v": v, "i": id_} for id_, one in entries.items() for v in one.keys),
    )
    _each(
        connection,
        delete(case_entry).where(entry.submission_id == bindparam("i")),
        ({"i": id_} for id_ in entries),
    )


def _put_in(connection: Connection, entries: dict[int, _Entry]) -> None:
    """Cases stand where they belong."""
    _each(
        connection,
        insert(case_place),
        (
            {"group_id": g, "at": one.at, "submission_id": id_}
            for id_, one in entries.items()
            for g in one.groups
        ),
    )
    _each(
        connection,
        insert(case_key),
        (
            {"value": value, "submission_id": id_, "path": one.path}
            for id_, one in entries.items()
            for value in one.keys
        ),
    )
    _each(
        connection,
        insert(case_entry),
        (
            {
                "submission_id": id_,
                "at": one.at,
                "group_ids": one.groups,
                "path": one.path,
                "found_by": one.keys,
            }
            for id_, one in entries.items()
        ),
    )


def _each(connection: Connection, statement: Executable, rows: Iterable[dict[str, Any]]) -> None:
    if listed := list(rows):
        connection.execute(statement, listed)


def _count(connection: Connection, old: Iterable[_Entry], new: Iterable[_Entry]) -> None:
    """The groups' counts, in the order of their ids as everywhere."""
    by: Counter[int] = Counter()
    by.update(g for one in new for g in one.groups)
    by.subtract(g for one in old for g in one.groups)
    more = case_group.c.count + bindparam("more")
    _each(
        connection,
        update(case_group).where(case_group.c.id == bindparam("g")).values(count=more),
        ({"g": g, "more": more} for g, more in sorted(by.items()) if more),
    )


def _count_days(
    connection: Connection,
    changed: Iterable[int],
    old: dict[int, _Entry],
    new: dict[int, _Entry],
) -> None:
    """What the changes mean for the counts by day."""
    stood = _stood(connection, {one.groups[0] for one in old.values() if one.groups})
    now, events = datetime.now(UTC), Counter[Event]()
    for id_ in changed:
        one = old.get(id_)
        before = stood.get(one.groups[0]) if one and one.groups else None
        events.update(turn(before, new[id_].standing if id_ in new else None, now))
    count_events(connection, events)


def _stood(connection: Connection, groups: Collection[int]) -> dict[int, Standing]:
    """What the cases of each group are."""
    of = case_group.c
    query = select(of.id, of.state, of.verdict).where(of.id.in_(groups))
    rows = connection.execute(query) if groups else ()
    return {row.id: Standing(CaseState(row.state), row.verdict) for row in rows}
