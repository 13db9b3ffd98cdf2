"""The reviewer in a real browser: by keyboard alone, without JavaScript, two at once."""

import re
from collections.abc import Iterator

import pytest
from conftest import Site
from judged_cases import NUMBER, Sent, case, send
from playwright.sync_api import Browser, Page, expect
from real_browser import DESKTOP, PHONE, assert_accessible, chromium, served, window

from models.accounts import Role
from models.cases import CaseState


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    site.account("li", Role.REVIEWER)
    site.account("wang", Role.REVIEWER)
    with served(site) as found:
        yield found


@pytest.fixture
def refs(site: Site) -> list[str]:
    return [send(site, Sent(name, name)).submission.ref for name in ("张伟", "王芳", "李娜")]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def expect_case(page: Page, ref: str) -> None:
    """The case is open, and listens."""
    expect(page).to_have_url(re.compile(f"/review/cases/{ref}$"))
    expect(page.locator(".tools")).to_be_visible()


def test_a_reviewer_works_by_keyboard_alone(site: Site, browser, refs, address):
    with window(browser, address, "li") as page:
        press(page, "j", "j", "Enter")
        expect_case(page, refs[1])
        press(page, "?")
        expect(page.locator("#keys")).to_be_visible()
        press(page, "Escape", "n")
        expect_case(page, refs[0])
        press(page, "j")
        expect(page.locator(f"#field-{NUMBER}")).to_be_focused()
        expect(page.locator(f"#at-{NUMBER}")).to_be_in_viewport()
        press(page, "a")
        page.focus("#internal")
        page.keyboard.type("与档案核对无误 apn?")
        press(page, "Escape", "p")
        expect_case(page, refs[1])
        press(page, "j", "r")
        expect(page.locator(f"[id='words.{NUMBER}']")).to_be_focused()
        press(page, "Escape", "b")
        expect(page).to_have_url(f"{address}/review/cases/{refs[2]}")
    assert case(site, refs[0]).state is CaseState.ACCEPTED
    assert case(site, refs[1]).state is CaseState.RETURNED


def test_the_scan_follows_the_field_and_turns_grows_and_loses_its_seals(
    site: Site, browser, refs, address
):
    with window(browser, address, "li") as page:
        page.goto(f"/review/cases/{refs[0]}")
        expect_case(page, refs[0])
        paper = page.locator(".paper").first
        width = paper.bounding_box()["width"]
        press(page, "+", "+", "+", "+")
        assert paper.bounding_box()["width"] > 2 * width
        page.locator(f"#field-{NUMBER} .to-scan").click()
        expect(page.locator(f"#at-{NUMBER}")).to_be_in_viewport()
        press(page, "0", "]")
        box = paper.bounding_box()
        assert box["width"] > box["height"]
        press(page, "[", "s")
        assert page.locator(".paper img").first.get_attribute("src").endswith("/no-red")
        press(page, "m")
        expect(page.locator(f"#at-{NUMBER}")).to_be_hidden()
        press(page, "m")
        page.locator(f"#at-{NUMBER}").click()
        expect(page.locator(f"#field-{NUMBER}")).to_be_focused()


def test_two_at_once_never_work_on_one_case(site: Site, browser, refs, address):
    with window(browser, address, "li") as li, window(browser, address, "wang") as wang:
        press(li, "n")
        expect(li).to_have_url(f"{address}/review/cases/{refs[0]}")
        press(wang, "n")
        expect(wang).to_have_url(f"{address}/review/cases/{refs[1]}")
        wang.goto(f"/review/cases/{refs[0]}")
        expect(wang.get_by_text("li 正在审核这一件")).to_be_visible()
        expect(wang.locator("[name=decided]")).to_have_count(0)
        li.goto("/review")  # leaving a case lets it go
        expect(li.locator(".cases")).to_be_visible()
        wang.reload()
        expect(wang.locator("[name=decided]")).to_have_count(2)


def test_single_keys_can_be_switched_off(site: Site, browser, refs, address):
    with window(browser, address, "li") as page:
        press(page, "?")
        page.uncheck("#keys-on")
        press(page, "Escape", "n")
        expect(page).to_have_url(f"{address}/review")


def test_reading_and_deciding_need_no_javascript(site: Site, browser, refs, address):
    with window(browser, address, "li", java_script_enabled=False) as page:
        page.get_by_role("button", name="审核下一件").click()
        expect(page).to_have_url(f"{address}/review/cases/{refs[0]}")
        page.locator(f"#field-{NUMBER} .to-scan").click()
        expect(page.locator(f"#at-{NUMBER}")).to_be_in_viewport()
        page.locator(f"#field-{NUMBER}").get_by_label("退回").check()
        page.fill(f"[id='words.{NUMBER}']", "请照证书填写")
        page.get_by_role("button", name="退回", exact=True).click()
        expect(page).to_have_url(f"{address}/review/cases/{refs[1]}")
    assert case(site, refs[0]).state is CaseState.RETURNED


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(site: Site, browser, refs, address, size, scheme):
    with window(browser, address, "li", viewport=size, color_scheme=scheme) as page:
        assert_accessible(page)
        page.goto(f"/review/cases/{refs[0]}")
        assert_accessible(page)
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
