"""Pages that harm the engine, and a worker that is killed while they do, harm no other page."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pymupdf
import pytest
from queue_faults import World, settings_of, world
from queue_truth import outcomes, wrongs

from models.fields import DocumentKind
from models.work import NewAttachment, NewSubmission
from workers.file_store import FileStore

FORM = json.loads((Path(__file__).parents[2] / "fixtures/demo/agrees/form.json").read_text())
WHITE, BLACK = (1, 1, 1), (0.05, 0.05, 0.05)


def scan(*colours: tuple[float, float, float]) -> bytes:
    """Scanned pages; on nearly black ones the fake engine fails."""
    document = pymupdf.open()
    for colour in colours:
        drawn = pymupdf.open().new_page()
        drawn.draw_rect(drawn.rect, fill=colour)
        drawn.insert_text((72, 100), "text", fontsize=30, color=(0.5, 0.5, 0.5))
        page = document.new_page()
        page.insert_image(page.rect, stream=drawn.get_pixmap(dpi=150).tobytes("jpeg"))
    return document.tobytes()


CODES = {"die": "WORK_CRASHED", "hang": "WORK_TIMED_OUT", "memory": "WORK_OUT_OF_MEMORY"}


@pytest.fixture(params=CODES)
def harmed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, World]]:
    fault: str = request.param
    limits = {"page_seconds_max": 8.0 if fault == "hang" else 120.0, "memory_bytes_max": 3 * 2**30}
    settings = settings_of(tmp_path, None, None, f"fake:{fault}").model_copy(update=limits)
    with world(settings, None, None, light=False) as one:
        yield CODES[fault], one


def test_a_page_that_harms_its_engine_is_a_finding_though_its_worker_is_killed(
    harmed: tuple[str, World],
) -> None:
    code, one = harmed
    files = FileStore(one.settings)
    dark, light = scan(WHITE, BLACK), scan(WHITE)
    new = []
    for key, data in (("dark", dark), ("light", light)):
        attachment = NewAttachment(DocumentKind.OTHER, "a.pdf", files.put(data), len(data))
        new.append(NewSubmission(key, "gansu", FORM, (attachment,)))
    one.store.receive(new)
    killed = one.workers.pop()
    children = wait_for_children(killed.pid or 0)
    killed.kill()
    one.start()
    assert one.rest(), one.log
    assert not wrongs(one.store)
    found = outcomes(one.store)
    assert f"'{code}'" in str(found["dark"])
    assert f"'{code}'" not in str(found["light"])
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive, "what hangs outlives its worker"


def wait_for_children(pid: int) -> list[psutil.Process]:
    """The children of a worker as soon as it has any that hold work."""
    for _ in range(300):
        children = psutil.Process(pid).children(recursive=True)
        if any("spawn_main" in " ".join(child.cmdline()) for child in children):
            return children
        time.sleep(0.1)
    return []
