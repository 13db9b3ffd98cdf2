"""`zhenghe db`: upgraded, checked, copied and taken back without loss."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import DEMO, ROOT, Zhenghe
from sqlalchemy import insert, text

from models.migrate import HEAD, upgrade
from models.roster_store import current_rows
from models.roster_tables import roster, roster_row
from models.settings import load_settings
from models.store import make_engine, open_store
from models.work_tables import tally

AT = datetime(2026, 1, 1, tzinfo=UTC)
ROSTER = {
    "id": 1,
    "name": "holders",
    "version": 1,
    "state": "current",
    "mode": "replace",
    "created_at": AT,
    "touched_at": AT,
    "file": "a.csv",
    "sha256": "0" * 64,
    "row_count": 2,
    "columns": [{"place": 0, "label": "姓名", "field": "name"}],
}
ROWS = [{"roster_id": 1, "number": n, "name": name} for n, name in ((2, "王静"), (3, "李伟"))]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that is here holds on SQLite and on PostgreSQL."""
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZHENGHE_DATABASE_URL", database_url)
    return tmp_path / "home"


def test_an_empty_database_is_made_and_one_of_today_is_left_alone(zhenghe):
    assert zhenghe("db", "upgrade", "--json").objects == [{"before": None, "after": HEAD}]
    assert zhenghe("db", "upgrade", "--json").objects == [{"before": HEAD, "after": HEAD}]
    assert "已经是最新版本" in zhenghe("db", "upgrade").out


def test_rosters_of_the_first_version_are_there_after_the_upgrade(zhenghe):
    engine = make_engine(load_settings())
    with engine.begin() as connection:
        upgrade(connection, "0001")
        connection.execute(text("DROP TABLE alembic_version"))  # as the first version left it
        connection.execute(insert(roster), [ROSTER])
        connection.execute(insert(roster_row), ROWS)
    engine.dispose()
    before = zhenghe("roster", "list")
    assert (before.status, "zhenghe db upgrade" in before.err) == (4, True)
    assert zhenghe("status").status == 4
    assert zhenghe("db", "upgrade", "--json").objects == [{"before": "0001", "after": HEAD}]
    assert zhenghe("roster", "list", "--json").objects[0]["rosters"][0]["rows"] == len(ROWS)
    with open_store(load_settings()) as store:
        assert [row.fields["name"] for row in current_rows(store, "holders")] == ["王静", "李伟"]
    assert zhenghe("db", "check").status == 0
    submitted(zhenghe)


def submitted(zhenghe: Zhenghe) -> None:
    assert zhenghe("submit", DEMO, "--profile", "gansu").status == 0


def received(zhenghe: Zhenghe) -> int:
    return zhenghe("status", "--json").objects[0]["submissions"]["received"]


def test_a_backup_is_restored_only_when_that_is_confirmed(zhenghe, tmp_path):
    submitted(zhenghe)
    copy = tmp_path / "copy"
    done = zhenghe("db", "backup", copy, "--json").objects[0]
    assert done == {"file": str(copy), "bytes": copy.stat().st_size}
    assert zhenghe("purge", "agrees", "--yes").status == 0
    refused = zhenghe("db", "restore", copy)
    assert (refused.status, "RESTORE_UNCONFIRMED" in refused.err) == (2, True)
    assert received(zhenghe) == 2
    restored = zhenghe("db", "restore", copy, "--yes", "--json")
    assert restored.objects == [{"revision": HEAD, "current": True}]
    assert received(zhenghe) == 3
    assert zhenghe("audit", "verify").status == 0
    assert zhenghe("db", "check").status == 0
    assert zhenghe("db", "restore", tmp_path / "none", "--yes").status == 3
    assert zhenghe("db", "restore", ROOT / "README.md", "--yes").status == 3
    assert zhenghe("db", "backup", tmp_path / "none" / "copy").status == 2


def test_wrong_counts_are_found_and_put_right(zhenghe):
    submitted(zhenghe)
    assert zhenghe("db", "check", "--json").objects[0]["findings"] == []
    with open_store(load_settings()) as store, store.writing() as connection:
        connection.execute(tally.update().where(tally.c.name == "received").values(count=7))
        connection.execute(tally.insert().values(name="failed.page.X", shard=0, count=2))
    wrong = zhenghe("db", "check")
    assert wrong.status == 0, "a warning: nothing is lost"
    assert wrong.out.count("DATABASE_COUNTS_WRONG") == 2
    assert "sound" in zhenghe("db", "check", "--recount").out
    assert received(zhenghe) == 3
