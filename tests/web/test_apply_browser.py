"""The applicant in a real browser: what was typed is not lost, whatever becomes of the line."""

from collections.abc import Iterator

import pytest
from conftest import PASSWORD, Site
from playwright.sync_api import Browser, Page, expect
from real_browser import DESKTOP, PHONE, assert_accessible, chromium, served, window
from test_apply import CERTIFICATE, form_of

from models.accounts import Role
from web.apply_view import draft_of

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


def begun(page: Page, profile: str = "gansu") -> str:
    """A draft is open; its place."""
    page.goto("/apply")
    page.locator(f".choice[value={profile}]").click()
    expect(page.locator(NAME)).to_be_visible()
    page.wait_for_load_state()  # its script is there, which nobody types faster than
    return page.url.partition("//")[2].partition("/")[2]


def saved(site: Site, page: Page, place: str, **fields: str) -> None:
    """So the draft's fields are, soon."""
    for _ in range(150):
        there = form_of(site, place).get("fields", {})
        if {key: there.get(key) for key in fields} == fields:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"kept is {there}")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_way_of_an_applicant_from_papers_to_sending(working: Site, browser, size):
    working.account("zhao", Role.APPLICANT)
    expect.set_options(timeout=PATIENCE_MS)
    with served(working) as address, window(browser, address, "zhao", viewport=size) as page:
        page.goto("/apply")
        assert_accessible(page)
        begun(page)
        page.set_input_files("#file", CERTIFICATE)
        page.get_by_role("button", name="上传").click()
        expect(page.locator(".file")).to_contain_text(CERTIFICATE.name)
        page.fill("#f-id_number", "622826198501306422")
        expect(page.locator("#d-id_number")).to_contain_text("X-08")
        page.locator(".amiss a", has_text="证件号码").click()
        expect(page.locator("#f-id_number")).to_be_in_viewport()
        assert_accessible(page)
        page.fill("#f-id_number", "622826198501306421")
        expect(page.locator("#d-id_number")).not_to_contain_text("X-08")
        page.check("input[name=sure]")
        page.get_by_role("button", name="提交", exact=True).click()
        expect(page.locator("#verdict")).to_contain_text("已提交")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
    with window(browser, address, "zhao", awaited="status of 40|EventSource") as page:
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


def test_who_types_on_after_sending_in_another_window_is_told_and_not_kept_waiting(
    site: Site, browser, address
):
    with window(browser, address, "zhao", awaited="403") as page:
        place = begun(page)
        draft = draft_of(site.service, place.rpartition("/")[2])
        assert site.store.send_draft(draft.id, None, "account:1")
        page.fill(NAME, "欧阳静怡")
        expect(page.locator(TROUBLE)).to_contain_text("已在另一个窗口提交", timeout=PATIENCE_MS)
        expect(page.locator(NAME)).to_have_value("")
        expect(page.locator(NAME)).not_to_be_editable()
    assert "name" not in form_of(site, place).get("fields", {})


def test_what_is_chosen_while_another_file_is_uploaded_stays_chosen(site: Site, browser, address):
    """And the page says that it is at work: a phone's picture takes seconds."""
    with window(browser, address, "zhao") as page:
        begun(page)
        held = []
        page.route("**/files", lambda route: held.append(route))
        page.set_input_files("#file", CERTIFICATE)
        page.get_by_role("button", name="上传").click()
        expect(page.locator(".sending")).to_be_visible()
        other = CERTIFICATE.with_name("photo.jpg")
        page.select_option("#kind", "photo")
        page.set_input_files("#file", other)
        held.pop().continue_()
        expect(page.locator(".file")).to_contain_text(CERTIFICATE.name, timeout=PATIENCE_MS)
        expect(page.locator(".sending")).to_be_hidden()
        assert page.evaluate("document.querySelector('#file').files[0].name") == other.name
        expect(page.locator("#kind")).to_have_value("photo")
        page.unroute("**/files")


def test_papers_that_are_dropped_together_are_all_taken(site: Site, browser, address):
    with window(browser, address, "zhao") as page:
        begun(page)
        page.evaluate(
            """() => {
                const given = new DataTransfer();
                for (const name of ["a.pdf", "b.pdf", "c.pdf"])
                    given.items.add(new File([name], name));
                const event = new DragEvent("drop", { dataTransfer: given, bubbles: true });
                document.querySelector(".drop").dispatchEvent(event);
            }"""
        )
        expect(page.locator(".file")).to_have_count(3, timeout=PATIENCE_MS)
