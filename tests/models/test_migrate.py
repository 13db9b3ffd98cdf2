"""Migrations make the tables that the program uses, from any earlier version."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from models import migrate
from models.columns import metadata
from models.errors import PartMissing
from models.migrate import HEAD, upgrade
from models.schema import table_names
from models.settings import Settings
from models.store import open_store, upgrade_store


def test_the_newest_revision_is_the_one_that_the_program_asks_for():
    folder = Path(migrate.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == HEAD


def test_migrations_make_exactly_the_tables_of_the_program(tmp_path):
    with create_engine(f"sqlite:///{tmp_path}/a.db").begin() as connection:
        upgrade(connection)
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
        # What a backup of PostgreSQL copies is all that there is.
        assert set(inspect(connection).get_table_names()) == set(table_names())


def test_an_older_database_is_told_of_and_brought_up_with_what_it_holds(tmp_path):
    settings = Settings(home=tmp_path)
    with create_engine(f"sqlite:///{tmp_path}/zhenghe.db").begin() as connection:
        upgrade(connection, "0001")
        connection.execute(text("DROP TABLE alembic_version"))  # as the first version left it
        connection.execute(
            text(
                "INSERT INTO roster (name, state, mode, created_at, touched_at, file, sha256,"
                " row_count, columns) VALUES ('holders', 'staged', 'replace', '2026-01-01',"
                " '2026-01-01', 'a.csv', '', 0, '[]')"
            )
        )
    with pytest.raises(PartMissing) as raised, open_store(settings):
        pass
    assert raised.value.findings[0].code == "DATABASE_OTHER_VERSION"
    assert upgrade_store(settings) == ("0001", HEAD)
    with open_store(settings) as store, store.reading() as connection:
        assert connection.execute(text("SELECT name FROM roster")).scalar() == "holders"
