"""Statements that both databases understand, and how much of them at once."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
_AT_ONCE = 500  # rows in one statement: SQLite takes 32,766 values, and rows have several each


def upsert(connection: Connection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An INSERT that can say what happens with rows that are there; both databases have it."""
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return made(table)


def in_batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at once as one statement takes."""
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
