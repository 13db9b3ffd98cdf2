"""The database: its tables, and how it is opened.

SQLite under the settings' home unless `database_url` says otherwise. What lies in a roster is
written once and never changed: a version is made of the rows of one file and, where the file was
appended, of those of the version before.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
    make_url,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from models.errors import PartMissing, UsageWrong, ZhengheError
from models.fields import Field
from models.findings import found
from models.settings import Settings

metadata = MetaData()
_json = JSON(none_as_null=True)
# What keeps others away to the transaction's end; the number means nothing but that it is ours.
_LOCKS = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(525848832615)",
}
# What was removed is seen no more; its rows are yet to be deleted.
STAGED, CURRENT, FORMER, REMOVED = "staged", "current", "former", "removed"


class _Instant(TypeDecorator[datetime]):
    """A moment with its zone, which SQLite by itself would lose."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        return value.replace(tzinfo=value.tzinfo or UTC) if value else None


roster = Table(
    "roster",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("version", Integer),  # none while staged
    Column("state", String(8), nullable=False),
    Column("mode", String(8), nullable=False),
    Column("added_to", Integer, ForeignKey("roster.id")),
    Column("created_at", _Instant, nullable=False),
    Column("touched_at", _Instant, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("columns", _json, nullable=False),
    UniqueConstraint("name", "version"),
)
_is_current = roster.c.state == CURRENT
Index(
    "roster_one_current",
    roster.c.name,
    unique=True,
    sqlite_where=_is_current,
    postgresql_where=_is_current,
)
roster_row = Table(
    "roster_row",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("roster_id", Integer, ForeignKey("roster.id"), nullable=False),
    Column("number", Integer, nullable=False),
    *(Column(str(field), Text) for field in Field),
    Column("rest", _json),
    Index("roster_row_place", "roster_id", "number"),
)


class Store:
    """An open database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask with. Raises PartMissing when the database fails."""
        with _failures_told(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is written at the end, or nothing. Raises PartMissing."""
        with _failures_told(self._engine), self._engine.begin() as connection:
            yield connection


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open the database, with tables made where there are none yet.

    Raises UsageWrong for an address that is none and PartMissing when it can't be opened.
    """
    engine = _engine(settings)
    try:
        with _failures_told(engine):
            _make_tables(engine)
        yield Store(engine)
    finally:
        engine.dispose()


def _engine(settings: Settings) -> Engine:
    try:
        url = make_url(settings.database_url)
        if url.get_backend_name() not in _LOCKS:
            raise ArgumentError("another database")
        if url.database:
            url = url.set(database=url.database.replace("{home}", str(settings.home)))
        if url.get_backend_name() == "sqlite" and url.database:
            _make_private(Path(url.database))
        engine = create_engine(url, json_serializer=partial(json.dumps, ensure_ascii=False))
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        wanted = "sqlite:///… | postgresql://…"
        # The address itself may hold a password.
        given = settings.database_url.partition(":")[0] + ":…"
        raise UsageWrong(
            found("SETTING_WRONG", name="ZHENGHE_DATABASE_URL", given=given, wanted=wanted)
        ) from error
    except (OSError, ImportError) as error:
        raise PartMissing(found("DATABASE_FAILED", place="—", problem=str(error))) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _make_tables(engine: Engine) -> None:
    """Make the tables that are missing; one process at a time, or they get in each other's way."""
    if {*metadata.tables} <= {*inspect(engine).get_table_names()}:
        return
    with engine.begin() as connection:
        connection.exec_driver_sql(_LOCKS[engine.dialect.name])
        metadata.create_all(connection)


def _make_private(path: Path) -> None:
    """Let nobody else read the file: it holds personal data."""
    if str(path) != ":memory:":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _failures_told(engine: Engine) -> Iterator[None]:
    """What the database reports, as an error of ours."""
    try:
        yield
    except ZhengheError:
        raise
    except SQLAlchemyError as error:
        place = engine.url.render_as_string(hide_password=True)
        # Of the error only its kind and cause: the rest repeats what was to be stored.
        cause = str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]
        raise PartMissing(found("DATABASE_FAILED", place=place, problem=cause)) from error
