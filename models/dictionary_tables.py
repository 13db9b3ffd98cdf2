"""The tables of the site's own dictionary, as it was put in force.

A version is written once and never changed; the one with the highest number is in force. Going back
writes another one. There is no row for the time before the first.
"""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from models.columns import Instant, metadata

dictionary_version = Table(
    "dictionary_version",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("created_at", Instant, nullable=False),
    Column("who", String(80), nullable=False),  # as in the audit trail
    Column("note", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("back_to", Integer),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
)
# A file that was found right on a page and waits for a person's word.
dictionary_draft = Table(
    "dictionary_draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("file", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
