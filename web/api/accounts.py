"""Tokens and accounts: whose token this is, which there are, and their end."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from models.account_steps import end_sessions, unlock
from models.account_store import count_sessions, get_account, list_accounts, search_accounts
from models.accounts import Account, account_json
from models.token_store import get_token, list_tokens, revoke_token
from models.tokens import Token
from web.api import account_shapes as shapes
from web.api.callers import AccountReader, AccountWriter, Anybody, Caller, not_there
from web.api.submissions import Limit
from web.managed_accounts import Wanted, change_for, code_for, make_for, managed
from web.managed_tokens import TokenWanted, give_token_for, revoke_token_for

router = APIRouter(tags=["accounts"])
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
_FOUND_MOST = 50


@router.get("/token", response_model=shapes.Who)
def who_am_i(caller: Anybody) -> dict[str, Any]:
    """This token, and the account that it acts for."""
    return _token(caller.token)


@router.delete("/token", status_code=204, response_class=Response)
def give_up_token(caller: Anybody) -> Response:
    """Revoke this token."""
    caller.service.store.act(lambda c, at: revoke_token(c, at, caller.token, caller.actor))
    return Response(status_code=204)


@router.get("/accounts", response_model=shapes.Accounts)
def get_accounts(
    caller: AccountReader,
    cursor: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """All accounts, a page at a time."""
    with caller.service.store.asking() as connection:
        rows = list_accounts(connection, cursor, limit + 1)
    following = rows[limit - 1].id if len(rows) > limit else None
    return {"accounts": [account_json(one) for one in rows[:limit]], "next": following}


@router.post("/accounts", status_code=201, response_model=shapes.AccountSecret)
def add_account(caller: AccountWriter, given: shapes.AccountGiven) -> dict[str, Any]:
    """Make an account. The answer holds its first password, which must be changed."""
    roles = frozenset(given.roles)
    wanted = Wanted(given.login, given.name, roles, given.unit, given.below, given.id_number)
    id_, password = make_for(caller, wanted)
    return {"account": account_json(managed(caller, id_)), "secret": password}


@router.post("/accounts/search", response_model=shapes.FoundAccounts)
def find_accounts(caller: AccountReader, given: shapes.AccountSearch) -> dict[str, Any]:
    """By login, name or unit, and by role, at most 50; those of one browser are left out."""
    with caller.service.store.asking() as connection:
        rows = search_accounts(connection, given.text.strip(), given.role, most=_FOUND_MOST + 1)
    told = [account_json(one) for one in rows[:_FOUND_MOST]]
    return {"accounts": told, "more": len(rows) > _FOUND_MOST}


@router.get("/accounts/{id_}", response_model=shapes.AccountFull)
def get_one_account(caller: AccountReader, id_: Id) -> dict[str, Any]:
    """One account, with how it may sign in."""
    return _full(caller, _there(caller, id_))


@router.patch("/accounts/{id_}", response_model=shapes.AccountTold)
def change_account(caller: AccountWriter, id_: Id, given: shapes.AccountChange) -> dict[str, Any]:
    """Other roles or another unit, shut or open; running sessions end."""
    one = _there(caller, id_)
    roles = one.roles if given.roles is None else frozenset(given.roles)
    there = one.unit.name if one.unit else ""
    unit = there if given.unit is None else given.unit
    disabled = one.disabled if given.disabled is None else given.disabled
    change_for(caller, id_, roles, unit, given.below, disabled=disabled)
    return account_json(managed(caller, id_))


@router.post("/accounts/{id_}/code", response_model=shapes.AccountSecret)
def give_account_code(caller: AccountWriter, id_: Id) -> dict[str, Any]:
    """A one-time code, valid for a day, for who forgot the password."""
    _there(caller, id_)
    one, secret = code_for(caller, id_)
    return {"account": account_json(one), "secret": secret}


@router.post("/accounts/{id_}/unlock", response_model=shapes.AccountFull)
def unlock_account(caller: AccountWriter, id_: Id) -> dict[str, Any]:
    """Forget wrong passwords: a locked account lets its person in again."""
    _there(caller, id_)
    one = managed(caller, id_)
    caller.service.store.act(lambda c, at: unlock(c, at, one, caller.actor))
    return _full(caller, managed(caller, id_))


@router.delete("/accounts/{id_}/sessions", status_code=204, response_class=Response)
def end_account_sessions(caller: AccountWriter, id_: Id) -> Response:
    """Sign the person out in every browser; tokens go on."""
    _there(caller, id_)
    one = managed(caller, id_)
    caller.service.store.act(lambda c, at: end_sessions(c, at, one, caller.actor))
    return Response(status_code=204)


@router.post("/accounts/{id_}/tokens", status_code=201, response_model=shapes.TokenSecret)
def add_token(caller: AccountWriter, id_: Id, given: shapes.TokenGiven) -> dict[str, Any]:
    """Make a token of an account. The answer holds the token, which is never shown again."""
    wanted = TokenWanted(given.name, frozenset(given.scopes), given.days)
    made = give_token_for(caller, _there(caller, id_), wanted)
    with caller.service.store.asking() as connection:
        token = get_token(connection, made.id)
    if token is None:
        raise not_there()
    return _token(token) | {"token": made.token}


@router.get("/accounts/{id_}/tokens", response_model=shapes.Tokens)
def get_tokens(caller: AccountReader, id_: Id) -> dict[str, Any]:
    """The tokens that an account ever had; never the tokens themselves."""
    _there(caller, id_)
    with caller.service.store.asking() as connection:
        tokens = list_tokens(connection, id_)
    return {"tokens": [_token(one) for one in tokens]}


@router.delete("/tokens/{id_}", status_code=204, response_class=Response)
def revoke(caller: AccountWriter, id_: Id) -> Response:
    """Revoke a token of any account."""
    revoke_token_for(caller, id_)
    return Response(status_code=204)


def _there(caller: Caller, id_: int) -> Account:
    with caller.service.store.asking() as connection:
        one = get_account(connection, id_)
    if one is None:
        raise not_there()
    return one


def _full(caller: Caller, one: Account) -> dict[str, Any]:
    now = datetime.now(UTC)
    with caller.service.store.asking() as connection:
        sessions = count_sessions(connection, one.id, now)
    return account_json(one) | {
        "must_change": one.must_change,
        "locked_until": one.locked_until,
        "sessions": sessions,
    }


def _token(one: Token) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "scopes": sorted(one.scopes),
        "made_at": one.made_at,
        "expires_at": one.expires_at,
        "used_at": one.used_at,
        "revoked_at": one.revoked_at,
        "account": account_json(one.account),
    }
