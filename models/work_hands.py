"""Who works on the queue, and on how much."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from models.work import WorkState
from models.work_tables import UNFINISHED, work, worker

_MOST = 200


@dataclass(frozen=True, slots=True)
class Hand:
    """A worker: since when it works, when it was last seen, how many pieces of work it has."""

    name: str
    begun_at: datetime
    seen_at: datetime
    running: int


def hands(connection: Connection) -> tuple[Hand, ...]:
    """The workers of the last day that were not stopped, those that were seen last first."""
    busy = select(work.c.worker, func.count()).where(UNFINISHED, work.c.state == WorkState.RUNNING)
    running = {row[0]: row[1] for row in connection.execute(busy.group_by(work.c.worker))}
    rows = connection.execute(select(worker).order_by(worker.c.seen_at.desc()).limit(_MOST))
    return tuple(
        Hand(row.name, row.begun_at, row.seen_at, running.get(row.name, 0)) for row in rows
    )
