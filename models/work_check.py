"""Does the database agree with itself? What is counted as it changes is counted here anew."""

from collections.abc import Iterator

from sqlalchemy import Connection, delete, func, insert, inspect, select, text

from models.findings import Finding, found
from models.work import SubmissionState, WorkState
from models.work_books import FILES_REMOVED
from models.work_queries import counts
from models.work_tables import submission, tally, work

_UNFINISHED = (WorkState.WAITING, WorkState.RESTING, WorkState.SENT, WorkState.RUNNING)


def damage(connection: Connection) -> Iterator[Finding]:
    """What the database itself finds wrong with its pages, its indexes and what refers to what."""
    if connection.dialect.name == "sqlite":
        for row in connection.execute(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield found("DATABASE_DAMAGED", problem=row[0])
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield found("DATABASE_DAMAGED", problem=f"{row[0]} {row[1]} → {row[2]}")
        return
    invalid = text(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace"
    )
    for name in connection.execute(invalid).scalars():
        yield found("DATABASE_DAMAGED", problem=f"index {name}")
    for name in inspect(connection).get_table_names():
        connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar()  # reads all of it


def wrong_counts(connection: Connection) -> Iterator[Finding]:
    """The counts that are not what there is; asked within one transaction that sees one moment."""
    there = _counted(connection)
    kept = {name: n for name, n in counts(connection).items() if n and name != FILES_REMOVED}
    for name in sorted({*there, *kept}):
        if there.get(name, 0) != kept.get(name, 0):
            yield found(
                "DATABASE_COUNTS_WRONG",
                name=name,
                kept=kept.get(name, 0),
                there=there.get(name, 0),
            )


def recount(connection: Connection) -> None:
    """Write the counts anew, in the caller's transaction, which keeps other writers waiting."""
    if connection.dialect.name == "postgresql":
        # Who has changed something and not yet its count adds to what is written here.
        connection.execute(text("LOCK TABLE tally IN EXCLUSIVE MODE"))
    connection.execute(delete(tally).where(tally.c.name != FILES_REMOVED))
    rows = [{"name": n, "shard": 0, "count": c} for n, c in _counted(connection).items()]
    if rows:
        connection.execute(insert(tally), rows)


def _counted(connection: Connection) -> dict[str, int]:
    states = select(submission.c.state, func.count()).group_by(submission.c.state)
    found_there = {
        str(SubmissionState(state)): number for state, number in connection.execute(states)
    }
    unfinished = (
        select(work.c.stage, func.count())
        .where(work.c.state.in_(_UNFINISHED))
        .group_by(work.c.stage)
    )
    for stage, number in connection.execute(unfinished):
        found_there[f"work.{stage}"] = number
    failed = (
        select(work.c.stage, work.c.reason, func.count())
        .where(work.c.state == WorkState.FAILED)
        .group_by(work.c.stage, work.c.reason)
    )
    for stage, reason, number in connection.execute(failed):
        found_there[f"failed.{stage}.{reason}"] = number
    return found_there
