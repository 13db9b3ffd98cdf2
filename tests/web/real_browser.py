"""A real browser on the real service, on a free port of this machine."""

import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from conftest import PASSWORD, Site
from playwright.sync_api import Browser, Page, expect, sync_playwright

from web.app import make_app

# Set where a skip would hide that nothing was tested.
REQUIRED = "REQUIRE_CHROMIUM"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 120_000  # where a child works beside the service and the browser
_PATIENCE_MS = 20_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """The chromium of this machine; skips where there is none."""
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"chromium is not installed, and {REQUIRED} is set")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        # As root it has no sandbox of its own; what it opens here are our own pages.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def patient_chromium() -> Iterator[Browser]:
    """The chromium, given the time that the service, the browser and a child need in turns."""
    with chromium() as opened:
        expect.set_options(timeout=PATIENCE_MS)
        yield opened
        expect.set_options(timeout=5_000)


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address of the service while it runs in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(make_app(site.service), log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


@contextmanager
def window(
    browser: Browser, address: str, login: str = "", awaited: str = "404", **more: object
) -> Iterator[Page]:
    """A window of its own, signed in; an error in its console that isn't awaited fails the test."""
    given = {"viewport": DESKTOP, **more}
    context = browser.new_context(base_url=address, **given)
    context.set_default_timeout(_PATIENCE_MS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
    try:
        if login:
            page.goto("/login")
            page.fill("#login", login)
            page.fill("#password", PASSWORD)
            page.press("#password", "Enter")
            page.wait_for_url(lambda url: "/login" not in url)
        yield page
    finally:
        context.close()
    assert [one for one in errors if not re.search(f"404|{awaited}", one)] == []


def assert_accessible(page: Page) -> None:
    """Nothing that axe holds against a page, by WCAG 2.2 AA."""
    page.wait_for_load_state()  # words are there before the style sheet that gives them room
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    wrong = found.response["violations"]
    told = [f"{one['id']}: {node['html']}" for one in wrong for node in one["nodes"]]
    if told:
        pytest.fail("\n".join(told))
