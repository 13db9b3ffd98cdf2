"""`zhenghe account token`, `tokens` and `revoke`: what programs show instead of a password."""

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from cli import boundary
from cli.confirm import operator
from cli.style import plain, stdout
from models.account_store import find_login
from models.accounts import Account
from models.errors import UsageWrong
from models.findings import found
from models.settings import load_settings
from models.token_store import get_token, list_tokens, revoke_token
from models.tokens import Token, TokenScope
from models.work_store import WorkStore
from web.managed_tokens import DAYS, DAYS_MOST, NAME_MOST, TokenWanted, give_token
from workers.start import opened

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="用户名 the name to sign in with")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]


def token_command(
    login: Login,
    name: Annotated[str, typer.Option(help="用途，写给人看 what it is for, for people")],
    scope: Annotated[list[TokenScope], typer.Option(help="权限，可多次 a scope; several possible")],
    days: Annotated[
        int, typer.Option(min=1, max=DAYS_MOST, help="有效天数 days that it is good for")
    ] = DAYS,
    as_json: AsJson = False,
) -> None:
    """给程序一个令牌，只显示这一次。A token for a program, shown this once.

    令牌能做的不会超过账号的角色。A token does no more than the roles of its account.

    例 Example: zhenghe account token li --name 报送系统 --scope submissions:write
    """
    wanted = TokenWanted(name[:NAME_MOST], frozenset(scope), days)
    with opened(load_settings()) as (store, _):
        made = give_token(store, _account(store, login), wanted, operator())
    if as_json:
        told = {"id": made.id, "token": made.token, "expires_at": made.expires_at.isoformat()}
        boundary.print_json(told)
    else:
        told_so = f"✓ {login}  令牌，只显示这一次 the token, shown this once: {made.token}"
        stdout().print(told_so, markup=False, soft_wrap=True)


def _account(store: WorkStore, login: str) -> Account:
    """The account of a login. Raises UsageWrong."""
    with store.asking() as connection:
        known = find_login(connection, login)
    if known is None:
        raise UsageWrong(found("LOGIN_UNKNOWN", login=login))
    return known.account


def tokens_command(login: Login, as_json: AsJson = False) -> None:
    """列出账号的令牌。List the tokens of an account.

    例 Example: zhenghe account tokens li
    """
    with opened(load_settings()) as (store, _):
        who = _account(store, login)
        with store.asking() as connection:
            tokens = list_tokens(connection, who.id)
    if as_json:
        boundary.print_json({"tokens": [_json(one) for one in tokens]})
        return
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim", pad_edge=False)
    for head in ("编号", "用途", "权限", "有效至", "最后使用", ""):
        table.add_column(head, overflow="fold")
    for one in tokens:
        state = "已作废 revoked" if one.revoked_at else ""
        days = (_day(one.expires_at), _day(one.used_at))
        table.add_row(str(one.id), plain(one.name), " ".join(sorted(one.scopes)), *days, state)
    stdout().print(table)


def revoke_command(
    number: Annotated[int, typer.Argument(metavar="N", help="令牌的编号 the token's number")],
    as_json: AsJson = False,
) -> None:
    """作废一个令牌，立即生效。Revoke a token, at once.

    例 Example: zhenghe account revoke 3
    """
    with opened(load_settings()) as (store, _):
        with store.asking() as connection:
            token = get_token(connection, number)
        if token is None:
            raise UsageWrong(found("TOKEN_UNKNOWN", given=number))
        revoked = store.act(lambda c, at: revoke_token(c, at, token, operator()))
    if as_json:
        boundary.print_json({"id": number, "revoked": revoked})
    else:
        told = "已作废 revoked" if revoked else "以前已作废 was revoked before"
        stdout().print(f"✓ {number}  {told}", markup=False)


def _day(at: datetime | None) -> str:
    return f"{at.astimezone():%Y-%m-%d}" if at else "—"


def _json(one: Token) -> dict[str, object]:
    def told(at: datetime | None) -> str | None:
        return at.isoformat() if at else None

    return {
        "id": one.id,
        "name": one.name,
        "scopes": sorted(one.scopes),
        "made_at": told(one.made_at),
        "expires_at": told(one.expires_at),
        "used_at": told(one.used_at),
        "revoked_at": told(one.revoked_at),
    }
