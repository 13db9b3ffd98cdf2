"""Cases as a list shows them, found by a name or a number; and one case whole."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from models.account_store import get_account, get_unit
from models.account_tables import account, review, unit
from models.accounts import Account
from models.case_list import search_key, state_of
from models.case_tables import case_key, sample
from models.cases import EVERYTHING, NO_UNIT, Case, CaseRow, CaseState, Sign
from models.fields import Field
from models.findings import Severity
from models.work import SubmissionState
from models.work_queries import get
from models.work_tables import finding, submission

_LOOKED_THROUGH = 2000  # of what begins with a few letters, which may be half of all
_LEAST_OF_NAME = 2
_LEAST_OF_REF = 8
_LAST = "\U0010ffff"
_SEVERITIES = tuple(Severity)


def case_rows(connection: Connection, ids: Sequence[int], who: Account) -> tuple[CaseRow, ...]:
    """Cases in the order of the ids; drafts and what is gone are left out."""
    of, holder, owner = submission.c, account.alias("holder"), account.alias("owner")
    columns = (of.id, of.ref, of.form, of.profile, of.state, of.verdict, of.round, of.decision)
    times = (of.sent_at, of.decided_at, of.held_until, of.held_by, of.owner_id)
    names = (unit.c.name.label("unit"), holder.c.name.label("holder"), owner.c.person)
    query = (
        select(*columns, *times, *names)
        .outerjoin(unit, unit.c.id == of.unit_id)
        .outerjoin(holder, holder.c.id == of.held_by)
        .outerjoin(owner, owner.c.id == of.owner_id)
        .where(of.id.in_(ids), of.sent_at.is_not(None))
    )
    rows = {row.id: row for row in connection.execute(query)}
    signs = _signs(connection, {row.id: row.round - (not row.verdict) for row in rows.values()})
    states = _states(connection, rows)
    return tuple(
        _row(rows[id_], states[id_], tuple(signs.get(id_, {}).values()), who)
        for id_ in ids
        if id_ in rows
    )


def _row(row: Any, state: CaseState, signs: tuple[Sign, ...], who: Account) -> CaseRow:
    now = datetime.now(UTC)
    held = not state.decided and row.held_until is not None and row.held_until > now
    own = row.owner_id == who.id or bool(row.person and row.person == who.person)
    return CaseRow(
        id=row.id,
        ref=row.ref,
        name=str(row.form.get("fields", {}).get(Field.NAME, "")),
        profile=row.profile,
        unit=row.unit or "",
        state=state,
        verdict=row.verdict,
        signs=signs,
        at=row.decided_at if state.decided else row.sent_at,
        held_by=row.holder if held else "",
        mine=held and row.held_by == who.id,
        own=own,
    )


def _signs(connection: Connection, rounds: dict[int, int]) -> dict[int, dict[str, Sign]]:
    """What the findings of each submission's round are about, the gravest first, each once."""
    of = finding.c
    query = select(of.submission_id, of.round, of.code, of.severity, of.field)
    found = connection.execute(query.where(of.submission_id.in_(rounds)).order_by(of.place)).all()
    signs: dict[int, dict[str, Sign]] = {}
    for row in sorted(found, key=lambda one: _SEVERITIES.index(Severity(one.severity))):
        if row.round == rounds[row.submission_id]:
            sign = Sign(Severity(row.severity), Field(row.field) if row.field else None, row.code)
            signs.setdefault(row.submission_id, {}).setdefault(row.field or row.code, sign)
    return signs


def _states(connection: Connection, rows: dict[int, Any]) -> dict[int, CaseState]:
    """Where each of these submissions stands."""
    sampled, returned = sampled_of(connection, rows), returned_of(connection, rows)
    return {
        id_: state_of(
            SubmissionState(row.state),
            row.decision,
            sampled=id_ in sampled,
            returned_before=id_ in returned,
        )
        for id_, row in rows.items()
    }


def sampled_of(connection: Connection, ids: Collection[int]) -> set[int]:
    """Those that are set aside for a full look and have not had it."""
    query = select(sample.c.submission_id).where(sample.c.outcome == "")
    return set(connection.execute(query.where(sample.c.submission_id.in_(ids))).scalars())


def returned_of(connection: Connection, ids: Collection[int]) -> set[int]:
    """Those that were ever returned."""
    query = select(review.c.submission_id).where(review.c.decision == CaseState.RETURNED)
    return set(connection.execute(query.where(review.c.submission_id.in_(ids))).scalars())


def search_cases(
    connection: Connection, scope: int, text: str, most: int = 50
) -> tuple[list[int], bool]:
    """The ids of cases by a name, a number, what these begin with, or a ref; are there more?"""
    key = search_key(text)
    if not key:
        return [], False
    path = "" if scope == EVERYTHING else _path(connection, scope)
    found: dict[int, None] = {}
    for query in _searches(key, text.strip().lower()):
        within = query.c.path.startswith(path, autoescape=True) if path is not None else None
        chosen = select(query.c.submission_id).where(
            query.c.path == "" if within is None else within
        )
        found |= dict.fromkeys(connection.execute(chosen.limit(most + 1)).scalars())
        if len(found) > most:
            break
    return list(found)[:most], len(found) > most


def _path(connection: Connection, scope: int) -> str | None:
    """What the paths of a scope's units begin with; None where it is of no unit."""
    unit_ = get_unit(connection, scope) if scope != NO_UNIT else None
    return unit_.path if unit_ else None


def _searches(key: str, ref: str) -> Iterator[Any]:
    columns = (case_key.c.submission_id, case_key.c.path)
    yield select(*columns).where(case_key.c.value == key).subquery()
    if len(key) >= _LEAST_OF_NAME:
        begins = select(*columns).where(case_key.c.value > key, case_key.c.value < key + _LAST)
        yield begins.order_by(case_key.c.value).limit(_LOOKED_THROUGH).subquery()
    if len(ref) >= _LEAST_OF_REF:
        of, path = submission.c, func.coalesce(unit.c.path, "").label("path")
        named = select(of.id.label("submission_id"), path)
        named = named.outerjoin(unit, unit.c.id == of.unit_id).where(of.sent_at.is_not(None))
        yield named.where(of.ref >= ref, of.ref < f"{ref}g").subquery()


def find_case(connection: Connection, ref: str) -> Case | None:
    """The case of a ref; None for a draft and for what there is not."""
    of = submission.c
    query = select(submission).where(of.ref == ref, of.sent_at.is_not(None))
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    held = row.held_until is not None and row.held_until > datetime.now(UTC)
    return Case(
        submission=get(connection, [row.id])[0],
        state=_states(connection, {row.id: row})[row.id],
        owner=get_account(connection, row.owner_id) if row.owner_id is not None else None,
        unit=get_unit(connection, row.unit_id) if row.unit_id is not None else None,
        sent_at=row.sent_at,
        decided_at=row.decided_at,
        held_by=get_account(connection, row.held_by) if held else None,
        edition=row.edition,
        judged=row.round - (not row.verdict),
    )
