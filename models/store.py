"""The database: how it is opened, and that its tables are those of this version.

SQLite under the settings' home unless `database_url` says otherwise.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import OperationalError as SqliteError
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DataError, NoSuchModuleError, SQLAlchemyError

from models.errors import PartMissing, UsageWrong, ZhengheError
from models.findings import found
from models.migrate import HEAD, revision_of, upgrade
from models.settings import Settings

# What keeps others away to the transaction's end; the number means nothing but that it is ours.
_LOCKS = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(525848832615)",
}
_WAIT_SECONDS = 30
# A server that no longer answers is given up: libpq by itself waits for hours.
_CONNECT: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {
        "connect_timeout": 10,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 4,
        "tcp_user_timeout": 1000 * _WAIT_SECONDS,
    },
}
# In one INSERT that returns something: psycopg takes long to parse a statement of many values.
_ROWS = {"sqlite": 1000, "postgresql": 50}


class Store:
    """An open database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask with. Raises PartMissing when the database fails."""
        with failures_told(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def reading_once(self) -> Iterator[Connection]:
        """A connection that sees one moment, however long it asks. Raises PartMissing."""
        with failures_told(self._engine), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            else:
                connection.execute(text("BEGIN"))
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is written at the end, or nothing. Raises PartMissing."""
        with failures_told(self._engine), self._engine.begin() as connection:
            yield connection


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open the database, with tables made where there are none yet.

    Raises UsageWrong for an address that is none and PartMissing when it can't be opened or is of
    another version: `zhenghe db upgrade` brings an older one up.
    """
    engine = make_engine(settings)
    try:
        with failures_told(engine):
            revision = _revision(engine)
            if revision is None:
                _migrate(engine)
            elif revision != HEAD:
                raise PartMissing(found("DATABASE_OTHER_VERSION", given=revision, wanted=HEAD))
        yield Store(engine)
    finally:
        engine.dispose()


def has_store(settings: Settings) -> bool:
    """Is there a database? Of SQLite, where none was made yet, there is none."""
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        return True  # which opening it tells
    if url.get_backend_name() != "sqlite" or not url.database:
        return True
    path = Path(url.database.replace("{home}", str(settings.home)))
    return path.is_file() and path.stat().st_size > 0


def make_engine(settings: Settings) -> Engine:
    """What connects to the database. Raises UsageWrong and PartMissing."""
    try:
        url = make_url(settings.database_url)
        if url.get_backend_name() not in _LOCKS:
            raise ArgumentError("another database")
        if url.database:
            url = url.set(database=url.database.replace("{home}", str(settings.home)))
        if url.get_backend_name() == "sqlite" and url.database:
            _make_private(Path(url.database))
        engine = create_engine(
            url,
            json_serializer=partial(json.dumps, ensure_ascii=False),
            connect_args=_CONNECT[url.get_backend_name()],
            insertmanyvalues_page_size=_ROWS[url.get_backend_name()],
        )
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
    else:
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def upgrade_store(settings: Settings) -> tuple[str | None, str]:
    """Bring the database to this version: the revision that it had, and the one it has."""
    engine = make_engine(settings)
    try:
        with failures_told(engine):
            before = _revision(engine)
            _migrate(engine)
            return before, HEAD
    finally:
        engine.dispose()


def _revision(engine: Engine) -> str | None:
    """The revision of the tables, None where there are none."""
    with engine.connect() as connection:
        return present_revision(connection)


def present_revision(connection: Connection) -> str | None:
    """The revision of the tables that are there, None where there are none."""
    return revision_of(connection, set(inspect(connection).get_table_names()))


def _migrate(engine: Engine) -> None:
    """Make or change tables; one process at a time, or they get in each other's way."""
    with engine.begin() as connection:
        connection.exec_driver_sql(_LOCKS[engine.dialect.name])
        upgrade(connection)


def _make_private(path: Path) -> None:
    """Let nobody else read the file: it holds personal data."""
    if str(path) != ":memory:":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in (f"busy_timeout={1000 * _WAIT_SECONDS}", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    patience = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except SqliteError:  # another process is changing the mode, which SQLite doesn't wait for
            if time.monotonic() > patience:
                raise
            time.sleep(0.05)


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # A process that stands still within a transaction must not keep all others from their rows.
    seconds = f"{_WAIT_SECONDS}s"
    connection.execute(f"SET idle_in_transaction_session_timeout = '{seconds}'")
    connection.commit()


@contextmanager
def failures_told(engine: Engine) -> Iterator[None]:
    """What the database reports, as an error of ours."""
    try:
        yield
    except ZhengheError:
        raise
    except (DataError, OverflowError) as error:
        # A character that no text of the database can hold (NUL), or a number beyond all bounds.
        raise UsageWrong(found("REQUEST_UNUSABLE")) from error
    except SQLAlchemyError as error:
        place = engine.url.render_as_string(hide_password=True)
        # Of the error only its kind and cause: the rest repeats what was to be stored.
        cause = str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]
        raise PartMissing(found("DATABASE_FAILED", place=place, problem=cause)) from error
