"""Takes the pictures of docs/pages.md with the real service, the real engine and Chromium.

`make screenshots` takes them anew. The people and their papers are those of the demo: invented.
"""

import json
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from models.account_steps import make_account, make_unit
from models.account_store import NewAccount, find_unit
from models.accounts import Role
from models.fields import DocumentKind
from models.settings import Settings
from models.submissions import Verdict
from models.work import NewAttachment, NewSubmission, SubmissionState
from models.work_queries import counts
from models.work_store import WorkStore
from web.app import make_app
from web.passwords import hash_password
from web.service import Service
from workers.children import Children
from workers.queue_worker import QueueWorker
from workers.start import opened

PICTURES = Path(__file__).parent / "pictures"
DEMO = Path(__file__).parents[1] / "fixtures/demo"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
_PASSWORD = "correct horse battery"
_PROFILE = "guizhou-historical"
_UNIT = "六盘水市卫生健康委员会"
_PATIENCE_MS = 120_000
_TALL = 1600
_COLOURS = 128  # pages have few, and so their pictures stay small


def main() -> None:
    """Take them all."""
    expect.set_options(timeout=_PATIENCE_MS)
    with tempfile.TemporaryDirectory() as home, _service(Path(home)) as (service, address):
        _people(service.store)
        with sync_playwright() as playwright:
            program = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            _applicant(browser, address)
            _hand_in(service)
            _reviewer(browser, address)
            _operator(browser, address)
            browser.close()


@contextmanager
def _service(home: Path) -> Iterator[tuple[Service, str]]:
    settings = Settings(home=home, queue_poll_seconds=0.1)
    with (
        opened(settings) as (store, files),
        QueueWorker(store, files, settings) as worker,
        Children(settings) as children,
        socket.create_server(("127.0.0.1", 0)) as listener,
    ):
        service = Service(store, files, settings, worker.dispatcher.wake, children)
        server = uvicorn.Server(uvicorn.Config(make_app(service), log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield service, f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _people(store: WorkStore) -> None:
    unit = store.act(lambda c, at: make_unit(c, at, _UNIT, None, "docs"))
    for login, name, role in (
        ("reviewer", "审核员", Role.REVIEWER),
        ("operator", "运维员", Role.OPERATOR),
    ):
        new = NewAccount(
            login=login,
            name=name,
            password=hash_password(_PASSWORD),
            roles=frozenset({role}),
            unit_id=unit.id,
            must_change=False,
        )
        store.act(partial(make_account, new=new, actor="docs"))


def _applicant(browser: Browser, address: str) -> None:
    """From the first page to sending, with mistakes on the way."""
    folder = DEMO / "discrepancies"
    with _window(browser, address, DESKTOP) as page:
        page.goto("/apply")
        _save(page, "page-start")
        page.locator(f".choice[value={_PROFILE}]").click()
        _upload(page, "certificate", folder / "certificate.pdf")
        _upload(page, "photo", folder / "photo.jpg")
        _save(page, "page-filled")
        _type(page, json.loads((folder / "form.json").read_text("utf-8"))["fields"])
        _save(page, "page-checked", most=_TALL)
        with _window(browser, address, PHONE, page.context.storage_state()) as phone:
            phone.goto(page.url)
            _save(phone, "page-phone")
        page.select_option("#unit", label=_UNIT)
        page.check("input[name=sure]")
        page.get_by_role("button", name="提交", exact=True).click()
        expect(page.locator("#verdict")).to_contain_text("已提交")


def _upload(page: Page, kind: str, file: Path) -> None:
    page.select_option("#kind", kind)
    page.set_input_files("#file", file)
    page.get_by_role("button", name="上传").click()
    expect(page.locator(".file").filter(has_text=file.name)).to_be_visible()
    _settled(page)


def _type(page: Page, fields: dict[str, str]) -> None:
    for field, value in fields.items():
        page.fill(f"#f-{field}", value)
    page.get_by_role("button", name="保存并检查").click()
    page.wait_for_timeout(1000)
    _settled(page)


def _settled(page: Page) -> None:
    final = ",".join(f'.apply[data-state="{state}"]' for state in Verdict)
    expect(page.locator(final)).to_be_visible()
    page.wait_for_timeout(500)


def _hand_in(service: Service) -> None:
    """A few more cases for the queue."""
    with service.store.asking() as connection:
        unit = find_unit(connection, _UNIT)
    assert unit is not None
    new = []
    for folder in sorted(DEMO.iterdir()):
        given = [
            NewAttachment(
                kind, path.name, service.files.put(path.read_bytes()), path.stat().st_size
            )
            for kind in DocumentKind
            if (path := folder / f"{kind}.pdf").exists()
        ]
        form: dict[str, Any] = json.loads((folder / "form.json").read_text("utf-8"))
        new.append(NewSubmission(folder.name, _PROFILE, form, tuple(given), unit_id=unit.id))
    service.store.receive(new)
    service.wake()
    busy = 1
    while busy:
        time.sleep(1)
        with service.store.asking() as connection:
            there = counts(connection)
        busy = sum(there.get(state, 0) for state in SubmissionState if not state.final)


def _reviewer(browser: Browser, address: str) -> None:
    with _window(browser, address, DESKTOP) as page:
        _sign_in(page, "reviewer")
        expect(page.locator("tbody tr")).to_have_count(4)
        _save(page, "page-queue")
        page.locator("tbody a").first.click()
        page.wait_for_load_state("networkidle")
        page.keyboard.press("j")
        page.wait_for_timeout(1500)
        _save(page, "page-case")
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(500)
        _save(page, "page-case-dark")


def _operator(browser: Browser, address: str) -> None:
    with _window(browser, address, DESKTOP) as page:
        _sign_in(page, "operator")
        _save(page, "page-operate")
        page.goto("/operate/statistics")
        _save(page, "page-statistics", most=_TALL)
        page.goto("/operate/tokens")
        page.fill("#login", "operator")
        page.fill("#name", "监控")
        page.get_by_label("operate:read").check()
        page.get_by_role("button", name="新建").click()
        page.goto("/operate/tokens")
        _save(page, "page-tokens", most=_TALL)
        page.goto("/operate/webhooks")
        page.fill("#address", "https://reporting.example.org/zhenghe")
        page.get_by_role("button", name="登记").click()
        page.goto("/operate/webhooks")
        _save(page, "page-webhooks", most=_TALL)


def _sign_in(page: Page, login: str) -> None:
    page.goto("/login")
    page.fill("#login", login)
    page.fill("#password", _PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


@contextmanager
def _window(
    browser: Browser, address: str, size: ViewportSize, state: Any = None
) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address, viewport=size, locale="zh-CN", storage_state=state
    )
    context.set_default_timeout(_PATIENCE_MS)
    try:
        yield context.new_page()
    finally:
        context.close()


def _save(page: Page, name: str, most: int = 0) -> None:
    """The window, or as much of the whole page as most says, in pixels."""
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
    whole = Image.open(BytesIO(page.screenshot(full_page=bool(most))))
    taken = whole.crop((0, 0, whole.width, min(whole.height, most or whole.height)))
    few = taken.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)
    print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    main()
