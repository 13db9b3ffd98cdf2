"""`zhenghe roster` as a person and as a program use it."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Zhenghe
from sqlalchemy import func, select

from fixtures.workbooks import workbook
from models.errors import FileRefused
from models.roster_store import current_rows
from models.roster_tables import roster_row
from models.roster_versions import current_version
from models.settings import Settings
from models.store import Store, open_store
from workers.child import Child
from workers.roster import RosterFile, RosterOrder, import_roster

HEAD = ["姓名", "身份证号", "工作单位"]
GOOD = [
    ["王静", "520102198001010013", "贵州省第一中学"],
    ["李伟", "52010219800101003X", "贵州省第二中学"],
]
ROUNDED = ["张芳", 520102198001010014.0, "贵州省第三中学"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that is here holds on SQLite and on PostgreSQL."""
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZHENGHE_DATABASE_URL", database_url)
    return tmp_path / "home"


def saved(path: Path, *rows: list[object]) -> Path:
    path.write_bytes(workbook({"名单": [HEAD, *rows]}))
    return path


def names(home: Path, roster: str = "holders") -> list[str]:
    with open_store(Settings(home=home)) as store:
        return [row.fields["name"] for row in current_rows(store, roster)]


def test_a_roster_is_imported_listed_and_appended_to(zhenghe: Zhenghe, tmp_path, home):
    first = zhenghe("roster", "import", "holders", saved(tmp_path / "a.xlsx", *GOOD), "--json")
    assert first.status == 0
    (told,) = first.objects
    assert (told["version"], told["rows"], told["good"]) == (1, 2, 2)
    assert told["columns"][1] == {"column": "身份证号", "field": "id_number"}
    more = saved(tmp_path / "b.xlsx", ["刘洋", "", "贵州省第四中学"], GOOD[0])
    again = zhenghe("roster", "import", "holders", more, "--json")
    assert again.status == 2, "it must be said what becomes of the rows that are there"
    assert "ROSTER_EXISTS" in again.err
    second = zhenghe("roster", "import", "holders", more, "--append", "--json")
    assert second.objects[0]["version"] == 2
    assert second.objects[0]["counts"] == {"ROSTER_ROW_KNOWN": 1}
    assert names(home) == ["王静", "李伟", "刘洋"]
    (listed,) = zhenghe("roster", "list", "--json").objects
    assert [(r["version"], r["current"], r["rows"]) for r in listed["rosters"]] == [
        (2, True, 3),
        (1, False, 2),
    ]


def test_one_bad_row_keeps_all_out_unless_it_may_be_skipped(zhenghe: Zhenghe, tmp_path, home):
    file = saved(tmp_path / "a.xlsx", *GOOD, ROUNDED)
    whole = zhenghe("roster", "import", "holders", file, "--json")
    assert whole.status == 1
    (told,) = whole.objects
    assert told["version"] is None
    assert told["by_row"][0]["row"] == 4
    finding = told["by_row"][0]["findings"][0]
    assert finding["code"] == "ROSTER_NUMBER_ROUNDED"
    assert "文本" in finding["message"]
    assert names(home) == []
    skipping = zhenghe("roster", "import", "holders", file, "--skip-bad-rows", "--json")
    assert skipping.objects[0]["version"] == 1
    assert skipping.status == 1, "an error was found all the same"
    assert names(home) == ["王静", "李伟"]


def test_two_people_with_one_number_and_rows_that_are_there_twice(zhenghe, tmp_path, home):
    other = ["李四", GOOD[1][1], "贵州省第五中学"]
    file = saved(tmp_path / "a.xlsx", *GOOD, GOOD[0], other)
    (told,) = zhenghe("roster", "import", "holders", file, "--skip-bad-rows", "--json").objects
    codes = {row["row"]: [f["code"] for f in row["findings"]] for row in told["by_row"]}
    assert codes == {
        3: ["ROSTER_ID_NUMBER_SHARED"],
        4: ["ROSTER_ROW_TWICE"],
        5: ["ROSTER_ID_NUMBER_SHARED"],
    }
    assert names(home) == ["王静"]
    taken = saved(tmp_path / "b.xlsx", ["赵六", GOOD[0][1], "贵州省第六中学"])
    (told,) = zhenghe("roster", "import", "holders", taken, "--append", "--json").objects
    assert told["counts"] == {"ROSTER_ID_NUMBER_TAKEN": 1}
    assert told["version"] is None


def test_a_dry_run_writes_nothing(zhenghe: Zhenghe, tmp_path, home):
    run = zhenghe("roster", "import", "holders", saved(tmp_path / "a.xlsx", *GOOD), "--dry-run")
    assert run.status == 0
    assert "没有写入" in run.out
    assert names(home) == []
    assert "还没有名单" in zhenghe("roster", "list").out


def test_what_columns_were_taken_for_is_shown_without_whole_numbers(zhenghe, tmp_path):
    run = zhenghe("roster", "import", "holders", saved(tmp_path / "a.xlsx", *GOOD))
    assert "证件号码" in run.err
    assert "5201**********0013" in run.err
    assert GOOD[0][1] not in run.out + run.err


def test_who_says_no_to_the_columns_imports_nothing(zhenghe, tmp_path, home, monkeypatch):
    monkeypatch.setattr("cli.roster._confirmed", lambda: False)
    file = saved(tmp_path / "a.xlsx", *GOOD)
    assert zhenghe("roster", "import", "holders", file).status == 0
    assert names(home) == []
    assert zhenghe("roster", "import", "holders", file, "--yes").status == 0
    assert names(home) == ["王静", "李伟"]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, home):
    path = tmp_path / "a.csv"
    path.write_text("姓名\n王静\n", "utf-8")
    settings = Settings(home=home)
    order = RosterOrder("holders", None, dry_run=False, skip_bad_rows=False)
    with open_store(settings) as store, Child(settings) as child:
        file = RosterFile(path, None, child, settings)
        preview = file.preview({})
        path.write_text("姓名\n王静\n李伟\n", "utf-8")
        with pytest.raises(FileRefused) as refused:
            import_roster(order, file, preview, store, settings, lambda done, there: None)
        assert refused.value.findings[0].code == "ROSTER_FILE_CHANGED"
        assert current_version(store, "holders") is None


def test_wrong_use_is_told_with_the_remedy(zhenghe: Zhenghe, tmp_path):
    file = saved(tmp_path / "a.xlsx", *GOOD)
    cases = {
        "ROSTER_FIELD_WRONG": ("holders", file, "--field", "姓名=nam"),
        "ROSTER_COLUMN_MISSING": ("holders", file, "--field", "名字=name"),
        "ROSTER_SHEET_UNKNOWN": ("holders", file, "--sheet", "表"),
        "ROSTER_NAME_WRONG": ("../holders", file),
        "--append": ("holders", file, "--replace", "--append"),
    }
    for code, arguments in cases.items():
        run = zhenghe("roster", "import", *arguments)
        assert run.status == 2, code
        assert code in run.err
        assert "Traceback" not in run.err


def test_a_file_that_can_not_be_read_is_refused(zhenghe: Zhenghe, tmp_path):
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04 and no more")
    assert "ROSTER_BROKEN" in (run := zhenghe("roster", "import", "x", broken, "--json")).err
    assert run.status == 3
    assert zhenghe("roster", "import", "x", tmp_path / "none.csv").status == 3
    (tmp_path / "empty.csv").touch()
    assert "FILE_EMPTY" in zhenghe("roster", "import", "x", tmp_path / "empty.csv").err
    only_labels = zhenghe("roster", "import", "x", saved(tmp_path / "b.xlsx"), "--json")
    assert [f["code"] for f in only_labels.objects[0]["findings"]] == ["ROSTER_EMPTY"]


def test_an_import_that_is_killed_leaves_the_version_before(zhenghe: Zhenghe, tmp_path, home):
    zhenghe("roster", "import", "holders", saved(tmp_path / "a.xlsx", *GOOD))
    large = tmp_path / "large.csv"
    with large.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows([f"王{n}", "", f"单位{n}"] for n in range(200_000))
    command = [
        sys.executable,
        "-m",
        "cli.main",
        "roster",
        "import",
        "holders",
        str(large),
        "--replace",
    ]
    environment = {**os.environ, "ZHENGHE_HOME": str(home)}
    with (
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
        ) as program,
        open_store(Settings(home=home)) as store,
    ):
        try:
            deadline = time.monotonic() + 120
            while _rows(store) <= len(GOOD):
                assert program.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.02)
        finally:
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        assert _rows(store) > len(GOOD), "it died in the middle"
        assert current_version(store, "holders").version == 1
    assert names(home) == ["王静", "李伟"]
    (told,) = zhenghe(
        "roster", "import", "holders", tmp_path / "a.xlsx", "--replace", "--json"
    ).objects
    assert told["version"] == 2
    assert names(home) == ["王静", "李伟"]


def _rows(store: Store) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(roster_row)).scalar_one()


def test_json_is_all_that_a_program_gets(zhenghe: Zhenghe, tmp_path):
    run = zhenghe("roster", "import", "holders", saved(tmp_path / "a.xlsx", *GOOD), "--json")
    assert json.loads(run.out)["roster"] == "holders"
    assert run.err == ""
