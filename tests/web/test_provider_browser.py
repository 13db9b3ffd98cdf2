"""Signing in by an OpenID provider in a real browser, for which the provider is another site."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from provider_site import beside, linked, new_provider
from real_browser import PHONE, assert_accessible, chromium, served, window


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_somebody_goes_to_the_provider_and_comes_back_signed_in(tmp_path, browser):
    with (
        new_provider() as provider,
        beside(provider, tmp_path) as site,
        served(site) as address,
        window(browser, address, viewport=PHONE) as page,
    ):
        page.goto("/review")
        assert_accessible(page)
        button = page.get_by_role("link", name="用省统一认证登录")
        button.click()
        expect(page.get_by_role("alert")).to_contain_text("还没有关联的账号")
        expect(page.locator("code")).to_have_text(provider.subject)
        assert "code=" not in page.url
        assert_accessible(page)
        linked(site, provider)
        button.click()
        page.wait_for_url(f"{address}/review")
        page.get_by_role("button", name="退出").click()
        page.get_by_role("link", name="退出省统一认证").click()
        page.wait_for_url(f"{provider.issuer}/leave*")
        page.goto("/review")
        assert page.url.startswith(f"{address}/login")
