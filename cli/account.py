"""`zhenghe account`: the accounts of the service, for who runs it."""

from datetime import timedelta
from typing import Annotated

import typer
from rich.table import Table

from cli import boundary
from cli.confirm import operator
from cli.identity import link_command, unlink_command
from cli.style import plain, stdout
from cli.tokens import revoke_command, token_command, tokens_command
from models.account_steps import give_reset_code, make_account, named_unit
from models.account_store import NewAccount, find_login, list_accounts
from models.accounts import Role, account_json
from models.errors import UsageWrong
from models.findings import found
from models.settings import load_settings
from web.passwords import digest, hash_password, new_code, person_digest
from workers.start import opened

app = typer.Typer(
    name="account",
    no_args_is_help=True,
    help="账号：新建、列出、给一次性代码。Accounts: make, list, give a one-time code.",
)
app.command("link")(link_command)
app.command("unlink")(unlink_command)
_LASTS = timedelta(days=1)
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="用户名 the name to sign in with")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]


@app.command("add")
def add_command(
    login: Login,
    name: Annotated[str, typer.Option(help="姓名 the person's name")],
    role: Annotated[list[Role], typer.Option(help="角色，可多次 a role; several are possible")],
    unit: Annotated[
        str | None, typer.Option(help="所属单位全称，没有则新建 the unit, made if it is new")
    ] = None,
    below: Annotated[
        str | None, typer.Option(help="新建单位的上级单位 the unit above a new one")
    ] = None,
    id_number: Annotated[
        str, typer.Option(help="证件号码，只存摘要，用于分辨是否同一人 only a digest is kept")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """新建账号，打印初始密码（首次登录须修改）。Make an account and print its first password.

    例 Example: zhenghe account add li --name 李明 --role reviewer --unit 遵义市人力资源和社会保障局
    """
    settings = load_settings()
    password, actor = new_code(), operator()
    person = person_digest(id_number, settings.audit_key or "")
    with opened(settings) as (store, _):
        unit_id = store.act(lambda c, at: named_unit(c, at, unit or "", below or "", actor))
        new = NewAccount(
            login=login,
            name=name,
            password=hash_password(password),
            roles=frozenset(role),
            person=person,
            unit_id=unit_id,
        )
        id_ = store.act(lambda connection, at: make_account(connection, at, new, actor))
    if id_ is None:
        raise UsageWrong(found("LOGIN_TAKEN", login=login))
    if as_json:
        boundary.print_json({"id": id_, "login": login, "password": password})
    else:
        stdout().print(f"✓ {login}  初始密码 first password: {password}", markup=False)


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """列出账号。List the accounts."""
    with opened(load_settings()) as (store, _), store.asking() as connection:
        accounts = list_accounts(connection, most=100_000)
    if as_json:
        boundary.print_json({"accounts": [account_json(one) for one in accounts]})
        return
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim", pad_edge=False)
    for head in ("用户名", "姓名", "角色", "单位", ""):
        table.add_column(head, overflow="fold")
    for one in accounts:
        roles = "、".join(role.zh for role in Role if role in one.roles)
        state = "停用 disabled" if one.disabled else ""
        unit = plain(one.unit.name) if one.unit else ""
        table.add_row(plain(one.login), plain(one.name), roles, unit, state)
    stdout().print(table)


@app.command("code")
def code_command(login: Login, as_json: AsJson = False) -> None:
    """给忘记密码的人一个一次性代码。A one-time code for who forgot the password."""
    code = new_code()
    with opened(load_settings()) as (store, _):
        with store.asking() as connection:
            known = find_login(connection, login)
        if known is None:
            raise UsageWrong(found("LOGIN_UNKNOWN", login=login))
        who = known.account
        store.act(lambda c, at: give_reset_code(c, at, who, digest(code), _LASTS, operator()))
    if as_json:
        boundary.print_json({"login": login, "code": code})
    else:
        stdout().print(f"✓ {login}  一次性代码，24小时内有效 valid for a day: {code}", markup=False)


app.command("token")(token_command)
app.command("tokens")(tokens_command)
app.command("revoke")(revoke_command)
