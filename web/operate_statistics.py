"""Statistics as charts: how many came in, how smoothly, what was found, how long it took."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from fastapi import APIRouter, Depends, Response

from models.day_counts import CHINA
from models.findings import Finding, found
from models.statistics import LONGEST, Span, statistics
from web.charts import bars, lines
from web.operate_access import lasted, operate_page, operator
from web.visit import Visitor

router = APIRouter(prefix="/operate/statistics", dependencies=[Depends(operator)])
_USUAL = 30  # days
CODES = 20  # that are drawn; the table below has all
_UNITS = ((86_400, "天", "days"), (3_600, "小时", "hours"), (60, "分钟", "minutes"))
Say = Callable[[str, str], str]


@router.get("")
def statistics_page(visitor: Visitor, first: str = "", last: str = "") -> Response:
    """The charts of a time, the last thirty days unless it is said."""
    today = datetime.now(CHINA).date()
    problems: tuple[Finding, ...] = ()
    try:
        end = date.fromisoformat(last) if last else today
        begin = date.fromisoformat(first) if first else end - timedelta(_USUAL - 1)
        if begin > end or (end - begin).days >= LONGEST:
            raise ValueError
    except (ValueError, OverflowError):
        begin, end = today - timedelta(_USUAL - 1), today
        problems = (found("DAYS_WRONG", years=LONGEST // 366),)
    with visitor.service.store.asking() as connection:
        told = statistics(connection, begin, end)

    def say(zh: str, en: str) -> str:
        return en if visitor.language == "en" else zh

    labels = [_label(span, told.unit) for span in told.spans]
    times, unit = _times(told.spans, labels, say)
    return operate_page(
        visitor,
        "operate_statistics.html.j2",
        422 if problems else 200,
        told=told,
        labels=labels,
        today=today,
        earlier=[(days, today - timedelta(days - 1)) for days in (7, 30, 90, 365)],
        sent=_sent(told.spans, labels),
        straight=_straight(told.spans, labels),
        times=times,
        unit=unit,
        drawn=CODES,
        problems=problems,
    )


def _label(span: Span, unit: str) -> str:
    if unit == "month":
        return f"{span.first:%Y-%m}"
    return f"{span.first:%m-%d}"


def _sent(spans: tuple[Span, ...], labels: list[str]) -> object:
    told = [f"{label}: {span.sent:,}" for label, span in zip(labels, spans, strict=True)]
    return bars([span.sent for span in spans], labels, told)


def _straight(spans: tuple[Span, ...], labels: list[str]) -> object:
    shares = [None if span.straight is None else 100 * span.straight for span in spans]
    told = [f"{label}: {share or 0:.0f}%" for label, share in zip(labels, shares, strict=True)]
    return lines([("share", shares, told)], labels, most=100, suffix="%")


def _times(spans: tuple[Span, ...], labels: list[str], say: Say) -> tuple[object, str]:
    """Median and ninth tenth of the time to a decision, in the unit that fits."""
    shares = (("median", 0.5), ("ninth", 0.9))
    seconds = {kind: [span.seconds(share) for span in spans] for kind, share in shares}
    highest = max((s for values in seconds.values() for s in values if s), default=0)
    size, zh, en = next((unit for unit in _UNITS if highest >= 2 * unit[0]), _UNITS[-1])
    series = [
        (
            kind,
            [None if s is None else s / size for s in values],
            [f"{label}: {say(*lasted(s or 0))}" for label, s in zip(labels, values, strict=True)],
        )
        for kind, values in seconds.items()
    ]
    return lines(series, labels), say(zh, en)
