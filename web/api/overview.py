"""What needs somebody, and statistics: what the operator's first page and charts show."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query

from models.day_counts import CHINA
from models.errors import UsageWrong
from models.findings import found
from models.statistics import LONGEST, Span, statistics
from models.work_hands import Hand
from web.api.callers import Watcher
from web.api.contract_shapes import Told
from web.operate import overview

router = APIRouter(tags=["operate"])
_USUAL = 30  # days


class NoticeShown(Told):
    """Something that needs somebody; tone says how grave it is."""

    tone: str
    message: str
    message_en: str
    place: str


class WorkerTold(Told):
    """A worker; alive: its heart was heard lately."""

    name: str
    alive: bool
    running: int
    begun_at: datetime
    seen_at: datetime


class OverviewTold(Told):
    """Where everything stands. cases_waiting: for a decision. broker: null where there is none."""

    notices: list[NoticeShown]
    cases_waiting: int
    checking: int
    failed: int
    work_waiting: int
    oldest_waiting_seconds: float
    rosters_to_decide: int
    dictionaries_to_decide: int
    undelivered: int
    workers: list[WorkerTold]
    broker: bool | None
    disk_free_bytes: int
    disk_bytes: int


class SpanTold(Told):
    """Some days. straight: of what was accepted the share that nothing ever stood against.

    median_seconds, ninth_seconds: what half and nine in ten of the decisions took at most.
    """

    first: date
    last: date
    sent: int
    again: int
    accepted: int
    returned: int
    straight: float | None
    median_seconds: float | None
    ninth_seconds: float | None


class CodeCounted(Told):
    """How often a code came up."""

    code: str
    number: int


class StatisticsTold(Told):
    """A time with its parts, each a `unit` long: day, week or month."""

    unit: str
    whole: SpanTold
    spans: list[SpanTold]
    findings: list[CodeCounted]


@router.get("/overview", response_model=OverviewTold)
def get_overview(caller: Watcher) -> dict[str, Any]:
    """What needs somebody, the workers, the broker, the disk."""
    view = overview(caller)
    return {
        "notices": [
            {"tone": one.tone, "message": one.zh, "message_en": one.en, "place": one.place}
            for one in view.notices()
        ],
        "cases_waiting": view.waiting,
        "checking": view.checking,
        "failed": view.failed,
        "work_waiting": view.todo,
        "oldest_waiting_seconds": view.oldest,
        "rosters_to_decide": view.drafts,
        "dictionaries_to_decide": view.dictionary_drafts,
        "undelivered": view.undelivered,
        "workers": [
            *(_worker(one, alive=True) for one in view.alive),
            *(_worker(one, alive=False) for one in view.silent),
        ],
        "broker": view.health.broker,
        "disk_free_bytes": view.health.free,
        "disk_bytes": view.health.size,
    }


def _worker(one: Hand, *, alive: bool) -> dict[str, Any]:
    return {
        "name": one.name,
        "alive": alive,
        "running": one.running,
        "begun_at": one.begun_at,
        "seen_at": one.seen_at,
    }


@router.get("/statistics", response_model=StatisticsTold)
def get_statistics(
    caller: Watcher,
    first: Annotated[date | None, Query(description="Thirty days before the last.")] = None,
    last: Annotated[date | None, Query(description="Today, unless said otherwise.")] = None,
) -> dict[str, Any]:
    """Cases by day, week or month, how smoothly they went, what was found, how long it took."""
    end = last or datetime.now(UTC).astimezone(CHINA).date()
    try:
        begin = first or end - timedelta(_USUAL - 1)
        if begin > end or (end - begin).days >= LONGEST or end.year > 9000:
            raise ValueError
    except (ValueError, OverflowError):
        raise UsageWrong(found("DAYS_WRONG", years=LONGEST // 366)) from None
    with caller.service.store.asking() as connection:
        told = statistics(connection, begin, end)
    return {
        "unit": told.unit,
        "whole": _span(told.whole),
        "spans": [_span(one) for one in told.spans],
        "findings": [{"code": code, "number": number} for code, number in told.findings],
    }


def _span(one: Span) -> dict[str, Any]:
    return {
        "first": one.first,
        "last": one.last,
        "sent": one.sent,
        "again": one.again,
        "accepted": one.accepted,
        "returned": one.returned,
        "straight": one.straight,
        "median_seconds": one.seconds(0.5),
        "ninth_seconds": one.seconds(0.9),
    }
