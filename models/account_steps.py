"""Steps on accounts that belong together, each with its entry for the audit trail.

Each is for WorkStore.act: it takes the connection and the instant, then what it is about.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection

from models.account_store import (
    NewAccount,
    add_account,
    add_unit,
    change_account,
    close_sessions,
    count_accounts,
    count_failure,
    find_unit,
    keep_reset_code,
    open_session,
    touch_session,
)
from models.accounts import Account, Role, Unit
from models.audit_trail import Entry
from models.errors import UsageWrong
from models.findings import found


def let_in(
    connection: Connection, at: datetime, account: Account, digest: str, longest: timedelta
) -> tuple[None, list[Entry]]:
    """A session for who gave the right password."""
    change_account(connection, account.id, failures=0, locked_until=None)
    open_session(connection, digest, account.id, at, at + longest)
    return None, [_entry(account, "login", account)]


def count_wrong_password(
    connection: Connection, at: datetime, account: Account, most: int, pause: timedelta
) -> tuple[None, list[Entry]]:
    """A wrong password; too many lock the account for a while."""
    count_failure(connection, account.id, most, at, pause)
    return None, [_entry(account, "login-failed", account)]


def set_password(
    connection: Connection,
    at: datetime,
    account: Account,
    hashed: str,
    digest: str,
    longest: timedelta,
) -> tuple[None, list[Entry]]:
    """Another password: every session ends, and one begins."""
    change_account(connection, account.id, password=hashed, must_change=False, locked_until=None)
    close_sessions(connection, account_id=account.id)
    open_session(connection, digest, account.id, at, at + longest)
    return None, [_entry(account, "password-changed", account)]


def stay(connection: Connection, at: datetime, digest: str) -> tuple[None, list[Entry]]:
    """A session was used."""
    touch_session(connection, digest, at)
    return None, []


def let_out(connection: Connection, _at: datetime, digest: str) -> tuple[None, list[Entry]]:
    """A session ends."""
    close_sessions(connection, digest=digest)
    return None, []


def make_account(
    connection: Connection, at: datetime, new: NewAccount, actor: str
) -> tuple[int | None, list[Entry]]:
    """A new account; None where the login is taken."""
    id_ = add_account(connection, new, at)
    roles = {"roles": sorted(new.roles)}
    entries = [] if id_ is None else [Entry(actor, "account-made", f"account:{id_}", roles)]
    return id_, entries


def make_unit(
    connection: Connection, _at: datetime, name: str, above: Unit | None, actor: str
) -> tuple[Unit, list[Entry]]:
    """A new unit, below another or at the top."""
    made = add_unit(connection, name, above)
    return made, [Entry(actor, "unit-made", f"unit:{made.id}", {})]


def give_reset_code(
    connection: Connection,
    at: datetime,
    account: Account,
    digest: str,
    lasts: timedelta,
    actor: str,
) -> tuple[None, list[Entry]]:
    """A one-time code for who forgot the password."""
    keep_reset_code(connection, account.id, digest, at + lasts)
    return None, [Entry(actor, "reset-code-given", f"account:{account.id}", {})]


def change_roles(
    connection: Connection,
    _at: datetime,
    account: Account,
    roles: Collection[Role],
    unit_id: int | None,
    disabled: bool,
    actor: str,
) -> tuple[None, list[Entry]]:
    """Other roles, another unit, or no entrance any more; running sessions end.

    Raises UsageWrong where nobody would be left who may make administrators.
    """
    counts = account.may(Role.ADMINISTRATOR) and not account.disabled
    leaves = counts and (Role.ADMINISTRATOR not in roles or disabled)
    if leaves and count_accounts(connection, Role.ADMINISTRATOR) == 1:
        raise UsageWrong(found("ADMINISTRATOR_LAST"))
    change_account(connection, account.id, roles=roles, unit_id=unit_id, disabled=disabled)
    close_sessions(connection, account_id=account.id)
    body = {"roles": sorted(roles), "unit": unit_id, "disabled": disabled}
    return None, [Entry(actor, "account-changed", f"account:{account.id}", body)]


def unlock(
    connection: Connection, _at: datetime, account: Account, actor: str
) -> tuple[None, list[Entry]]:
    """Wrong passwords are forgotten: who was locked may try again at once."""
    change_account(connection, account.id, failures=0, locked_until=None)
    return None, [Entry(actor, "account-unlocked", f"account:{account.id}", {})]


def end_sessions(
    connection: Connection, _at: datetime, account: Account, actor: str
) -> tuple[None, list[Entry]]:
    """Everybody who is signed in with the account is put out."""
    close_sessions(connection, account_id=account.id)
    return None, [Entry(actor, "sessions-ended", f"account:{account.id}", {})]


def named_unit(
    connection: Connection, at: datetime, name: str, below: str, actor: str
) -> tuple[int | None, list[Entry]]:
    """The id of the unit of a name, made below another (or at the top) where it is new.

    None for no name. Raises UsageWrong where the unit above is not known.
    """
    if not name:
        return None, []
    if known := find_unit(connection, name):
        return known.id, []
    above = find_unit(connection, below) if below else None
    if below and above is None:
        raise UsageWrong(found("UNIT_UNKNOWN", name=below))
    made, entries = make_unit(connection, at, name, above, actor)
    return made.id, entries


def _entry(actor: Account, action: str, about: Account) -> Entry:
    return Entry(f"account:{actor.id}", action, f"account:{about.id}", {})
