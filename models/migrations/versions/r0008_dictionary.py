"""The site's own dictionary: its versions, and files that wait for a word."""

import sqlalchemy as sa
from alembic import op

from models.columns import Instant

revision = "0008"
down_revision: str | None = "0007"


def upgrade() -> None:
    """Make the tables. Nothing is in force yet but what the settings of each machine name."""
    op.create_table(
        "dictionary_version",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("back_to", sa.Integer()),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
    )
    op.create_table(
        "dictionary_draft",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
