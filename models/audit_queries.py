"""Reading the audit trail: the newest entries, by what was done, by whom, to what."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from models.work_tables import audit


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry as it stands in the trail; at is ISO 8601."""

    number: int
    at: str
    actor: str
    action: str
    subject: str
    body: dict[str, Any]


def entries(
    connection: Connection,
    *,
    action: str = "",
    actor: str = "",
    subject: str = "",
    before: int = 0,
    most: int = 100,
) -> list[Noted]:
    """The newest entries that fit everything that is given, before a number."""
    query = select(audit).order_by(audit.c.number.desc()).limit(most)
    if before:
        query = query.where(audit.c.number < before)
    for column, wanted in (
        (audit.c.action, action),
        (audit.c.actor, actor),
        (audit.c.subject, subject),
    ):
        if wanted:
            query = query.where(column == wanted)
    return [_noted(row) for row in connection.execute(query)]


def actions(connection: Connection) -> list[str]:
    """Every kind of thing that was ever done, in order: each is looked up by itself."""
    found: list[str] = []
    while True:
        query = select(audit.c.action).order_by(audit.c.action).limit(1)
        if found:
            query = query.where(audit.c.action > found[-1])
        one = connection.execute(query).scalar()
        if one is None:
            return found
        found.append(one)


def names_of(rows: Iterable[Noted]) -> set[int]:
    """The ids of the accounts that these entries name."""
    texts = (text for row in rows for text in (row.actor, row.subject))
    ids = (text.removeprefix("account:") for text in texts if text.startswith("account:"))
    return {int(one) for one in ids if one.isdigit()}


def _noted(row: Any) -> Noted:
    return Noted(row.number, row.at, row.actor, row.action, row.subject, json.loads(row.body))
