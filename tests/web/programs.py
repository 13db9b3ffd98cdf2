"""Programs that use the API: an account, a token with scopes, and calls."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from conftest import Site
from fastapi.testclient import TestClient

from models.account_store import find_login
from models.accounts import Role
from models.token_store import make_token
from models.tokens import TokenScope
from web.app import make_app
from web.passwords import digest, new_token

PLACE = "/api/v1"
PROBLEM = "application/problem+json"
_NUMBERS = count(1)


@dataclass(frozen=True)
class Program:
    """Calls with a token; whatever is wrong comes back as a problem."""

    client: TestClient
    token: str
    account_id: int

    def call(self, method: str, place: str, **more: Any):
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        return self.client.request(method, f"{PLACE}{place}", headers=headers, **more)

    def get(self, place: str, **more: Any):
        return self.call("GET", place, **more)

    def post(self, place: str, **more: Any):
        return self.call("POST", place, **more)


def give_token(
    site: Site, login: str, *scopes: TokenScope, expires: datetime | None = None
) -> tuple[str, int]:
    """A token of an account, and its number."""
    with site.store.asking() as connection:
        known = find_login(connection, login)
    assert known is not None
    token = new_token()
    until = expires or datetime.now(UTC) + timedelta(days=1)
    number = site.store.act(
        lambda c, at: make_token(c, at, known.account, "test", digest(token), scopes, until, "test")
    )
    return token, number


def program(
    site: Site,
    *roles: Role,
    scopes: tuple[TokenScope, ...] = tuple(TokenScope),
    client: TestClient | None = None,
    login: str = "",
    **more: str,
) -> Program:
    """A program with an account of its own, which has these roles."""
    login = login or f"program-{next(_NUMBERS)}"
    account_id = site.account(login, *roles, **more)
    token, _ = give_token(site, login, *scopes)
    return Program(client or client_of(site), token, account_id)


def client_of(site: Site) -> TestClient:
    """Calls to the service in this process."""
    return TestClient(
        make_app(site.service), base_url="http://zhenghe.test", raise_server_exceptions=False
    )


def codes(answer: Any) -> list[str]:
    """The codes of a problem, which must be one."""
    assert answer.headers["content-type"] == PROBLEM, answer.text
    told = answer.json()
    assert told["status"] == answer.status_code
    assert set(told) == {"type", "title", "status", "detail", "findings"}
    found = [one["code"] for one in told["findings"]]
    assert told["type"] == f"urn:zhenghe:{found[0]}"
    return found
