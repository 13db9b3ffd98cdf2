"""An applicant hands in papers, sees what they say, corrects, and sends: nobody else sees it."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import Browser, Site

from intake.form import parse_form
from models.accounts import Role
from models.errors import UsageWrong
from models.fields import DocumentKind
from models.work import NewAttachment
from web.apply_view import draft_of
from web.portrait import Portrait
from web.service import Service

ROOT = Path(__file__).parents[2]
CERTIFICATE = ROOT / "fixtures/demo/agrees/certificate.pdf"


def begun(browser: Browser, profile: str = "gansu") -> str:
    """The address of a new draft."""
    answer = browser.post("/apply", profile=profile)
    assert answer.status_code == 303
    return answer.headers["location"]


def form_of(site: Site, place: str) -> dict[str, Any]:
    """What is kept of the draft's form."""
    draft = draft_of(site.service, place.rpartition("/")[2])
    assert draft is not None
    return draft.form


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


def test_what_is_typed_while_the_portrait_is_made_stays(site: Site, monkeypatch):
    browser = site.browser()
    place = begun(browser)
    kept = {"made": "a" * 64, "given": "b" * 64, "bytes": 1, "findings": []}

    def meanwhile(data: bytes, name: str, profile: str, service: Service) -> Portrait:
        browser.post(f"{place}/form", **{"fields.name": "马建国", "declarations.route": "exam"})
        return Portrait(NewAttachment(DocumentKind.PHOTO, "me.jpg", "a" * 64, 1), kept)

    monkeypatch.setattr("web.papers.make_portrait", meanwhile)
    photo = ("me.jpg", b"\xff\xd8\xff", "image/jpeg")
    assert browser.post(f"{place}/files", kind="photo", file=photo).status_code == 303
    assert form_of(site, place) == {
        "fields": {"name": "马建国"},
        "declarations": {"route": "exam"},
        "portrait": kept,
    }


def test_nobody_says_of_a_photo_that_the_service_made_it(site: Site):
    browser = site.browser()
    place = begun(browser)
    browser.post(f"{place}/form", **{"portrait.made": "a" * 64, "portrait": "x"})
    assert "portrait" not in form_of(site, place)
    with pytest.raises(UsageWrong):
        parse_form({"fields": {}, "portrait": {"made": "a" * 64}})


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("send", {"sure": "yes", "unit": "²"}),
        ("send", {"sure": "yes", "unit": "9" * 30}),
        ("send", {"sure": "yes", "unit": "12345"}),
        ("remove", {"place": "9" * 30}),
        ("remove", {"place": "-1"}),
        ("suggestion", {"field": "name\0", "value": "x"}),
    ],
)
def test_odd_values_are_no_mistake_of_ours(site: Site, step: str, sent: dict[str, str]):
    browser = site.browser()
    place = begun(browser)
    assert browser.post(f"{place}/{step}", **sent).status_code < 500
    assert browser.get(place).status_code == 200


def test_nothing_is_sent_to_a_unit_that_is_not_there(site: Site):
    site.account("li", Role.REVIEWER, unit="兰州市人社局")
    browser = site.browser()
    place = begun(browser)
    for unit in ("", "²", "2", "9" * 30):
        answer = browser.post(f"{place}/send", sure="yes", unit=unit)
        assert (answer.status_code, "没有选择由哪个单位审核" in answer.text) == (422, True)
    assert browser.post(f"{place}/send", sure="yes", unit="1").status_code == 303


def test_only_fields_of_the_form_are_kept(site: Site):
    browser = site.browser()
    place = begun(browser)
    browser.post(f"{place}/form", **{"fields.name": "马建国", "fields.evil": "x", "state": "ready"})
    page = browser.get(place).text
    assert 'value="马建国"' in page
    assert "evil" not in page
