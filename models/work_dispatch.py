"""What is sent to the broker, and what is taken back when nobody finishes it.

The database is the truth: a message that is lost is sent again, one that comes twice is claimed
once. Nothing here trusts a clock: what does not move between two looks is stale.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from models.audit_trail import Entry
from models.work import WorkStage, WorkState
from models.work_books import Books
from models.work_flow import give_up
from models.work_tables import work


@dataclass(frozen=True, slots=True)
class Sendable:
    """A piece of work for the broker."""

    id: int
    stage: WorkStage
    priority: int


@dataclass(frozen=True, slots=True)
class Pulse:
    """How an unfinished piece of work looked: as long as it lives, one of these changes."""

    id: int
    stage: WorkStage
    state: WorkState
    claims: int
    beat: int
    failures: int


def take_for_sending(connection: Connection, most: int, resting: Collection[int]) -> list[Sendable]:
    """Waiting work, the most urgent first, marked as sent; resting are ids to be left alone."""
    chosen = (
        select(work.c.id)
        .where(work.c.state == WorkState.WAITING, work.c.id.not_in(resting))
        .order_by(work.c.priority, work.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(
        update(work)
        .where(work.c.id.in_(chosen.scalar_subquery()))
        .values(state=WorkState.SENT)
        .returning(work.c.id, work.c.stage, work.c.priority)
    ).all()
    return sorted(
        (Sendable(row.id, WorkStage(row.stage), row.priority) for row in rows),
        key=lambda one: (one.priority, one.id),
    )


def has_waiting(connection: Connection) -> bool:
    """Is there anything to send? Asked first, since asking hinders no writer."""
    waiting = select(work.c.id).where(work.c.state == WorkState.WAITING)
    return connection.execute(waiting.limit(1)).first() is not None


def under_way(connection: Connection) -> list[Pulse]:
    """All work that is sent or running, and what waits after a failure."""
    names = (work.c.id, work.c.stage, work.c.state, work.c.claims, work.c.beat, work.c.failures)
    moving = work.c.state.in_((WorkState.SENT, WorkState.RUNNING))
    rested = (work.c.state == WorkState.WAITING) & (work.c.failures > 0)
    return [
        Pulse(
            row.id, WorkStage(row.stage), WorkState(row.state), row.claims, row.beat, row.failures
        )
        for row in connection.execute(select(*names).where(moving | rested))
    ]


def beat(connection: Connection, ids: Collection[int], worker: str) -> None:
    """The heart of a worker: its running work is alive."""
    if ids:
        connection.execute(
            update(work)
            .where(work.c.id.in_(ids), work.c.state == WorkState.RUNNING, work.c.worker == worker)
            .values(beat=work.c.beat + 1)
        )


def take_back(books: Books, stale: Collection[Pulse], claims_most: int) -> list[Entry]:
    """Stale work waits again; what was claimed too often is what kills its workers: it failed."""
    entries: list[Entry] = []
    for pulse in sorted(stale, key=lambda one: one.id):
        lost = books.connection.execute(
            update(work)
            .where(work.c.id == pulse.id, work.c.state == pulse.state)
            .where(work.c.claims == pulse.claims, work.c.beat == pulse.beat)
            .values(state=WorkState.WAITING)
        )
        if lost.rowcount and pulse.claims >= claims_most:
            entries += give_up(books, pulse.id, pulse.stage, "WORK_CRASHED")
    return entries
