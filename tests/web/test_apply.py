"""An applicant hands in papers, sees what they say, corrects, and sends: nobody else sees it."""

import re
import time
from pathlib import Path

import pytest
from conftest import Browser, Site

from models.accounts import Role
from models.settings import Settings
from web.service import Service
from workers.children import Children
from workers.queue_worker import QueueWorker
from workers.start import opened

ROOT = Path(__file__).parents[2]
CERTIFICATE = ROOT / "fixtures/demo/agrees/certificate.pdf"


def begun(browser: Browser, profile: str = "gansu") -> str:
    """The address of a new draft."""
    answer = browser.post("/apply", profile=profile)
    assert answer.status_code == 303
    return answer.headers["location"]


@pytest.fixture
def working(tmp_path: Path):
    """A site whose queue is worked on, with the engine that reads one line a page."""
    settings = Settings(home=tmp_path, engine="fake:none", queue_poll_seconds=0.05)
    with (
        opened(settings) as (store, files),
        QueueWorker(store, files, settings) as worker,
        Children(settings) as children,
    ):
        wake = worker.dispatcher.wake
        yield Site(Service(store, files, settings, wake, children))


def settled(browser: Browser, place: str) -> str:
    """The page once the checking is over."""
    patience = time.monotonic() + 90
    while time.monotonic() < patience:
        text = browser.get(place).text
        if re.search(r'data-state="(ready|attention|blocked|failed)"', text):
            return text
        time.sleep(0.1)
    raise AssertionError("the checking did not end")


def test_the_way_of_an_applicant_from_papers_to_sending(working: Site):
    browser = working.browser()
    place = begun(browser)
    pdf = ("certificate.pdf", CERTIFICATE.read_bytes(), "application/pdf")
    assert browser.post(f"{place}/files", kind="certificate", file=pdf).status_code == 303
    page = settled(browser, place)
    assert "certificate.pdf" in page
    answer = browser.post(f"{place}/form", **{"fields.id_number": "622826198501306422"})
    assert answer.status_code == 303
    page = settled(browser, place)
    assert "X-08" in page
    assert 'value="622826198501306422"' in page
    answer = browser.post(f"{place}/suggestion", field="id_number", value="622826198501306421")
    assert answer.status_code == 303
    assert "X-08" not in settled(browser, place)
    assert browser.get(f"{place}/report").headers["content-disposition"].startswith("attachment")
    assert browser.post(f"{place}/send").status_code == 422, "not sent without the person's word"
    assert browser.post(f"{place}/send", sure="yes").status_code == 303
    assert "已提交" in browser.get(place).text
    assert browser.post(f"{place}/form", **{"fields.name": "x"}).status_code == 403


def test_a_question_is_asked_in_plain_words_and_the_answer_is_kept(working: Site):
    browser = working.browser()
    place = begun(browser)
    assert "这份职称是怎样取得的？" in settled(browser, place)
    browser.post(f"{place}/form", **{"declarations.route": "exam"})
    page = settled(browser, place)
    assert "GS-39" in page
    assert re.search(r'name="declarations.route" value="exam" checked', page)


def test_a_draft_is_seen_by_nobody_else(site: Site):
    place = begun(site.browser())
    for role in Role:
        other = site.signed_in(f"other-{role}", role)
        for path in (place, f"{place}/report", f"{place}/crop/name", f"{place}/portrait/made"):
            assert other.get(path).status_code == 403
        assert other.post(f"{place}/form", **{"fields.name": "x"}).status_code == 403
        assert other.post(f"{place}/send", sure="yes").status_code == 403
    stranger = site.browser().get(place)
    assert (stranger.status_code, stranger.headers["location"][:6]) == (303, "/login")


def test_a_draft_is_still_there_when_the_browser_comes_back(site: Site):
    browser = site.browser()
    place = begun(browser)
    assert place in browser.get("/apply").text


@pytest.mark.parametrize(
    ("kind", "file", "code"),
    [
        ("photo", ("me.jpg", b"<html><script>alert(1)</script>", "image/jpeg"), "不是能读取的照片"),
        ("certificate", ("c.pdf", b"", "application/pdf"), "空的"),
    ],
)
def test_what_can_not_be_taken_is_told_at_once(site: Site, kind: str, file, code: str):
    browser = site.browser()
    place = begun(browser)
    answer = browser.post(f"{place}/files", kind=kind, file=file)
    assert answer.status_code == 422
    assert code in answer.text
    assert "<script>alert" not in answer.text


def test_an_upload_over_the_limit_is_refused_while_it_comes(site: Site, monkeypatch):
    small = site.service.settings.model_copy(update={"file_bytes_max": 1000})
    object.__setattr__(site.service, "settings", small)
    browser = site.browser()
    place = begun(browser)
    file = ("c.pdf", b"%PDF-" + b"x" * 2000, "application/pdf")
    answer = browser.post(f"{place}/files", kind="certificate", file=file)
    assert answer.status_code == 422
    assert "FILE_TOO_LARGE" not in answer.text
    assert "太大" in answer.text


def test_only_fields_of_the_form_are_kept(site: Site):
    browser = site.browser()
    place = begun(browser)
    browser.post(f"{place}/form", **{"fields.name": "马建国", "fields.evil": "x", "state": "ready"})
    page = browser.get(place).text
    assert 'value="马建国"' in page
    assert "evil" not in page
