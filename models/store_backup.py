"""Copies of the whole database, made while it is in use, and taken back as a whole.

SQLite by its own backup interface; PostgreSQL by the programs that come with it.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Engine

from models.errors import PartMissing, UsageWrong, refused
from models.findings import found
from models.migrate import HEAD
from models.settings import Settings
from models.store import failures_told, make_engine, present_revision
from models.store_dump import dump, is_dump, restore

Told = Callable[[int, int], None]
_PAGES = 5000  # of SQLite, copied between two looks at the progress
_REVISION = "SELECT version_num FROM alembic_version"


def backup_store(settings: Settings, out: Path, told: Told) -> int:
    """Write a copy of the database, which only its owner may read; its size in bytes.

    told is called with what is done and what there is. Raises PartMissing and UsageWrong.
    """
    engine = make_engine(settings)
    try:
        with failures_told(engine), _taking_place(out) as beside:
            if engine.dialect.name == "postgresql":
                dump(engine.url, beside)
            else:
                _copy_out(engine, beside, told)
            return beside.stat().st_size
    finally:
        engine.dispose()


def restore_store(settings: Settings, source: Path, told: Told) -> str | None:
    """Put a copy in the place of all that the database holds; the revision that it now has.

    All of it or nothing. Raises FileRefused for what is no copy, PartMissing and UsageWrong.
    """
    engine = make_engine(settings)
    try:
        with failures_told(engine):
            if engine.dialect.name == "postgresql":
                if not is_dump(source):
                    raise refused("BACKUP_UNUSABLE", file=source.name)
                restore(engine.url, source)
            else:
                _copy_in(engine, source, told)
            with engine.connect() as connection:
                return present_revision(connection)
    finally:
        engine.dispose()


def holds_something(settings: Settings) -> bool:
    """Are there tables already?"""
    engine = make_engine(settings)
    try:
        with failures_told(engine), engine.connect() as connection:
            return present_revision(connection) is not None
    finally:
        engine.dispose()


@contextmanager
def _taking_place(out: Path) -> Iterator[Path]:
    """A file beside that takes its place when it is complete."""
    beside = out.with_name(f".{out.name[:100]}.{token_hex(4)}")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield beside
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(out)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise UsageWrong(
            found("OUTPUT_UNWRITABLE", file=out.name, problem_zh=problem, problem_en=problem)
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _copy_out(engine: Engine, target: Path, told: Told) -> None:
    raw = engine.raw_connection()
    try:
        source: Any = raw.driver_connection
        # Within one transaction: else the copy begins anew whenever somebody writes.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=_PAGES, progress=_progress(told))
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        source.execute("ROLLBACK")
    finally:
        raw.close()


def _copy_in(engine: Engine, source: Path, told: Told) -> None:
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            (whole,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
            revision = None
            if "alembic_version" in tables:
                (revision,) = copy.execute(_REVISION).fetchone()
            if whole != "ok" or "roster" not in tables or (revision or "") > HEAD:
                raise refused("BACKUP_UNUSABLE", file=source.name)
            _overwrite(engine, copy, told)
    except sqlite3.DatabaseError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise PartMissing(found("DATABASE_IN_USE")) from error
        raise refused("BACKUP_UNUSABLE", file=source.name) from error


def _overwrite(engine: Engine, copy: sqlite3.Connection, told: Told) -> None:
    raw = engine.raw_connection()
    try:
        target: Any = raw.driver_connection
        copy.backup(target, pages=_PAGES, progress=_progress(told))
    finally:
        raw.close()


def _progress(told: Told) -> Callable[[int, int, int], None]:
    return lambda _status, remaining, total: told(total - remaining, total)
