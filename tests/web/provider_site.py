"""The service beside an OpenID provider, and the ways of a browser between the two."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
from conftest import Browser, Site
from openid_provider import CLIENT, SECRET, OpenIdProvider, rsa_key, running

from models.account_store import find_login
from models.accounts import Role
from models.identities import Identity
from models.identity_steps import link
from models.settings import Settings
from web.service import Service
from workers.children import Children
from workers.start import opened

KEY = rsa_key()  # making one takes a while


@contextmanager
def beside(provider: OpenIdProvider, home: Path, **more: object) -> Iterator[Site]:
    """The service with a provider that is running; more are settings."""
    settings = Settings(
        home=home,
        engine="fake:none",
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="省统一认证",
        **more,
    )
    with opened(settings) as (store, files), Children(settings) as children:
        yield Site(Service(store, files, settings, lambda: None, children))


@contextmanager
def new_provider() -> Iterator[OpenIdProvider]:
    """A provider that behaves, until a test changes it."""
    with running(OpenIdProvider(key=KEY)) as provider:
        yield provider


def linked(site: Site, provider: OpenIdProvider, login: str = "li", *roles: Role) -> None:
    """An account that the provider's person is linked to."""
    site.account(login, *(roles or (Role.REVIEWER,)))
    link_to(site, provider, login)


def link_to(site: Site, provider: OpenIdProvider, login: str) -> None:
    with site.store.asking() as connection:
        who = find_login(connection, login).account
    one = Identity(provider.issuer, provider.subject)
    site.store.act(lambda c, at: link(c, at, who, one, "nobody's", "test"))


def there(browser: Browser, after: str = "") -> str:
    """To the provider and what it does with the browser: the address to come back to."""
    answer = browser.client.get("/login/provider", params={"after": after} if after else {})
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    assert place.startswith("http://localhost"), place
    return httpx2.get(place, trust_env=False).headers["location"]


def back(browser: Browser, place: str) -> str:
    """Back from the provider: where our answer leads."""
    answer = browser.get(place)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def goes(site: Site, after: str = "") -> str:
    """The whole way of a new browser."""
    browser = site.browser()
    return back(browser, there(browser, after))


def problem(place: str) -> str:
    assert place.startswith("/login?"), place
    return parse_qs(urlsplit(place).query)["problem"][0]
