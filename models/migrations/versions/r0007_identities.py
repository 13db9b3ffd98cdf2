"""Identities of an OpenID provider, and sign-ins that are under way."""

import sqlalchemy as sa
from alembic import op

from models.columns import Instant

revision = "0007"
down_revision: str | None = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(255), primary_key=True),
        sa.Column("subject", sa.String(255), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
    )
    op.create_index("identity_of", "identity", ["account_id"])
    op.create_table(
        "sign_in",
        sa.Column("state", sa.String(64), primary_key=True),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("place", sa.String(400), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False, server_default=""),
        sa.Column("expires_at", Instant(), nullable=False),
    )
    op.create_index("sign_in_expires", "sign_in", ["expires_at"])
    op.create_index("sign_in_browser", "sign_in", ["browser"])
