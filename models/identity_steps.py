"""Steps on identities and sign-ins, each with its entry for the audit trail.

Each is for WorkStore.act: it takes the connection and the instant, then what it is about. The
trail names accounts; what the provider calls a person stands in the table alone.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from models.account_store import (
    NewAccount,
    add_account,
    change_account,
    close_sessions,
    get_account,
    open_session,
)
from models.accounts import Account
from models.audit_trail import Entry
from models.identities import Identity
from models.identity_store import (
    account_of,
    add_identity,
    keep_sign_in,
    remove_identities,
    take_sign_in,
)

_ACTOR = "provider"


def begin_sign_in(
    connection: Connection, at: datetime, state: str, browser: str, place: str, lasts: timedelta
) -> tuple[None, list[Entry]]:
    """Somebody goes to the provider; state and browser are digests."""
    keep_sign_in(connection, state, browser, place, at, at + lasts)
    return None, []


def end_sign_in(
    connection: Connection, at: datetime, state: str, browser: str
) -> tuple[str | None, list[Entry]]:
    """Somebody comes back: where to go afterwards, None where it didn't begin in this browser."""
    return take_sign_in(connection, state, browser, at), []


def let_in_by_identity(
    connection: Connection,
    at: datetime,
    who: Identity,
    digest: str,
    longest: timedelta,
    applicant: NewAccount | None = None,
) -> tuple[tuple[Account | None, bool], list[Entry]]:
    """A session for the account of an identity: the account, and whether it is not shut.

    None where there is no account, unless applicant is given: that one is made.
    """
    account = account_of(connection, who)
    entries: list[Entry] = []
    if account is None and applicant is not None:
        account, entries = _new(connection, at, who, applicant)
    if account is None or account.shut_at(at):
        return (account, False), entries
    open_session(connection, digest, account.id, at, at + longest)
    subject = f"account:{account.id}"
    return (account, True), [*entries, Entry(subject, "login", subject, {"by": _ACTOR})]


def _new(
    connection: Connection, at: datetime, who: Identity, new: NewAccount
) -> tuple[Account | None, list[Entry]]:
    id_ = add_account(connection, new, at)
    if id_ is None:  # whoever took the login may be the same person, in another browser just now
        return account_of(connection, who), []
    add_identity(connection, who, id_, at)
    body = {"roles": sorted(new.roles)}
    subject = f"account:{id_}"
    return get_account(connection, id_), [
        Entry(_ACTOR, "account-made", subject, body),
        Entry(_ACTOR, "identity-linked", subject, {}),
    ]


def note_stranger(
    connection: Connection,
    at: datetime,
    who: Identity,
    state: str,
    browser: str,
    lasts: timedelta,
) -> tuple[None, list[Entry]]:
    """Somebody has no account here: their next page says what the provider calls them."""
    keep_sign_in(connection, state, browser, "", at, at + lasts, who.subject)
    return None, [Entry(_ACTOR, "login-failed", "identity", {})]


def link(
    connection: Connection,
    at: datetime,
    account: Account,
    who: Identity,
    unknown_password: str,
    actor: str,
) -> tuple[Account, list[Entry]]:
    """Link an identity to an account; the account that has it afterwards, which may be another.

    A first password that was never changed is known to who gave it and needed no longer: a digest
    that nobody knows the password of takes its place.
    """
    known = account_of(connection, who)
    if known is not None:
        return known, []
    add_identity(connection, who, account.id, at)
    if account.must_change:
        change_account(connection, account.id, password=unknown_password, must_change=False)
    return account, [Entry(actor, "identity-linked", f"account:{account.id}", {})]


def unlink(
    connection: Connection, _at: datetime, account: Account, actor: str
) -> tuple[int, list[Entry]]:
    """Unlink all identities of an account and end its sessions; how many there were."""
    number = remove_identities(connection, account.id)
    close_sessions(connection, account_id=account.id)
    body = {"count": number}
    return number, [Entry(actor, "identity-unlinked", f"account:{account.id}", body)]
