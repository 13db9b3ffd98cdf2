"""Signing in by an OpenID provider: there and back, in one browser, as the linked account."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Site
from openid_provider import CLIENT, SECRET, OpenIdProvider
from provider_site import back, beside, goes, link_to, linked, new_provider, problem, there
from sqlalchemy import select

from models.account_steps import change_roles, count_wrong_password
from models.account_store import find_login
from models.account_tables import account
from models.accounts import Role
from models.identities import Identity
from models.identity_steps import link, unlink
from models.identity_tables import identity, sign_in
from models.settings import Settings
from models.work_tables import audit
from web.service import Service
from workers.children import Children
from workers.start import opened


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with new_provider() as one:
        yield one


@pytest.fixture
def more() -> dict[str, object]:
    """Settings of a test beside the usual ones."""
    return {}


@pytest.fixture
def site(tmp_path, provider: OpenIdProvider, more: dict[str, object]) -> Iterator[Site]:
    with beside(provider, tmp_path, **more) as one:
        yield one


def test_without_a_provider_the_page_has_no_button(tmp_path):
    settings = Settings(home=tmp_path, engine="fake:none")
    with opened(settings) as (store, files), Children(settings) as children:
        site = Site(Service(store, files, settings, lambda: None, children))
        assert "/login/provider" not in site.browser().get("/login").text
        for place in ("/login/provider", "/login/provider/back?code=a&state=b"):
            assert problem(site.browser().get(place).headers["location"]) == "PROVIDER_NOT_SET"


def test_who_is_linked_gets_in_with_the_roles_that_we_know(site: Site, provider):
    linked(site, provider)
    provider.claims = {"roles": ["administrator"], "email": "li@example.cn"}
    browser = site.browser()
    assert "用省统一认证登录" in browser.get("/login").text
    before = browser.client.cookies["zhenghe"]
    place = there(browser)
    assert back(browser, place) == "/review"
    assert browser.client.cookies["zhenghe"] != before
    assert browser.get("/review").status_code == 200
    assert browser.get("/operate/accounts").status_code in (403, 404)


def test_one_goes_on_where_one_wanted_to(site: Site, provider):
    linked(site, provider)
    assert goes(site, "/review/search") == "/review/search"


@pytest.mark.parametrize(
    "place",
    ["https://evil.test", "//evil.test", "/\\evil.test", "/\t/evil.test", "/\x00", "a" * 401],
)
def test_the_way_back_never_leads_to_another_site(site: Site, provider, place: str):
    linked(site, provider)
    assert goes(site, place) == "/review"


def test_nothing_of_the_visit_is_kept_or_told(site: Site, provider, caplog):
    caplog.set_level(logging.DEBUG)
    linked(site, provider)
    browser = site.browser()
    place = there(browser)
    code = parse_qs(urlsplit(place).query)["code"][0]
    with site.store.asking() as connection:
        kept = str(connection.execute(select(sign_in)).all())
    assert code not in kept
    assert browser.client.cookies["zhenghe"] not in kept
    assert parse_qs(urlsplit(place).query)["state"][0] not in kept
    assert back(browser, place) == "/review"
    with site.store.asking() as connection:
        assert connection.execute(select(sign_in)).all() == []
        trail = str(connection.execute(select(audit)).all())
    ours = [one for one in caplog.messages if "localhost" not in one and "testserver" not in one]
    for told in (trail, *ours):
        assert code not in told or "zhenghe.test" in told  # that is the test's own client
        assert SECRET not in told
        assert provider.subject not in told


def test_whom_we_do_not_know_is_told_what_to_tell_the_operator(site: Site, provider):
    site.account("person-1", Role.ADMINISTRATOR)  # a name that is the same means nothing
    provider.claims = {"email": "person-1", "preferred_username": "person-1", "name": "person-1"}
    browser = site.browser()
    place = back(browser, there(browser, "/review"))
    assert problem(place) == "IDENTITY_UNKNOWN"
    assert "person-1" not in place
    page = browser.get(place).text
    assert "<code>person-1</code>" in page
    assert 'name="after" value="/review"' in page
    assert "<code>" not in site.browser().get(place).text
    assert browser.get("/review").status_code == 303
    link_to(site, provider, "person-1")
    assert back(browser, there(browser)) == "/operate/accounts"


def test_a_person_of_another_issuer_is_another_person(site: Site, provider):
    site.account("li", Role.REVIEWER)
    with site.store.asking() as connection:
        who = find_login(connection, "li").account
    one = Identity("https://elsewhere.example", provider.subject)
    site.store.act(lambda c, at: link(c, at, who, one, "", "test"))
    assert problem(goes(site)) == "IDENTITY_UNKNOWN"


@pytest.mark.parametrize("more", [{"oidc_applicants": True}])
def test_where_the_site_wants_it_unknown_people_become_applicants(site: Site, provider, more):
    provider.claims = {"name": "欧阳\x00静怡", "preferred_username": "admin"}
    assert goes(site) == "/apply"
    assert goes(site) == "/apply"
    with site.store.asking() as connection:
        (made,) = connection.execute(select(account)).all()
    assert made.login.startswith("oidc-")
    assert (made.name, made.roles) == ("欧阳静怡", ["applicant"])
    assert site.browser().sign_in(made.login, "").status_code == 401


def test_who_is_locked_or_disabled_stays_out(site: Site, provider):
    linked(site, provider)
    with site.store.asking() as connection:
        who = find_login(connection, "li").account
    pause = timedelta(minutes=15)
    site.store.act(lambda c, at: count_wrong_password(c, at, who, 1, pause))
    assert problem(goes(site)) == "ACCOUNT_SHUT"
    site.store.act(lambda c, at: change_roles(c, at, who, who.roles, None, True, "test"))
    assert problem(goes(site)) == "ACCOUNT_SHUT"
    with site.store.asking() as connection:
        assert find_login(connection, "li").account.locked_until is not None


def test_who_is_unlinked_is_put_out_and_stays_out(site: Site, provider):
    linked(site, provider)
    browser = site.browser()
    back(browser, there(browser))
    with site.store.asking() as connection:
        who = find_login(connection, "li").account
    assert site.store.act(lambda c, at: unlink(c, at, who, "test")) == 1
    assert browser.get("/review").status_code == 303
    assert problem(goes(site)) == "IDENTITY_UNKNOWN"


# What binds the way back


def test_an_answer_is_taken_once(site: Site, provider):
    linked(site, provider)
    browser = site.browser()
    place = there(browser)
    cookies = dict(browser.client.cookies)
    assert back(browser, place) == "/review"
    browser.client.cookies.clear()
    browser.client.cookies.update(cookies)
    assert problem(back(browser, place)) == "SIGN_IN_STALE"
    assert provider.asked.count("/token") == 1


def test_an_answer_in_another_browser_is_refused(site: Site, provider):
    linked(site, provider)
    place = there(site.browser())
    victim = site.browser()
    victim.get("/login")
    assert problem(back(victim, place)) == "SIGN_IN_STALE"
    assert problem(back(site.browser(), place)) == "SIGN_IN_STALE"
    assert "/token" not in provider.asked


def test_a_code_of_another_visit_is_refused_by_its_verifier(site: Site, provider):
    linked(site, provider)
    stolen = parse_qs(urlsplit(there(site.browser())).query)["code"][0]
    thief = site.browser()
    state = parse_qs(urlsplit(there(thief)).query)["state"][0]
    place = f"/login/provider/back?code={stolen}&state={state}"
    assert problem(back(thief, place)) == "SIGN_IN_STALE"


def test_a_token_of_another_visit_is_refused_by_its_nonce(site: Site, provider):
    linked(site, provider)
    provider.nonce = "of-an-earlier-visit"
    assert problem(goes(site)) == "PROVIDER_TOKEN_WRONG"


def test_an_answer_that_comes_too_late_is_refused(site: Site, provider):
    linked(site, provider)
    browser = site.browser()
    place = there(browser)
    with site.store.asking() as connection:
        row = connection.execute(select(sign_in)).one()
    past = row.expires_at - timedelta(hours=1)
    late = sign_in.update().values(expires_at=past)
    site.store.act(lambda c, _at: (c.execute(late) and None, []))
    assert problem(back(browser, place)) == "SIGN_IN_STALE"


@pytest.mark.parametrize(
    "place",
    ["", "?state=%00&code=%ff", "?state=a&state=b&code=c", f"?state={'s' * 5000}&code=x"],
)
def test_odd_answers_are_refused(site: Site, provider, place: str):
    assert problem(back(site.browser(), f"/login/provider/back{place}")) == "SIGN_IN_STALE"
    assert provider.asked == []


def test_who_cancels_may_use_a_password(site: Site, provider):
    provider.says_no = "access_denied"
    browser = site.browser()
    place = back(browser, there(browser))
    assert problem(place) == "SIGN_IN_CANCELLED"
    page = browser.get(place).text
    assert "您取消了统一登录" in page
    assert 'type="password"' in page
    browser.post("/language", language="en", after="/login")
    page = browser.get(place).text
    assert "You cancelled" in page
    assert "Sign in with 省统一认证" in page
    provider.says_no = "<script>"
    assert problem(goes(site)) == "PROVIDER_REFUSED"


def test_an_answer_that_names_another_provider_is_refused(site: Site, provider):
    linked(site, provider)
    browser = site.browser()
    assert (
        problem(back(browser, there(browser) + "&iss=https://evil.test")) == "PROVIDER_TOKEN_WRONG"
    )
    browser = site.browser()
    assert back(browser, f"{there(browser)}&iss={provider.issuer}") == "/review"
    provider.document = {"authorization_response_iss_parameter_supported": True}
    assert problem(goes(site)) == "PROVIDER_TOKEN_WRONG"


def test_who_signs_out_is_shown_how_to_leave_the_provider(site: Site, provider):
    linked(site, provider)
    browser = site.browser()
    back(browser, there(browser))
    place = browser.post("/logout").headers["location"]
    assert browser.get("/review").status_code == 303
    page = browser.get(place).text
    assert f'href="{provider.issuer}/leave?client_id={CLIENT}"' in page
    provider.document = {"end_session_endpoint": None}
    site.account("wang", Role.APPLICANT)
    other = site.browser()
    other.sign_in("wang")
    assert other.post("/logout").headers["location"] == "/login"


def test_a_link_ends_with_a_first_password_that_somebody_else_knows(site: Site, provider):
    site.account("li", Role.REVIEWER)
    with site.store.asking() as connection:
        kept = find_login(connection, "li")
    site.store.act(
        lambda c, at: (c.execute(account.update().values(must_change=True)) and None, [])
    )
    link_to(site, provider, "li")
    assert goes(site) == "/review"
    assert site.browser().sign_in("li").status_code == 401
    with site.store.asking() as connection:
        assert find_login(connection, "li").password != kept.password
        assert len(connection.execute(select(identity)).all()) == 1


@pytest.mark.parametrize("more", [{"web_address": "https://zhenghe.example.cn/"}])
def test_the_address_to_come_back_to_may_be_set(site: Site, provider, more):
    linked(site, provider)
    browser = site.browser()
    place = there(browser)
    assert place.startswith("https://zhenghe.example.cn/login/provider/back?")
    path = place.removeprefix("https://zhenghe.example.cn")
    assert back(browser, path) == "/review"
