"""The page to sign in on: by password, and by the OpenID provider where there is one."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import Response

from models.findings import Finding, found
from models.identity_store import stranger
from web.pages import go, page
from web.passwords import digest
from web.places import inside
from web.provider import Provider
from web.visit import Visit

_PROBLEMS = {
    finding.code: finding
    for finding in (
        found("ACCOUNT_SHUT"),
        found("IDENTITY_UNKNOWN"),
        found("PROVIDER_CLOCK"),
        found("PROVIDER_DOWN"),
        found("PROVIDER_NOT_SET"),
        found("PROVIDER_REFUSED"),
        found("PROVIDER_TOKEN_WRONG"),
        found("PROVIDER_WRONG"),
        found("SIGN_IN_CANCELLED"),
        found("SIGN_IN_STALE"),
    )
}


def show_login(
    visitor: Visit,
    status: int = 200,
    *,
    after: str = "",
    problem: Finding | None = None,
    login: str = "",
    left: bool = False,
) -> Response:
    """The page; left: whoever signed out may still be signed in at the provider."""
    provider = provider_of(visitor)
    subject = ""
    if problem and problem.code == "IDENTITY_UNKNOWN":
        with visitor.service.store.asking() as connection:
            subject = stranger(connection, browser_digest(visitor), datetime.now(UTC))
    after = inside(after)
    return page(
        visitor,
        "login.html.j2",
        status,
        after=after,
        problem=problem,
        login=login,
        provider=provider.site.name if provider else "",
        way_there=f"/login/provider?{urlencode({'after': after})}" if after else "/login/provider",
        way_out=provider.way_out if provider and left else "",
        subject=subject,
    )


def not_in(code: str, after: str = "") -> Response:
    """To the page, with what went wrong: the address that the provider sent us to is left."""
    return go("/login?" + urlencode({"problem": code, **({"after": after} if after else {})}))


def problem_named(code: str) -> Finding | None:
    """What went wrong at the provider, by its code."""
    return _PROBLEMS.get(code)


def provider_of(visitor: Visit) -> Provider | None:
    """The provider that people may sign in by."""
    provider: Provider | None = visitor.request.app.state.provider
    return provider


def browser_digest(visitor: Visit) -> str:
    """What is kept of the browser that a sign-in began in."""
    return digest(f"browser:{visitor.token}")
