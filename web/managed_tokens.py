"""Tokens that somebody gives to programs: what pages, programs and the command line do alike."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from models.accounts import Account, Role
from models.errors import NotAllowed, NotThere, UsageWrong
from models.findings import Finding, found
from models.token_store import get_token, make_token, revoke_token
from models.tokens import TokenScope
from models.work_store import WorkStore
from web.managed_accounts import may_manage
from web.passwords import digest, new_token
from web.service import Somebody

PREFIX = "zh_"  # so that who finds one somewhere knows what it is
DAYS, DAYS_MOST = 365, 3650
NAME_MOST = 80
# What only who has the server can give: no page and no program gets identity numbers in full.
BY_COMMAND = frozenset({TokenScope.EXPORTS_NUMBERS})
GIVABLE = tuple(scope for scope in TokenScope if scope not in BY_COMMAND)


@dataclass(frozen=True, slots=True)
class TokenWanted:
    """A token to be made; days: how long it is good."""

    name: str
    scopes: frozenset[TokenScope]
    days: int = DAYS


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token that was made, with the token itself, which is kept nowhere."""

    id: int
    token: str
    expires_at: datetime


def give_token(store: WorkStore, who: Account, wanted: TokenWanted, actor: str) -> MadeToken:
    """A token of an account. Raises UsageWrong for what is incomplete or would open nothing."""
    name = wanted.name.strip()
    whole = name and len(name) <= NAME_MOST and name.isprintable() and wanted.scopes
    if not whole or not 1 <= wanted.days <= DAYS_MOST:
        raise UsageWrong(found("TOKEN_INCOMPLETE"))
    if problems := _beyond(who, wanted.scopes):
        raise UsageWrong(*problems)
    token, until = PREFIX + new_token(), datetime.now(UTC) + timedelta(days=wanted.days)
    kept = digest(token)
    id_ = store.act(lambda c, at: make_token(c, at, who, name, kept, wanted.scopes, until, actor))
    return MadeToken(id_, token, until)


def _beyond(who: Account, scopes: Collection[TokenScope]) -> list[Finding]:
    """The scopes that the account has no role for."""
    return [
        found("TOKEN_SCOPE_BEYOND", scope=scope, roles=_names(scope.roles))
        for scope in TokenScope
        if scope in scopes and not who.may(*scope.roles)
    ]


def _names(roles: frozenset[Role]) -> str:
    return ", ".join(role for role in Role if role in roles)


def may_give_tokens(asker: Somebody, who: Account) -> bool:
    """May the asker make and revoke tokens of this account? Of their own they may."""
    return who.id == asker.who.id or may_manage(asker, who)


def give_token_for(asker: Somebody, who: Account, wanted: TokenWanted) -> MadeToken:
    """Make a token of an account that the asker looks after. Raises NotAllowed, UsageWrong."""
    if not may_give_tokens(asker, who):
        raise NotAllowed(found("NOT_ALLOWED"))
    if beyond := BY_COMMAND & wanted.scopes:
        raise UsageWrong(*(found("TOKEN_SCOPE_BY_COMMAND", scope=one) for one in sorted(beyond)))
    return give_token(asker.service.store, who, wanted, f"account:{asker.who.id}")


def revoke_token_for(asker: Somebody, id_: int) -> None:
    """It opens nothing from now on. Raises NotThere, NotAllowed."""
    with asker.service.store.asking() as connection:
        token = get_token(connection, id_)
    if token is None:
        raise NotThere(found("API_NOT_THERE"))
    if not may_give_tokens(asker, token.account):
        raise NotAllowed(found("NOT_ALLOWED"))
    actor = f"account:{asker.who.id}"
    asker.service.store.act(lambda c, at: revoke_token(c, at, token, actor))
