"""What became of cases, by day: read from the counts, so a year of millions takes no longer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from models.case_tables import day_count
from models.day_counts import LEAST_SECONDS, STEP, Counted

_BY_DAY = (60, "day")
_BY_WEEK = (400, "week")
LONGEST = 366 * 5  # days that are read at once
_PLAIN = (Counted.SENT, Counted.AGAIN, Counted.ACCEPTED, Counted.RETURNED, Counted.STRAIGHT)


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, from first to last: a day, a week or a month as far as it was asked for.

    times: how many decisions took how long, by step (see day_counts).
    """

    first: date
    last: date
    counts: Mapping[Counted, int] = field(default_factory=dict)
    times: Mapping[int, int] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        """Cases that came in."""
        return self.counts.get(Counted.SENT, 0)

    @property
    def again(self) -> int:
        """Cases that were sent again."""
        return self.counts.get(Counted.AGAIN, 0)

    @property
    def accepted(self) -> int:
        """Cases that were accepted."""
        return self.counts.get(Counted.ACCEPTED, 0)

    @property
    def returned(self) -> int:
        """Returns."""
        return self.counts.get(Counted.RETURNED, 0)

    @property
    def straight(self) -> float | None:
        """Of what was accepted the share that nothing ever stood against; None of none."""
        straight = self.counts.get(Counted.STRAIGHT, 0)
        return straight / self.accepted if self.accepted else None

    def seconds(self, share: float) -> float | None:
        """How long it took at most for this share of the decisions; None where there were none."""
        whole = sum(self.times.values())
        if not whole:
            return None
        left = share * whole
        for step, number in sorted(self.times.items()):
            if left <= number:
                return float(LEAST_SECONDS * STEP ** (step + left / number))
            left -= number
        raise AssertionError("not reached")


@dataclass(frozen=True, slots=True)
class Statistics:
    """A time with its parts; findings: how often each code came up, the most frequent first."""

    whole: Span
    spans: tuple[Span, ...]
    findings: tuple[tuple[str, int], ...]
    unit: str  # day, week, month


def statistics(connection: Connection, first: date, last: date) -> Statistics:
    """What happened from a day to another, both included."""
    of = day_count.c
    total = func.sum(of.count)
    days = of.day.between(first, last)
    plain = select(of.kind, of.day, total).where(of.kind.in_(_PLAIN), days)
    timed = select(of.day, of.name, total).where(of.kind == Counted.TIME, days)
    codes = select(of.name, total).where(of.kind == Counted.FINDING, days)
    unit = _unit(first, last)
    starts = _starts(first, last, unit)
    place = {day: start for start, end in starts for day in _days(start, end)}
    counts = {start: Counter[Counted]() for start, _ in starts}
    times = {start: Counter[int]() for start, _ in starts}
    for kind, day, number in connection.execute(plain.group_by(of.kind, of.day)):
        counts[place[day]][Counted(kind)] += int(number)
    for day, step, number in connection.execute(timed.group_by(of.day, of.name)):
        times[place[day]][int(step)] += int(number)
    found = [(code, int(number)) for code, number in connection.execute(codes.group_by(of.name))]
    spans = tuple(Span(start, end, counts[start], times[start]) for start, end in starts)
    whole = Span(first, last, sum(counts.values(), Counter()), sum(times.values(), Counter()))
    return Statistics(whole, spans, tuple(sorted(found, key=lambda one: (-one[1], one[0]))), unit)


def _unit(first: date, last: date) -> str:
    many = (last - first).days + 1
    return next((unit for most, unit in (_BY_DAY, _BY_WEEK) if many <= most), "month")


def _starts(first: date, last: date, unit: str) -> list[tuple[date, date]]:
    """The parts of a time, each with its first and its last day."""
    parts = []
    start = first
    while start <= last:
        if unit == "day":
            following = start + timedelta(1)
        elif unit == "week":
            following = start + timedelta(7 - start.weekday())
        else:
            following = (start.replace(day=1) + timedelta(32)).replace(day=1)
        parts.append((start, min(last, following - timedelta(1))))
        start = following
    return parts


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(number) for number in range((last - first).days + 1)]
