"""The search index follows the roster: it is made when needed, and for the current version."""

import os
import time
from pathlib import Path

import pytest

from fixtures.rosters import holders
from models.errors import UsageWrong
from models.fields import Field
from models.roster_store import Staging
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
from workers.roster_index import searchable

HEADER = RosterHeader(1, (RosterColumn(0, "姓名", Field.NAME),))
PREVIEW = RosterPreview("a.csv", "0" * 64, TableLook("CSV", "utf-8", None, HEADER, (), 20, ()))


def _told(done: int, there: int) -> None:
    pass


def _stored(store: Store) -> None:
    staging = Staging(store, "holders", RosterMode.REPLACE, PREVIEW)
    people = enumerate(holders(20, 3), 2)
    staging.add([RosterRow(i, {Field.NAME: person.name}, {}) for i, person in people])
    staging.finish()


def test_an_index_is_made_once_for_each_version(tmp_path: Path):
    settings = Settings(home=tmp_path)
    with open_store(settings) as store:
        _stored(store)
        first = searchable("holders", store, settings, _told)
        made = (tmp_path / "rosters/holders/1/values").stat().st_mtime_ns
        searchable("holders", store, settings, _told)
        assert (tmp_path / "rosters/holders/1/values").stat().st_mtime_ns == made
        _stored(store)
        second = searchable("holders", store, settings, _told)
        assert [path.name for path in (tmp_path / "rosters/holders").iterdir()] == ["2"]
    assert second.ids.min() > first.ids.max()
    assert first.values_of(0) == second.values_of(0)  # what was open can still be read


def test_what_a_killed_import_left_is_removed_after_a_day(tmp_path: Path):
    settings = Settings(home=tmp_path)
    old, young = (tmp_path / "rosters/holders" / f"1.{name}.part" for name in ("old", "young"))
    for folder in (old, young):
        folder.mkdir(parents=True)
    os.utime(old, (time.time() - 100_000,) * 2)
    with open_store(settings) as store:
        _stored(store)
        searchable("holders", store, settings, _told)
    assert not old.exists()
    assert young.exists()


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path):
    settings = Settings(home=tmp_path)
    with open_store(settings) as store:
        _stored(store)
        (tmp_path / "rosters").write_text("in the way")
        with pytest.raises(UsageWrong) as error:
            searchable("holders", store, settings, _told)
    assert error.value.findings[0].code == "OUTPUT_UNWRITABLE"
