"""`zhenghe account link` and `unlink`: who may sign in by the OpenID provider as whom."""

from typing import Annotated

import typer

from cli import boundary
from cli.confirm import operator
from cli.style import stdout
from models.account_store import find_login
from models.accounts import Account
from models.errors import UsageWrong
from models.findings import found
from models.identities import Identity, is_subject
from models.identity_steps import link, unlink
from models.settings import load_settings
from models.work_store import WorkStore
from web.passwords import NOBODY
from workers.start import opened

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="用户名 the name to sign in with")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]


def link_command(
    login: Login,
    subject: Annotated[
        str, typer.Option(help="身份提供方的用户标识（sub） what the provider calls the person")
    ],
    as_json: AsJson = False,
) -> None:
    """把统一登录的用户关联到账号。Let somebody sign in by the OpenID provider as this account.

    例 Example: zhenghe account link li --subject 2f1c7a90-8e3d-4b61-9d0a-5c2f7be41d11
    """
    settings = load_settings()
    issuer = settings.oidc_issuer
    if issuer is None:
        raise UsageWrong(found("PROVIDER_NOT_SET"))
    if not is_subject(subject):
        raise UsageWrong(found("SUBJECT_WRONG", given=subject))
    who = Identity(issuer, subject)
    with opened(settings) as (store, _):
        account = _account(store, login)
        linked = store.act(lambda c, at: link(c, at, account, who, NOBODY, operator()))
    if linked.id != account.id:
        raise UsageWrong(found("IDENTITY_TAKEN", login=linked.login))
    if as_json:
        boundary.print_json({"login": login, "issuer": who.issuer, "subject": subject})
    else:
        stdout().print(f"✓ {login}  {who.issuer}  {subject}", markup=False)


def unlink_command(login: Login, as_json: AsJson = False) -> None:
    """解除账号与统一登录的全部关联，并结束其会话。Unlink an account and end its sessions."""
    with opened(load_settings()) as (store, _):
        account = _account(store, login)
        number = store.act(lambda c, at: unlink(c, at, account, operator()))
    if as_json:
        boundary.print_json({"login": login, "unlinked": number})
    else:
        stdout().print(f"✓ {login}  解除关联 unlinked: {number}", markup=False)


def _account(store: WorkStore, login: str) -> Account:
    """The account of a login. Raises UsageWrong."""
    with store.asking() as connection:
        known = find_login(connection, login)
    if known is None:
        raise UsageWrong(found("LOGIN_UNKNOWN", login=login))
    return known.account
