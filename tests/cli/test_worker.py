"""`zhenghe worker` and `zhenghe submit` as processes: stopped, they lose nothing."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import DEMO, ROOT, Zhenghe

from models.migrate import upgrade
from models.settings import Settings, load_settings
from models.store import make_engine, open_store
from models.work import SubmissionState, WorkStage
from models.work_queries import counts
from models.work_store import WorkStore

PROGRAM = [sys.executable, "-m", "cli.main"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A queue of this test's own, with an engine that reads one line on every page."""
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZHENGHE_ENGINE", "fake:none")
    monkeypatch.setenv("ZHENGHE_WORKERS", "1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path / "home"


def queue(home: Path) -> dict[str, int]:
    with (
        open_store(Settings(home=home)) as store,
        WorkStore(store, dict.fromkeys(WorkStage, "")).asking() as connection,
    ):
        return {name: number for name, number in counts(connection).items() if number}


def eventually(true, seconds: float = 120) -> None:
    """Wait, without end only where the machine stands still."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_worker_checks_what_was_submitted_and_stops_when_it_is_asked_to(zhenghe, home, tmp_path):
    shutil.copytree(DEMO / "agrees", tmp_path / "scans" / "one")
    assert zhenghe("submit", tmp_path / "scans", "--profile", "guizhou-historical").status == 0
    worker = subprocess.Popen([*PROGRAM, "worker"], stderr=subprocess.PIPE, text=True)
    try:
        eventually(lambda: not {"received", "checking"} & set(queue(home)))
        worker.send_signal(signal.SIGTERM)
        _, told = worker.communicate(timeout=60)
    finally:
        worker.kill()
    assert worker.returncode == 0, "that is how its work ends when all is well"
    assert "Traceback" not in told
    assert sum(queue(home).get(state, 0) for state in SubmissionState if state.final) == 1
    one = zhenghe("status", "one", "--json").objects[0]
    assert (one["pages"], one["pages_done"], one["stage"]) == (1, 1, None)
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert {line["stage"] for line in lines if "stage" in line} == set(WorkStage)
    assert {line["submission"] for line in lines if "submission" in line} == {one["ref"]}
    assert zhenghe("audit", "verify").status == 0


def test_a_worker_that_cannot_work_says_all_that_is_missing_at_once(home, monkeypatch):
    engine = make_engine(load_settings())
    with engine.begin() as connection:
        upgrade(connection, "0001")
    engine.dispose()
    (home / "files").write_text("no folder")
    monkeypatch.setenv("ZHENGHE_BROKER", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("ZHENGHE_ENGINE", "nothing")
    run = [*PROGRAM, "worker"]
    told = subprocess.run(run, capture_output=True, text=True, timeout=120, check=False)
    assert (told.returncode, told.stdout) == (2, "")
    for code in ("DATABASE_OTHER_VERSION", "FILE_STORE_FAILED", "BROKER_FAILED", "SETTING_WRONG"):
        assert f"[{code}]" in told.stderr
    assert "zhenghe db upgrade" in told.stderr


def test_a_bulk_run_that_is_broken_off_sends_the_rest_when_it_is_run_again(
    zhenghe: Zhenghe, home, tmp_path
):
    number = 1500
    path = tmp_path / "list.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for one in range(number):
            (tmp_path / f"{one}.pdf").write_text(str(one))
            line = {"key": f"k{one}", "profile": "gansu", "form": {}}
            file.write(json.dumps(line | {"attachments": {"certificate": f"{one}.pdf"}}) + "\n")
    run = subprocess.Popen(
        [*PROGRAM, "submit", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        eventually(lambda: run.poll() is not None or queue(home).get("received", 0) > 0)
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=60)
    finally:
        run.kill()
    assert run.returncode in (130, 0)  # a run can be over before the signal reaches it
    assert "Traceback" not in told
    before = queue(home)["received"]
    assert 0 < before <= number
    assert not list((home / "files").glob(".*")), "no half-written file is left"
    again = zhenghe("submit", path)
    assert again.status == 0
    assert f"新接收 {number - before:,} 份，此前已接收 {before:,} 份，未接收 0 份" in again.out
    assert queue(home)["received"] == number
