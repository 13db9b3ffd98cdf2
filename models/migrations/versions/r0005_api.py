"""The API: tokens can be revoked; answers kept for repeated requests; webhooks."""

import sqlalchemy as sa
from alembic import op

from models.columns import Instant

revision = "0005"
down_revision: str | None = "0004"
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Make the tables and add the column."""
    op.add_column("api_token", sa.Column("revoked_at", Instant()))
    op.create_index("api_token_of", "api_token", ["account_id"])
    op.create_table(
        "kept_answer",
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("location", sa.String(200), nullable=False, server_default=""),
        sa.Column("ref", sa.String(32), nullable=False, server_default=""),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_index("kept_answer_at", "kept_answer", ["at"])
    op.create_index("kept_answer_of", "kept_answer", ["ref"])
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("address", sa.String(400), nullable=False),
        sa.Column("kinds", JSON, nullable=False),
        sa.Column("secret", sa.String(80), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
    )
    _deliveries()


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("webhook_id", sa.Integer(), sa.ForeignKey("webhook.id"), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("submission_id", NUMBER, nullable=False),
        sa.Column("ref", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("problem", sa.String(200), nullable=False, server_default=""),
        sa.Column("changed_at", Instant(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("delivery_due", "delivery", ["state", "due_at"])
    op.create_index("delivery_of_webhook", "delivery", ["webhook_id", "id"])
    op.create_index("delivery_of", "delivery", ["submission_id"])
