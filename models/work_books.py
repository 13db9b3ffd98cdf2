"""What a transaction of the queue writes beside the work itself: attachments, events, counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from models.work import SubmissionState, WorkStage
from models.work_tables import attachment, event, tally

T = TypeVar("T")
Versions = Mapping[WorkStage, str]
FILES_REMOVED = "files.removed"  # counts up: who stored a file just before sees that it may be gone
_AT_ONCE = 500  # rows in one statement: SQLite takes 32,766 values, and rows have several each
_SHARDS = 8


class Books:
    """What a transaction writes beside the work itself, kept to its end."""

    def __init__(self, connection: Connection, at: datetime, versions: Versions) -> None:
        self.connection = connection
        self.at = at
        self.versions = versions
        self._attachments: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._counts: Counter[str] = Counter()

    def attach(self, rows: Iterable[dict[str, Any]]) -> None:
        """Attachments of a new submission."""
        self._attachments += rows

    def tell(self, id_: int, ref: str, kind: str, body: dict[str, Any]) -> None:
        """An event of a submission."""
        row = {"submission_id": id_, "ref": ref, "at": self.at, "kind": kind, "body": body}
        self._events.append(row)

    def count(self, name: str, by: int) -> None:
        """So many more (or fewer) of this name."""
        self._counts[name] += by

    def failed(self, stage: str, reason: str, by: int) -> None:
        """So many more (or fewer) pieces of work of a stage have failed for this reason."""
        self.count(f"failed.{stage}.{reason}", by)

    def moved(self, before: SubmissionState, after: SubmissionState) -> None:
        """One submission went from one state to another."""
        self._counts[before] -= 1
        self._counts[after] += 1

    def close(self) -> None:
        """Write all of it."""
        for table, rows in ((attachment, self._attachments), (event, self._events)):
            if rows:
                self.connection.execute(insert(table), rows)
                rows.clear()
        for name, by in sorted(self._counts.items()):
            if by:
                self._add(name, by)
        self._counts.clear()

    def _add(self, name: str, by: int) -> None:
        # Which of the rows doesn't matter: their sum counts. So writers spread over them.
        row = {"name": name, "shard": self.at.microsecond % _SHARDS, "count": by}
        statement = upsert(self.connection, tally).values(row)
        self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["name", "shard"], set_={"count": tally.c.count + by}
            )
        )


def upsert(connection: Connection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An INSERT that can say what happens with rows that are there; both databases have it."""
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return made(table)


def in_batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at once as one statement takes."""
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
