"""Accounts, units, sessions, tokens and reviews; whose a submission is and who decides."""

import sqlalchemy as sa
from alembic import op

from models.columns import Instant

revision = "0003"
down_revision: str | None = "0002"
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Make the tables and add the columns."""
    _accounts()
    _entrances()
    _reviews()
    _submissions()


def _accounts() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("unit.id")),
        sa.Column("path", sa.String(400), nullable=False, server_default=""),
    )
    op.create_index("unit_path", "unit", ["path"])
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("login", sa.String(80), nullable=False, unique=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("person", sa.String(64), nullable=False, server_default=""),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id")),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("locked_until", Instant()),
        sa.Column("made_at", Instant(), nullable=False),
    )


def _entrances() -> None:
    op.create_table(
        "session",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
    )
    op.create_index("session_of", "session", ["account_id"])
    op.create_index("session_expires", "session", ["expires_at"])
    op.create_table(
        "reset_code",
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant()),
        sa.Column("used_at", Instant()),
    )


def _reviews() -> None:
    op.create_table(
        "review",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("submission_id", NUMBER, sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("decision", sa.String(10), nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("internal", sa.Text(), nullable=False, server_default=""),
        sa.Column("form", JSON, nullable=False),
        sa.Column("attachments", JSON, nullable=False),
    )
    op.create_index("review_of", "review", ["submission_id", "id"])


def _submissions() -> None:
    for column in (
        sa.Column("owner_id", sa.Integer()),
        sa.Column("unit_id", sa.Integer()),
        sa.Column("sent_at", Instant()),
        sa.Column("decision", sa.String(10), nullable=False, server_default=""),
        sa.Column("decided_at", Instant()),
        sa.Column("held_by", sa.Integer()),
        sa.Column("held_until", Instant()),
        sa.Column("edition", sa.Integer(), nullable=False, server_default="1"),
    ):
        op.add_column("submission", column)
    op.create_index("submission_owner", "submission", ["owner_id", "id"])
    op.create_index("submission_review", "submission", ["decision", "unit_id", "state", "id"])
