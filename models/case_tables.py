"""The tables of the reviewers: lists of cases, what they are found by, corrections, pictures.

A list must be as quick with a million cases as with a thousand, whatever it is filtered by. So
cases lie in groups by everything that a filter asks for, each group in order of time, with its
count: a page reads the heads of the few groups that fit, and counting reads no case at all.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from models.columns import Instant, json_type, metadata, number_type

# Compared by code points, so that a prefix is a range.
plain_text = String(200).with_variant(String(200, collation="C"), "postgresql")

case_group = Table(
    "case_group",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scope", Integer, nullable=False),  # a unit that is the case's or stands above it
    Column("state", String(10), nullable=False),
    Column("code", String(40), nullable=False),  # of a finding; "": with whatever findings
    Column("profile", String(40), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("count", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("scope", "state", "code", "profile", "verdict"),
)
case_place = Table(
    "case_place",
    metadata,
    Column("group_id", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, primary_key=True, autoincrement=False),  # ms since 1970
    Column("submission_id", number_type, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
case_key = Table(
    "case_key",
    metadata,
    Column("value", plain_text, primary_key=True),  # a name or a number
    Column("submission_id", number_type, primary_key=True, autoincrement=False),
    Column("path", String(400), nullable=False),  # of the unit
    sqlite_with_rowid=False,
)
# What stands in the three tables above of a case, so that it can be taken out again.
case_entry = Table(
    "case_entry",
    metadata,
    Column("submission_id", number_type, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("group_ids", json_type, nullable=False),
    Column("path", String(400), nullable=False),
    Column("found_by", json_type, nullable=False),
)
# What a person says a reading should have been: calibration learns from it.
correction = Table(
    "correction",
    metadata,
    Column("id", number_type, primary_key=True),
    Column("submission_id", number_type, ForeignKey("submission.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("field", String(20), nullable=False),
    Column("document", String(20), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("page", Integer, nullable=False),
    Column("box", json_type),
    Column("printed", String(400), nullable=False),
    Column("value", String(400), nullable=False),  # as it was read
    Column("confidence", Float),
    Column("right_value", String(400), nullable=False),
    Column("version", String(64), nullable=False),  # of the code that read it
    Index("correction_of", "submission_id"),
)
case_pass = Table(
    "case_pass",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("scope", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("sampled", Integer, nullable=False),
    Index("case_pass_scope", "scope", "id"),
)
sample = Table(
    "sample",
    metadata,
    Column("submission_id", number_type, ForeignKey("submission.id"), primary_key=True),
    Column("pass_id", Integer, ForeignKey("case_pass.id"), nullable=False),
    Column("outcome", String(5), nullable=False, server_default=""),  # right, wrong; "": not yet
    Index("sample_pass", "pass_id"),
)
# Drawn once, shown often; removed with the file that they show.
picture = Table(
    "picture",
    metadata,
    Column("name", String(64), primary_key=True),  # the SHA-256 of the file
    Column("page", Integer, primary_key=True, autoincrement=False),
    Column("look", String(40), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Index("picture_file", "sha256"),
)
# What happens to cases, counted by day as it happens: a year is read at once, however many there
# were, and what was removed stays counted. Several rows a name, as in `tally`; the sum counts.
day_count = Table(
    "day_count",
    metadata,
    Column("kind", String(10), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("shard", Integer, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
)
# The files that a case was returned with: they stay until it goes, to be held against new ones.
review_file = Table(
    "review_file",
    metadata,
    Column("submission_id", number_type, ForeignKey("submission.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Index("review_file_of", "sha256"),
)
