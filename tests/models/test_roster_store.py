"""Versions of rosters: whatever dies, the current one is whole."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from models.errors import PartMissing, TemporaryFailure, UsageWrong
from models.fields import Field
from models.roster_store import Staging, current_rows
from models.roster_tables import roster, roster_row
from models.roster_versions import current_version, roster_versions
from models.rosters import (
    RosterColumn,
    RosterHeader,
    RosterMode,
    RosterPreview,
    RosterRow,
    TableLook,
)
from models.settings import Settings
from models.store import Store, open_store

COLUMNS = (RosterColumn(0, "姓名", Field.NAME), RosterColumn(1, "备注", None))
PREVIEW = RosterPreview(
    "a.csv", "0" * 64, TableLook("CSV", "utf-8", None, RosterHeader(1, COLUMNS), (), 0, ())
)
REPLACE, APPEND = RosterMode.REPLACE, RosterMode.APPEND


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(home=tmp_path / "home", database_url=database_url)


@pytest.fixture
def store(settings: Settings):
    with open_store(settings) as store:
        yield store


def rows(*names: str) -> list[RosterRow]:
    return [RosterRow(number, {Field.NAME: name}, {}) for number, name in enumerate(names, 2)]


def imported(store: Store, mode: RosterMode, *names: str, roster: str = "a") -> int:
    staging = Staging(store, roster, mode, PREVIEW)
    staging.add(rows(*names))
    return staging.finish()


def names_in(store: Store, roster: str = "a") -> list[str]:
    return [row.fields[Field.NAME] for row in current_rows(store, roster)]


def counted(store: Store) -> int:
    with store.reading() as connection:
        return len(connection.execute(select(roster_row.c.id)).all())


def test_replacing_and_appending_make_versions(store):
    assert imported(store, REPLACE, "王静", "李伟") == 1
    assert imported(store, APPEND, "张芳") == 2
    assert names_in(store) == ["王静", "李伟", "张芳"]
    assert imported(store, REPLACE, "刘洋") == 3
    assert names_in(store) == ["刘洋"]
    versions = roster_versions(store)
    assert [(v.version, v.rows, v.current) for v in versions] == [
        (3, 1, True),
        (2, 3, False),
        (1, 2, False),
    ]
    assert all(version.created_at.tzinfo for version in versions)
    assert versions[0].fields == (Field.NAME,)


def test_what_is_staged_is_seen_by_nobody(store):
    imported(store, REPLACE, "王静")
    staging = Staging(store, "a", REPLACE, PREVIEW)
    staging.add(rows("李伟", "张芳"))
    assert names_in(store) == ["王静"]
    assert len(roster_versions(store)) == 1
    staging.discard()
    assert counted(store) == 1


def test_what_a_killed_import_left_is_removed_by_a_later_one(store):
    imported(store, REPLACE, "王静")
    killed = Staging(store, "a", REPLACE, PREVIEW)
    killed.add(rows("李伟"))
    assert imported(store, APPEND, "张芳") == 2
    assert counted(store) == 3, "it may still be alive"
    with store.writing() as connection:
        long_ago = datetime.now(UTC) - timedelta(hours=1)
        connection.execute(
            update(roster).where(roster.c.id == killed.id).values(touched_at=long_ago)
        )
    assert imported(store, APPEND, "刘洋") == 3
    assert counted(store) == 3
    with pytest.raises(TemporaryFailure):
        killed.add(rows("陈军"))
    with pytest.raises(TemporaryFailure):
        killed.finish()
    assert names_in(store) == ["王静", "张芳", "刘洋"]


def test_an_append_to_what_was_replaced_meanwhile_is_given_up(store):
    imported(store, REPLACE, "王静")
    staging = Staging(store, "a", APPEND, PREVIEW)
    imported(store, REPLACE, "李伟")
    with pytest.raises(TemporaryFailure):
        staging.finish()
    assert names_in(store) == ["李伟"]


def test_rows_are_dropped_by_their_number(store):
    staging = Staging(store, "a", REPLACE, PREVIEW)
    staging.add(rows("王静", "李伟", "张芳"))
    staging.drop({3})
    staging.finish()
    assert names_in(store) == ["王静", "张芳"]
    assert current_version(store, "a").rows == 2


def test_rosters_do_not_mix(store):
    imported(store, REPLACE, "王静")
    imported(store, REPLACE, "李伟", roster="b")
    assert names_in(store) == ["王静"]
    assert names_in(store, "c") == []
    assert current_version(store, "c") is None


def test_what_is_stored_is_there_the_next_time(settings):
    with open_store(settings) as store:
        imported(store, REPLACE, "王静")
    with open_store(settings) as store:
        assert names_in(store) == ["王静"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(
    st.dictionaries(st.sampled_from(list(Field)), TEXTS),
    st.dictionaries(TEXTS, TEXTS),
)
@hypothesis.settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
def test_values_survive_the_database(store, fields, rest):
    columns = tuple(RosterColumn(place, field, field) for place, field in enumerate(Field))
    header = RosterHeader(1, columns)
    preview = RosterPreview("a", "0" * 64, TableLook("CSV", None, None, header, (), 0, ()))
    staging = Staging(store, "a", REPLACE, preview)
    staging.add([RosterRow(2, fields, rest)])
    staging.finish()
    (row,) = current_rows(store, "a")
    assert (dict(row.fields), dict(row.rest)) == (fields, rest)


def test_of_imports_that_finish_at_once_each_is_whole_or_told(settings, store):
    imported(store, REPLACE, "王静")

    def one(mode: RosterMode, name: str) -> str:
        with open_store(settings) as own:
            staging = Staging(own, "a", mode, PREVIEW)
            staging.add(rows(name))
            started.wait()
            try:
                staging.finish()
            except TemporaryFailure as failure:
                staging.discard()
                return failure.findings[0].code
        return name

    started = Barrier(6)
    wanted = [(APPEND, "李伟"), (APPEND, "张芳"), (APPEND, "刘洋")]
    wanted += [(REPLACE, "陈军"), (REPLACE, "赵磊"), (REPLACE, "周红")]
    with ThreadPoolExecutor(6) as threads:
        told = list(threads.map(one, *zip(*wanted, strict=True)))
    assert told.count("ROSTER_OVERTAKEN") in (2, 3), "of three that append one can be first"
    assert told[3:] == ["陈军", "赵磊", "周红"]
    versions = roster_versions(store)
    assert [v.version for v in versions] == list(range(len(versions), 0, -1))
    assert [v.current for v in versions] == [True, *[False] * (len(versions) - 1)]
    assert counted(store) == len(versions)


def test_many_can_open_an_empty_database_at_once(settings):
    def one(_: int) -> str:
        started.wait()
        with open_store(settings) as store:
            return imported(store, REPLACE, "王静", roster=f"r{_}")

    started = Barrier(6)
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(one, range(6))) == [1] * 6


def test_nobody_else_may_read_the_database(tmp_path):
    settings = Settings(home=tmp_path)
    with open_store(settings) as store:
        imported(store, REPLACE, "王静")
        files = list(settings.home.glob("zhenghe.db*"))
        assert files
        assert all(stat.S_IMODE(file.stat().st_mode) & 0o077 == 0 for file in files)


@pytest.mark.parametrize("url", ["nonsense", "oracle9://x", "sqlite"])
def test_an_address_that_is_none_is_a_wrong_setting(url):
    with pytest.raises(UsageWrong) as wrong, open_store(Settings(database_url=url)):
        pass
    assert wrong.value.findings[0].code == "SETTING_WRONG"


def test_a_database_that_is_none_is_told(tmp_path):
    settings = Settings(home=tmp_path)
    (settings.home / "zhenghe.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(PartMissing) as broken, open_store(settings):
        pass
    assert broken.value.findings[0].code == "DATABASE_FAILED"
