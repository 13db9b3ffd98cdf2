"""Tokens of programs: which there are, a new one, shown on one page once, and their end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Response

from models.account_store import find_login, get_account
from models.accounts import Account
from models.errors import UsageWrong, ZhengheError
from models.findings import found
from models.token_store import tokens_before
from models.tokens import TokenScope
from web.managed_tokens import (
    DAYS,
    DAYS_MOST,
    GIVABLE,
    MadeToken,
    TokenWanted,
    give_token_for,
    may_give_tokens,
    revoke_token_for,
)
from web.operate_access import operate_page, operator
from web.pages import go
from web.visit import Guarded, Visit, Visitor

router = APIRouter(prefix="/operate/tokens", dependencies=[Depends(operator)])
PAGE = 50
Text = Annotated[str, Form()]
Scopes = Annotated[list[TokenScope] | None, Form()]
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class Once:
    """A token that is shown on this page and never again."""

    account: Account
    name: str
    made: MadeToken


@router.get("")
def tokens_page(visitor: Visitor, account: str = "", before: str = "") -> Response:
    """All tokens, or those of one account, the latest first."""
    return _tokens(visitor, _number(account), _number(before))


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _tokens(
    visitor: Visit,
    account_id: int = 0,
    before: int = 0,
    given: Mapping[str, object] | None = None,
    error: ZhengheError | None = None,
    once: Once | None = None,
) -> Response:
    with visitor.service.store.asking() as connection:
        of = get_account(connection, account_id) if account_id else None
        rows = tokens_before(connection, before, of.id if of else 0, PAGE + 1)
    return operate_page(
        visitor,
        "operate_tokens.html.j2",
        error.http_status if error else 200,
        of=of,
        rows=rows[:PAGE],
        following=rows[PAGE - 1].id if len(rows) > PAGE else 0,
        before=before,
        scopes=[scope for scope in GIVABLE if of is None or of.may(*scope.roles)],
        may=lambda who: may_give_tokens(visitor, who),
        days=DAYS,
        most=DAYS_MOST,
        given=given or {},
        once=once,
        problems=error.findings if error else (),
    )


@router.post("")
def give(
    visitor: Guarded,
    login: Text = "",
    name: Text = "",
    scope: Scopes = None,
    days: Text = "",
    account: Text = "",
) -> Response:
    """A new token, which is shown on this page and never again."""
    login, of = login.strip(), _number(account)
    wanted = TokenWanted(name, frozenset(scope or ()), _number(days.strip()))
    try:
        who = _account(visitor, login)
        made = give_token_for(visitor, who, wanted)
    except UsageWrong as error:
        given = {"login": login, "name": name, "scope": wanted.scopes, "days": days}
        return _tokens(visitor, of, 0, given, error)
    return _tokens(visitor, of, once=Once(who, wanted.name.strip(), made))


def _account(visitor: Visit, login: str) -> Account:
    """The account of a login. Raises UsageWrong."""
    with visitor.service.store.asking() as connection:
        known = find_login(connection, login)
    if known is None:
        raise UsageWrong(found("LOGIN_UNKNOWN", login=login))
    return known.account


@router.post("/{id_}/revoke")
def revoke(visitor: Guarded, id_: Id, account: Text = "") -> Response:
    """It opens nothing from now on."""
    revoke_token_for(visitor, id_)
    of = _number(account)
    return go(f"/operate/tokens?account={of}" if of else "/operate/tokens")
