"""One page may hang, crash or eat memory; the others are read and keep their numbers."""

from pathlib import Path

import pymupdf
import pytest

from models.documents import Document
from models.errors import UsageWrong
from models.settings import Settings
from workers.children import Children
from workers.progress import Stage, Step, unwatched
from workers.reading import read

BLACK, WHITE = (0.05, 0.05, 0.05), (1, 1, 1)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Three scanned pages, of which the second is nearly black: there the fake engine fails."""
    document = pymupdf.open()
    for colour in (WHITE, BLACK, WHITE):
        page = document.new_page()
        source = pymupdf.open()
        drawn = source.new_page()
        drawn.draw_rect(drawn.rect, fill=colour)
        drawn.insert_text((72, 100), "text", fontsize=30, color=(0.5, 0.5, 0.5))
        page.insert_image(page.rect, stream=drawn.get_pixmap(dpi=150).tobytes("jpeg"))
    path = tmp_path / "scan.pdf"
    document.save(path)
    return path


def read_with(fault: str, path: Path, **limits: float) -> Document:
    settings = Settings(engine=f"fake:{fault}", **limits)
    with Children(settings) as child:
        return read(path, None, child, settings, unwatched).document


FAULTS = {
    "die": ("WORK_CRASHED", {}),
    "hang": ("WORK_TIMED_OUT", {"page_seconds_max": 6}),
    "memory": ("WORK_OUT_OF_MEMORY", {"memory_bytes_max": 3 * 2**30}),
    "raise": ("WORK_FAILED", {}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_breaks_the_engine_is_reported_and_the_others_are_read(
    fault: str, scan: Path
) -> None:
    code, limits = FAULTS[fault]
    document = read_with(fault, scan, **limits)
    assert {line.page for line in document.lines} == {1, 3}
    (finding,) = [finding for finding in document.findings if finding.code == code]
    assert "2" in finding.message


def test_an_engine_that_answers_too_little_loses_lines_not_pages(scan: Path) -> None:
    document = read_with("few", scan)
    assert {line.page for line in document.lines} == {1, 3}


def test_garbage_from_the_engine_becomes_no_field(scan: Path) -> None:
    document = read_with("garbage", scan)
    assert {reading.value for reading in document.fields.values()} == {"欧阳静怡"}


def test_progress_names_every_page_of_every_stage(scan: Path) -> None:
    steps: list[Step] = []
    settings = Settings(engine="fake:none")
    with Children(settings) as child:
        read(scan, None, child, settings, steps.append)
    told = {(step.stage, step.page) for step in steps}
    assert {(stage, page) for stage in (Stage.INSPECT, Stage.READ) for page in (1, 2, 3)} <= told


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))


def test_a_page_that_is_too_large_is_said_to_be_so_once(tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page(width=14400, height=14400)
    document.save(tmp_path / "wall.pdf")
    findings = read_with("none", tmp_path / "wall.pdf").findings
    assert [finding.code for finding in findings] == ["PAGE_TOO_LARGE"]


def test_a_document_that_breaks_the_rules_of_reading_is_reported_and_keeps_its_lines(
    scan: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The other files of a run wait to be read, and logs hold nothing of what they say."""

    def broken(*_: object) -> Document:
        raise ValueError("王静")

    monkeypatch.setattr("workers.reading.assemble", broken)
    document = read_with("none", scan)
    (failed,) = (f for f in document.findings if f.code == "READING_FAILED")
    assert "ValueError, test_reading.py" in failed.message
    assert "王静" not in failed.message + caplog.text
    assert "ValueError" in caplog.text
    assert document.fields == {}
    assert document.lines


def test_a_wrong_setting_is_no_fault_of_a_document(scan: Path, tmp_path: Path) -> None:
    settings = Settings(engine="fake:none", labels_file=tmp_path / "none.toml")
    with Children(settings) as child, pytest.raises(UsageWrong):
        read(scan, None, child, settings, unwatched)
