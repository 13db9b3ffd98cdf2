"""The tables of the queue: submissions, what they wait for, what came out, what happened.

Work is kept by what it is about (a file, a page of it), not by who asked: two submissions with the
same file wait for the same piece of work, so no file is read twice by one version of the code.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from models.columns import Instant, json_type, metadata, number_type

submission = Table(
    "submission",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("ref", String(32), nullable=False, unique=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("profile", String(40), nullable=False),
    Column("form", json_type, nullable=False),
    Column("state", String(10), nullable=False),
    Column("verdict", String(10), nullable=False, server_default=""),
    Column("reason", String(60), nullable=False, server_default=""),
    Column("priority", Integer, nullable=False),
    Column("round", Integer, nullable=False, server_default="1"),
    Column("pages", Integer, nullable=False, server_default="0"),
    Column("pages_done", Integer, nullable=False, server_default="0"),
    Column("report", String(64), nullable=False, server_default=""),
    Column("owner_id", Integer),  # the applicant's account; none: a sender in bulk
    Column("unit_id", Integer),  # whose reviewers decide
    Column("sent_at", Instant),  # none: a draft that nobody but its owner sees
    Column("decision", String(10), nullable=False, server_default=""),
    Column("decided_at", Instant),
    Column("held_by", Integer),  # the account of the reviewer who looks at it
    Column("held_until", Instant),
    Column("edition", Integer, nullable=False, server_default="1"),  # up with each change
    Column("received_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("submission_state", "state", "id"),
    Index("submission_changed", "changed_at"),
    Index("submission_report", "report"),
    Index("submission_owner", "owner_id", "id"),
    Index("submission_review", "decision", "unit_id", "state", "id"),
)
attachment = Table(
    "attachment",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("submission_id", number_type, ForeignKey("submission.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Index("attachment_of", "submission_id", "place"),
    Index("attachment_file", "sha256"),
)
work = Table(
    "work",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("stage", String(10), nullable=False),
    Column("name", String(72), nullable=False),
    Column("page", Integer, nullable=False),
    Column("version", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("claims", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("lost", Integer, nullable=False, server_default="0"),  # times its worker went silent
    Column("beat", Integer, nullable=False, server_default="0"),
    Column("pages", Integer, nullable=False, server_default="0"),  # of a file whose intake is done
    Column("worker", String(80), nullable=False, server_default=""),
    Column("reason", String(60), nullable=False, server_default=""),
    Column("made_at", Instant, nullable=False),
    Column("result", LargeBinary),
    UniqueConstraint("stage", "name", "page", "version"),
    # A number is given out once: who holds work that was removed must not finish other work.
    sqlite_autoincrement=True,
)
# In a query, too: a database uses the index where it finds the very same condition.
UNFINISHED = text("state IN ('waiting', 'resting', 'sent', 'running')")
Index(
    "work_unfinished",
    work.c.state,
    work.c.priority,
    work.c.id,
    sqlite_where=UNFINISHED,
    postgresql_where=UNFINISHED,
)
_failed = text("state = 'failed'")
Index("work_failed", work.c.reason, work.c.id, sqlite_where=_failed, postgresql_where=_failed)
need = Table(
    "need",
    metadata,
    Column("work_id", number_type, ForeignKey("work.id"), primary_key=True),
    Column("submission_id", number_type, ForeignKey("submission.id"), primary_key=True),
    Index("need_of", "submission_id"),
)
run = Table(
    "run",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("work_id", number_type, nullable=False),
    Column("stage", String(10), nullable=False),
    Column("claim", Integer, nullable=False),
    Column("version", String(64), nullable=False),
    Column("worker", String(80), nullable=False),
    Column("ended_at", Instant, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("reason", String(60), nullable=False, server_default=""),
    Index("run_of", "work_id"),
)
# Who works on the queue: seen while it lives, gone when it was stopped, silent when it died.
worker = Table(
    "worker",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("begun_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)
reading = Table(
    "reading",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("submission_id", number_type, ForeignKey("submission.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("place", Integer, nullable=False),  # of the attachment
    Column("document", String(20), nullable=False),
    Column("field", String(20), nullable=False),
    Column("body", json_type, nullable=False),
    Index("reading_of", "submission_id", "round"),
)
comparison = Table(
    "comparison",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("submission_id", number_type, ForeignKey("submission.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("field", String(20), nullable=False),
    Column("state", String(12), nullable=False),
    Column("body", json_type, nullable=False),
    Index("comparison_of", "submission_id", "round"),
)
finding = Table(
    "finding",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("submission_id", number_type, ForeignKey("submission.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("code", String(40), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("field", String(20)),
    Column("body", json_type, nullable=False),
    Index("finding_of", "submission_id", "round"),
    Index("finding_code", "code", "submission_id"),
)
event = Table(
    "event",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("submission_id", number_type, nullable=False),
    Column("ref", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("body", json_type, nullable=False),
    Index("event_of", "submission_id", "id"),
    sqlite_autoincrement=True,  # numbers of removed events never come again, or followers miss them
)
# Counting a million submissions takes seconds, so they are counted as they change: submissions by
# state, unfinished work by stage, failed work by stage and reason. Several rows a name, so that
# workers seldom wait for one another; the sum counts.
tally = Table(
    "tally",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("shard", Integer, primary_key=True),
    Column("count", BigInteger, nullable=False),
)
audit = Table(
    "audit",
    metadata,
    Column("number", number_type, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("body", Text, nullable=False),
    Column("before", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Index("audit_subject", "subject"),
    Index("audit_action", "action", "number"),
    Index("audit_actor", "actor", "number"),
)
# The end of the trail, so that entries cut off from it are missed.
audit_end = Table(
    "audit_end",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
)
