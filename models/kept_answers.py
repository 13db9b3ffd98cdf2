"""Requests that bear an idempotency key are done once: the same again gets the answer of then.

Each step is a transaction of its own for WorkStore.act. Of several that come at once one begins;
the others are told that it is running.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from models.api_tables import kept_answer
from models.audit_trail import Entry
from models.dialects import upsert
from models.errors import StillRunning, UsageWrong
from models.findings import found

KEPT = timedelta(hours=24)
# Whoever has not answered after so long died: what is done twice then is told apart by its key.
_DEAD_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; location "" where there is none, ref "" where it is of no submission."""

    status: int
    body: bytes
    location: str = ""
    ref: str = ""


def begin(
    connection: Connection, at: datetime, account_id: int, key: str, request: str
) -> tuple[Answer | None, list[Entry]]:
    """The answer of before, or None for who is to do it now.

    Raises StillRunning where another does it, UsageWrong where it was another request.
    """
    sweep(connection, at)
    row = {"account_id": account_id, "key": key, "request": request, "at": at}
    made = upsert(connection, kept_answer).values(row).on_conflict_do_nothing()
    if connection.execute(made.returning(kept_answer.c.key)).first():
        return None, []
    own = (kept_answer.c.account_id == account_id, kept_answer.c.key == key)
    known = connection.execute(select(kept_answer).where(*own).with_for_update()).one_or_none()
    if known is None:  # the one before has failed this very moment
        raise StillRunning(found("API_STILL_RUNNING"))
    if known.request != request:
        raise UsageWrong(found("API_KEY_OF_ANOTHER"))
    if known.status is not None:
        return Answer(known.status, known.body, known.location, known.ref), []
    if known.at > at - _DEAD_AFTER:
        raise StillRunning(found("API_STILL_RUNNING"))
    connection.execute(update(kept_answer).where(*own).values(at=at))
    return None, []


def keep(
    connection: Connection, at: datetime, account_id: int, key: str, answer: Answer
) -> tuple[None, list[Entry]]:
    """Keep what was answered."""
    values = asdict(answer) | {"at": at}
    own = (kept_answer.c.account_id == account_id, kept_answer.c.key == key)
    connection.execute(update(kept_answer).where(*own).values(values))
    return None, []


def give_up(
    connection: Connection, _at: datetime, account_id: int, key: str
) -> tuple[None, list[Entry]]:
    """It was refused or failed: the same request may come again."""
    own = (kept_answer.c.account_id == account_id, kept_answer.c.key == key)
    connection.execute(delete(kept_answer).where(*own, kept_answer.c.status.is_(None)))
    return None, []


def sweep(connection: Connection, at: datetime) -> tuple[None, list[Entry]]:
    """Forget what nobody may ask for any more."""
    connection.execute(delete(kept_answer).where(kept_answer.c.at < at - KEPT))
    return None, []


def forget(connection: Connection, refs: Collection[str]) -> None:
    """What was answered of submissions goes with them: it holds what they held."""
    connection.execute(delete(kept_answer).where(kept_answer.c.ref.in_(refs)))
