"""The versions of the tables: Alembic's migrations in `models/migrations/`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

HEAD = "0008"
_FIRST = "0001"
_TABLE = "alembic_version"


def revision_of(connection: Connection, tables: set[str]) -> str | None:
    """The revision of the tables that are there, None where there are none.

    Tables without a revision are those of the first version, which kept none.
    """
    if _TABLE in tables:
        found: str | None = connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar()
        return found
    return _FIRST if "roster" in tables else None


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the tables to a revision, in the caller's transaction."""
    config = _config(connection)
    tables = set(inspect(connection).get_table_names())
    if _TABLE not in tables and (revision := revision_of(connection, tables)):
        command.stamp(config, revision)
    command.upgrade(config, to)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
