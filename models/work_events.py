"""What happens to submissions, followed as it happens; no event is missed.

PostgreSQL numbers events as they are written, and shows them as their transactions end: a number
may show up after higher ones. Numbers that are left out are looked for until all transactions that
could hold them have ended. SQLite has one writer, so its numbers show up in their order.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, text

from models.work import Event
from models.work_tables import event

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Gap:
    """Numbers from first to last that did not show up; who may hold them began before `until`."""

    first: int
    last: int
    until: int


def events_of(connection: Connection, id_: int, after: int = 0) -> list[Event]:
    """The events of one submission after an event, at most a batch.

    None of them shows up late: each is written while the submission is locked.
    """
    query = select(event).where(event.c.submission_id == id_, event.c.id > after)
    return _events(connection, query)


class Follower:
    """Follows the events of all submissions, from the moment at which it is made."""

    def __init__(self, connection: Connection) -> None:
        newest = connection.execute(select(func.max(event.c.id))).scalar() or 0
        # What is being written now may have lower numbers than what is there.
        self._last = max(0, newest - _AT_ONCE)
        self._gaps: list[_Gap] = []
        self.look(connection)

    def look(self, connection: Connection) -> list[Event]:
        """What has shown up since the last look, at most a batch; [] when there is nothing new."""
        begun = _snapshot(connection)
        late = [event.c.id.between(gap.first, gap.last) for gap in self._gaps]
        query = select(event).where(or_(event.c.id > self._last, *late))
        events = _events(connection, query)
        self._note(events, begun, _snapshot(connection))
        return events

    def _note(self, events: list[Event], before: tuple[int, int], after: tuple[int, int]) -> None:
        """Remember what is left out now; before, after: snapshots around the look."""
        whole = len(events) < _AT_ONCE
        open_ = [gap for gap in self._gaps if not (whole and gap.until <= before[0])]
        for number in [one.number for one in events]:
            if number > self._last:
                if number > self._last + 1:
                    open_.append(_Gap(self._last + 1, number - 1, after[1]))
                self._last = number
            else:
                open_ = [part for gap in open_ for part in _without(gap, number)]
        self._gaps = [gap for gap in open_ if gap.until]


def _without(gap: _Gap, number: int) -> list[_Gap]:
    """What is left of a gap when a number has shown up."""
    if not gap.first <= number <= gap.last:
        return [gap]
    parts = (_Gap(gap.first, number - 1, gap.until), _Gap(number + 1, gap.last, gap.until))
    return [part for part in parts if part.first <= part.last]


def _snapshot(connection: Connection) -> tuple[int, int]:
    """All transactions before the first number have ended; none from the second on has begun."""
    if connection.dialect.name != "postgresql":
        return 0, 0
    columns = "pg_snapshot_xmin(now)::text::bigint, pg_snapshot_xmax(now)::text::bigint"
    row = connection.execute(text(f"SELECT {columns} FROM pg_current_snapshot() AS now")).one()
    return row[0], row[1]


def _events(connection: Connection, query: Select[Any]) -> list[Event]:
    rows = connection.execute(query.order_by(event.c.id).limit(_AT_ONCE))
    return [Event(row.id, row.ref, row.at, row.kind, row.body) for row in rows]
