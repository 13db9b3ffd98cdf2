"""Whatever an OpenID provider answers: nobody gets in by what can't be trusted, nothing breaks."""

import threading
import time
from collections.abc import Iterator

import pytest
from conftest import Site
from cryptography.hazmat.primitives.asymmetric import ec
from openid_provider import CLIENT, Off, OpenIdProvider, b64, rsa_key
from provider_site import back, beside, goes, linked, new_provider, problem, there
from sqlalchemy import select

from models.work_tables import audit
from web.provider_fetch import BYTES_MAX


def named(given: object) -> str:
    """The name of a case, the same in every process."""
    return getattr(given, "__name__", "") or str(given)[:40]


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with new_provider() as one:
        yield one


@pytest.fixture
def site(tmp_path, provider: OpenIdProvider) -> Iterator[Site]:
    with beside(provider, tmp_path) as one:
        yield one


# What the token says


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "https://evil.test"}, "PROVIDER_TOKEN_WRONG"),
        ({"iss": None}, "PROVIDER_TOKEN_WRONG"),
        ({"aud": "another"}, "PROVIDER_TOKEN_WRONG"),
        ({"aud": None}, "PROVIDER_TOKEN_WRONG"),
        ({"aud": [CLIENT, "another"]}, "PROVIDER_TOKEN_WRONG"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "PROVIDER_TOKEN_WRONG"),
        ({"azp": "another"}, "PROVIDER_TOKEN_WRONG"),
        ({"nonce": None}, "PROVIDER_TOKEN_WRONG"),
        ({"sub": None}, "PROVIDER_TOKEN_WRONG"),
        ({"sub": ""}, "PROVIDER_TOKEN_WRONG"),
        ({"sub": 7}, "PROVIDER_TOKEN_WRONG"),
        ({"sub": "a" * 256}, "PROVIDER_TOKEN_WRONG"),
        ({"sub": "张三"}, "PROVIDER_TOKEN_WRONG"),
        ({"exp": None}, "PROVIDER_CLOCK"),
        ({"exp": "later"}, "PROVIDER_CLOCK"),
        ({"exp": 1_000_000_000}, "PROVIDER_CLOCK"),
        ({"iat": None}, "PROVIDER_CLOCK"),
        ({"iat": True}, "PROVIDER_CLOCK"),
        ({"iat": Off(3600)}, "PROVIDER_CLOCK"),
        ({"iat": Off(-3600)}, "PROVIDER_CLOCK"),
        ({"iat": -(10**400)}, "PROVIDER_CLOCK"),
        ({"nbf": Off(3600)}, "PROVIDER_CLOCK"),
    ],
    ids=named,
)
def test_a_token_that_is_not_for_us_and_now_lets_nobody_in(site: Site, provider, claims, code):
    linked(site, provider)
    provider.claims = claims
    assert problem(goes(site)) == code
    with site.store.asking() as connection:
        assert "login" not in connection.execute(select(audit.c.action)).scalars().all()


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "another"], "azp": CLIENT},
        {"iat": Off(60)},
        {"exp": Off(-60)},
    ],
    ids=named,
)
def test_a_token_may_have_several_readers_and_clocks_may_differ_a_little(site, provider, claims):
    linked(site, provider)
    provider.claims = claims
    assert goes(site) == "/review"


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_signature_that_anybody_can_make_is_none(site: Site, provider, algorithm: str):
    linked(site, provider)
    provider.algorithm = algorithm
    provider.more_keys = [{"kty": "oct", "k": b64(b"known to everybody......"), "kid": "one"}]
    assert problem(goes(site)) == "PROVIDER_TOKEN_WRONG"


def test_a_signature_of_a_key_that_is_not_published_is_refused(site: Site, provider):
    linked(site, provider)
    published, other = provider.jwks(), rsa_key()
    provider.answers["/keys"] = lambda handler: handler.send(200, published)
    provider.key = other
    assert problem(goes(site)) == "PROVIDER_TOKEN_WRONG"


def test_a_key_that_is_too_short_is_refused(site: Site, provider):
    linked(site, provider)
    provider.key = rsa_key(1024)
    assert problem(goes(site)) == "PROVIDER_TOKEN_WRONG"


@pytest.mark.parametrize("kid", ["one", "two"])
def test_the_provider_may_change_its_keys_while_we_run(site: Site, provider, kid: str):
    linked(site, provider)
    browser = site.browser()
    assert back(browser, there(browser)) == "/review"
    provider.key, provider.kid = ec.generate_private_key(ec.SECP256R1()), kid
    provider.algorithm = "ES256"
    provider.more_keys = [{"kty": "AKP", "kid": "of tomorrow"}, {"kty": "RSA"}, "no key at all"]
    assert back(browser, there(browser)) == "/review"
    provider.asked.clear()
    assert back(browser, there(browser)) == "/review"
    assert provider.asked == ["/authorize", "/token"]


# A provider that is down, or not the one that is set


def slowly(handler) -> None:
    """An answer that never ends, a byte at a time."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(300):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def hugely(handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(BYTES_MAX // 1024 + 1000):
        handler.wfile.write(b" " * 1024)


def packed(handler) -> None:
    handler.send(200, {}, **{"Content-Encoding": "gzip"})


def elsewhere(handler) -> None:
    handler.send(302, {}, Location="http://169.254.169.254/")


@pytest.mark.parametrize("what", [500, 503, 429, hugely, packed], ids=named)
@pytest.mark.parametrize("place", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_a_provider_that_is_down_breaks_nothing(site: Site, provider, place, what):
    linked(site, provider)
    provider.answers[place] = what
    browser = site.browser()
    if place.startswith("/.well"):
        found = browser.get("/login/provider").headers["location"]
    else:
        found = back(browser, there(browser))
    assert problem(found) == "PROVIDER_DOWN"
    assert "统一登录暂时不通" in browser.get(found).text
    assert browser.sign_in("li").headers["location"] == "/review"


@pytest.mark.parametrize("place", ["/.well-known/openid-configuration", "/keys"])
def test_where_the_provider_sends_us_we_do_not_go(site: Site, provider, place):
    linked(site, provider)
    provider.answers[place] = elsewhere
    browser = site.browser()
    if place == "/keys":
        found = back(browser, there(browser))
    else:
        found = browser.get("/login/provider").headers["location"]
    assert problem(found) == "PROVIDER_DOWN"


def test_a_provider_that_never_ends_its_answer_is_left_and_others_do_not_wait(
    site: Site, provider, monkeypatch
):
    monkeypatch.setattr("web.provider_fetch._SECONDS_MAX", 1.0)
    monkeypatch.setattr("web.provider_fetch._TURN_SECONDS", 0.1)
    linked(site, provider)
    provider.answers["/.well-known/openid-configuration"] = slowly
    begun = time.monotonic()
    found: list[str] = []
    client = site.browser().client
    crowd = [
        threading.Thread(
            target=lambda: found.append(client.get("/login/provider").headers["location"])
        )
        for _ in range(12)
    ]
    for one in crowd:
        one.start()
    assert site.browser().sign_in("li").headers["location"] == "/review"
    for one in crowd:
        one.join()
    assert {problem(place) for place in found} == {"PROVIDER_DOWN"}
    assert len(found) == 12
    assert time.monotonic() - begun < 10


def test_a_provider_that_is_not_there_breaks_nothing(site: Site, provider, caplog):
    provider.answers["/.well-known/openid-configuration"] = 404
    browser = site.browser()
    place = browser.get("/login/provider").headers["location"]
    assert problem(place) == "PROVIDER_DOWN"
    assert "no discovery document (404)" in caplog.text


def test_what_the_provider_said_last_is_better_than_nothing(site: Site, provider, monkeypatch):
    linked(site, provider)
    browser = site.browser()
    assert back(browser, there(browser)) == "/review"
    provider.answers["/.well-known/openid-configuration"] = 500
    monkeypatch.setattr("web.provider.monotonic", lambda: time.monotonic() + 4000)
    assert back(browser, there(browser)) == "/review"


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.test"},
        {"issuer": None},
        {"token_endpoint": None},
        {"token_endpoint": "http://evil.test/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://["},
        {"jwks_uri": ["https://id.example.cn"]},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://evil.test/\r\nSet-Cookie: a=b"},
    ],
    ids=named,
)
def test_a_provider_that_is_not_what_is_set_is_told_of(site: Site, provider, document, caplog):
    provider.document = document
    place = site.browser().get("/login/provider").headers["location"]
    assert problem(place) == "PROVIDER_WRONG"
    assert "运维人员" in site.browser().get(place).text
    assert next(iter(document)) in caplog.text


@pytest.mark.parametrize(
    ("status", "content", "code"),
    [
        (401, {"error": "invalid_client"}, "PROVIDER_WRONG"),
        (400, {"error": "invalid_grant"}, "SIGN_IN_STALE"),
        (400, {"error": "invalid_request"}, "PROVIDER_REFUSED"),
        (200, {"access_token": "without an ID token"}, "PROVIDER_TOKEN_WRONG"),
        (200, {"id_token": "a.b.c"}, "PROVIDER_TOKEN_WRONG"),
        (200, {"id_token": "张.三"}, "PROVIDER_TOKEN_WRONG"),
        (200, {"id_token": ["a"]}, "PROVIDER_TOKEN_WRONG"),
        (200, {"id_token": f"{b64(b'[' * 6000)}.e30.e30"}, "PROVIDER_TOKEN_WRONG"),
    ],
    ids=named,
)
def test_what_the_exchange_says_is_told_in_words(site: Site, provider, status, content, code):
    linked(site, provider)
    provider.answers["/token"] = lambda handler: handler.send(status, content)
    assert problem(goes(site)) == code


def test_the_secret_may_be_sent_in_the_form_where_the_provider_wants_it(site: Site, provider):
    linked(site, provider)
    provider.document = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert goes(site) == "/review"
    provider.document = {"token_endpoint_auth_methods_supported": 5}
    assert goes(site) == "/review"
