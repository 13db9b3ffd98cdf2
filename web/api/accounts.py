"""Tokens and accounts: whose token this is, which there are, and their end."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from models.account_store import get_account, list_accounts
from models.accounts import Account
from models.token_store import get_token, list_tokens, revoke_token
from models.tokens import Token
from web.api import shapes
from web.api.callers import AccountReader, AccountWriter, Anybody, not_there
from web.api.submissions import Limit

router = APIRouter(tags=["accounts"])
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


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
    return {"accounts": [_account(one) for one in rows[:limit]], "next": following}


@router.get("/accounts/{id_}/tokens", response_model=shapes.Tokens)
def get_tokens(caller: AccountReader, id_: Id) -> dict[str, Any]:
    """The tokens that an account ever had; never the tokens themselves."""
    with caller.service.store.asking() as connection:
        if get_account(connection, id_) is None:
            raise not_there()
        tokens = list_tokens(connection, id_)
    return {"tokens": [_token(one) for one in tokens]}


@router.delete("/tokens/{id_}", status_code=204, response_class=Response)
def revoke(caller: AccountWriter, id_: Id) -> Response:
    """Revoke a token of any account."""
    with caller.service.store.asking() as connection:
        token = get_token(connection, id_)
    if token is None:
        raise not_there()
    caller.service.store.act(lambda c, at: revoke_token(c, at, token, caller.actor))
    return Response(status_code=204)


def _token(one: Token) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "scopes": sorted(one.scopes),
        "made_at": one.made_at,
        "expires_at": one.expires_at,
        "used_at": one.used_at,
        "revoked_at": one.revoked_at,
        "account": _account(one.account),
    }


def _account(one: Account) -> dict[str, Any]:
    return {
        "id": one.id,
        "login": one.login,
        "name": one.name,
        "roles": sorted(one.roles),
        "unit": one.unit.name if one.unit else None,
        "disabled": one.disabled,
    }
