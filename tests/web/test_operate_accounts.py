"""Accounts on the operator's pages: who may make whom, secrets shown once, nobody locked out."""

import re
from datetime import UTC, datetime

import pytest
from conftest import PASSWORD, Browser, Site

from models.account_store import count_sessions, find_login, get_account
from models.accounts import Account, Role
from models.audit_queries import entries


@pytest.fixture
def ops(site: Site) -> Browser:
    return site.signed_in("ops", Role.OPERATOR)


@pytest.fixture
def admin(site: Site) -> Browser:
    return site.signed_in("admin", Role.ADMINISTRATOR)


def account(site: Site, login: str) -> Account:
    with site.store.asking() as connection:
        return find_login(connection, login).account


def secret(text: str) -> str:
    return re.search(r'class="secret">(\w+)<', text)[1]


def test_a_reviewer_is_made_with_a_password_that_is_shown_once(site: Site, ops: Browser):
    made = {"login": "li", "name": "李明", "role": "reviewer", "unit": "遵义市人社局"}
    answer = ops.post("/operate/accounts", **made)
    password = secret(answer.text)
    li = account(site, "li")
    assert (li.name, li.roles, li.unit.name, li.must_change) == (
        "李明",
        {Role.REVIEWER},
        "遵义市人社局",
        True,
    )
    assert password not in ops.get("/operate/accounts").text
    assert password not in ops.get(f"/operate/accounts/{li.id}").text
    assert site.browser().sign_in("li", password).headers["location"] == "/password"
    with site.store.asking() as connection:
        assert password not in str(entries(connection))


def test_what_is_missing_or_taken_is_told_and_what_was_typed_stays(site: Site, ops: Browser):
    site.account("li", Role.APPLICANT)
    for given in (
        {"login": "li", "name": "李明", "role": "reviewer"},
        {"login": "li 明", "name": "李明", "role": "reviewer"},
        {"login": "wang", "name": "", "role": "reviewer"},
        {"login": "wang", "name": "王芳"},
        {
            "login": "wang",
            "name": "王芳",
            "role": "reviewer",
            "unit": "新",
            "below": "没有这个单位",
        },
    ):
        answer = ops.post("/operate/accounts", **given)
        assert answer.status_code == 400, given
        assert f'value="{given["login"]}"' in answer.text
        assert "secret" not in answer.text


def test_an_operator_can_not_make_or_touch_who_runs_the_service(site: Site, ops: Browser):
    boss = site.account("boss", Role.ADMINISTRATOR)
    for role in ("operator", "administrator"):
        given = {"login": "new", "name": "新", "role": role}
        assert ops.post("/operate/accounts", **given).status_code == 403
    for what in ("code", "lock", "unlock", "sessions", "change"):
        answer = ops.post(f"/operate/accounts/{boss}/{what}", disabled="yes", role="applicant")
        assert answer.status_code == 403, what
    li = site.account("li", Role.REVIEWER)
    assert ops.post(f"/operate/accounts/{li}/change", role="administrator").status_code == 403
    assert account(site, "li").roles == {Role.REVIEWER}
    assert "operator" not in ops.get(f"/operate/accounts/{li}").text.split("<fieldset")[1]


def test_an_administrator_can(site: Site, admin: Browser):
    answer = admin.post("/operate/accounts", login="new", name="新", role="operator")
    assert answer.status_code == 200
    assert account(site, "new").roles == {Role.OPERATOR}


def test_roles_and_unit_change_and_put_the_person_out(site: Site, ops: Browser):
    li = site.signed_in("li", Role.REVIEWER)
    id_ = account(site, "li").id
    assert li.get("/review").status_code == 200
    place = f"/operate/accounts/{id_}/change"
    assert ops.post(place, role="senior-reviewer", unit="贵阳市").status_code == 303
    assert li.get("/review").status_code == 303
    now = account(site, "li")
    assert (now.roles, now.unit.name) == ({Role.SENIOR_REVIEWER}, "贵阳市")
    assert ops.post(place).status_code == 400, "somebody without a role is nobody"


def test_a_locked_account_lets_nobody_in_until_it_is_opened_again(site: Site, ops: Browser):
    id_ = site.account("li", Role.REVIEWER)
    ops.post(f"/operate/accounts/{id_}/lock", disabled="yes")
    assert site.browser().sign_in("li").status_code == 401
    ops.post(f"/operate/accounts/{id_}/lock", disabled="no")
    assert site.browser().sign_in("li").status_code == 303


def test_who_mistyped_too_often_is_let_in_again(site: Site, ops: Browser):
    id_ = site.account("li", Role.APPLICANT)
    for _ in range(5):
        site.browser().sign_in("li", "wrong")
    assert "暂时锁定" in ops.get("/operate/accounts").text
    ops.post(f"/operate/accounts/{id_}/unlock")
    assert site.browser().sign_in("li").status_code == 303


def test_a_one_time_code_from_the_page_sets_a_password(site: Site, ops: Browser):
    id_ = site.account("li", Role.APPLICANT)
    code = secret(ops.post(f"/operate/accounts/{id_}/code").text)
    assert code not in ops.get(f"/operate/accounts/{id_}").text
    new = "another long password"
    assert (
        site.browser().post("/reset", login="li", code=code, new=new, again=new).status_code == 303
    )
    assert site.browser().sign_in("li", new).status_code == 303


def test_sessions_are_ended(site: Site, ops: Browser):
    li = site.signed_in("li", Role.REVIEWER)
    id_ = account(site, "li").id
    ops.post(f"/operate/accounts/{id_}/sessions")
    assert li.get("/review").status_code == 303
    with site.store.asking() as connection:
        assert count_sessions(connection, id_, datetime.now(UTC)) == 0


def test_nobody_locks_themselves_out(site: Site, admin: Browser):
    own = account(site, "admin").id
    for what in ("lock", "change"):
        answer = admin.post(f"/operate/accounts/{own}/{what}", disabled="yes", role="applicant")
        assert answer.status_code == 400
    other = site.signed_in("other", Role.ADMINISTRATOR)
    assert other.post(f"/operate/accounts/{own}/lock", disabled="yes").status_code == 303
    assert other.get("/operate").status_code == 200


def test_the_last_administrator_stays(site: Site, admin: Browser):
    boss = account(site, "admin")
    gone = site.account("gone", Role.ADMINISTRATOR)
    admin.post(f"/operate/accounts/{gone}/lock", disabled="yes")
    with site.store.asking() as connection:
        assert get_account(connection, gone).disabled
    second = site.signed_in("second", Role.ADMINISTRATOR)
    assert second.post(f"/operate/accounts/{boss.id}/change", role="operator").status_code == 303
    assert account(site, "admin").roles == {Role.OPERATOR}


def test_accounts_are_found_by_what_is_posted_and_by_role(site: Site, ops: Browser):
    site.account("li", Role.REVIEWER, unit="遵义市")
    site.account("wang", Role.APPLICANT)
    logins = re.compile(r'<a href="/operate/accounts/\d+">(\w+)</a>')
    for q in ("li", "遵义"):
        assert logins.findall(ops.post("/operate/accounts/search", q=q).text) == ["li"]
    assert logins.findall(ops.get("/operate/accounts?role=applicant").text) == ["wang"]
    assert logins.findall(ops.post("/operate/accounts/search", q="%").text) == []
    assert ops.get("/operate/accounts/search?q=li").status_code in (404, 405, 422)


def test_guests_of_one_browser_are_not_listed(site: Site, ops: Browser):
    site.browser().post("/apply", profile="gansu")
    assert "guest-" not in ops.get("/operate/accounts").text
    assert PASSWORD not in ops.get("/operate/accounts").text
