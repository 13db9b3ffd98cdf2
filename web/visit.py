"""Who asks: the session behind a request, the language, and the token that guards forms.

Every visitor gets a random cookie; only who has signed in has a session behind it. The token of a
form is a digest of the cookie, which no other site can know.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Annotated

from fastapi import Depends, Form, Header, Request

from models.account_steps import stay
from models.account_store import find_session
from models.accounts import Account, Role
from models.errors import NotAllowed, SignInFirst
from models.findings import found
from models.work_store import WorkStore
from web.passwords import digest, new_token
from web.service import Service

COOKIE = "zhenghe"
LANGUAGE = "language"
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
# Of who has no account; longer than any review lasts.
GUEST_COOKIE = "zhenghe-guest"
GUEST_LASTS = timedelta(days=365)
_TOUCH = timedelta(minutes=1)  # most pages only read: they don't wait for who writes


@dataclass(frozen=True, slots=True)
class Visit:
    """One request's visitor; account is None for nobody.

    token: the cookie's; fresh: it is yet to be set.
    """

    request: Request
    service: Service
    token: str
    fresh: bool
    account: Account | None
    language: str

    @property
    def csrf(self) -> str:
        """What a form must carry."""
        return digest(f"csrf:{self.token}")

    @property
    def who(self) -> Account:
        """The account that is signed in. Raises SignInFirst."""
        if self.account is None:
            raise SignInFirst(found("SIGN_IN_FIRST"))
        return self.account


def visit(request: Request) -> Visit:
    """The visitor of a request."""
    service: Service = request.app.state.service
    token = request.cookies.get(COOKIE, "")
    account = account_of(service.store, token) if token else None
    language = "en" if request.cookies.get(LANGUAGE) == "en" else "zh"
    return Visit(request, service, token or new_token(), not token, account, language)


def account_of(store: WorkStore, token: str) -> Account | None:
    """Whose session a token is."""
    at = datetime.now(UTC)
    with store.asking() as connection:
        session = find_session(connection, digest(token), at, IDLE)
    if session is None:
        return None
    account, seen_at = session
    if at - seen_at > _TOUCH:
        store.act(lambda connection, now: stay(connection, now, digest(token)))
    return account


Visitor = Annotated[Visit, Depends(visit)]


def guarded(
    visitor: Visitor,
    csrf: Annotated[str, Form()] = "",
    x_csrf_token: Annotated[str, Header()] = "",
) -> Visit:
    """A visitor whose form came from one of our pages. Raises NotAllowed."""
    if not compare_digest((csrf or x_csrf_token).encode(), visitor.csrf.encode()):
        raise NotAllowed(found("FORM_EXPIRED"))
    return visitor


Guarded = Annotated[Visit, Depends(guarded)]


def only(*roles: Role) -> Callable[[Visitor], None]:
    """A dependency that lets only these roles through; the roles are kept for the tests to read."""

    def check(visitor: Visitor) -> None:
        if not visitor.who.may(*roles):
            raise NotAllowed(found("NOT_ALLOWED"))
        if visitor.who.must_change and visitor.request.url.path != "/password":
            raise NotAllowed(found("CHANGE_PASSWORD_FIRST"))

    check.roles = frozenset(roles)  # type: ignore[attr-defined]
    return check
