"""A picture of how times grow with rows: one panel a field, both axes logarithmic, plain SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 300, 250, 56, 34, 34
_STYLE = "font-family:sans-serif;font-size:11px"


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of one panel: its name, colour, whether dashed, and points (rows, milliseconds)."""

    name: str
    colour: str
    dashed: bool
    points: tuple[tuple[float, float], ...]


def picture(panels: Sequence[tuple[str, Sequence[Curve]]]) -> str:
    """The SVG of the panels side by side, with one legend below."""
    values = [value for _, curves in panels for curve in curves for _, value in curve.points]
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    step = _WIDTH + _LEFT + _GAP
    parts = [
        f'<g transform="translate({_LEFT + i * step},{_TOP})">'
        f"{_panel(title, curves, low, high)}</g>"
        for i, (title, curves) in enumerate(panels)
    ]
    width, height = step * len(panels), _TOP + _HEIGHT + 70
    legend = "".join(
        f'<g transform="translate({_LEFT + i * 230},{height - 14})">'
        f'<path d="M0 -4H26" {_stroke(curve)}/><text x="32">{escape(curve.name)}</text></g>'
        for i, curve in enumerate(panels[0][1])
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" style="{_STYLE}">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(parts)}{legend}</svg>\n'
    )


def _stroke(curve: Curve) -> str:
    dashes = ' stroke-dasharray="5 4"' if curve.dashed else ""
    return f'fill="none" stroke="{curve.colour}" stroke-width="2"{dashes}'


def _panel(title: str, curves: Sequence[Curve], low: int, high: int) -> str:
    rows = [x for curve in curves for x, _ in curve.points]
    left, right = floor(log10(min(rows))), max(ceil(log10(max(rows))), floor(log10(min(rows))) + 1)

    def x(value: float) -> float:
        return (log10(value) - left) / (right - left) * _WIDTH

    def y(value: float) -> float:
        return (high - log10(value)) / (high - low) * _HEIGHT

    parts = [f'<text y="-12" font-weight="bold">{escape(title)}</text>']
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M0 {at:.1f}H{_WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="-6" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    for power in range(left, right + 1):
        at = x(10.0**power)
        parts.append(f'<path d="M{at:.1f} 0V{_HEIGHT}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{at:.1f}" y="{_HEIGHT + 16}" text-anchor="middle">{10**power:,}</text>'
        )
    parts.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 32}" text-anchor="middle">rows</text>')
    for curve in curves:
        points = [f"{x(a):.1f} {y(b):.1f}" for a, b in curve.points]
        parts.append(f'<path d="M{" L".join(points)}" {_stroke(curve)}/>')
        parts += [
            f'<circle r="3" fill="{curve.colour}" transform="translate({p})"/>' for p in points
        ]
    return "".join(parts)
