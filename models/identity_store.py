"""Identities and sign-ins that are under way, in the database."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from models.account_store import get_account
from models.accounts import Account
from models.identities import Identity
from models.identity_tables import identity, sign_in


def account_of(connection: Connection, who: Identity) -> Account | None:
    """The account that an identity is linked to."""
    query = select(identity.c.account_id).where(
        identity.c.issuer == who.issuer, identity.c.subject == who.subject
    )
    id_ = connection.execute(query).scalar_one_or_none()
    return None if id_ is None else get_account(connection, id_)


def identities_of(connection: Connection, account_id: int) -> list[Identity]:
    """The identities that are linked to an account."""
    query = select(identity).where(identity.c.account_id == account_id).order_by(identity.c.made_at)
    return [Identity(row.issuer, row.subject) for row in connection.execute(query)]


def add_identity(connection: Connection, who: Identity, account_id: int, at: datetime) -> None:
    """Link an identity that no account has."""
    connection.execute(
        insert(identity).values(
            issuer=who.issuer, subject=who.subject, account_id=account_id, made_at=at
        )
    )


def remove_identities(connection: Connection, account_id: int) -> int:
    """Unlink all identities of an account; how many there were."""
    removed = delete(identity).where(identity.c.account_id == account_id)
    return connection.execute(removed).rowcount


def keep_sign_in(
    connection: Connection,
    state: str,
    browser: str,
    place: str,
    at: datetime,
    expires: datetime,
    subject: str = "",
) -> None:
    """A sign-in is under way, or ended with nobody we know; old ones are swept."""
    connection.execute(delete(sign_in).where(sign_in.c.expires_at < at))
    connection.execute(
        insert(sign_in).values(
            state=state, browser=browser, place=place, subject=subject, expires_at=expires
        )
    )


def take_sign_in(connection: Connection, state: str, browser: str, at: datetime) -> str | None:
    """Where a sign-in of this browser leads; it is used up. None for any other."""
    row = connection.execute(
        delete(sign_in)
        .where(
            sign_in.c.state == state,
            sign_in.c.browser == browser,
            sign_in.c.subject == "",
            sign_in.c.expires_at > at,
        )
        .returning(sign_in.c.place)
    ).one_or_none()
    return None if row is None else str(row.place)


def stranger(connection: Connection, browser: str, at: datetime) -> str:
    """What the provider called who came last in this browser and has no account; "" for nobody."""
    query = (
        select(sign_in.c.subject)
        .where(sign_in.c.browser == browser, sign_in.c.subject != "", sign_in.c.expires_at > at)
        .order_by(sign_in.c.expires_at.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none() or ""
