"""The geometry of charts: where bars and lines stand; templates draw them as SVG.

No style is inline, since the content security policy allows none: classes say what a thing is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 52, 8, 12, 30
_TICKS = 4
_LABEL = 56  # px that a date takes below the axis


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; told is what it says when one points at it."""

    x: float
    y: float
    width: float
    height: float
    told: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line."""

    x: float
    y: float
    told: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line, in pieces where there is nothing between; kind is its class."""

    kind: str
    pieces: tuple[tuple[Dot, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its ticks: (y, text) at the left, (x, text) below."""

    ticks: tuple[tuple[float, str], ...]
    marks: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()

    width = WIDTH
    height = HEIGHT
    left = LEFT
    right = WIDTH - RIGHT
    floor = HEIGHT - BOTTOM


def bars(values: Sequence[float], labels: Sequence[str], told: Sequence[str]) -> Chart:
    """A bar for each value."""
    top, ticks = scale(max(values, default=0), whole=True)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(values))
    width = max(1.0, min(48.0, step * 0.72))
    drawn = tuple(
        Bar(
            round(_center(number, step) - width / 2, 1),
            _y(value, top),
            round(width, 1),
            round(Chart.floor - _y(value, top), 1),
            text,
        )
        for number, (value, text) in enumerate(zip(values, told, strict=True))
    )
    return Chart(_ticks(ticks, top), _marks(labels, step), bars=drawn)


def lines(
    series: Sequence[tuple[str, Sequence[float | None], Sequence[str]]],
    labels: Sequence[str],
    most: float | None = None,
    suffix: str = "",
) -> Chart:
    """Lines of several series (class, values, what is told of each), gaps where there is none."""
    highest = max((v for _, values, _ in series for v in values if v is not None), default=0)
    top, ticks = scale(most or highest, whole=False)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    drawn = []
    for kind, values, told in series:
        pieces: list[list[Dot]] = [[]]
        for number, (value, text) in enumerate(zip(values, told, strict=True)):
            if value is None:
                pieces.append([])
            else:
                pieces[-1].append(Dot(round(_center(number, step), 1), _y(value, top), text))
        drawn.append(Line(kind, tuple(tuple(piece) for piece in pieces if piece)))
    return Chart(_ticks(ticks, top, suffix), _marks(labels, step), lines=tuple(drawn))


def scale(highest: float, *, whole: bool) -> tuple[float, list[float]]:
    """The top of an axis and its ticks, at round numbers; whole: nothing lies between 1 and 2."""
    if highest <= 0:
        return 1.0, [0.0, 1.0]
    raw = highest / _TICKS
    size = 10.0 ** floor(log10(raw))
    step = next(size * by for by in (1, 2, 5, 10) if size * by >= raw * 0.999)
    if whole:
        step = max(1.0, step)
    many = ceil(highest / step - 1e-9)
    return many * step, [number * step for number in range(many + 1)]


def _y(value: float, top: float) -> float:
    return round(Chart.floor - value / top * (Chart.floor - TOP), 1)


def _center(number: int, step: float) -> float:
    return LEFT + (number + 0.5) * step


def _ticks(ticks: Sequence[float], top: float, suffix: str = "") -> tuple[tuple[float, str], ...]:
    return tuple((_y(tick, top), f"{tick:,.10g}{suffix}") for tick in ticks)


def _marks(labels: Sequence[str], step: float) -> tuple[tuple[float, str], ...]:
    """As many labels as have room, evenly spread."""
    every = max(1, ceil(_LABEL / step))
    return tuple(
        (round(_center(number, step), 1), label)
        for number, label in enumerate(labels)
        if number % every == 0
    )
