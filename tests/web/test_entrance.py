"""Getting in: with the right password, from our own page, and not after too many wrong ones."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import PASSWORD, Browser, Site
from sqlalchemy import select

from models.account_steps import give_reset_code
from models.account_store import find_login, touch_session
from models.account_tables import session
from models.accounts import Role
from web.guard import POLICY
from web.passwords import digest


def test_who_has_the_password_gets_in_and_out_again(site: Site):
    browser = site.signed_in("li", Role.OPERATOR)
    assert browser.get("/password").status_code == 200
    assert "li" in browser.get("/password").text
    assert browser.post("/logout").status_code == 303
    answer = browser.get("/password")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?after=/password")


def _unused_for(site: Site, browser: Browser, minutes: float) -> datetime:
    """Say that the session was last used so long ago; when that is."""
    token = digest(browser.client.cookies["zhenghe"])
    last = datetime.now(UTC) - timedelta(minutes=minutes)
    site.store.act(lambda c, _at: (touch_session(c, token, last), []))
    return last


def _last_used(site: Site) -> datetime:
    with site.store.asking() as connection:
        return connection.execute(select(session.c.seen_at)).scalar_one()


def test_a_session_ends_when_it_was_not_used_for_long(site: Site):
    browser = site.signed_in("li", Role.OPERATOR)
    _unused_for(site, browser, 119)
    assert browser.get("/password").status_code == 200
    _unused_for(site, browser, 121)
    assert browser.get("/password").headers["location"] == "/login?after=/password"


def test_a_page_that_is_only_read_writes_nothing(site: Site):
    browser = site.signed_in("li", Role.OPERATOR)
    last = _unused_for(site, browser, 0.5)
    browser.get("/password")
    assert _last_used(site) == last
    last = _unused_for(site, browser, 2)
    browser.get("/password")
    assert _last_used(site) > last


def test_each_role_begins_at_its_work(site: Site):
    for role, home in (
        (Role.APPLICANT, "/apply"),
        (Role.REVIEWER, "/review"),
        (Role.OPERATOR, "/operate"),
    ):
        site.account(role, role)
        assert site.browser().sign_in(role).headers["location"] == home


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(site: Site):
    site.account("li", Role.APPLICANT)
    browser = site.browser()
    answers = [browser.sign_in("li", "wrong"), browser.sign_in("nobody", "wrong")]
    assert {answer.status_code for answer in answers} == {401}
    texts = {answer.text.replace("nobody", "").replace("li", "") for answer in answers}
    assert len(texts) == 1


def test_too_many_wrong_passwords_lock_the_account_even_for_the_right_one(site: Site):
    site.account("li", Role.APPLICANT)
    browser = site.browser()
    for _ in range(5):
        assert browser.sign_in("li", "wrong").status_code == 401
    assert browser.sign_in("li").status_code == 401


def test_a_token_from_before_signing_in_is_worth_nothing_after(site: Site):
    browser = site.browser()
    browser.get("/login")
    before = browser.client.cookies["zhenghe"]
    site.account("li", Role.APPLICANT)
    browser.sign_in("li")
    assert browser.client.cookies["zhenghe"] != before


def test_a_form_without_our_token_is_refused(site: Site):
    site.account("li", Role.APPLICANT)
    client = site.browser().client
    answer = client.post("/login", data={"login": "li", "password": PASSWORD})
    assert answer.status_code == 403


def test_a_form_of_another_site_is_refused_whatever_it_carries(site: Site):
    browser = site.signed_in("li", Role.APPLICANT)
    data = {"csrf": browser.token()}
    for headers in ({"Origin": "http://evil.test"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browser.client.post("/logout", data=data, headers=headers).status_code == 403


def test_a_given_password_must_be_changed_before_anything_else(site: Site):
    browser = site.signed_in("li", Role.APPLICANT)
    answer = browser.post("/password", old=PASSWORD, new="short", again="short")
    assert answer.status_code == 422
    answer = browser.post("/password", old="wrong", new="long enough now", again="long enough now")
    assert answer.status_code == 422
    answer = browser.post("/password", old=PASSWORD, new="long enough now", again="long enough now")
    assert answer.status_code == 303
    assert site.browser().sign_in("li").status_code == 401
    assert site.browser().sign_in("li", "long enough now").status_code == 303


def test_who_finds_a_window_open_can_not_go_on_guessing_its_password(site: Site):
    browser = site.signed_in("li", Role.APPLICANT)
    fields = {"new": "long enough now", "again": "long enough now"}
    for _ in range(5):
        assert browser.post("/password", old="wrong", **fields).status_code == 422
    assert browser.post("/password", old=PASSWORD, **fields).status_code == 422
    assert site.browser().sign_in("li").status_code == 401


def test_a_one_time_code_works_once(site: Site):
    site.account("li", Role.APPLICANT)
    with site.store.asking() as connection:
        who = find_login(connection, "li").account
    code = digest("ABCDEFGHJK")
    site.store.act(lambda c, at: give_reset_code(c, at, who, code, timedelta(days=1), "test"))
    fields = {
        "login": "li",
        "code": "abcdefghjk",
        "new": "long enough now",
        "again": "long enough now",
    }
    assert site.browser().post("/reset", **fields).status_code == 303
    assert site.browser().post("/reset", **fields).status_code == 422


@pytest.mark.parametrize("place", ["//evil.test", "https://evil.test", "/\\evil.test"])
def test_signing_in_never_leads_to_another_site(site: Site, place: str):
    site.account("li", Role.APPLICANT)
    answer = site.browser().post("/login", login="li", password=PASSWORD, after=place)
    assert answer.headers["location"] == "/apply"


def test_every_answer_forbids_what_pages_do_not_need(site: Site):
    for place in ("/login", "/healthz", "/static/app.css", "/static/colours.css"):
        answer = site.browser().get(place)
        assert answer.status_code == 200, place
        headers = answer.headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
    assert "'unsafe" not in POLICY


def test_pages_speak_the_language_that_was_chosen(site: Site):
    browser = site.browser()
    assert "用户名" in browser.get("/login").text
    browser.post("/language", language="en", after="/login")
    page = browser.get("/login").text
    assert "Sign in" in page
    assert '<html lang="en">' in page


def test_a_person_who_goes_to_no_address_of_ours_sees_a_page(site: Site):
    answer = site.browser().client.get("/nothing", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "请核对地址" in answer.text
    assert 'href="/apply"' in answer.text
