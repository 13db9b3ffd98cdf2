"""Tokens in the database, of which only digests are kept; steps are for WorkStore.act."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from models.account_store import get_account
from models.account_tables import api_token
from models.accounts import Account
from models.audit_trail import Entry
from models.tokens import Token, TokenScope


def find_token(connection: Connection, digest: str, at: datetime) -> Token | None:
    """The token of a digest; None where it ran out, was revoked, or its account is disabled."""
    row = connection.execute(select(api_token).where(api_token.c.digest == digest)).one_or_none()
    if row is None or row.revoked_at or (row.expires_at and row.expires_at <= at):
        return None
    token = _token(connection, row)
    return None if token.account.disabled else token


def list_tokens(connection: Connection, account_id: int) -> list[Token]:
    """All tokens that an account ever had, the latest first."""
    query = select(api_token).where(api_token.c.account_id == account_id)
    rows = connection.execute(query.order_by(api_token.c.id.desc())).all()
    return [_token(connection, row) for row in rows]


def tokens_before(
    connection: Connection, before: int = 0, account_id: int = 0, most: int = 50
) -> list[Token]:
    """Tokens of everybody, or of one account, the latest first; before: the number to go on at."""
    query = select(api_token).order_by(api_token.c.id.desc()).limit(most)
    if before:
        query = query.where(api_token.c.id < before)
    if account_id:
        query = query.where(api_token.c.account_id == account_id)
    return [_token(connection, row) for row in connection.execute(query).all()]


def get_token(connection: Connection, id_: int) -> Token | None:
    """The token of an id."""
    row = connection.execute(select(api_token).where(api_token.c.id == id_)).one_or_none()
    return _token(connection, row) if row else None


def make_token(
    connection: Connection,
    at: datetime,
    account: Account,
    name: str,
    digest: str,
    scopes: Collection[TokenScope],
    expires_at: datetime | None,
    actor: str,
) -> tuple[int, list[Entry]]:
    """A new token; its id."""
    made = insert(api_token).values(
        account_id=account.id,
        name=name,
        digest=digest,
        scopes=sorted(scopes),
        made_at=at,
        expires_at=expires_at,
    )
    id_ = connection.execute(made.returning(api_token.c.id)).scalar_one()
    body = {"token": id_, "scopes": sorted(scopes)}
    return id_, [Entry(actor, "token-made", f"account:{account.id}", body)]


def revoke_token(
    connection: Connection, at: datetime, token: Token, actor: str
) -> tuple[bool, list[Entry]]:
    """It opens nothing from now on; False where that was so before."""
    open_ = (api_token.c.id == token.id, api_token.c.revoked_at.is_(None))
    revoked = connection.execute(update(api_token).where(*open_).values(revoked_at=at))
    if not revoked.rowcount:
        return False, []
    body = {"token": token.id}
    return True, [Entry(actor, "token-revoked", f"account:{token.account.id}", body)]


def touch_token(connection: Connection, at: datetime, id_: int) -> tuple[None, list[Entry]]:
    """It was used."""
    connection.execute(update(api_token).where(api_token.c.id == id_).values(used_at=at))
    return None, []


def _token(connection: Connection, row: Any) -> Token:
    account = get_account(connection, row.account_id)
    assert account is not None  # a token can't be without its account
    return Token(
        id=row.id,
        account=account,
        name=row.name,
        scopes=frozenset(TokenScope(one) for one in row.scopes if one in set(TokenScope)),
        made_at=row.made_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
