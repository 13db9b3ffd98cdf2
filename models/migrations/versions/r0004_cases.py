"""Cases: the lists of reviewers, what cases are found by, corrections, samples, pictures."""

import sqlalchemy as sa
from alembic import op

from models.columns import Instant

revision = "0004"
down_revision: str | None = "0003"
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True)
PLAIN = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _lists()
    _outcomes()
    op.create_table(
        "picture",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("page", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("look", sa.String(40), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_index("picture_file", "picture", ["sha256"])


def _lists() -> None:
    op.create_table(
        "case_group",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("scope", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("profile", sa.String(40), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False, server_default="0"),
        sa.UniqueConstraint("scope", "state", "code", "profile", "verdict"),
    )
    op.create_table(
        "case_place",
        sa.Column("group_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("submission_id", NUMBER, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_key",
        sa.Column("value", PLAIN, primary_key=True),
        sa.Column("submission_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("path", sa.String(400), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_entry",
        sa.Column("submission_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("group_ids", JSON, nullable=False),
        sa.Column("path", sa.String(400), nullable=False),
        sa.Column("found_by", JSON, nullable=False),
    )


def _outcomes() -> None:
    op.create_table(
        "correction",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("submission_id", NUMBER, sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("document", sa.String(20), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("box", JSON),
        sa.Column("printed", sa.String(400), nullable=False),
        sa.Column("value", sa.String(400), nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.Column("right_value", sa.String(400), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
    )
    op.create_index("correction_of", "correction", ["submission_id"])
    op.create_table(
        "case_pass",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("scope", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("sampled", sa.Integer(), nullable=False),
    )
    op.create_index("case_pass_scope", "case_pass", ["scope", "id"])
    op.create_table(
        "sample",
        sa.Column("submission_id", NUMBER, sa.ForeignKey("submission.id"), primary_key=True),
        sa.Column("pass_id", sa.Integer(), sa.ForeignKey("case_pass.id"), nullable=False),
        sa.Column("outcome", sa.String(5), nullable=False, server_default=""),
    )
    op.create_index("sample_pass", "sample", ["pass_id"])
    op.create_table(
        "review_file",
        sa.Column("submission_id", NUMBER, sa.ForeignKey("submission.id"), primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
    )
    op.create_index("review_file_of", "review_file", ["sha256"])
