"""Asking the queue: how many stand where, which submissions, one of them, what came out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from models.dialects import in_batches
from models.work import Submission, SubmissionState, WorkStage, WorkState
from models.work_books import FILES_REMOVED
from models.work_intake import attachments_of
from models.work_tables import UNFINISHED, finding, need, submission, tally, work

_AT_ONCE = 500
_FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A piece of work that a submission waits for."""

    stage: WorkStage
    page: int
    state: WorkState
    failures: int
    reason: str


def counts(connection: Connection) -> dict[str, int]:
    """Submissions by state and work by stage, unfinished (`work.page`) and failed, by name.

    It takes as long for a million submissions as for one.
    """
    query = select(tally.c.name, func.sum(tally.c.count)).group_by(tally.c.name)
    return {name: int(number) for name, number in connection.execute(query)}


def oldest_waiting(connection: Connection) -> datetime | None:
    """Since when the work that is next has waited; None when nothing waits."""
    query = (
        select(work.c.made_at)
        .where(UNFINISHED, work.c.state == WorkState.WAITING)
        .order_by(work.c.priority, work.c.id)
        .limit(1)
    )
    at: datetime | None = connection.execute(query).scalar()
    return at


def failures(connection: Connection) -> dict[tuple[WorkStage, str], int]:
    """Failed work by stage and reason, however much there is."""
    return failures_in(counts(connection))


def failures_in(counted: Mapping[str, int]) -> dict[tuple[WorkStage, str], int]:
    """Failed work by stage and reason, from all counts."""
    split = ((name.split(".", 2), number) for name, number in counted.items() if number)
    return {
        (WorkStage(name[1]), name[2]): number
        for name, number in split
        if name[0] == _FAILED and len(name) == 3
    }


def files_removed(connection: Connection) -> int:
    """How many files were ever removed."""
    query = select(func.sum(tally.c.count)).where(tally.c.name == FILES_REMOVED)
    return int(connection.execute(query).scalar() or 0)


def find(connection: Connection, name: str) -> int | None:
    """The id of a submission by its ref or its sender's key."""
    for column in (submission.c.ref, submission.c.key):
        found: int | None = connection.execute(
            select(submission.c.id).where(column == name)
        ).scalar()
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which submissions: all that fit every one that is given.

    reason: the code of what failed. since, before: when they last changed. owner: the account.
    """

    state: SubmissionState | None = None
    reason: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    owner: int | None = None


def ids_after(connection: Connection, last: int, chosen: Chosen, most: int = _AT_ONCE) -> list[int]:
    """The ids of the next chosen submissions after an id, at most a batch."""
    query = select(submission.c.id).where(submission.c.id > last, *_conditions(chosen))
    return list(connection.execute(query.order_by(submission.c.id).limit(most)).scalars())


def how_many(connection: Connection, chosen: Chosen) -> int:
    """How many submissions are chosen."""
    query = select(func.count()).select_from(submission).where(*_conditions(chosen))
    return connection.execute(query).scalar_one()


def _conditions(chosen: Chosen) -> list[ColumnElement[bool]]:
    found = []
    if chosen.state is not None:
        found.append(submission.c.state == chosen.state)
    if chosen.reason is not None:
        found.append(submission.c.reason == chosen.reason)
    if chosen.since is not None:
        found.append(submission.c.changed_at >= chosen.since)
    if chosen.before is not None:
        found.append(submission.c.changed_at < chosen.before)
    if chosen.owner is not None:
        found.append(submission.c.owner_id == chosen.owner)
    return found


def refs_of(connection: Connection, ids: Collection[int]) -> list[str]:
    """The refs of submissions, in the order of their ids."""
    query = select(submission.c.ref).where(submission.c.id.in_(ids)).order_by(submission.c.id)
    return list(connection.execute(query).scalars())


def get(connection: Connection, ids: Collection[int]) -> list[Submission]:
    """Submissions by id, in the order of the ids; those that there are not are left out."""
    files = attachments_of(connection, ids)
    query = select(submission).where(submission.c.id.in_(ids)).order_by(submission.c.id)
    return [_submission(row, files) for row in connection.execute(query)]


def known_keys(connection: Connection, keys: Sequence[str]) -> list[Submission]:
    """The submissions that have one of these keys."""
    rows: list[Any] = []
    for some in in_batches(keys):
        rows += connection.execute(select(submission).where(submission.c.key.in_(some)))
    files = attachments_of(connection, [row.id for row in rows])
    return [_submission(row, files) for row in rows]


def _submission(row: Any, files: dict[int, Any]) -> Submission:
    return Submission(
        id=row.id,
        ref=row.ref,
        key=row.key,
        profile=row.profile,
        form=row.form,
        state=SubmissionState(row.state),
        verdict=row.verdict,
        reason=row.reason,
        round=row.round,
        attachments=files.get(row.id, ()),
        received_at=row.received_at,
        changed_at=row.changed_at,
        pages=row.pages,
        pages_done=row.pages_done,
        report=row.report,
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


def latest_results(connection: Connection, stage: WorkStage, name: str) -> dict[int, bytes]:
    """The results of a stage for one name by page, of the version that did it last."""
    query = select(work.c.page, work.c.result).where(
        work.c.stage == stage, work.c.name == name, work.c.state == WorkState.DONE
    )
    return {row.page: row.result for row in connection.execute(query.order_by(work.c.id))}


def findings_of(connection: Connection, id_: int) -> list[dict[str, Any]]:
    """The findings of the last round that was judged, as FINDING objects."""
    query = (
        select(finding.c.body)
        .join(submission, submission.c.id == finding.c.submission_id)
        .where(finding.c.submission_id == id_, finding.c.round == judged_round())
        .order_by(finding.c.place)
    )
    return list(connection.execute(query).scalars())


def judged_round() -> ColumnElement[int]:
    """The last round of a submission that was judged: a verdict stands from then on."""
    return submission.c.round - case((submission.c.verdict == "", 1), else_=0)


def unfinished_of(connection: Connection, id_: int) -> list[Unfinished]:
    """What a submission waits for, in the order of the stages."""
    query = (
        select(work.c.stage, work.c.page, work.c.state, work.c.failures, work.c.reason)
        .join(need, need.c.work_id == work.c.id)
        .where(need.c.submission_id == id_, work.c.state != WorkState.DONE)
        .order_by(work.c.page, work.c.id)
    )
    order = list(WorkStage)
    rows = [
        Unfinished(WorkStage(row.stage), row.page, WorkState(row.state), row.failures, row.reason)
        for row in connection.execute(query)
    ]
    return sorted(rows, key=lambda one: order.index(one.stage))
