"""The tables of accounts, units, sessions, tokens and reviews."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from models.columns import Instant, json_type, metadata, number_type

unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("parent_id", Integer, ForeignKey("unit.id")),
    Column("path", String(400), nullable=False, server_default=""),
    Index("unit_path", "path"),
)
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("person", String(64), nullable=False, server_default=""),
    Column("roles", json_type, nullable=False),
    Column("unit_id", Integer, ForeignKey("unit.id")),
    Column("password", String(200), nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_until", Instant),
    Column("made_at", Instant, nullable=False),
)
# Whoever checks papers without an account gets one that lives in one browser: most accounts may be
# such. In a query, too: a database uses the index where it finds the very same condition.
PEOPLE = text("substr(login, 1, 6) <> 'guest-'")
Index("account_people", account.c.id, sqlite_where=PEOPLE, postgresql_where=PEOPLE)
session = Table(
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),  # of the token, which only the browser has
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("session_of", "account_id"),
    Index("session_expires", "expires_at"),
)
reset_code = Table(
    "reset_code",
    metadata,
    Column("account_id", Integer, ForeignKey("account.id"), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("expires_at", Instant, nullable=False),
)
api_token = Table(
    "api_token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("name", String(80), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("scopes", json_type, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("used_at", Instant),
    Column("revoked_at", Instant),
    Index("api_token_of", "account_id"),
)
review = Table(
    "review",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("submission_id", number_type, ForeignKey("submission.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("decision", String(10), nullable=False),  # accepted, returned
    Column("fields", json_type, nullable=False),  # by field: accept, or correct with the value
    Column("reasons", json_type, nullable=False),  # words for the applicant
    Column("internal", Text, nullable=False, server_default=""),  # the applicant never sees them
    Column("form", json_type, nullable=False),  # as it was decided on
    Column("attachments", json_type, nullable=False),  # likewise
    Index("review_of", "submission_id", "id"),
)
