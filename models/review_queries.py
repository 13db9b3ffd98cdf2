"""What was decided on a case, what its applicant sees and may change, and how samples fared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, select

from models.account_tables import account, review
from models.case_tables import case_pass, sample
from models.fields import DocumentKind, Field
from models.reviews import (
    EVERYTHING_MAY_CHANGE,
    NOTHING_MAY_CHANGE,
    Allowed,
    Choice,
    Decided,
    FieldChoice,
    Notice,
    Reason,
    Review,
    allowed_by,
)
from models.work import NewAttachment
from models.work_tables import submission


@dataclass(frozen=True, slots=True)
class Passed:
    """A bulk pass: how many went through, how many were set aside, and what became of these."""

    id: int
    who: str
    at: datetime
    passed: int
    sampled: int
    looked_at: int
    wrong: int


def reviews_of(connection: Connection, id_: int) -> tuple[Review, ...]:
    """The decisions on a submission, the latest first."""
    query = (
        select(review, account.c.name.label("who"))
        .join(account, account.c.id == review.c.account_id)
        .where(review.c.submission_id == id_)
        .order_by(review.c.id.desc())
    )
    return tuple(_review(row) for row in connection.execute(query))


def notices_of(connection: Connection, id_: int) -> tuple[Notice, ...]:
    """The decisions on a submission as its applicant sees them, the latest first."""
    of = review.c
    query = select(of.at, of.decision, of.reasons).where(of.submission_id == id_)
    rows = connection.execute(query.order_by(of.id.desc()))
    return tuple(Notice(row.at, Decided(row.decision), _reasons(row.reasons)) for row in rows)


def allowed_changes(connection: Connection, id_: int) -> Allowed:
    """What the applicant may change of a submission: all of a draft, what a return named, or none.

    Ask it in the transaction that changes the submission, with the submission locked.
    """
    columns = (submission.c.sent_at, submission.c.decision)
    row = connection.execute(select(*columns).where(submission.c.id == id_)).one_or_none()
    if row is None:
        return NOTHING_MAY_CHANGE
    if row.sent_at is None:
        return EVERYTHING_MAY_CHANGE
    if row.decision != Decided.RETURNED:
        return NOTHING_MAY_CHANGE
    latest = notices_of(connection, id_)[0]
    return allowed_by(latest.reasons)


def passes(connection: Connection, scope: int, most: int = 10) -> tuple[Passed, ...]:
    """The latest bulk passes in a scope."""
    looked = func.count(case((sample.c.outcome != "", 1)))
    wrong = func.count(case((sample.c.outcome == "wrong", 1)))
    query = (
        select(case_pass, account.c.name.label("who"), looked.label("looked"), wrong.label("wrong"))
        .join(account, account.c.id == case_pass.c.account_id)
        .outerjoin(sample, sample.c.pass_id == case_pass.c.id)
        .where(case_pass.c.scope == scope)
        .group_by(case_pass.c.id, account.c.name)
        .order_by(case_pass.c.id.desc())
        .limit(most)
    )
    return tuple(
        Passed(row.id, row.who, row.at, row.passed, row.sampled, row.looked, row.wrong)
        for row in connection.execute(query)
    )


def _review(row: Any) -> Review:
    return Review(
        id=row.id,
        round=row.round,
        who=row.who,
        at=row.at,
        decided=Decided(row.decision),
        fields=tuple(
            FieldChoice(Field(one["field"]), Choice(one["choice"]), one["value"])
            for one in row.fields
        ),
        reasons=_reasons(row.reasons),
        internal=row.internal,
        form=row.form,
        attachments=tuple(
            NewAttachment(DocumentKind(one["kind"]), one["file"], one["sha256"], one["size"])
            for one in row.attachments
        ),
    )


def _reasons(rows: Iterable[dict[str, Any]]) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            words=one["words"],
            field=Field(one["field"]) if one["field"] else None,
            document=DocumentKind(one["document"]) if one["document"] else None,
            page=one["page"],
            code=one["code"],
        )
        for one in rows
    )
