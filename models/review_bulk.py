"""Cases without discrepancy are passed in bulk, some set aside at random for a full look."""

import math
from collections.abc import Collection, Sequence
from datetime import datetime
from random import SystemRandom

from sqlalchemy import Connection, insert, select, update

from models.account_tables import review
from models.accounts import Account
from models.audit_trail import Entry
from models.case_list import list_anew
from models.case_rows import case_rows
from models.case_tables import case_pass, sample
from models.cases import CaseRow, CaseState
from models.comparisons import ComparisonState
from models.event_writing import event_row, write_events
from models.reviews import Decided
from models.submissions import Verdict
from models.work_tables import comparison, submission

_CHANCE = SystemRandom()
_FITS = (ComparisonState.AGREES, ComparisonState.NOT_SHOWN, ComparisonState.NOT_ENTERED)


def pass_in_bulk(
    connection: Connection,
    at: datetime,
    ids: Sequence[int],
    who: Account,
    scope: int,
    share: float,
) -> tuple[tuple[int, int], list[Entry]]:
    """Accept those of these cases that fit, but for a random share; how many of both.

    At least one is set aside. Left alone: what has any discrepancy, is held by anybody,
    was returned before, is decided, or is the person's own.
    """
    fitting = _fitting(connection, ids, who)
    if not fitting:
        return (0, 0), []
    aside = set(_CHANCE.sample(fitting, math.ceil(share * len(fitting))))
    passed = [row for row in fitting if row not in aside]
    made = insert(case_pass).values(
        account_id=who.id, scope=scope, at=at, passed=len(passed), sampled=len(aside)
    )
    pass_id = connection.execute(made.returning(case_pass.c.id)).scalar_one()
    if aside:
        rows = [{"submission_id": row.id, "pass_id": pass_id} for row in aside]
        connection.execute(insert(sample), rows)
    _accept(connection, at, {row.id for row in passed}, who)
    list_anew(connection, [row.id for row in fitting])
    told = [event_row(row.id, row.ref, at, Decided.ACCEPTED, {}) for row in passed]
    write_events(connection, told)
    actor = f"account:{who.id}"
    entries = [Entry(actor, "passed", row.ref, {"pass": pass_id}) for row in passed]
    entries += [Entry(actor, "sampled", row.ref, {"pass": pass_id}) for row in aside]
    return (len(passed), len(aside)), entries


def _fitting(connection: Connection, ids: Sequence[int], who: Account) -> list[CaseRow]:
    """The cases that wait and have nothing against them, locked."""
    locked = select(submission.c.id).where(submission.c.id.in_(ids)).order_by(submission.c.id)
    connection.execute(locked.with_for_update())
    of = comparison.c
    wrong = select(of.submission_id).join(submission, submission.c.id == of.submission_id)
    wrong = wrong.where(of.submission_id.in_(ids), of.round == submission.c.round)
    amiss = set(connection.execute(wrong.where(of.state.not_in(_FITS))).scalars())
    return [
        row
        for row in case_rows(connection, ids, who)
        if row.state is CaseState.WAITING
        and row.verdict == Verdict.READY
        and row.id not in amiss
        and not row.own
        and not row.held_by
    ]


def _accept(connection: Connection, at: datetime, ids: Collection[int], who: Account) -> None:
    """A review of each, as if somebody had looked at it: it says that nobody did by its words."""
    if not ids:
        return
    columns = (submission.c.id, submission.c.round, submission.c.form)
    rows = connection.execute(select(*columns).where(submission.c.id.in_(ids))).all()
    connection.execute(
        insert(review),
        [
            {
                "submission_id": row.id,
                "round": row.round,
                "account_id": who.id,
                "at": at,
                "decision": Decided.ACCEPTED,
                "fields": [],
                "reasons": [],
                "internal": "批量通过 passed in bulk",
                "form": row.form,
                "attachments": [],
            }
            for row in rows
        ],
    )
    connection.execute(
        update(submission)
        .where(submission.c.id.in_(ids))
        .values(
            decision=Decided.ACCEPTED,
            decided_at=at,
            held_by=None,
            held_until=None,
            edition=submission.c.edition + 1,
        )
    )
