"""What is sent to the broker, and what is taken back when nobody finishes it.

The database is the truth: a message that is lost is sent again, one that comes twice is claimed
once. Nothing here trusts a clock: what does not move between two looks is stale.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, ScalarSelect, delete, select, update

from models.audit_trail import Entry
from models.dialects import in_batches, upsert
from models.work import WorkStage, WorkState
from models.work_books import Books
from models.work_failure import give_up
from models.work_tables import UNFINISHED, work, worker

_FORGOTTEN = timedelta(days=1)


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
    priority: int
    claims: int
    beat: int
    failures: int
    lost: int


def take_for_sending(connection: Connection, most: int) -> list[Sendable]:
    """Waiting work, the most urgent first, marked as sent."""
    chosen = (
        select(work.c.id)
        .where(UNFINISHED, work.c.state == WorkState.WAITING)
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
    waiting = select(work.c.id).where(UNFINISHED, work.c.state == WorkState.WAITING)
    return connection.execute(waiting.limit(1)).first() is not None


def not_sent(connection: Connection, ids: Collection[int]) -> None:
    """Sent work that the broker did not take waits again."""
    _change(connection, ids, WorkState.SENT, WorkState.WAITING)


def wake(connection: Connection, ids: Collection[int]) -> None:
    """Work that has rested long enough waits again."""
    _change(connection, ids, WorkState.RESTING, WorkState.WAITING)


def _change(
    connection: Connection, ids: Collection[int], before: WorkState, after: WorkState
) -> None:
    for some in in_batches(sorted(ids)):
        connection.execute(
            update(work).where(work.c.id.in_(_free(some, before))).values(state=after)
        )


def _free(ids: Collection[int], state: WorkState) -> ScalarSelect[int]:
    """Those of this state that nobody is changing now: who waits for none delays none."""
    chosen = select(work.c.id).where(work.c.id.in_(ids), work.c.state == state)
    return chosen.with_for_update(skip_locked=True).scalar_subquery()


def under_way(connection: Connection) -> list[Pulse]:
    """All work that is sent or running, or rests after a failure."""
    names = ("id", "stage", "state", "priority", "claims", "beat", "failures", "lost")
    moving = work.c.state.in_((WorkState.RESTING, WorkState.SENT, WorkState.RUNNING))
    return [
        Pulse(
            row.id,
            WorkStage(row.stage),
            WorkState(row.state),
            row.priority,
            row.claims,
            row.beat,
            row.failures,
            row.lost,
        )
        for row in connection.execute(
            select(*(work.c[name] for name in names)).where(UNFINISHED, moving)
        )
    ]


def beat(
    connection: Connection, at: datetime, ids: Collection[int], name: str
) -> tuple[None, list[Entry]]:
    """The heart of a worker: it lives, and so does its running work."""
    seen = upsert(connection, worker).values(name=name, begun_at=at, seen_at=at)
    connection.execute(seen.on_conflict_do_update(index_elements=["name"], set_={"seen_at": at}))
    if ids:
        connection.execute(
            update(work)
            .where(work.c.id.in_(_free(ids, WorkState.RUNNING)), work.c.worker == name)
            .values(beat=work.c.beat + 1)
        )
    return None, []


def leave(connection: Connection, at: datetime, name: str) -> tuple[None, list[Entry]]:
    """A worker stops; those that died long ago are forgotten, too."""
    dead = worker.c.seen_at < at - _FORGOTTEN
    connection.execute(delete(worker).where((worker.c.name == name) | dead))
    return None, []


def take_back(connection: Connection, stale: Collection[Pulse], lost_most: int) -> list[Pulse]:
    """Stale work waits again. Returns what took too many workers along: see bury."""
    dying = []
    for pulse in sorted(stale, key=lambda one: one.id):
        ran = pulse.state is WorkState.RUNNING
        lost = connection.execute(
            update(work)
            .where(work.c.id.in_(_free([pulse.id], pulse.state)))
            .where(work.c.claims == pulse.claims, work.c.beat == pulse.beat)
            .values(state=WorkState.WAITING, lost=work.c.lost + int(ran))
            .returning(work.c.lost)
        ).scalar()
        if ran and lost is not None and lost >= lost_most:
            dying.append(pulse)
    return dying


def bury(books: Books, pulse: Pulse) -> list[Entry]:
    """Work that nobody survives has failed."""
    ended = books.connection.execute(
        update(work)
        .where(work.c.id == pulse.id, work.c.claims == pulse.claims)
        .where(work.c.state.in_((WorkState.WAITING, WorkState.SENT)))
        .values(state=WorkState.FAILED)
    )
    return give_up(books, pulse.id, pulse.stage, "WORK_CRASHED") if ended.rowcount else []
