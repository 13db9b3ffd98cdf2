"""Versions of rosters: shown, chosen and removed; whatever is killed, nothing is half-done."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Zhenghe
from sqlalchemy import func, select

from models.fields import Field
from models.roster_store import Staging, current_rows
from models.roster_tables import roster, roster_row
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

ROWS = 100_000


@pytest.fixture(autouse=True)
def home(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that is here holds on SQLite and on PostgreSQL."""
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZHENGHE_DATABASE_URL", database_url)
    return tmp_path / "home"


@pytest.fixture
def imported(zhenghe: Zhenghe, tmp_path: Path):
    """Imports a roster of these names."""

    def run(*names: str, how: str = "--replace") -> int:
        file = tmp_path / "names.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([["姓名"], *([name] for name in names)])
        return zhenghe("roster", "import", "people", file, how, "--json").objects[0]["version"]

    return run


def names(home: Path) -> list[str]:
    with open_store(Settings(home=home)) as store:
        return [row.fields["name"] for row in current_rows(store, "people")]


def counts(store: Store) -> tuple[int, int]:
    """How many versions and rows the database holds, seen or not."""
    with store.reading() as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (roster, roster_row)
        )


def indexes(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "rosters").glob("people/*"))


def versions(zhenghe: Zhenghe) -> dict[int, bool]:
    (told,) = zhenghe("roster", "list", "--json").objects
    return {version["version"]: version["current"] for version in told["rosters"]}


def test_an_import_can_be_undone_and_done_again(zhenghe, imported, home):
    imported("王静", "李伟")
    imported("张芳")
    found = zhenghe("match", "name", "王静", "--roster", "people", "--json").objects[0]
    assert found["candidates"] == []
    undone = zhenghe("roster", "activate", "people", 1, "--json")
    assert (undone.status, undone.objects[0]["rows"]) == (0, 2)
    assert names(home) == ["王静", "李伟"]
    found = zhenghe("match", "name", "王静", "--roster", "people", "--json").objects[0]
    assert found["candidates"][0]["name"] == "王静"
    assert len(indexes(home)) == 1
    assert zhenghe("roster", "activate", "people", 2).status == 0
    assert names(home) == ["张芳"]
    assert imported("刘洋", how="--append") == 3
    assert names(home) == ["张芳", "刘洋"]


def test_old_versions_are_removed_but_not_what_is_in_use(zhenghe, imported, home):
    imported("王静")
    imported("李伟")
    imported("张芳", how="--append")
    imported("刘洋", how="--append")
    run = zhenghe("roster", "remove", "people", "--older-than", 4, "--yes", "--json")
    assert run.status == 0
    assert run.objects == [{"roster": "people", "removed": [1], "rows": 1, "kept": [3, 2]}]
    assert versions(zhenghe) == {4: True, 3: False, 2: False}
    used = zhenghe("roster", "remove", "people", "--version", 2, "--yes")
    assert used.status == 2
    assert "ROSTER_VERSION_IN_USE" in used.err
    assert "3, 4" in used.err
    current = zhenghe("roster", "remove", "people", "--version", 4, "--yes")
    assert "ROSTER_VERSION_CURRENT" in current.err
    assert names(home) == ["李伟", "张芳", "刘洋"]
    assert zhenghe("roster", "activate", "people", 3).status == 0
    assert zhenghe("roster", "remove", "people", "--version", 4, "--yes").status == 0
    assert names(home) == ["李伟", "张芳"]
    said = zhenghe("roster", "remove", "people", "--older-than", 3)
    assert said.status == 0
    assert "其内容用于后来的版本" in said.err


def test_a_whole_roster_goes_with_its_index_only_when_confirmed(zhenghe, imported, home):
    imported("王静", "李伟")
    imported("张芳", how="--append")
    asked = zhenghe("roster", "remove", "people")
    assert asked.status == 2
    assert "ROSTER_REMOVAL_UNCONFIRMED" in asked.err
    assert "当前版本" in asked.err
    assert names(home) == ["王静", "李伟", "张芳"]
    assert indexes(home)
    done = zhenghe("roster", "remove", "people", "--yes")
    assert done.status == 0
    assert "已删除" in done.out
    assert versions(zhenghe) == {}
    with open_store(Settings(home=home)) as store:
        assert counts(store) == (0, 0)
    assert not list((home / "rosters").iterdir())
    again = zhenghe("roster", "remove", "people", "--yes")
    assert (again.status, "ROSTER_UNKNOWN" in again.err) == (2, True)


def test_what_a_roster_is_made_of_is_shown_without_any_person(zhenghe, imported):
    imported("王静")
    imported("李伟", how="--append")
    (told,) = zhenghe("roster", "show", "people", "--json").objects
    new, old = told["versions"]
    assert (new["version"], new["rows"], new["own_rows"], new["takes"]) == (2, 2, 1, [1])
    assert (old["version"], old["used_by"]) == (1, [2])
    assert new["columns"] == [{"column": "姓名", "field": "name"}]
    assert told["index_bytes"] > 0
    assert told["unfinished"] == []
    shown = zhenghe("roster", "show", "people")
    assert "包含第 1 版的内容" in shown.out
    assert "王静" not in shown.out
    assert zhenghe("roster", "show", "nobody").status == 2
    assert "ROSTER_VERSION_UNKNOWN" in zhenghe("roster", "activate", "people", 9).err


def test_a_removal_that_is_killed_is_seen_as_done_and_finished_later(zhenghe, tmp_path, home):
    header = RosterHeader(1, (RosterColumn(0, "姓名", Field.NAME),))
    look = TableLook("CSV", "utf-8", None, header, (), ROWS, ())
    with open_store(Settings(home=home)) as store:
        staging = Staging(store, "people", RosterMode.REPLACE, RosterPreview("a", "0" * 64, look))
        for start in range(0, ROWS, 10_000):
            numbers = range(start, start + 10_000)
            staging.add([RosterRow(n, {Field.NAME: f"王{n}"}, {}) for n in numbers])
        staging.finish()
    command = [sys.executable, "-m", "cli.main", "roster", "remove", "people", "--yes"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as program,
        open_store(Settings(home=home)) as store,
    ):
        try:
            deadline = time.monotonic() + 120
            while counts(store)[1] == ROWS:
                assert program.poll() is None
                assert time.monotonic() < deadline
        finally:
            program.send_signal(signal.SIGKILL)
        program.wait()
        assert counts(store)[0] == 1, "it died in the middle"
        assert counts(store)[1] > 0
    assert versions(zhenghe) == {}
    small = tmp_path / "small.csv"
    small.write_text("姓名\n李伟\n", "utf-8")
    assert zhenghe("roster", "import", "people", small, "--json").objects[0]["rows"] == 1
    with open_store(Settings(home=home)) as store:
        assert counts(store) == (1, 1)
    assert names(home) == ["李伟"]
    assert len(indexes(home)) == 1
