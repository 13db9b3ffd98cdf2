"""The operator's commands on a queue whose work the tests do themselves."""

import hashlib
import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import DEMO, Zhenghe
from queue_by_hand import finish, take, work_off

from models.audit_trail import Entry
from models.day_counts import CHINA
from models.settings import load_settings
from models.work import WorkStage
from models.work_flow import Outcome
from models.work_store import WorkStore
from models.work_tables import audit
from workers.start import opened

ID_NUMBER = "520102198001010013"
FORM = {"fields": {"name": "王静", "id_number": ID_NUMBER, "employer": "=1+1"}, "declarations": {}}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that is here holds on SQLite and on PostgreSQL."""
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZHENGHE_DATABASE_URL", database_url)
    monkeypatch.setenv("ZHENGHE_QUEUE_POLL_SECONDS", "0.05")
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Iterator[WorkStore]:
    with opened(load_settings()) as (store, _):
        yield store


@pytest.fixture
def submitted(zhenghe: Zhenghe, tmp_path: Path):
    """Submits a folder for each key, with a paper of its own."""

    def run(*keys: str, form: object = FORM) -> list[str]:
        for key in keys:
            folder = tmp_path / "scans" / key
            folder.mkdir(parents=True)
            (folder / "form.json").write_text(json.dumps(form, ensure_ascii=False), "utf-8")
            (folder / "certificate.pdf").write_text(key, "utf-8")
        done = zhenghe("submit", tmp_path / "scans", "--profile", "gansu", "--json")
        assert done.status == 0
        return [one["ref"] for one in done.objects if one["key"] in keys]

    return run


def judged(store: WorkStore) -> None:
    """Everything is judged: blocked, the identity number read as entered."""
    reading = {"value": ID_NUMBER, "printed": "", "confidence": 1, "page": 1, "box": [0, 0, 1, 1]}
    compared = {"entered": ID_NUMBER, "read": reading, "state": "agrees"}
    finding = {
        "code": "FIELD_DIFFERS",
        "severity": "error",
        "message": f"证件号码“{ID_NUMBER}”……",
        "message_en": "…",
    }
    outcome = Outcome(
        b"x",
        verdict="blocked",
        comparisons=({"field": "id_number", "state": "agrees", "body": compared},),
        findings=(
            {"place": 0, "code": "FIELD_DIFFERS", "severity": "error", "field": None}
            | {"body": finding},
        ),
    )
    while held := take(store):
        for one in held:
            if one.subject.stage is WorkStage.JUDGE:
                store.finish(one, outcome, "hand", 1)
            else:
                finish(store, one)


def actions(store: WorkStore) -> list[tuple[str, str]]:
    with store.asking() as connection:
        rows = connection.execute(audit.select().order_by(audit.c.number))
        return [(row.actor.partition(":")[0], row.action) for row in rows]


def test_the_demo_is_submitted_and_a_second_time_nothing(zhenghe):
    first = zhenghe("submit", DEMO, "--profile", "guizhou-historical")
    assert (first.status, "新接收 3 份" in first.out) == (0, True)
    again = zhenghe("submit", DEMO, "--profile", "guizhou-historical", "--json")
    assert again.status == 0
    assert [(one["key"], one["taken"], one["new"]) for one in again.objects] == [
        ("agrees", True, False),
        ("discrepancies", True, False),
        ("refused", True, False),
    ]


def test_what_cannot_be_taken_is_told_beside_the_rest(zhenghe, tmp_path, submitted):
    submitted("a")
    path = tmp_path / "list.jsonl"
    lines = [
        {"key": "b", "form": {"fields": {"nmae": "x"}}},
        {"key": "c", "form": FORM},
        {"key": f"证{ID_NUMBER}", "form": FORM, "attachments": {"certificate": "none.pdf"}},
    ]
    path.write_text("\n".join(map(json.dumps, lines[:2])), "utf-8")
    mistaken = zhenghe("submit", path, "--profile", "gansu")
    assert mistaken.status == 1
    assert mistaken.out.startswith("1  b  未接收 not taken")
    assert "FORM_UNKNOWN_KEY" in mistaken.out
    assert "新接收 1 份，此前已接收 0 份，未接收 1 份" in mistaken.out
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    unread = zhenghe("submit", path, "--profile", "gansu", "--json")
    assert unread.status == 3
    assert [one["taken"] for one in unread.objects] == [False, True, False]
    assert unread.objects[2]["key"] == "证5201**********0013"
    assert ID_NUMBER not in unread.out


def test_nothing_of_a_usage_that_is_wrong_is_taken(zhenghe, tmp_path):
    assert zhenghe("submit", tmp_path / "none").status == 3
    assert zhenghe("submit", tmp_path).status == 2
    assert zhenghe("submit", DEMO, "--profile", "nowhere").status == 2


def test_status_counts_states_work_and_failures(zhenghe, store, submitted):
    empty = zhenghe("status", "--json").objects[0]
    assert (sum(empty["submissions"].values()), empty["oldest_waiting_seconds"]) == (0, None)
    submitted("a", "b")
    waiting = zhenghe("status", "--json").objects[0]
    assert (waiting["submissions"]["received"], waiting["work"]["intake"]) == (2, 2)
    assert waiting["oldest_waiting_seconds"] >= 0
    first, second = take(store)
    store.fail(first, "FILE_STORE_FAILED", "hand", 1, most=1)
    finish(store, second)
    work_off(store)
    told = zhenghe("status")
    assert told.status == 0
    assert "FILE_STORE_FAILED" in told.out
    assert zhenghe("status", "--json").objects[0]["failures"] == [
        {"stage": "intake", "reason": "FILE_STORE_FAILED", "number": 1}
    ]


def test_status_of_one_says_where_it_stands_and_what_was_found(zhenghe, store, submitted):
    (ref,) = submitted("a")
    (held,) = take(store)
    finish(store, held, pages=3)
    page, *_rest = take(store)
    finish(store, page)
    going = zhenghe("status", "a", "--json").objects[0]
    assert (going["ref"], going["state"], going["stage"]) == (ref, "checking", "page")
    assert (going["pages"], going["pages_done"]) == (3, 1)
    assert "第 2/3 页" in zhenghe("status", ref).out
    for one in _rest:
        finish(store, one)
    judged(store)
    over = zhenghe("status", ref, "--json")
    assert over.status == 1, "it must be corrected"
    assert [one["code"] for one in over.objects[0]["findings"]] == ["FIELD_DIFFERS"]
    text = zhenghe("status", "a").out
    assert "需要更正" in text
    assert ID_NUMBER not in text + over.out
    assert "5201**********0013" in text
    unknown = zhenghe("status", "nobody")
    assert (unknown.status, "SUBMISSION_UNKNOWN" in unknown.err) == (2, True)


def test_following_one_tells_all_that_happened_and_ends_with_it(zhenghe, store, submitted):
    (ref,) = submitted("a")
    work_off(store)
    told = zhenghe("status", "a", "--follow", "--json")
    assert told.status == 0
    *events, last = told.objects
    assert [one["kind"] for one in events][:: len(events) - 1] == ["received", "ready"]
    assert {one["ref"] for one in events} == {ref}
    assert last["state"] == "ready"
    assert "已接收" in zhenghe("status", "a", "-f").out


def test_what_failed_is_retried_by_ref_by_reason_or_all_of_it(zhenghe, store, submitted):
    submitted("a", "b", "c")
    last = hashlib.sha256(b"c").hexdigest()
    for held in take(store):
        reason = "Y_DOWN" if held.subject.name == last else "X_DOWN"
        store.fail(held, reason, "hand", 1, most=1)
    assert zhenghe("retry", "a", "--json").objects == [{"retried": 1, "anew": False}]
    assert zhenghe("retry", "--reason", "X_DOWN", "--json").objects[0]["retried"] == 1
    assert zhenghe("retry", "--all-failed", "--json").objects[0]["retried"] == 1
    work_off(store)
    assert "1 份将重新检查" in zhenghe("retry", "a", "--anew").out
    work_off(store)
    assert zhenghe("status", "--json").objects[0]["submissions"]["ready"] == 3
    assert zhenghe("status", "a", "--json").objects[0]["round"] == 2
    assert zhenghe("retry").status == zhenghe("retry", "a", "--all-failed").status == 2
    assert zhenghe("retry", "a", "nobody").status == 2
    assert [one for one in actions(store) if one[0] == "cli"] == [
        ("cli", "retried"),
        ("cli", "retried"),
        ("cli", "retried"),
        ("cli", "rechecked"),
    ]


def test_purging_asks_first_and_takes_the_files_along(zhenghe, store, submitted, home):
    submitted("a", "b")
    work_off(store)
    files = home / "files"
    assert len([path for path in files.rglob("*") if path.is_file()]) == 2
    assert "将删除 1 份" in zhenghe("purge", "a", "--dry-run").out
    asked = zhenghe("purge", "a")
    assert (asked.status, "PURGE_UNCONFIRMED" in asked.err) == (2, True)
    assert zhenghe("purge", "a", "--yes", "--json").objects == [{"submissions": 1, "removed": True}]
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1
    assert zhenghe("purge", "--older-than", "1", "--json").objects[0]["submissions"] == 0
    assert zhenghe("status", "a").status == 2
    assert zhenghe("purge").status == zhenghe("purge", "a", "--strays").status == 2
    assert zhenghe("audit", "verify").status == 0


def test_strays_are_what_no_submission_needs(zhenghe, submitted, home, monkeypatch):
    submitted("a")
    with opened(load_settings()) as (_, files):
        stray = files.put(b"stray")
        assert zhenghe("purge", "--strays", "--json").objects[0]["files"] == 0, "it is of today"
        monkeypatch.setattr("workers.purge._STRAY_DAYS", -1)
        found = zhenghe("purge", "--strays", "--dry-run", "--json").objects
        assert found == [{"files": 1, "removed": False}]
        assert files.has(stray)
        assert "已删除 1 个文件" in zhenghe("purge", "--strays").out
        assert not files.has(stray)
        assert len(list(files.stored())) == 1


def test_the_audit_trail_is_verified_and_every_broken_place_told(zhenghe, store, submitted):
    submitted("a", "b")
    work_off(store)
    store.note([Entry("test", "noted", str(number), {}) for number in range(5)])
    sound = zhenghe("audit", "verify", "--json")
    assert (sound.status, sound.objects) == (0, [{"entries": 9, "broken": 0}])
    with store._store.writing() as connection:
        connection.execute(audit.update().where(audit.c.number == 2).values(actor="somebody"))
        connection.execute(audit.delete().where(audit.c.number == 5))
    broken = zhenghe("audit", "verify", "--json")
    assert broken.status == 1
    assert [one["number"] for one in broken.objects[:-1]][:2] == [2, 5]
    assert broken.objects[-1]["broken"] == len(broken.objects) - 1
    assert "第 2 条" in zhenghe("audit", "verify").out


@pytest.mark.parametrize(
    ("name", "kind"), [("a.csv", "csv"), ("a.JSONL", "jsonl"), ("a.xlsx", "xlsx"), ("a", "xlsx")]
)
def test_an_export_is_what_its_name_says(zhenghe, store, tmp_path, name, kind):
    """A workbook that is called a.csv opens nowhere."""
    out = tmp_path / name
    assert zhenghe("export", out, "--json").objects[0]["format"] == kind
    assert out.read_bytes().startswith(b"PK") is (kind == "xlsx")


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_an_export_masks_identity_numbers_unless_they_are_asked_for(
    zhenghe, store, submitted, tmp_path, kind
):
    submitted("a", "b")
    judged(store)
    out = tmp_path / f"out.{kind}"
    done = zhenghe("export", out, "--format", kind, "--json")
    assert done.objects == [{"file": str(out), "format": kind, "submissions": 2}]
    text = out.read_text("utf-8-sig")
    assert ID_NUMBER not in text
    assert text.count("5201**********0013") == 4, "as entered and as read"
    full = zhenghe("export", out, "--format", kind, "--with-id-numbers", "--state", "blocked")
    assert full.status == 0
    assert out.read_text("utf-8-sig").count(ID_NUMBER) == 4
    assert actions(store)[-2:] == [("cli", "exported")] * 2
    assert (
        zhenghe("export", out, "--format", kind, "--state", "ready", "--json").objects[0][
            "submissions"
        ]
        == 0
    )
    assert zhenghe("export", tmp_path, "--format", kind).status == 2


@pytest.fixture
def far_from_china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_from_china")
def test_since_is_a_moment_in_china_wherever_the_machine_stands(zhenghe, submitted, tmp_path):
    submitted("a")
    now = datetime.now(CHINA)
    out = tmp_path / "out.csv"
    for since, exported in ((now - timedelta(minutes=5), 1), (now + timedelta(minutes=5), 0)):
        moment = since.strftime("%Y-%m-%dT%H:%M:%S")
        (told,) = zhenghe("export", out, "--since", moment, "--json").objects
        assert told["submissions"] == exported
