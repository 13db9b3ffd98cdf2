"""Copies of the database are whole, and taken back whole or not at all."""

import sqlite3
import stat
from pathlib import Path

import pytest
from postgres_server import new_database
from queue_by_hand import VERSIONS, A, B, counts, new, work_off

from models import store_dump
from models.errors import FileRefused, PartMissing, UsageWrong
from models.migrate import HEAD
from models.settings import Settings
from models.store import open_store
from models.store_backup import backup_store, holds_something, restore_store
from models.work_store import WorkStore


def silent(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def on_postgresql(tmp_path: Path, postgresql: str) -> Settings:
    url = new_database(postgresql, "copied")
    return Settings(home=tmp_path / "home", database_url=url)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(home=tmp_path / "home", database_url=database_url)


def receive(settings: Settings, *keys: str) -> dict[str, int]:
    with open_store(settings) as store:
        queue = WorkStore(store, VERSIONS)
        queue.receive([new(key, A, B) for key in keys])
        work_off(queue)
        return counts(queue)


def test_a_copy_made_while_the_database_is_in_use_brings_it_back(settings, tmp_path):
    assert not holds_something(settings)
    receive(settings, "a", "b")
    out = tmp_path / "copy"
    told: list[tuple[int, int]] = []
    with open_store(settings) as store, store.reading():
        assert backup_store(settings, out, lambda *two: told.append(two)) == out.stat().st_size
    assert stat.S_IMODE(out.stat().st_mode) == 0o600, "it holds personal data"
    assert receive(settings, "c") == {"ready": 3}
    assert holds_something(settings)
    assert restore_store(settings, out, silent) == HEAD
    assert receive(settings) == {"ready": 2}
    with open_store(settings) as store:
        assert list(WorkStore(store, VERSIONS).verify_audit()) == [4]
    assert receive(settings, "d") == {"ready": 3}, "it works on"


def test_a_copy_is_put_into_an_empty_database(settings, tmp_path, database_url):
    receive(settings, "a")
    backup_store(settings, tmp_path / "copy", silent)
    if settings.database_url.startswith("sqlite"):
        settings = Settings(home=tmp_path / "elsewhere")
    assert restore_store(settings, tmp_path / "copy", silent) == HEAD
    assert receive(settings) == {"ready": 1}


@pytest.mark.parametrize("content", [b"no copy at all, but long enough" * 40, b""])
def test_what_is_no_copy_changes_nothing(settings, tmp_path, content):
    receive(settings, "a")
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(FileRefused):
        restore_store(settings, tmp_path / "copy", silent)
    assert receive(settings) == {"ready": 1}


def test_a_copy_that_is_cut_off_changes_nothing(settings, tmp_path):
    receive(settings, "a")
    backup_store(settings, tmp_path / "copy", silent)
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises((FileRefused, PartMissing)):
        restore_store(settings, tmp_path / "copy", silent)
    assert receive(settings) == {"ready": 1}


def test_a_copy_of_a_newer_version_is_refused(tmp_path):
    settings = Settings(home=tmp_path)
    receive(settings, "a")
    backup_store(settings, tmp_path / "copy", silent)
    with sqlite3.connect(tmp_path / "copy") as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(FileRefused):
        restore_store(settings, tmp_path / "copy", silent)


def test_a_copy_that_cannot_be_written_is_told(settings, tmp_path):
    receive(settings, "a")
    with pytest.raises(UsageWrong):
        backup_store(settings, tmp_path / "none" / "copy", silent)


def test_the_password_is_not_in_the_list_of_processes(on_postgresql, tmp_path, monkeypatch):
    receive(on_postgresql, "a")
    commands: list[str] = []
    ran = store_dump.subprocess.run

    def watched(command, **options):
        commands.extend(command)
        return ran(command, **options)

    monkeypatch.setattr(store_dump.subprocess, "run", watched)
    secret = on_postgresql.database_url.replace("postgres@", "postgres:s3cr%3At@")
    backup_store(Settings(home=tmp_path, database_url=secret), tmp_path / "copy", silent)
    assert commands
    assert not [one for one in commands if "s3cr" in one]


def test_programs_that_are_not_installed_are_named(on_postgresql, tmp_path, monkeypatch):
    monkeypatch.setattr(store_dump.shutil, "which", lambda name: None)
    with pytest.raises(PartMissing) as raised:
        backup_store(on_postgresql, tmp_path / "copy", silent)
    assert raised.value.findings[0].code == "DATABASE_TOOL_MISSING"
