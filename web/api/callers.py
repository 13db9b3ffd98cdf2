"""Who calls: a program with a token, and what it may do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from models.accounts import Account
from models.errors import NotAllowed, NotThere, SignInFirst
from models.findings import found
from models.token_store import find_token, touch_token
from models.tokens import Token, TokenScope
from web.passwords import digest
from web.service import Service

_TOUCH = timedelta(minutes=1)  # most requests only read: they don't wait for who writes
_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="`Authorization: Bearer TOKEN`; `zhenghe account token` makes one.",
)


@dataclass(frozen=True, slots=True)
class Caller:
    """A program and its token."""

    service: Service
    token: Token

    @property
    def who(self) -> Account:
        """The account that it acts for."""
        return self.token.account

    @property
    def actor(self) -> str:
        """The account, as the audit trail names it."""
        return f"account:{self.who.id}"


def anybody(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
) -> Caller:
    """A caller with a token that is good, whatever for. Raises SignInFirst and TooMany."""
    return _caller(request, given)


def _caller(request: Request, given: HTTPAuthorizationCredentials | None) -> Caller:
    service: Service = request.app.state.service
    kept, now = digest(given.credentials) if given else "", datetime.now(UTC)
    with service.store.asking() as connection:
        token = find_token(connection, kept, now) if kept else None
    place = request.client.host if request.client else ""
    request.app.state.rates.take(f"token {token.id}" if token else f"place {place}")
    if token is None:
        raise SignInFirst(found("API_NO_TOKEN"))
    if token.used_at is None or now - token.used_at > _TOUCH:
        service.store.act(lambda c, at: touch_token(c, at, token.id))
    return Caller(service, token)


def holding(scope: TokenScope) -> Callable[..., Caller]:
    """A dependency: a caller whose token has the scope; the tests read which it is."""

    def check(
        request: Request,
        given: Annotated[
            HTTPAuthorizationCredentials | None, Security(_bearer, scopes=[scope.value])
        ],
    ) -> Caller:
        caller = _caller(request, given)
        need(caller, scope)
        return caller

    check.scope = scope  # type: ignore[attr-defined]
    return check


def need(caller: Caller, scope: TokenScope) -> None:
    """Raises NotAllowed unless the token has the scope and the account a role for it."""
    if not caller.token.may(scope):
        raise NotAllowed(found("API_SCOPE_MISSING", scope=scope))


def not_there() -> NotThere:
    """What is not there and what is another's are answered alike."""
    return NotThere(found("API_NOT_THERE"))


Anybody = Annotated[Caller, Depends(anybody)]
Checker = Annotated[Caller, Depends(holding(TokenScope.CHECKS_RUN))]
Reader = Annotated[Caller, Depends(holding(TokenScope.SUBMISSIONS_READ))]
Sender = Annotated[Caller, Depends(holding(TokenScope.SUBMISSIONS_WRITE))]
Remover = Annotated[Caller, Depends(holding(TokenScope.SUBMISSIONS_REMOVE))]
Looker = Annotated[Caller, Depends(holding(TokenScope.REVIEW_READ))]
Decider = Annotated[Caller, Depends(holding(TokenScope.REVIEW_DECIDE))]
RosterReader = Annotated[Caller, Depends(holding(TokenScope.ROSTERS_READ))]
RosterWriter = Annotated[Caller, Depends(holding(TokenScope.ROSTERS_WRITE))]
DictionaryReader = Annotated[Caller, Depends(holding(TokenScope.DICTIONARY_READ))]
DictionaryWriter = Annotated[Caller, Depends(holding(TokenScope.DICTIONARY_WRITE))]
Exporter = Annotated[Caller, Depends(holding(TokenScope.EXPORTS_READ))]
Watcher = Annotated[Caller, Depends(holding(TokenScope.OPERATE_READ))]
Operator = Annotated[Caller, Depends(holding(TokenScope.OPERATE_WRITE))]
Auditor = Annotated[Caller, Depends(holding(TokenScope.AUDIT_READ))]
AccountReader = Annotated[Caller, Depends(holding(TokenScope.ACCOUNTS_READ))]
AccountWriter = Annotated[Caller, Depends(holding(TokenScope.ACCOUNTS_WRITE))]
