"""Somebody without an account: what they begin in a browser isn't lost, and is theirs alone."""

from datetime import UTC, datetime, timedelta

from conftest import Browser, Site
from judged_cases import Sent, report_of, work_off
from sqlalchemy import update
from test_apply import begun

from models.account_store import get_account
from models.account_tables import session
from models.accounts import Role
from models.fields import Field
from models.review_steps import decide
from models.reviews import Decided, Decision, Reason
from web.apply_view import draft_of


def rested(site: Site, time: timedelta) -> None:
    """Nobody has asked for anything for so long."""
    seen = update(session).values(seen_at=datetime.now(UTC) - time)
    site.store.act(lambda c, at: (c.execute(seen), []))


def cookie_of(browser: Browser, place: str) -> str:
    """The cookie that a form's answer sets."""
    return browser.post("/apply", profile=place).headers["set-cookie"]


def test_a_guest_comes_back_after_weeks_and_finds_what_was_sent(site: Site):
    """A reviewer may take long, and there is no password to come in again with."""
    browser = site.browser()
    place = begun(browser)
    assert browser.post(f"{place}/send", sure="yes").status_code == 303
    rested(site, timedelta(days=60))
    assert "只能用" not in browser.get(place).text
    assert "收藏本页" in browser.get(place).text
    assert "Max-Age=31536000" in cookie_of(site.browser(), "gansu")


def test_who_signed_in_is_still_out_after_two_hours_of_rest(site: Site):
    browser = site.signed_in("zhao", Role.APPLICANT)
    rested(site, timedelta(hours=3))
    assert browser.get("/password").headers["location"].startswith("/login")


def test_what_was_begun_before_signing_in_moves_to_the_account_on_request(site: Site):
    site.account("zhao", Role.APPLICANT)
    browser = site.browser()
    place = begun(browser)
    browser.sign_in("zhao")
    assert browser.get(place).status_code == 403, "not without being asked"
    assert "登录前在这个浏览器里办的" in browser.get("/apply").text
    assert browser.post("/apply/take-over").status_code == 303
    assert browser.get(place).status_code == 200
    assert "登录前在这个浏览器里办的" not in browser.get("/apply").text


def test_who_signs_out_again_without_taking_over_is_the_guest_of_before(site: Site):
    site.account("zhao", Role.APPLICANT)
    browser = site.browser()
    place = begun(browser)
    browser.sign_in("zhao")
    browser.post("/logout")
    assert browser.get(place).status_code == 200


def test_nobody_takes_over_what_was_begun_elsewhere(site: Site):
    place = begun(site.browser())
    browser = site.signed_in("zhao", Role.APPLICANT)
    assert browser.post("/apply/take-over").status_code == 303
    assert browser.get(place).status_code == 403
    # An account's session is nobody's to take over, wherever its cookie stands.
    other = site.signed_in("qian", Role.APPLICANT)
    theirs = begun(other)
    browser.client.cookies.set("zhenghe-guest", other.client.cookies["zhenghe"])
    browser.post("/apply/take-over")
    assert browser.get(theirs).status_code == 403


def test_a_guest_is_asked_before_the_only_way_back_is_gone(site: Site):
    browser = site.browser()
    place = begun(browser)
    assert "再也打不开" in browser.post("/logout").text
    assert browser.get(place).status_code == 200
    browser.post("/logout", sure="yes")
    assert browser.get(place).headers["location"].startswith("/login")


def test_after_a_return_that_names_no_paper_none_is_asked_for(site: Site):
    """An upload without a kind to choose would go nowhere; what was sent is no longer red."""
    browser = site.browser()
    place = begun(browser)
    assert 'id="kind"' in browser.get(place).text
    browser.post(f"{place}/send", sure="yes")
    assert "verdict sheet tone-hint" in browser.get(place).text
    work_off(site, report_of(Sent()))
    draft = draft_of(site.service, place.rpartition("/")[2])
    li = site.account("li", Role.REVIEWER)
    reason = Reason("请更正姓名。", Field.NAME)
    decision = Decision(Decided.RETURNED, draft.edition, reasons=(reason,))

    def returned(connection, at):
        who = get_account(connection, li)
        return decide(connection, at, draft.ref, who, decision)

    site.store.act(returned)
    page = browser.get(place).text
    assert "请更正姓名。" in page
    assert 'id="kind"' not in page
    assert "已退回" in browser.get("/apply").text


def test_the_list_says_what_became_of_what_was_sent(site: Site):
    browser = site.browser()
    place = begun(browser)
    assert "草稿" in browser.get("/apply").text
    browser.post(f"{place}/send", sure="yes")
    assert "等待审核" in browser.get("/apply").text
