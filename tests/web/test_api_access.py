"""A token opens what its scopes and its account's roles open, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Site
from fastapi.routing import APIRoute
from programs import Program, client_of, codes, give_token, program

from models.account_steps import change_roles
from models.account_store import change_account, get_account
from models.accounts import Role
from models.token_store import get_token, revoke_token
from models.tokens import TokenScope
from web.api import app as api_app

REF = "0" * 32
_FILLED = {
    "{ref}": REF, "{place}": "0", "{number}": "1", "{name}": "nobody", "{version}": "1",
    "{id_}": "4711", "{field}": "name", "{format}": "pdf",
}  # fmt: skip


def scope_of(route: APIRoute) -> TokenScope | None:
    """The scope that a route asks for; None where any token will do."""
    found = [getattr(one.call, "scope", None) for one in route.dependant.dependencies]
    return next((one for one in found if one), None)


ROUTES = [
    (method, route.path, scope_of(route))
    for part in api_app._PARTS
    for route in part.router.routes
    if isinstance(route, APIRoute)
    for method in route.methods
]


def call(one: Program, method: str, path: str):
    for name, value in _FILLED.items():
        path = path.replace(name, value)
    # Whatever is wrong with the rest of the request, who asks is looked at first.
    more = {"json": {}} if method in ("POST", "PATCH", "PUT") else {}
    if path.endswith(
        ("/files", "/versions", "/drafts", "/photos", "/photo-checks", "/submissions")
    ):
        more = {"files": {"file": ("a", b"a")}} if method == "POST" else {}
    return one.call(method, path, **more)


def test_there_are_routes_of_every_scope():
    assert {scope for _, _, scope in ROUTES} == {*TokenScope, None} - {TokenScope.EXPORTS_NUMBERS}
    assert len(ROUTES) > 40


def test_without_a_good_token_nothing_is_open(site: Site):
    client = client_of(site)
    for token in ("", "wrong", "zh_" + "x" * 43):
        nobody = Program(client, token, 0)
        for method, path, _ in ROUTES:
            answer = call(nobody, method, path)
            assert (answer.status_code, codes(answer)) == (401, ["API_NO_TOKEN"]), path
            assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("role", Role)
def test_a_role_lets_through_what_its_scopes_say_and_no_more(site: Site, role: Role):
    """All scopes on the token: what is refused is refused for the role's sake."""
    one = program(site, role)
    for method, path, scope in ROUTES:
        if (method, path) == ("DELETE", "/token"):
            continue
        answer = call(one, method, path)
        if scope and role not in scope.roles:
            assert answer.status_code == 403, path
            assert codes(answer) == ["API_SCOPE_MISSING"], path
        elif answer.status_code == 403:  # a seal officer takes no cases and passes none
            assert (role, codes(answer)) == (Role.SEAL_OFFICER, ["NOT_ALLOWED"]), path
        else:
            assert answer.status_code < 500, (path, answer.text)


def test_a_scope_lets_through_what_it_is_for_and_no_more(site: Site):
    """All roles on the account: what is refused is refused for the scope's sake."""
    client = client_of(site)
    site.account("all", *Role)

    def holding(*scopes: TokenScope) -> Program:
        return Program(client, give_token(site, "all", *scopes)[0], 0)

    alone = {scope: holding(scope) for scope in TokenScope} | {None: holding()}
    others = {scope: holding(*(set(TokenScope) - {scope})) for scope in TokenScope}
    for method, path, wanted in ROUTES:
        if (method, path) == ("DELETE", "/token"):
            continue
        assert call(alone[wanted], method, path).status_code != 403, (wanted, path)
        if wanted:
            assert call(others[wanted], method, path).status_code == 403, (wanted, path)


def test_identity_numbers_in_full_take_a_scope_of_their_own(site: Site):
    some = program(site, Role.OPERATOR, scopes=(TokenScope.EXPORTS_READ,))
    full = program(site, Role.OPERATOR)
    assert some.get("/exports").status_code == 200
    place = "/exports?with_id_numbers=true"
    assert codes(some.get(place)) == ["API_SCOPE_MISSING"]
    assert full.get(place).status_code == 200


def test_a_token_ends_with_its_time_its_revocation_and_its_account(site: Site):
    one = program(site, Role.APPLICANT, login="li")
    assert one.get("/token").json()["account"]["login"] == "li"
    past, _ = give_token(site, "li", expires=datetime.now(UTC) - timedelta(seconds=1))
    assert Program(one.client, past, 0).get("/token").status_code == 401
    other, number = give_token(site, "li")
    revoked = Program(one.client, other, 0)
    assert revoked.get("/token").status_code == 200
    with site.store.asking() as connection:
        token = get_token(connection, number)
    assert site.store.act(lambda c, at: revoke_token(c, at, token, "test"))
    assert not site.store.act(lambda c, at: revoke_token(c, at, token, "test"))
    assert revoked.get("/token").status_code == 401
    site.store.act(lambda c, at: (change_account(c, one.account_id, disabled=True), []))
    assert one.get("/token").status_code == 401


def test_what_an_account_loses_its_tokens_lose_at_once(site: Site):
    one = program(site, Role.OPERATOR)
    assert one.get("/queue").status_code == 200
    with site.store.asking() as connection:
        who = get_account(connection, one.account_id)
    site.store.act(lambda c, at: change_roles(c, at, who, [Role.APPLICANT], None, False, "test"))
    assert codes(one.get("/queue")) == ["API_SCOPE_MISSING"]


def test_a_program_can_give_up_its_token_and_an_administrator_any(site: Site):
    one, boss = program(site, Role.APPLICANT), program(site, Role.ADMINISTRATOR)
    assert one.call("DELETE", "/token").status_code == 204
    assert one.get("/token").status_code == 401
    told = boss.get(f"/accounts/{one.account_id}/tokens").json()["tokens"]
    assert told[0]["revoked_at"]
    assert "digest" not in boss.get(f"/accounts/{one.account_id}/tokens").text
    two = program(site, Role.APPLICANT)
    (known,) = boss.get(f"/accounts/{two.account_id}/tokens").json()["tokens"]
    assert known["used_at"] is None
    two.get("/token")
    assert boss.call("DELETE", f"/tokens/{known['id']}").status_code == 204
    assert two.get("/token").status_code == 401
    assert codes(boss.call("DELETE", "/tokens/999")) == ["API_NOT_THERE"]
    assert codes(boss.get("/accounts/999/tokens")) == ["API_NOT_THERE"]


def test_accounts_are_turned_page_by_page(site: Site):
    boss = program(site, Role.ADMINISTRATOR)
    made = {boss.account_id} | {site.account(f"a{number}", Role.APPLICANT) for number in range(5)}
    seen, cursor = [], 0
    while cursor is not None:
        told = boss.get(f"/accounts?limit=2&cursor={cursor}").json()
        seen += [one["id"] for one in told["accounts"]]
        cursor = told["next"]
    assert seen == sorted(made)


def test_who_asks_too_often_waits(site: Site):
    few = site.service.settings.model_copy(update={"api_requests_per_minute": 5})
    object.__setattr__(site.service, "settings", few)
    one = program(site, Role.APPLICANT)
    two = program(site, Role.APPLICANT, client=one.client)
    answers = [one.get("/token") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [*[200] * 5, 429]
    assert codes(answers[-1]) == ["API_TOO_MANY"]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 12
    assert two.get("/token").status_code == 200, "each has its own"
    nobody = Program(one.client, "wrong", 0)
    assert [nobody.get("/token").status_code for _ in range(6)] == [*[401] * 5, 429]


def test_a_token_is_kept_as_a_digest_alone_and_says_when_it_was_used(site: Site):
    one = program(site, Role.APPLICANT)
    one.get("/token")
    assert one.get("/token").json()["used_at"]
    data = (site.service.settings.home / "zhenghe.db").read_bytes()
    assert one.token.encode() not in data
