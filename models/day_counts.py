"""What happens to cases is counted by day, in the transaction in which it happens.

A case is counted when it is sent, judged, decided; a removal takes nothing away. Times are counted
by how long they were, in steps of five in a hundred, so that a median of a million is read from a
few rows. Days are those of China.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from math import floor, log

from sqlalchemy import Connection

from models.case_tables import day_count
from models.cases import CaseState
from models.dialects import upsert
from models.submissions import Verdict

CHINA = timezone(timedelta(hours=8))
STEP = 1.05  # between two lengths of time that are told apart
LEAST_SECONDS = 60
_SHARDS = 8


class Counted(StrEnum):
    """What is counted; of findings the name is their code, of times the step of their length."""

    SENT = "sent"
    AGAIN = "again"  # sent again after a return
    ACCEPTED = "accepted"
    RETURNED = "returned"
    STRAIGHT = "straight"  # accepted with nothing against it, at the first try
    FINDING = "finding"
    TIME = "time"  # from being sent to the decision


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a case matters to the counts; None in its place: it was in no list."""

    state: CaseState
    verdict: str
    returned_before: bool = False
    sent_at: datetime | None = None
    decided_at: datetime | None = None
    codes: frozenset[str] = frozenset()


Event = tuple[Counted, date, str]


def day_of(at: datetime) -> date:
    """The day in China."""
    return at.astimezone(CHINA).date()


def length_step(seconds: float) -> int:
    """The number of a length of time."""
    return floor(log(max(seconds, LEAST_SECONDS) / LEAST_SECONDS, STEP))


def turn(before: Standing | None, after: Standing | None, at: datetime) -> Iterable[Event]:
    """What has happened to a case between two looks."""
    if after is None or after.sent_at is None:
        return
    if before is None:
        yield Counted.SENT, day_of(after.sent_at), ""
    elif before.state is CaseState.RETURNED and after.state is not CaseState.RETURNED:
        yield Counted.AGAIN, day_of(after.sent_at), ""
    if after.verdict and (before is None or not before.verdict):
        yield from ((Counted.FINDING, day_of(at), code) for code in after.codes)
    decided = after.state in (CaseState.ACCEPTED, CaseState.RETURNED)
    if decided and after.decided_at and (before is None or before.state is not after.state):
        day = day_of(after.decided_at)
        yield Counted(after.state.value), day, ""
        waited = (after.decided_at - after.sent_at).total_seconds()
        yield Counted.TIME, day, str(length_step(waited))
        fits = after.verdict == Verdict.READY and not after.returned_before
        if after.state is CaseState.ACCEPTED and fits:
            yield Counted.STRAIGHT, day, ""


def count_events(connection: Connection, events: Counter[Event]) -> None:
    """Add to the counts, in the caller's transaction, in the order in which everybody does."""
    shard = datetime.now(UTC).microsecond % _SHARDS
    rows = [
        {"kind": kind, "day": day, "name": name, "shard": shard, "count": by}
        for (kind, day, name), by in sorted(events.items())
    ]
    if rows:
        added = upsert(connection, day_count)
        keys = ["kind", "day", "name", "shard"]
        sums = {"count": day_count.c.count + added.excluded.count}
        connection.execute(added.on_conflict_do_update(index_elements=keys, set_=sums), rows)
