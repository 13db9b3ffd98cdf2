"""Accounts: find, make, change, lock, let in again; a secret is shown on one page, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Response

from models.account_steps import end_sessions, unlock
from models.account_store import (
    count_sessions,
    get_account,
    list_units,
    search_accounts,
)
from models.accounts import Account, Role
from models.errors import NotAllowed, UsageWrong
from models.findings import Finding, found
from web.managed_accounts import Wanted, change_for, code_for, make_for, managed
from web.operate_access import actor, operate_page, operator
from web.pages import go
from web.visit import Guarded, Visit, Visitor

router = APIRouter(prefix="/operate/accounts", dependencies=[Depends(operator)])
Text = Annotated[str, Form()]
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
Roles = Annotated[list[Role] | None, Form()]
PAGE = 50


@dataclass(frozen=True, slots=True)
class Once:
    """Something secret that is shown on this page and never again."""

    login: str
    secret: str
    first: bool  # a first password; else a one-time code


@router.get("")
def accounts_page(visitor: Visitor, role: str = "", before: int = 0) -> Response:
    """The accounts, the latest first."""
    return _accounts(visitor, "", role, before)


@router.post("/search")
def search(visitor: Guarded, q: Text = "", role: Text = "") -> Response:
    """Accounts by name, login or unit; what is looked for is posted, so it stands nowhere."""
    return _accounts(visitor, q.strip()[:80], role)


def _accounts(
    visitor: Visit,
    q: str = "",
    role: str = "",
    before: int = 0,
    status: int = 200,
    problems: tuple[Finding, ...] = (),
    given: Mapping[str, object] | None = None,
    once: Once | None = None,
) -> Response:
    wanted = Role(role) if role in set(Role) else None
    with visitor.service.store.asking() as connection:
        rows = search_accounts(connection, q, wanted, before, PAGE + 1)
        units = list_units(connection)
    return operate_page(
        visitor,
        "operate_accounts.html.j2",
        status,
        rows=rows[:PAGE],
        following=rows[PAGE - 1].id if len(rows) > PAGE and not q else 0,
        more=len(rows) > PAGE,
        q=q,
        role=wanted,
        before=before,
        units=units,
        roles=_givable(visitor.who),
        given=given or {},
        once=once,
        problems=problems,
    )


def _givable(who: Account) -> list[Role]:
    return [role for role in Role if who.may_give((role,))]


@router.post("")
def add(
    visitor: Guarded,
    login: Text = "",
    name: Text = "",
    role: Roles = None,
    unit: Text = "",
    below: Text = "",
    id_number: Text = "",
) -> Response:
    """A new account with a first password, which is shown once and must be changed."""
    wanted = Wanted(login, name, frozenset(role or ()), unit, below, id_number)
    try:
        _, password = make_for(visitor, wanted)
    except UsageWrong as error:
        given = {"login": login, "name": name, "role": wanted.roles, "unit": unit, "below": below}
        return _accounts(visitor, status=error.http_status, problems=error.findings, given=given)
    return _accounts(visitor, once=Once(login.strip(), password, first=True))


@router.get("/{id_}")
def account_page(visitor: Visitor, id_: Id) -> Response:
    """One account."""
    return _one(visitor, _account(visitor, id_))


def _account(visitor: Visit, id_: int) -> Account:
    with visitor.service.store.asking() as connection:
        one = get_account(connection, id_)
    if one is None:
        raise NotAllowed(found("NOT_ALLOWED"))
    return one


def _one(
    visitor: Visit,
    one: Account,
    status: int = 200,
    problems: tuple[Finding, ...] = (),
    once: Once | None = None,
) -> Response:
    now = datetime.now(UTC)
    with visitor.service.store.asking() as connection:
        sessions = count_sessions(connection, one.id, now)
        units = list_units(connection)
    return operate_page(
        visitor,
        "operate_account.html.j2",
        status,
        one=one,
        sessions=sessions,
        units=units,
        roles=_givable(visitor.who),
        managed=visitor.who.may_give(one.roles),
        own=one.id == visitor.who.id,
        locked=one.locked_until is not None and one.locked_until > now,
        once=once,
        problems=problems,
    )


@router.post("/{id_}/change")
def change(
    visitor: Guarded, id_: Id, role: Roles = None, unit: Text = "", below: Text = ""
) -> Response:
    """Other roles or another unit; running sessions end."""
    one = managed(visitor, id_)
    try:
        change_for(visitor, id_, frozenset(role or ()), unit, below, disabled=one.disabled)
    except UsageWrong as error:
        return _one(visitor, one, error.http_status, error.findings)
    return go(f"/operate/accounts/{id_}")


@router.post("/{id_}/lock")
def lock(visitor: Guarded, id_: Id, disabled: Text = "") -> Response:
    """Nobody gets in with the account any more, or somebody does again."""
    one = managed(visitor, id_)
    unit = one.unit.name if one.unit else ""
    try:
        change_for(visitor, id_, one.roles, unit, "", disabled=disabled == "yes")
    except UsageWrong as error:
        return _one(visitor, one, error.http_status, error.findings)
    return go(f"/operate/accounts/{id_}")


@router.post("/{id_}/unlock")
def unlock_account(visitor: Guarded, id_: Id) -> Response:
    """Wrong passwords are forgotten."""
    one, by = managed(visitor, id_), actor(visitor)
    visitor.service.store.act(lambda c, at: unlock(c, at, one, by))
    return go(f"/operate/accounts/{id_}")


@router.post("/{id_}/sessions")
def put_out(visitor: Guarded, id_: Id) -> Response:
    """End every session of the account."""
    one, by = managed(visitor, id_), actor(visitor)
    visitor.service.store.act(lambda c, at: end_sessions(c, at, one, by))
    return go(f"/operate/accounts/{id_}")


@router.post("/{id_}/code")
def code(visitor: Guarded, id_: Id) -> Response:
    """A one-time code for who forgot the password, shown once."""
    one, secret = code_for(visitor, id_)
    return _one(visitor, one, once=Once(one.login, secret, first=False))
