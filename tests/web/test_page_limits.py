"""What no form of ours sends: too much of it, or what no text can hold. People see a page."""

from collections.abc import Iterator

import pytest
from conftest import Browser, Site
from test_apply import begun

from models.accounts import Role
from models.errors import PartMissing
from models.findings import found

TYPED = {"content-type": "application/x-www-form-urlencoded"}


def posted(browser: Browser, place: str, body: str):
    content = f"csrf={browser.token()}&{body}".encode()
    return browser.client.post(place, content=content, headers=TYPED)


def test_nul_and_numbers_beyond_all_bounds_are_refused(on_either: Site):
    """PostgreSQL's texts can't hold NUL, no database holds such numbers: neither is an outage."""
    browser = on_either.signed_in("operator", Role.OPERATOR)
    for place, body in (
        ("/login", "login=a%00b&password=x"),
        ("/reset", "login=a%00b&code=x&new=0123456789&again=0123456789"),
        ("/operate/accounts/search", "q=a%00b"),
        ("/operate/accounts", "login=li&name=li&role=reviewer&unit=a%00b"),
    ):
        assert posted(browser, place, body).status_code in (200, 303, 400, 401, 422), place
    for place in ("/apply/%00", f"/operate/accounts?before={'9' * 30}"):
        assert browser.get(place).status_code in (400, 403), place


@pytest.mark.parametrize("told", [True, False], ids=["told", "chunked"])
def test_no_form_brings_more_than_a_form_can(site: Site, told: bool):
    """Of a length that is not told no more is read than may come."""
    browser = site.browser()
    place = begun(browser)
    taken = 0

    def chunks() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(50):
            taken += 1
            yield b"a" * 2**20

    content = b"".join(chunks()) if told else chunks()
    answer = browser.client.post(f"{place}/form", content=content, headers=TYPED)
    assert answer.status_code == 413
    assert "2 MB" in answer.text
    assert "<h1>" in answer.text


def test_what_does_not_fit_a_route_is_told_on_a_page(site: Site):
    browser = site.signed_in("operator", Role.OPERATOR)
    for place in ("/operate/rosters/drafts/99999999999", f"{begun(browser)}/crop/none"):
        answer = browser.get(place)
        assert answer.status_code == 422
        assert "<h1>" in answer.text
        assert "loc" not in answer.text


def test_where_a_part_is_down_people_are_not_told_where_it_stands(site: Site, monkeypatch):
    def down(*_: object) -> None:
        raise PartMissing(found("DATABASE_FAILED", place="postgresql://db.inside", problem="x"))

    monkeypatch.setattr("web.apply.drafts_of", down)
    answer = site.signed_in("zhao", Role.APPLICANT).get("/apply")
    assert answer.status_code == 503
    assert "db.inside" not in answer.text
    assert "服务暂时不可用" in answer.text


def test_a_mistake_of_the_program_is_a_page_too(site: Site, monkeypatch):
    def wrong(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("web.apply.drafts_of", wrong)
    browser = site.signed_in("zhao", Role.APPLICANT)
    browser.client._transport.raise_server_exceptions = False  # as a server does
    answer = browser.get("/apply")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "请稍后再试" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
