"""An operator in a real browser: one whole way, on a desk and on a phone; every page accessible."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from conftest import Site
from failed_work import fail
from judged_cases import Sent, send
from listeners import listening, opened_inside, told_all
from playwright.sync_api import Browser, Page, expect
from programs import give_token
from real_browser import (
    DESKTOP,
    PATIENCE_MS,
    PHONE,
    assert_accessible,
    patient_chromium,
    served,
    window,
)

from fixtures.workbooks import workbook
from models.accounts import Role
from models.day_counts import CHINA, Counted, count_events, length_step
from models.roster_store import current_rows
from models.tokens import TokenScope
from web.operate_access import PLACES

HEAD = ["姓名", "身份证号", "工作单位"]
WANG = ["王静", "520102198001010013", "贵州省第一中学"]
LI = ["李伟", "52010219800101003X", "贵州省第二中学"]
ROUNDED = ["张芳", 520102198001010014.0, "贵州省第三中学"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with patient_chromium() as opened:
        yield opened


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    site.account("ops", Role.OPERATOR, Role.ADMINISTRATOR)
    with served(site) as found:
        yield found


@contextmanager
def operating(browser: Browser, address: str, **more: object) -> Iterator[Page]:
    """A window of the operator's."""
    with window(browser, address, "ops", **more) as page:
        page.set_default_timeout(PATIENCE_MS)
        yield page


def hand_in(page: Page, *rows: list[object]) -> None:
    page.goto("/operate/rosters")
    page.fill("#name", "holders")
    data = workbook({"名单": [HEAD, *rows]})
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files("#file", {"name": "名单.xlsx", "mimeType": kind, "buffer": data})
    page.get_by_role("button", name="上传并检查").click()
    # The page goes on by itself once the file is read.
    expect(page.get_by_role("heading", name="表头认成了什么")).to_be_visible()


def count(site: Site, days: int) -> None:
    """So many days with something to draw."""
    today = datetime.now(CHINA).date()
    events: Counter = Counter()
    for number in range(days):
        day = today - timedelta(number)
        events[(Counted.SENT, day, "")] += 40 + number % 7
        events[(Counted.ACCEPTED, day, "")] += 30
        events[(Counted.STRAIGHT, day, "")] += 20 + number % 5
        events[(Counted.TIME, day, str(length_step(3600 * (2 + number % 9))))] += 30
        events[(Counted.FINDING, day, "FIELD_DIFFERS")] += 9
    site.store.act(lambda c, _: (count_events(c, events), []))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_operators_whole_way(site: Site, browser, address, size):
    ref = fail(site, "a")
    with operating(browser, address, viewport=size) as page:
        expect(page).to_have_url(f"{address}/operate")
        page.get_by_role("link", name="1 份未能检查。").click()
        page.get_by_role("button", name="重试 FILE_STORE_FAILED").click()
        expect(page.get_by_text("已让 1 份再试")).to_be_visible()
        expect(page.get_by_text("没有失败的。")).to_be_visible()
        page.fill("#q", ref)
        page.press("#q", "Enter")
        expect(page.get_by_text("检查中")).to_be_visible()

        hand_in(page, WANG, ROUNDED)
        expect(page.get_by_text("1 行有错误，不会导入")).to_be_visible()
        page.get_by_role("button", name="其余生效").click()
        expect(page.get_by_role("heading", name="版本")).to_be_visible()
        hand_in(page, LI)
        page.get_by_role("button", name="生效", exact=True).click()
        page.get_by_role("button", name="改用这一版 1").click()
        expect(page.get_by_role("row", name=re.compile("第 1 版"))).to_contain_text("现用")
        assert [row.fields["name"] for row in current_rows(site.store.tables, "holders")] == [
            "王静"
        ]

        page.goto("/operate/accounts")
        page.fill("#login", "li")
        page.fill("#name", "李明")
        page.get_by_label("审核员", exact=True).check()
        page.fill("#unit", "遵义市人力资源和社会保障局")
        page.get_by_role("button", name="新建").click()
        password = page.locator(".secret").inner_text()
        page.get_by_role("button", name="退出").click()
        page.fill("#login", "li")
        page.fill("#password", password)
        page.press("#password", "Enter")
        expect(page).to_have_url(f"{address}/password")


def test_an_export_is_downloaded_and_the_trail_verified(site: Site, browser, address):
    send(site, Sent())
    with operating(browser, address) as page:
        page.goto("/operate/exports")
        page.get_by_label("CSV").check()
        with page.expect_download() as download:
            page.get_by_role("button", name="导出").click()
        assert download.value.suggested_filename.endswith(".csv")
        page.goto("/operate/audit?action=exported")
        expect(page.get_by_role("cell", name="submissions")).to_be_visible()
        page.get_by_role("button", name="核对全部记录").click()
        expect(page.get_by_text("条全部相符")).to_be_visible()


def test_it_works_without_javascript(site: Site, browser, address):
    fail(site, "a")
    with operating(browser, address, java_script_enabled=False) as page:
        page.goto("/operate/queue")
        page.get_by_role("button", name="全部重试").click()
        page.get_by_role("link", name="刷新").click()
        expect(page.get_by_text("没有失败的。")).to_be_visible()
        page.goto("/operate/statistics")
        page.get_by_text("数字").first.click()
        expect(page.get_by_role("columnheader", name="更正后再交")).to_be_visible()


def test_the_queue_shows_what_happens_without_being_asked(site: Site, browser, address):
    with operating(browser, address) as page:
        page.goto("/operate/queue")
        expect(page.get_by_text("自动更新")).to_be_visible()
        send(site, Sent())
        row = page.get_by_role("row", name=re.compile("需要更正"))
        expect(row).to_contain_text("1")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(site: Site, browser):
    small = site.service.settings.model_copy(update={"roster_bytes_max": 1000})
    object.__setattr__(site.service, "settings", small)
    site.account("ops", Role.OPERATOR)
    with served(site) as address, operating(browser, address) as page:
        page.goto("/operate/rosters")
        file = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"x" * 2000}
        page.set_input_files("#file", file)
        told = page.eval_on_selector("#file", "input => input.validationMessage")
        assert "请拆分或另存为" in told


def register(page: Page, hook: str) -> str:
    """Register an address; its secret."""
    page.goto("/operate/webhooks")
    page.fill("#address", hook)
    page.get_by_role("button", name="登记").click()
    return page.locator(".secret").inner_text()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_webhook_is_tried_out_and_seen_to_arrive(site: Site, browser, address, script):
    opened_inside(site)
    with (
        listening(500) as other,
        operating(browser, address, java_script_enabled=script) as page,
    ):
        assert register(page, other.address).startswith("whsec_")
        page.get_by_role("button", name="发一条测试通知").click()
        expect(page.get_by_text("等待发送")).to_be_visible()
        told_all(site)
        assert len(other.taken) == 2
        if not script:
            page.get_by_role("link", name="刷新").click()
        expect(page.get_by_role("cell", name="已送到")).to_be_visible()


def test_a_token_is_made_and_revoked(site: Site, browser, address):
    site.account("li", Role.APPLICANT)
    with operating(browser, address, java_script_enabled=False) as page:
        page.goto("/operate/tokens")
        page.fill("#login", "li")
        page.fill("#name", "报送系统")
        page.get_by_label("submissions:read").check()
        page.get_by_role("button", name="新建").click()
        assert page.locator(".secret").inner_text().startswith("zh_")
        page.get_by_role("button", name="作废").click()
        expect(page.get_by_text("已作废")).to_be_visible()


def test_the_open_tab_is_in_sight_on_a_phone(site: Site, browser, address):
    with operating(browser, address, viewport=PHONE) as page:
        for place, name, _ in (PLACES[0], PLACES[-1]):
            page.goto(place)
            expect(page.locator(".tabs").get_by_role("link", name=name)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop-light", "phone-dark"]
)
def test_the_pages_are_accessible(site: Site, browser, address, size, scheme):
    ref = fail(site, "a")
    send(site, Sent("b"))
    count(site, 40)
    site.store.beat([], "worker:1")
    opened_inside(site)
    give_token(site, "ops", TokenScope.OPERATE_READ, TokenScope.REVIEW_READ)
    with operating(browser, address, viewport=size, color_scheme=scheme) as page:
        register(page, "http://127.0.0.1:9/a/very/long/address/of/a/department")
        assert_accessible(page)
        send(site, Sent("c"))
        told_all(site)
        page.goto("/operate/webhooks/1")
        page.get_by_role("button", name="发一条测试通知").click()
        hand_in(page, WANG, ROUNDED)
        pages = [page.url.removeprefix(address), *(place for place, _, _ in PLACES)]
        more = (
            "/operate/removal?days=1", f"/operate/submissions/{ref}", "/operate/accounts/1",
            "/operate/webhooks/1", "/operate/webhooks/1?state=done", "/operate/tokens?account=1",
        )  # fmt: skip
        for place in (*pages, *more):
            page.goto(place)
            assert_accessible(page)
            over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(over) <= 0, place
