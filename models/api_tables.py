"""The tables of the API: answers kept for repeated requests, webhooks and what they are sent."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from models.columns import Instant, json_type, metadata, number_type

# The answer to a request that bore an idempotency key, so that the same request again gets it.
kept_answer = Table(
    "kept_answer",
    metadata,
    Column("account_id", Integer, ForeignKey("account.id"), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request", String(64), nullable=False),  # the SHA-256 of what was asked
    Column("status", Integer),  # none: it is yet to be answered
    Column("location", String(200), nullable=False, server_default=""),
    Column("ref", String(32), nullable=False, server_default=""),  # of what the body is about
    Column("body", LargeBinary),
    Column("at", Instant, nullable=False),
    Index("kept_answer_at", "at"),
    Index("kept_answer_of", "ref"),
)
webhook = Table(
    "webhook",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", String(400), nullable=False),
    Column("kinds", json_type, nullable=False),
    Column("secret", String(80), nullable=False),  # in full: each delivery is signed with it
    Column("paused", Boolean, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Integer, ForeignKey("account.id"), nullable=False),
)
delivery = Table(
    "delivery",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("webhook_id", Integer, ForeignKey("webhook.id"), nullable=False),
    Column("event_id", BigInteger, nullable=False),
    Column("submission_id", number_type, nullable=False),
    Column("ref", String(32), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("at", Instant, nullable=False),  # when it happened
    Column("state", String(8), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("due_at", Instant, nullable=False),
    Column("status", Integer),  # what the other side last answered
    Column("problem", String(200), nullable=False, server_default=""),
    Column("changed_at", Instant, nullable=False),
    Index("delivery_due", "state", "due_at"),
    Index("delivery_of_webhook", "webhook_id", "id"),
    Index("delivery_of", "submission_id"),
    sqlite_autoincrement=True,  # the other side knows what it has had by the number
)
