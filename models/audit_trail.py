"""The audit trail: append-only, each entry with the digest of the one before.

A changed, missing or reordered entry breaks the chain; entries cut off from its end are missed
because the end is kept beside. With a key (setting `audit_key`) the digests are keyed, so that
whoever can write the database but doesn't know the key can't make a new chain. Bodies hold no
personal data: codes, counts and refs only.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from models.work_tables import audit, audit_end

_START = "0" * 64
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done, by whom (a worker, a command, a person), to what."""

    actor: str
    action: str
    subject: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the trail does not hold: the number of the entry and what is wrong with it."""

    number: int
    zh: str
    en: str


def append(connection: Connection, entries: Sequence[Entry], at: str, key: bytes) -> None:
    """Add entries to the trail, in the caller's transaction; at is the instant, ISO 8601."""
    if not entries:
        return
    # The end is locked to the end of the transaction: entries of two writers never interleave.
    end = connection.execute(select(audit_end).with_for_update()).one_or_none()
    if end is None:
        connection.execute(insert(audit_end).values(id=1, number=0, digest=_START))
    number, before = (end.number, end.digest) if end else (0, _START)
    rows = []
    for entry in entries:
        number += 1
        row = {
            "number": number,
            "at": at,
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "body": json.dumps(entry.body, ensure_ascii=False, sort_keys=True),
            "before": before,
        }
        before = row["digest"] = _digest(row, key)
        rows.append(row)
    connection.execute(insert(audit), rows)
    connection.execute(update(audit_end).values(number=number, digest=before))


def _digest(row: dict[str, Any], key: bytes) -> str:
    """SHA-256 over all of an entry, keyed where there is a key."""
    names = ("number", "at", "actor", "action", "subject", "body", "before")
    content = json.dumps([row[name] for name in names], ensure_ascii=False).encode()
    if key:
        return hmac.new(key, content, hashlib.sha256).hexdigest()
    return hashlib.sha256(content).hexdigest()


def length(connection: Connection) -> int:
    """How many entries the trail should have."""
    return connection.execute(select(audit_end.c.number)).scalar() or 0


def verify(connection: Connection, key: bytes) -> Iterator[int | Broken]:
    """Walk the trail: the number of entries so far, now and then, and every place it is broken."""
    number, before = 0, _START
    query = select(audit).order_by(audit.c.number).execution_options(yield_per=_AT_ONCE)
    for row in connection.execute(query).mappings():
        if row["number"] != number + 1:
            yield Broken(number + 1, "缺少这一条", "this entry is missing")
        elif row["before"] != before:
            yield Broken(row["number"], "与前一条接不上", "it does not follow the one before")
        if _digest(dict(row), key) != row["digest"]:
            yield Broken(row["number"], "内容被改动", "its content was changed")
        number, before = row["number"], row["digest"]
        if number % _AT_ONCE == 0:
            yield number
    end = connection.execute(select(audit_end)).one_or_none()
    kept = (end.number, end.digest) if end else (0, _START)
    if kept != (number, before):
        yield Broken(kept[0], "末尾的记录缺失或被改动", "entries at the end are missing or changed")
    yield number
