"""Rosters in the database: staged row by row, current all at once.

The rows of a file are stored in many small transactions under a roster that is only staged; one
last transaction makes it the current version. Whatever dies before that has changed nothing that
anybody sees; what it leaves behind is removed by a later import.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from models.errors import TemporaryFailure
from models.fields import Field
from models.findings import found
from models.roster_tables import CURRENT, FORMER, KEPT, REMOVED, STAGED, roster, roster_row
from models.roster_versions import chain_of, current_id, hold, sweep
from models.rosters import RosterColumn, RosterMode, RosterPreview, RosterRow
from models.store import Store

_ROWS_AT_ONCE = 5000


class Staging:
    """A version that is being written; nobody sees it before `finish`."""

    def __init__(self, store: Store, name: str, mode: RosterMode, preview: RosterPreview) -> None:
        self._store = store
        self._name = name
        sweep(store)
        with store.writing() as connection:
            self._before = current_id(connection, name)
            columns = [_column_json(column) for column in preview.look.header.columns]
            now = datetime.now(UTC)
            values = {
                "name": name,
                "state": STAGED,
                "mode": mode,
                "added_to": self._before if mode is RosterMode.APPEND else None,
                "created_at": now,
                "touched_at": now,
                "file": preview.file,
                "sha256": preview.sha256,
                "row_count": 0,
                "columns": columns,
            }
            self.id: int = connection.execute(
                insert(roster).returning(roster.c.id), values
            ).scalar_one()
        self._keys = tuple(str(field) for field in preview.look.header.fields)
        self._appends = mode is RosterMode.APPEND

    def add(self, rows: Sequence[RosterRow]) -> None:
        """Store rows, in one transaction of their own. Raises TemporaryFailure, see finish."""
        values = [
            {
                "roster_id": self.id,
                "number": row.number,
                "rest": dict(row.rest) or None,
                **{key: row.fields.get(key) for key in self._keys},  # type: ignore[call-overload]
            }
            for row in rows
        ]
        with self._store.writing() as connection:
            self._touch(connection)
            if values:
                connection.execute(insert(roster_row), values)

    def drop(self, numbers: Iterable[int]) -> None:
        """Take staged rows out again, by their number."""
        place = roster_row.c.roster_id == self.id
        wanted = sorted(numbers)
        with self._store.writing() as connection:
            self._touch(connection)
            for start in range(0, len(wanted), 500):
                some = wanted[start : start + 500]
                connection.execute(delete(roster_row).where(place, roster_row.c.number.in_(some)))

    def discard(self) -> None:
        """Remove all that was staged."""
        this = update(roster).where(roster.c.id == self.id)
        with self._store.writing() as connection:
            connection.execute(this.values(state=REMOVED))
        sweep(self._store)

    def finish(self) -> int:
        """Make this the current version and give its number, in one transaction.

        Raises TemporaryFailure when another import came between: of the version that was appended
        to, or when this one was taken for dead.
        """
        with self._store.writing() as connection:
            hold(connection, self._name)
            self._touch(connection)
            if self._appends and current_id(connection, self._name) != self._before:
                raise TemporaryFailure(found("ROSTER_OVERTAKEN", name=self._name))
            _count_rows(connection, self.id)
            return make_current(connection, self._name, self.id)

    def keep(self) -> None:
        """All rows are there: they stay until a person says what becomes of them, or for a day.

        Raises TemporaryFailure when this was taken for dead.
        """
        with self._store.writing() as connection:
            self._touch(connection)
            _count_rows(connection, self.id)
            this = update(roster).where(roster.c.id == self.id)
            connection.execute(this.values(state=KEPT))

    def _touch(self, connection: Connection) -> None:
        this = update(roster).where(roster.c.id == self.id, roster.c.state == STAGED)
        if connection.execute(this.values(touched_at=datetime.now(UTC))).rowcount != 1:
            raise TemporaryFailure(found("ROSTER_OVERTAKEN", name=self._name))


def _count_rows(connection: Connection, id_: int) -> None:
    own = select(func.count()).where(roster_row.c.roster_id == id_).scalar_subquery()
    connection.execute(update(roster).where(roster.c.id == id_).values(row_count=own))


def make_current(connection: Connection, name: str, id_: int) -> int:
    """Give a version its number and make it the current one; the roster must be held."""
    named = roster.c.name == name
    last = connection.execute(select(func.max(roster.c.version)).where(named)).scalar()
    number = (last or 0) + 1
    former = update(roster).where(named, roster.c.state == CURRENT)
    connection.execute(former.values(state=FORMER))
    this = update(roster).where(roster.c.id == id_)
    connection.execute(this.values(state=CURRENT, version=number))
    return number


def current_rows(store: Store, name: str) -> Iterator[RosterRow]:
    """The rows of the current version, in the order in which they were imported.

    A version that becomes current meanwhile is not mixed in. There are none for an unknown name.
    """
    with store.reading() as connection:
        rows = {
            row.id: row for row in connection.execute(select(roster).where(roster.c.name == name))
        }
        current = next((row for row in rows.values() if row.state == CURRENT), None)
        if current is None:
            return
        parts = [part.id for part in chain_of(current, rows)]
        wanted = (
            select(roster_row)
            .where(roster_row.c.roster_id.in_(parts))
            .order_by(roster_row.c.roster_id, roster_row.c.number)
            .execution_options(yield_per=_ROWS_AT_ONCE)
        )
        for row in connection.execute(wanted):
            yield _row(row)


def _row(row: Row[Any]) -> RosterRow:
    identity, _, number, *values, rest = tuple(row)
    fields = {field: value for field, value in zip(Field, values, strict=True) if value is not None}
    return RosterRow(number, fields, rest or {}, identity)


def _column_json(column: RosterColumn) -> dict[str, str | None]:
    stored: dict[str, str | None] = {"label": column.label, "field": column.field}
    return stored | {"beside": column.beside} if column.beside else stored
