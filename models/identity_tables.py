"""The tables of identities, by which an OpenID provider's people are told, and of sign-ins."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from models.columns import Instant, metadata

identity = Table(
    "identity",
    metadata,
    Column("issuer", String(255), primary_key=True),
    Column("subject", String(255), primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Index("identity_of", "account_id"),
)
sign_in = Table(
    "sign_in",
    metadata,
    Column("state", String(64), primary_key=True),  # digest of what the provider gives back
    Column("browser", String(64), nullable=False),  # digest of the cookie it began with
    Column("place", String(400), nullable=False),  # the page of ours to go to afterwards
    Column("subject", String(255), nullable=False, server_default=""),  # of who has no account
    Column("expires_at", Instant, nullable=False),
    Index("sign_in_expires", "expires_at"),
    Index("sign_in_browser", "browser"),
)
