"""Tokens on the operator's pages and by the API: shown once, never beyond what their maker may."""

import re

import pytest
from conftest import Browser, Site
from programs import Program, client_of, codes, program

from models.account_store import find_login
from models.accounts import Role
from models.audit_queries import entries
from models.token_store import get_token
from models.tokens import TokenScope

TOKEN = re.compile(r'class="secret long">(zh_[\w-]+)<')


@pytest.fixture
def ops(site: Site) -> Browser:
    return site.signed_in("ops", Role.OPERATOR)


def give(browser: Browser, login: str, *scopes: str, **more: object):
    given = {"name": "报送系统", "days": "30", "scope": list(scopes), **more}
    return browser.post("/operate/tokens", login=login, **given)


def test_a_token_is_made_shown_once_and_opens_what_it_says(site: Site, ops: Browser):
    li = site.account("li", Role.APPLICANT)
    answer = give(ops, "li", "submissions:read", "checks:run")
    token = TOKEN.search(answer.text)[1]
    one = Program(client_of(site), token, li)
    told = one.get("/token").json()
    assert (told["scopes"], told["account"]["login"]) == (["checks:run", "submissions:read"], "li")
    assert codes(one.get("/queue")) == ["API_SCOPE_MISSING"]
    pages = ops.get("/operate/tokens").text + ops.get(f"/operate/tokens?account={li}").text
    assert token not in pages
    assert "报送系统" in pages
    with site.store.asking() as connection:
        noted = entries(connection, action="token-made")
        assert (noted[0].body["scopes"], token in str(noted)) == (told["scopes"], False)


def test_it_is_revoked_at_once(site: Site, ops: Browser):
    li = site.account("li", Role.APPLICANT)
    token = TOKEN.search(give(ops, "li", "checks:run").text)[1]
    answer = ops.post("/operate/tokens/1/revoke", account=str(li))
    assert answer.headers["location"] == f"/operate/tokens?account={li}"
    assert Program(client_of(site), token, li).get("/token").status_code == 401
    page = ops.get("/operate/tokens").text
    assert "已作废" in page
    assert "/revoke" not in page


@pytest.mark.parametrize(
    ("login", "scopes", "more"),
    [
        ("nobody", ["checks:run"], {}),
        ("li", [], {}),
        ("li", ["checks:run"], {"name": "  "}),
        ("li", ["checks:run"], {"name": "x" * 81}),
        ("li", ["checks:run"], {"days": "0"}),
        ("li", ["checks:run"], {"days": "3651"}),
        ("li", ["checks:run"], {"days": "soon"}),
        ("li", ["review:read"], {}),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(site: Site, ops, login, scopes, more):
    site.account("li", Role.APPLICANT)
    answer = give(ops, login, *scopes, **more)
    assert answer.status_code == 400
    assert f'value="{login}"' in answer.text
    assert not TOKEN.search(answer.text)
    with site.store.asking() as connection:
        assert get_token(connection, 1) is None


def test_operators_give_tokens_of_their_own_and_of_whom_they_manage(site: Site, ops: Browser):
    site.account("boss", Role.ADMINISTRATOR)
    site.account("other", Role.OPERATOR)
    admin = site.signed_in("admin", Role.ADMINISTRATOR)
    assert give(ops, "ops", "operate:read").status_code == 200
    assert give(admin, "boss", "accounts:write").status_code == 200
    for login in ("boss", "other"):
        assert give(ops, login, "operate:read").status_code == 403, login
    assert ops.post("/operate/tokens/2/revoke").status_code == 403
    assert ops.post("/operate/tokens/99/revoke").status_code == 404
    with site.store.asking() as connection:
        boss = find_login(connection, "boss").account
        assert get_token(connection, 2).revoked_at is None
    assert 'id="new"' not in ops.get(f"/operate/tokens?account={boss.id}").text
    assert admin.post("/operate/tokens/2/revoke").status_code == 303


def test_numbers_in_full_are_given_on_the_command_line_alone(site: Site, ops: Browser):
    answer = give(ops, "ops", "exports:read", "exports:numbers")
    assert answer.status_code == 400
    assert "只能在服务器上用命令行给出" in answer.text
    assert 'value="exports:numbers"' not in answer.text
    boss = program(site, Role.ADMINISTRATOR)
    content = {"name": "x", "scopes": ["exports:numbers"]}
    place = f"/accounts/{boss.account_id}/tokens"
    assert codes(boss.post(place, json=content)) == ["TOKEN_SCOPE_BY_COMMAND"]
    assert len(boss.get(place).json()["tokens"]) == 1


def test_an_accounts_page_leads_to_its_tokens_and_only_to_scopes_that_it_can_use(site, ops):
    li = site.account("li", Role.REVIEWER)
    assert f"/operate/tokens?account={li}" in ops.get(f"/operate/accounts/{li}").text
    page = ops.get(f"/operate/tokens?account={li}").text
    offered = set(re.findall(r'name="scope" value="([\w:]+)"', page))
    assert offered == {s for s in TokenScope if Role.REVIEWER in s.roles}
    assert 'value="li"' in page


def test_programs_make_tokens_by_the_same_rules(site: Site):
    boss = program(site, Role.ADMINISTRATOR)
    li = site.account("li", Role.APPLICANT)
    content = {"name": "报送", "scopes": ["submissions:read"], "days": 7}
    made = boss.post(f"/accounts/{li}/tokens", json=content)
    assert made.status_code == 201, made.text
    one = Program(boss.client, made.json()["token"], li)
    assert one.get("/token").json()["name"] == "报送"
    assert "token" not in boss.get(f"/accounts/{li}/tokens").json()["tokens"][0]
    beyond = content | {"scopes": ["operate:read"]}
    assert codes(boss.post(f"/accounts/{li}/tokens", json=beyond)) == ["TOKEN_SCOPE_BEYOND"]
    for wrong in ({"days": 0}, {"name": ""}, {"scopes": []}, {"scopes": ["odd"]}):
        answer = boss.post(f"/accounts/{li}/tokens", json=content | wrong)
        assert codes(answer) == ["API_VALUE_WRONG"]
    assert boss.post("/accounts/999/tokens", json=content).status_code == 404


def test_programs_find_unlock_and_sign_out_accounts(site: Site):
    boss = program(site, Role.ADMINISTRATOR)
    li = site.signed_in("li", Role.REVIEWER, unit="遵义市")
    with site.store.asking() as connection:
        id_ = find_login(connection, "li").account.id
    found = boss.post("/accounts/search", json={"text": "遵义", "role": "reviewer"}).json()
    assert ([one["login"] for one in found["accounts"]], found["more"]) == (["li"], False)
    assert boss.post("/accounts/search", json={"text": "遵义", "role": "applicant"}).json() == {
        "accounts": [],
        "more": False,
    }
    for _ in range(5):
        site.browser().sign_in("li", "wrong")
    told = boss.get(f"/accounts/{id_}").json()
    assert told["locked_until"]
    assert told["sessions"] == 1
    assert boss.post(f"/accounts/{id_}/unlock").json()["locked_until"] is None
    assert boss.call("DELETE", f"/accounts/{id_}/sessions").status_code == 204
    assert li.get("/review").status_code == 303
    assert boss.get("/accounts/999").status_code == 404
