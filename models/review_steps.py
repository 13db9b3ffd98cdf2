"""What reviewers do: each step for WorkStore.act, with its entries for the audit trail.

A case is held so that two people don't work on one; the edition, not the hold, keeps a stale page
from overwriting anything. Whether the account sees the case is asked by the caller.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from models.account_store import get_account
from models.account_tables import review
from models.accounts import Account
from models.audit_trail import Entry
from models.case_list import list_anew
from models.case_rows import find_case
from models.case_tables import correction, review_file, sample
from models.cases import OPEN, Case, CaseState
from models.comparisons import ComparisonState
from models.dialects import upsert
from models.errors import Conflict, NotAllowed, UsageWrong
from models.event_writing import event_row, write_events
from models.fields import Field
from models.findings import found
from models.reviews import Choice, Decided, Decision
from models.submissions import Verdict
from models.work_tables import comparison, submission

HOLD = timedelta(minutes=15)
TO_DECIDE = (ComparisonState.DIFFERS, ComparisonState.UNCLEAR)
_LONGEST = 400


def hold(
    connection: Connection, at: datetime, case: Case, who: Account
) -> tuple[bool, list[Entry]]:
    """Take a case, or keep it; False when another has it or it is decided."""
    of = submission.c
    free = or_(of.held_by.is_(None), of.held_by == who.id, of.held_until < at)
    before = select(of.held_by).where(of.id == case.submission.id).with_for_update()
    earlier = connection.execute(before).scalar()
    held = connection.execute(
        update(submission)
        .where(of.id == case.submission.id, of.decision == "", free)
        .values(held_by=who.id, held_until=at + HOLD)
    )
    if not held.rowcount:
        return False, []
    return True, [] if earlier == who.id else [_entry(who, "case-held", case, {})]


def release(
    connection: Connection, _at: datetime, case: Case, who: Account
) -> tuple[None, list[Entry]]:
    """Let a case go that the account holds."""
    of = submission.c
    connection.execute(
        update(submission)
        .where(of.id == case.submission.id, of.held_by == who.id)
        .values(held_by=None, held_until=None)
    )
    return None, []


def decide(
    connection: Connection, at: datetime, ref: str, who: Account, decision: Decision
) -> tuple[None, list[Entry]]:
    """Keep a decision. Raises Conflict, NotAllowed and UsageWrong; then nothing has changed."""
    case = _locked(connection, ref)
    _check_case(case, who, decision)
    _check_decision(connection, case, who, decision)
    _keep(connection, at, case, who, decision)
    _sampled(connection, case, decision)
    connection.execute(
        update(submission)
        .where(submission.c.id == case.submission.id)
        .values(
            decision=decision.decided,
            decided_at=at,
            held_by=None,
            held_until=None,
            edition=submission.c.edition + 1,
        )
    )
    list_anew(connection, [case.submission.id])
    told = event_row(case.submission.id, ref, at, decision.decided, {})
    write_events(connection, [told])
    return None, [_entry(who, decision.decided, case, _told(decision))]


def _locked(connection: Connection, ref: str) -> Case:
    locked = select(submission.c.id).where(submission.c.ref == ref).with_for_update()
    connection.execute(locked)
    case = find_case(connection, ref)
    if case is None:
        raise NotAllowed(found("NOT_ALLOWED"))
    return case


def _check_case(case: Case, who: Account, decision: Decision) -> None:
    """Is it the case that was looked at, in the account's hands, and not the person's own?"""
    if case.edition != decision.edition:
        raise Conflict(found("CASE_CHANGED"))
    if case.held_by and case.held_by.id != who.id:
        raise Conflict(found("CASE_HELD", name=case.held_by.name))
    if case.owner and case.owner.same_person(who):
        raise NotAllowed(found("CASE_OWN"))
    wanted = (CaseState.ACCEPTED,) if decision.decided is Decided.SEALED else OPEN
    if case.state not in wanted:
        raise Conflict(found("CASE_CHANGED"))


def _check_decision(connection: Connection, case: Case, who: Account, decision: Decision) -> None:
    """Is the decision whole?"""
    if decision.decided is Decided.RETURNED and not decision.reasons:
        raise UsageWrong(found("REASON_MISSING"))
    if decision.decided is Decided.ACCEPTED:
        _check_acceptance(connection, case, decision)
    if decision.decided is Decided.SEALED:
        query = select(review.c.account_id).where(review.c.submission_id == case.submission.id)
        for id_ in set(connection.execute(query).scalars()):
            reviewer = get_account(connection, id_)
            if reviewer and reviewer.same_person(who):
                raise NotAllowed(found("CASE_REVIEWED_BY_YOU"))


def _check_acceptance(connection: Connection, case: Case, decision: Decision) -> None:
    """Nothing that doesn't fit is passed without a word."""
    if decision.reasons:
        raise UsageWrong(found("REASON_NOT_SENT"))
    if case.submission.verdict == Verdict.BLOCKED and not decision.internal:
        raise UsageWrong(found("INTERNAL_MISSING"))
    of = comparison.c
    query = select(of.field).where(of.submission_id == case.submission.id, of.round == case.judged)
    open_ = connection.execute(query.where(of.state.in_(TO_DECIDE)).order_by(of.id)).scalars()
    chosen = {one.field for one in decision.fields}
    if left := [field for field in map(Field, open_) if field not in chosen]:
        zh, en = "、".join(one.zh for one in left), ", ".join(one.en for one in left)
        raise UsageWrong(found("FIELD_UNDECIDED", zh=zh, en=en))


def _keep(
    connection: Connection, at: datetime, case: Case, who: Account, decision: Decision
) -> None:
    """The review with what it was about, and what it says of readings."""
    one = case.submission
    own = {"submission_id": one.id, "round": case.judged, "account_id": who.id, "at": at}
    connection.execute(
        insert(review).values(
            **own,
            decision=decision.decided,
            fields=[asdict(choice) for choice in decision.fields],
            reasons=[asdict(reason) for reason in decision.reasons],
            internal=decision.internal,
            form=one.form,
            attachments=[asdict(file) for file in one.attachments],
        )
    )
    if decision.corrections:
        connection.execute(insert(correction), [_row(c) | own for c in decision.corrections])
    if decision.decided is Decided.RETURNED:
        for sha256 in {file.sha256 for file in one.attachments}:
            row = {"submission_id": one.id, "sha256": sha256}
            kept = upsert(connection, review_file).values(row)
            connection.execute(kept.on_conflict_do_nothing())


def _row(one: Any) -> dict[str, Any]:
    row = asdict(one)
    row["right_value"] = row.pop("right")
    texts = ("printed", "value", "right_value")
    return row | {name: row[name][:_LONGEST] for name in texts}


def _sampled(connection: Connection, case: Case, decision: Decision) -> None:
    """What the full look at a sampled case has shown."""
    if case.state is not CaseState.SAMPLED:
        return
    wrong = decision.decided is Decided.RETURNED or any(
        one.choice is not Choice.ACCEPT for one in decision.fields
    )
    connection.execute(
        update(sample)
        .where(sample.c.submission_id == case.submission.id)
        .values(outcome="wrong" if wrong else "right")
    )


def _told(decision: Decision) -> dict[str, Any]:
    """What the audit trail keeps: fields, codes and numbers, no words and no values."""
    return {
        "edition": decision.edition,
        "fields": {one.field: one.choice for one in decision.fields},
        "reasons": sorted({one.code for one in decision.reasons if one.code}),
        "returned": sorted({one.field for one in decision.reasons if one.field}),
        "internal": bool(decision.internal),
    }


def _entry(who: Account, action: str, case: Case, body: dict[str, Any]) -> Entry:
    return Entry(f"account:{who.id}", action, case.submission.ref, body)
