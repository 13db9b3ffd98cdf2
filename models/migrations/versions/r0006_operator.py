"""The operator's: files of rosters that wait for a word, counts by day, who works on the queue."""

import sqlalchemy as sa
from alembic import op

from models.columns import Instant

revision = "0006"
down_revision: str | None = "0005"
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Make the tables. What happened before is not counted by day."""
    op.create_table(
        "roster_draft",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("mode", sa.String(8), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("touched_at", Instant(), nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("total", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("staged_id", sa.Integer()),
        sa.Column("before_id", sa.Integer()),
        sa.Column("report", JSON),
        sa.Column("difference", JSON),
    )
    op.create_table(
        "day_count",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("shard", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "worker",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
    )
    op.create_index("audit_action", "audit", ["action", "number"])
    op.create_index("audit_actor", "audit", ["actor", "number"])
    people = sa.text("substr(login, 1, 6) <> 'guest-'")
    op.create_index(
        "account_people", "account", ["id"], sqlite_where=people, postgresql_where=people
    )
