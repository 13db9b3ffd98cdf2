"""The tables of rosters.

What lies in a roster is written once and never changed: a version is made of the rows of one file
and, where the file was appended, of those of the version before.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from models.columns import Instant, json_type, metadata
from models.fields import Field

# What is kept has all its rows and waits for a person's word. What was removed is seen no more; its
# rows are yet to be deleted.
STAGED, KEPT, CURRENT, FORMER, REMOVED = "staged", "kept", "current", "former", "removed"

roster = Table(
    "roster",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("version", Integer),  # none while staged
    Column("state", String(8), nullable=False),
    Column("mode", String(8), nullable=False),
    Column("added_to", Integer, ForeignKey("roster.id")),
    Column("created_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("columns", json_type, nullable=False),
    UniqueConstraint("name", "version"),
)
_is_current = roster.c.state == CURRENT
Index(
    "roster_one_current",
    roster.c.name,
    unique=True,
    sqlite_where=_is_current,
    postgresql_where=_is_current,
)
roster_row = Table(
    "roster_row",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("roster_id", Integer, ForeignKey("roster.id"), nullable=False),
    Column("number", Integer, nullable=False),
    *(Column(str(field), Text) for field in Field),
    Column("rest", json_type),
    Index("roster_row_place", "roster_id", "number"),
)
# A file that was handed in on a page: read, compared with what is there, yet to be put in force.
roster_draft = Table(
    "roster_draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("mode", String(8), nullable=False),
    Column("file", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Column("step", String(10), nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("total", Integer, nullable=False, server_default="0"),
    Column("staged_id", Integer),  # the version with its rows; none until they are all there
    Column("before_id", Integer),  # the version that it was compared with
    Column("report", json_type),
    Column("difference", json_type),
)
