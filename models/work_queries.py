"""Asking the queue: how many stand where, one submission, what happened, what came out."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from models.work import Event, Submission, SubmissionState, WorkStage, WorkState
from models.work_redo import attachments_of
from models.work_tables import event, finding, submission, tally, work

_AT_ONCE = 500


def counts(connection: Connection) -> dict[str, int]:
    """Submissions by state and unfinished work by stage (`work.page`), however many there are."""
    query = select(tally.c.name, func.sum(tally.c.count)).group_by(tally.c.name)
    return {name: int(number) for name, number in connection.execute(query)}


def oldest_waiting(connection: Connection) -> datetime | None:
    """Since when the work that is next has waited; None when nothing waits."""
    query = (
        select(work.c.made_at)
        .where(work.c.state == WorkState.WAITING)
        .order_by(work.c.priority, work.c.id)
        .limit(1)
    )
    at: datetime | None = connection.execute(query).scalar()
    return at


def failures(connection: Connection) -> dict[tuple[WorkStage, str], int]:
    """Failed work by stage and reason."""
    query = (
        select(work.c.stage, work.c.reason, func.count())
        .where(work.c.state == WorkState.FAILED)
        .group_by(work.c.stage, work.c.reason)
    )
    rows = connection.execute(query)
    return {(WorkStage(stage), reason): number for stage, reason, number in rows}


def find(connection: Connection, name: str) -> int | None:
    """The id of a submission by its ref or its sender's key."""
    for column in (submission.c.ref, submission.c.key):
        found: int | None = connection.execute(
            select(submission.c.id).where(column == name)
        ).scalar()
        if found is not None:
            return found
    return None


def ids_where(
    connection: Connection,
    state: SubmissionState | None = None,
    reason: str | None = None,
    before: datetime | None = None,
) -> Iterator[list[int]]:
    """The ids of submissions, a batch at a time."""
    last = 0
    while True:
        query = select(submission.c.id).where(submission.c.id > last)
        if state:
            query = query.where(submission.c.state == state)
        if reason is not None:
            query = query.where(submission.c.reason == reason)
        if before:
            query = query.where(submission.c.changed_at < before)
        ids = list(connection.execute(query.order_by(submission.c.id).limit(_AT_ONCE)).scalars())
        if not ids:
            return
        yield ids
        last = ids[-1]


def get(connection: Connection, ids: Collection[int]) -> list[Submission]:
    """Submissions by id, in the order of the ids; those that there are not are left out."""
    files = attachments_of(connection, ids)
    query = select(submission).where(submission.c.id.in_(ids)).order_by(submission.c.id)
    return [_submission(row, files) for row in connection.execute(query)]


def _submission(row: Any, files: dict[int, Any]) -> Submission:
    return Submission(
        id=row.id,
        ref=row.ref,
        key=row.key,
        profile=row.profile,
        form=row.form,
        state=SubmissionState(row.state),
        reason=row.reason,
        round=row.round,
        attachments=files.get(row.id, ()),
        received_at=row.received_at,
        changed_at=row.changed_at,
        pages=row.pages,
        pages_done=row.pages_done,
    )


def results(
    connection: Connection, stage: WorkStage, name: str, version: str
) -> dict[int, tuple[bytes, int]]:
    """The results of a stage for one name: by page, the bytes and the pages of the file."""
    query = select(work.c.page, work.c.result, work.c.pages).where(
        work.c.stage == stage,
        work.c.name == name,
        work.c.version == version,
        work.c.state == WorkState.DONE,
    )
    return {row.page: (row.result, row.pages) for row in connection.execute(query)}


def findings_of(connection: Connection, id_: int) -> list[dict[str, Any]]:
    """The findings of the last round, as FINDING objects."""
    last = select(func.max(finding.c.round)).where(finding.c.submission_id == id_)
    query = (
        select(finding.c.body)
        .where(finding.c.submission_id == id_, finding.c.round == last.scalar_subquery())
        .order_by(finding.c.place)
    )
    return list(connection.execute(query).scalars())


def events_after(connection: Connection, number: int, id_: int | None = None) -> list[Event]:
    """What happened after an event, of one submission or of all; at most a batch."""
    query: Select[Any] = select(event).where(event.c.id > number)
    if id_ is not None:
        query = query.where(event.c.submission_id == id_)
    rows = connection.execute(query.order_by(event.c.id).limit(_AT_ONCE))
    return [Event(row.id, row.ref, row.at, row.kind, row.body) for row in rows]


def last_event(connection: Connection) -> int:
    """The number of the last event, 0 when there is none."""
    return connection.execute(select(func.max(event.c.id))).scalar() or 0
