"""An applicant's files: the one that was meant goes; what is wrong with one stands beside it."""

import re

from conftest import Browser, Site
from sqlalchemy import update
from test_apply import CERTIFICATE, begun, settled

from models.work_tables import work
from web.apply_view import draft_of
from workers.result_codec import to_bytes


def given(browser: Browser, place: str, name: str, data: bytes, kind: str = "other"):
    return browser.post(f"{place}/files", kind=kind, file=(name, data, "application/pdf"))


def listed(site: Site, place: str) -> list[tuple[str, str]]:
    """Names and digests of the files."""
    draft = draft_of(site.service, place.rpartition("/")[2])
    return [(one.file, one.sha256) for one in draft.submission.attachments]


def removed(browser: Browser, place: str, number: int, sha256: str) -> None:
    assert browser.post(f"{place}/remove", place=str(number), file=sha256).status_code == 303


def test_after_one_was_removed_the_others_can_be_removed_too(site: Site):
    browser = site.browser()
    place = begun(browser)
    for name in "abc":
        given(browser, place, f"{name}.pdf", name.encode())
    removed(browser, place, 0, listed(site, place)[0][1])
    assert [name for name, _ in listed(site, place)] == ["b.pdf", "c.pdf"]
    removed(browser, place, 0, listed(site, place)[0][1])
    assert [name for name, _ in listed(site, place)] == ["c.pdf"]


def test_an_old_window_removes_the_file_that_it_shows_and_no_other(site: Site):
    browser = site.browser()
    place = begun(browser)
    for name in "abc":
        given(browser, place, f"{name}.pdf", name.encode())
    old = listed(site, place)
    removed(browser, place, 0, old[0][1])
    removed(browser, place, 1, old[1][1])
    assert [name for name, _ in listed(site, place)] == ["c.pdf"]
    removed(browser, place, 1, old[1][1])
    assert [name for name, _ in listed(site, place)] == ["c.pdf"], "it is gone already"


def test_an_empty_or_too_large_file_is_refused_on_the_page_itself(site: Site):
    """The page stays, and says which file it was: nobody is told that it tries again."""
    browser = site.browser()
    place = begun(browser)
    limit = site.service.settings.file_bytes_max
    for name, data in (("leer.pdf", b""), ("groß.pdf", b"\0" * (limit + 1))):
        answer = given(browser, place, name, data)
        assert answer.status_code == 422
        assert 'class="apply"' in answer.text
        assert f"“{name}”" in answer.text


def test_what_is_wrong_with_a_file_stands_beside_it(working: Site):
    browser = working.browser()
    place = begun(browser)
    given(browser, place, "net.pdf", b"<html>", "approval")
    given(browser, place, "certificate.pdf", CERTIFICATE.read_bytes(), "certificate")
    page = settled(browser, place)
    cards = re.findall(r'<li class="sheet file".*?</li>', page, re.DOTALL)
    assert ["NOT_A_PDF" in card for card in cards] == [True, False]
    assert page.count("<code>NOT_A_PDF") == 1
    assert '<a class="tone-error" href="#file-0">' in page


def test_an_empty_draft_asks_for_papers_and_not_for_patience(site: Site):
    browser = site.browser()
    assert "请上传材料" in browser.get(begun(browser)).text


def test_what_another_version_judged_is_shown_and_never_called_ready(working: Site):
    """After an upgrade nothing is judged anew by itself."""
    browser = working.browser()
    place = begun(browser)
    given(browser, place, "net.pdf", b"<html>", "approval")
    settled(browser, place)
    working.store.act(lambda c, at: (c.execute(update(work).values(version="before")), []))
    assert "NOT_A_PDF" in browser.get(place).text
    working.store.act(lambda c, at: (c.execute(update(work).values(result=to_bytes({}))), []))
    page = browser.get(place).text
    assert "可以提交" not in re.search(r"<h1.*?</h1>", page, re.DOTALL)[0]
    assert "再检查一次" in page
