"""The queue: submissions, work, outcomes, events, the audit trail."""

import sqlalchemy as sa
from alembic import op

from models.columns import Instant

revision = "0002"
down_revision: str | None = "0001"
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Make the tables."""
    _submissions()
    _work()
    _needs()
    _outcomes()
    _trail()


def _submissions() -> None:
    op.create_table(
        "submission",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("form", JSON, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("verdict", sa.String(length=10), server_default="", nullable=False),
        sa.Column("reason", sa.String(length=60), server_default="", nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        sa.Column("pages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pages_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("report", sa.String(length=64), server_default="", nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("ref"),
    )
    op.create_index("submission_changed", "submission", ["changed_at"], unique=False)
    op.create_index("submission_report", "submission", ["report"], unique=False)
    op.create_index("submission_state", "submission", ["state", "id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("submission_id", NUMBER, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("attachment_file", "attachment", ["sha256"], unique=False)
    op.create_index("attachment_of", "attachment", ["submission_id", "place"], unique=False)


def _work() -> None:
    op.create_table(
        "work",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=72), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lost", sa.Integer(), server_default="0", nullable=False),
        sa.Column("beat", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("worker", sa.String(length=80), server_default="", nullable=False),
        sa.Column("reason", sa.String(length=60), server_default="", nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("stage", "name", "page", "version"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "work_failed",
        "work",
        ["reason", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'failed'"),
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.create_index(
        "work_unfinished",
        "work",
        ["state", "priority", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'resting', 'sent', 'running')"),
        postgresql_where=sa.text("state IN ('waiting', 'resting', 'sent', 'running')"),
    )


def _needs() -> None:
    op.create_table(
        "need",
        sa.Column("work_id", NUMBER, nullable=False),
        sa.Column("submission_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["work.id"],
        ),
        sa.PrimaryKeyConstraint("work_id", "submission_id"),
    )
    op.create_index("need_of", "need", ["submission_id"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("work_id", NUMBER, nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("ended_at", Instant(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=60), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("run_of", "run", ["work_id"], unique=False)


def _outcomes() -> None:
    op.create_table(
        "reading",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("submission_id", NUMBER, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=20), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("reading_of", "reading", ["submission_id", "round"], unique=False)
    op.create_table(
        "comparison",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("submission_id", NUMBER, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("comparison_of", "comparison", ["submission_id", "round"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("submission_id", NUMBER, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=True),
        sa.Column("body", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("finding_code", "finding", ["code", "submission_id"], unique=False)
    op.create_index("finding_of", "finding", ["submission_id", "round"], unique=False)


def _trail() -> None:
    op.create_table(
        "event",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("submission_id", NUMBER, nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("event_of", "event", ["submission_id", "id"], unique=False)
    op.create_table(
        "tally",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "shard"),
    )
    op.create_table(
        "audit",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("audit_subject", "audit", ["subject"], unique=False)
    op.create_table(
        "audit_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
