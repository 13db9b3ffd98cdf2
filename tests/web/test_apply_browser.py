"""The applicant in a real browser: what was typed is not lost, whatever becomes of the line."""

from collections.abc import Iterator

import pytest
from conftest import PASSWORD, Site
from playwright.sync_api import Browser, Page, expect
from real_browser import chromium, served, window
from test_apply import form_of

from models.accounts import Role

NAME, NUMBER = "#f-name", "#f-certificate_number"
TROUBLE = "#trouble"
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    site.account("zhao", Role.APPLICANT)
    with served(site) as found:
        yield found


def begun(page: Page) -> str:
    """A draft is open; its place."""
    page.goto("/apply")
    page.locator(".choice").first.click()
    expect(page.locator(NAME)).to_be_visible()
    return page.url.partition("//")[2].partition("/")[2]


def saved(site: Site, page: Page, place: str, **fields: str) -> None:
    """So the draft's fields are, soon."""
    for _ in range(150):
        there = form_of(site, place).get("fields", {})
        if {key: there.get(key) for key in fields} == fields:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"kept is {there}")


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(site: Site, browser, address):
    with window(browser, address, "zhao", awaited="ERR_INTERNET_DISCONNECTED") as page:
        place = begun(page)
        page.context.set_offline(True)
        page.fill(NAME, "欧阳静怡")
        expect(page.locator(TROUBLE)).to_contain_text("没有网络")
        page.context.set_offline(False)
        expect(page.locator(TROUBLE)).to_be_hidden(timeout=PATIENCE_MS)
        expect(page.locator(NAME)).to_have_value("欧阳静怡")
        saved(site, page, place, name="欧阳静怡")


def test_who_is_signed_out_loses_nothing_and_goes_on_after_signing_in(site: Site, browser, address):
    with window(browser, address, "zhao", awaited="403") as page:
        place = begun(page)
        page.context.clear_cookies()
        page.fill(NAME, "欧阳静怡")
        expect(page.locator(TROUBLE)).to_contain_text("登录已过期")
        other = page.context.new_page()
        other.goto("/login")
        other.fill("#login", "zhao")
        other.fill("#password", PASSWORD)
        other.press("#password", "Enter")
        other.wait_for_url(lambda url: "/login" not in url)
        expect(page.locator(TROUBLE)).to_be_hidden(timeout=PATIENCE_MS)
        saved(site, page, place, name="欧阳静怡")


def test_who_closes_the_page_right_after_typing_finds_it_again(site: Site, browser, address):
    with window(browser, address, "zhao") as page:
        place = begun(page)
        page.fill(NAME, "欧阳静怡")
        page.goto("/apply")
        saved(site, page, place, name="欧阳静怡")


def test_an_old_window_takes_back_nothing_of_a_newer(site: Site, browser, address):
    with window(browser, address, "zhao") as page:
        place = begun(page)
        page.fill(NAME, "欧阳静")
        saved(site, page, place, name="欧阳静")
        newer = page.context.new_page()
        newer.goto(f"/{place}")
        newer.fill(NAME, "欧阳静怡")
        saved(site, page, place, name="欧阳静怡")
        page.fill(NUMBER, "A1")
        saved(site, page, place, name="欧阳静怡", certificate_number="A1")
        expect(page.locator(NAME)).to_have_value("欧阳静怡")
