"""The program as a process: signals, closed and full streams, and failures nobody foresaw."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pymupdf
import pytest
from conftest import READY

from cli import boundary

PROGRAM = Path(sys.executable).with_name("zhenghe")
GOOD = READY / "one-column.pdf"


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGHE_ENGINE", "fake:hang")


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A dark scan, on which the fake engine hangs."""
    dark = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 1240, 1754))
    dark.clear_with(60)
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_image(page.rect, pixmap=dark)
    document.save(tmp_path / "dark.pdf")
    return tmp_path / "dark.pdf"


def working_child(program: int) -> psutil.Process:
    """The child process, once it has been at work for a moment."""
    for _ in range(200):
        children = psutil.Process(program).children()
        working = [c for c in children if "spawn_main" in " ".join(c.cmdline())]
        if working:
            time.sleep(2)  # it loads the engine before it works
            return working[0]
        time.sleep(0.05)
    raise AssertionError("no child was started")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_the_program_sees_no_traceback_and_finds_nothing_left(
    number: signal.Signals, endless: Path
) -> None:
    program = subprocess.Popen(
        [PROGRAM, "read", endless],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # Where tests run in the background it is ignored, and would be in what they start.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    child = working_child(program.pid)
    os.killpg(program.pid, number)  # as a terminal does: the child gets it too
    out, err = program.communicate(timeout=60)
    assert (program.returncode, out) == (128 + number, b"")
    assert err.decode() == "已停止 / Stopped\n"
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    assert [path.name for path in endless.parent.iterdir()] == [endless.name]


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.5])
def test_who_stops_it_while_it_is_still_loaded_sees_no_traceback(seconds: float) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", "from cli.entry import main; print(flush=True); main()", "version"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert program.stdout
    program.stdout.readline()
    time.sleep(seconds)
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=60)
    assert (program.returncode, err.decode()) in ((130, "已停止 / Stopped\n"), (0, ""))


@pytest.mark.parametrize("way", [["--json"], []])
def test_a_reader_that_goes_away_gets_no_verdict_and_no_traceback(way: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        run = subprocess.run([PROGRAM, "inspect", GOOD, *way], stdout=gone, stderr=subprocess.PIPE)
    assert (run.returncode, run.stderr) == (boundary.READER_GONE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("way", [["--json"], []])
def test_a_full_disk_is_said(way: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run([PROGRAM, "inspect", GOOD, *way], stdout=full, stderr=subprocess.PIPE)
    assert run.returncode == 2
    assert "磁盘已满" in run.stderr.decode()
    assert b"Traceback" not in run.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_ends_the_program_while_it_still_reads_the_next_file(endless: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run([PROGRAM, "read", GOOD, endless, "--json"], stdout=full, timeout=60)
    assert run.returncode == 2


def test_the_program_works_without_anybody_to_tell() -> None:
    closed = 'exec "$0" "$@" >&- 2>&-'
    assert subprocess.run(["sh", "-c", closed, PROGRAM, "inspect", GOOD]).returncode == 0
    assert subprocess.run(["sh", "-c", closed, PROGRAM, "inspect", "none.pdf"]).returncode == 3


def test_a_failure_nobody_foresaw_names_its_place_and_no_persons_data(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise ValueError("11010119900307123X")

    assert boundary.run(fail) == 4
    _, err = capfd.readouterr()
    assert "ValueError, test_process.py:" in err
    assert "1101" not in err
    assert "Traceback" not in err
