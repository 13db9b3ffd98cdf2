"""Accounts that somebody manages for others: what pages and programs do alike."""

import re
from dataclasses import dataclass

from models.account_steps import change_roles, give_reset_code, make_account, named_unit
from models.account_store import NewAccount, get_account
from models.accounts import Account, Role
from models.errors import NotAllowed, UsageWrong
from models.findings import found
from web.passwords import CODE_LASTS, digest, hash_password, new_code, person_digest
from web.service import Somebody

_LOGIN = re.compile(r"[\w.@-]{1,80}")
_NAME_MAX = 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account to be made; a unit that is new is made below another."""

    login: str
    name: str
    roles: frozenset[Role]
    unit: str = ""
    below: str = ""
    id_number: str = ""


def may_manage(asker: Somebody, one: Account) -> bool:
    """May the asker change this account, and let people and programs in with it?"""
    return asker.who.may_give(one.roles)


def managed(asker: Somebody, id_: int) -> Account:
    """An account that the asker may change. Raises NotAllowed, whether or not it is there."""
    with asker.service.store.asking() as connection:
        one = get_account(connection, id_)
    if one is None or not may_manage(asker, one):
        raise NotAllowed(found("NOT_ALLOWED"))
    return one


def make_for(asker: Somebody, wanted: Wanted) -> tuple[int, str]:
    """A new account; its id and its first password, which must be changed and is kept nowhere.

    Raises NotAllowed, UsageWrong.
    """
    login, name, store, by = (
        wanted.login.strip(),
        wanted.name.strip(),
        asker.service.store,
        _by(asker),
    )
    if not asker.who.may_give(wanted.roles):
        raise NotAllowed(found("NOT_ALLOWED"))
    if not _LOGIN.fullmatch(login) or not name or len(name) > _NAME_MAX or not wanted.roles:
        raise UsageWrong(found("ACCOUNT_INCOMPLETE"))
    password, key = new_code(), asker.service.settings.audit_key or ""
    new = NewAccount(
        login=login,
        name=name,
        password=hash_password(password),
        roles=wanted.roles,
        person=person_digest(wanted.id_number.strip(), key),
        unit_id=_unit(asker, wanted.unit, wanted.below),
    )
    id_ = store.act(lambda c, at: make_account(c, at, new, by))
    if id_ is None:
        raise UsageWrong(found("LOGIN_TAKEN", login=login))
    return id_, password


def change_for(
    asker: Somebody, id_: int, roles: frozenset[Role], unit: str, below: str, *, disabled: bool
) -> None:
    """Other roles or another unit, shut or open; running sessions end.

    Raises NotAllowed, UsageWrong.
    """
    one, by = managed(asker, id_), _by(asker)
    if not asker.who.may_give(roles):
        raise NotAllowed(found("NOT_ALLOWED"))
    if not roles:
        raise UsageWrong(found("ACCOUNT_INCOMPLETE"))
    if one.id == asker.who.id:
        raise UsageWrong(found("ACCOUNT_OWN"))
    unit_id = _unit(asker, unit, below)
    asker.service.store.act(lambda c, at: change_roles(c, at, one, roles, unit_id, disabled, by))


def code_for(asker: Somebody, id_: int) -> tuple[Account, str]:
    """An account, and a one-time code for who forgot its password. Raises NotAllowed."""
    one, secret, by = managed(asker, id_), new_code(), _by(asker)
    kept = digest(secret)
    asker.service.store.act(lambda c, at: give_reset_code(c, at, one, kept, CODE_LASTS, by))
    return one, secret


def _unit(asker: Somebody, name: str, below: str) -> int | None:
    by = _by(asker)
    return asker.service.store.act(lambda c, at: named_unit(c, at, name.strip(), below.strip(), by))


def _by(asker: Somebody) -> str:
    return f"account:{asker.who.id}"
