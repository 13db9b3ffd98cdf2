"""An operator puts a dictionary in force and undoes it, in a browser, also without JavaScript."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Site
from playwright.sync_api import Browser, Page, expect
from real_browser import (
    DESKTOP,
    PATIENCE_MS,
    PHONE,
    assert_accessible,
    patient_chromium,
    served,
    window,
)

from models.accounts import Role
from models.dictionary_versions import current_number

OURS = (Path(__file__).parents[2] / "fixtures/dictionary.toml").read_text("utf-8")
MORE = OURS.replace('["路桥工程"]', '["路桥工程", "桥隧工程"]').replace(
    "[[committees", "\n[[committees"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with patient_chromium() as opened:
        yield opened


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    site.account("ops", Role.OPERATOR)
    with served(site) as found:
        yield found


def look(page: Page, name: str) -> None:
    """The page is accessible and as wide as the window; a picture of it where one is wanted."""
    page.wait_for_load_state()  # a click leads on before the style sheets are there
    assert_accessible(page)
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(over) <= 0, name
    if folder := os.environ.get("DICTIONARY_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def hand_in(page: Page, text: str) -> None:
    page.goto("/operate/dictionary")
    file = {"name": "ours.toml", "mimeType": "application/toml", "buffer": text.encode()}
    page.set_input_files("#file", file)
    page.get_by_role("button", name="上传并检查").click()


@pytest.mark.parametrize(
    ("size", "script"), [(DESKTOP, False), (PHONE, True)], ids=["desktop-no-script", "phone"]
)
def test_a_dictionary_is_put_in_force_and_undone(site: Site, browser, address, size, script):
    told = f"{size['width']}-{script}"
    more = {"viewport": size, "java_script_enabled": script}
    with window(browser, address, "ops", awaited="422", **more) as page:
        page.set_default_timeout(PATIENCE_MS)
        hand_in(page, OURS.replace('"engineering"', '"nothing"'))
        expect(page.get_by_text("1 处不对，没有生效")).to_be_visible()
        if script:
            look(page, f"mistakes-{told}")
        hand_in(page, OURS)
        page.fill("#note", "新设评委会")
        page.get_by_role("button", name="生效", exact=True).click()
        expect(page.get_by_role("heading", name="字典第 1 版")).to_be_visible()
        hand_in(page, MORE)
        expect(page.get_by_text("路桥工程、桥隧工程")).to_be_visible()
        if script:
            look(page, f"draft-{told}")
        page.get_by_role("button", name="生效", exact=True).click()
        page.get_by_role("link", name="← 字典").click()
        page.get_by_role("link", name="第 1 版").click()
        expect(page.get_by_role("heading", name="字典第 1 版")).to_be_visible()
        if script:
            look(page, f"version-{told}")
        page.fill("#note", "桥隧不对")
        page.get_by_role("button", name="改用这一版").click()
        expect(page.get_by_role("heading", name="字典第 3 版")).to_be_visible()
        page.get_by_role("link", name="← 字典").click()
        expect(page.get_by_text("改回第 1 版：桥隧不对")).to_be_visible()
        if script:
            look(page, f"versions-{told}")
    with site.store.asking() as connection:
        assert current_number(connection) == 3
