"""The heads of a table that no rules part: each one's runs, cut and put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matching.text import squeezed
from models.box import Box
from ocr.page import Run
from ocr.row_heads import Column, Heads, column_of, is_header
from ocr.row_text import Text

_APART = 1.25  # heights from one letter to the next from which another head may begin
_WIDER = 1.15  # usual steps between two heads that were recognised as one run
_SPREAD = 7.0  # heights between the two letters of a head that is spread over its cell
_REACH = 1.25  # heights from the middle of 姓名 to that of another line of heads, at most
_LEVEL = 0.28  # heights by which heads of one line may miss each other
_TALLEST = 1.6  # usual heights of a part; what is higher is more than a line of heads
_COMMON = 0.3  # share of the narrower line that lies under the other one of a head


@dataclass(frozen=True, slots=True)
class Header:
    """A row of heads."""

    box: Box
    columns: tuple[Column, ...]


def find_headers(runs: Sequence[Run], heads: Heads) -> list[Header]:
    """The rows of heads on a page, from its top."""
    parts = [part for run in runs for part in _parts(run, heads) if not _is_text(part)]
    parts = _joined(parts, heads)
    parts = _of_one_line(parts, heads)
    found: list[Header] = []
    for seed in parts:
        if not heads.is_exact(seed.text):
            continue
        beside = _heads_beside(seed, parts, heads)
        columns = [column_of(head, around(head), heads) for head in beside]
        if is_header(columns):
            found.append(Header(around([run for head in beside for run in head]), tuple(columns)))
    found.sort(key=lambda header: -sum(column.known for column in header.columns))
    kept: list[Header] = []
    for header in found:
        if not any(header.box.level_with(other.box, 0.1) for other in kept):
            kept.append(header)
    return sorted(kept, key=lambda header: header.box.y0)


def _of_one_line(parts: list[Run], heads: Heads) -> list[Run]:
    """The parts; of a head whose box a pen's stroke made higher the line that other heads share."""
    heights = sorted(part.box.height for part in parts)
    usual = heights[len(heights) // 2] if heights else 0.0
    exact = [part for part in parts if heads.is_exact(part.text)]
    low = [part for part in exact if part.box.height <= _TALLEST * usual]

    def clipped(part: Run) -> Run:
        for y0 in (part.box.y0, part.box.y1 - usual):
            if any(abs(other.box.middle - y0 - usual / 2) < usual / 2 for other in low):
                return replace(part, box=replace(part.box, y0=y0, y1=y0 + usual))
        return part

    tall = {id(part) for part in exact} - {id(part) for part in low}
    return [clipped(part) if id(part) in tall else part for part in parts]


def heads_of(runs: Sequence[Run], middle: float, heads: Heads) -> list[tuple[Run, ...]]:
    """The heads in one cell, left to right; several where no rule was seen between them."""
    parts = _joined([part for run in runs for part in _parts(run, heads)], heads)
    heights = sorted(part.box.height for part in parts)
    stacks = _stack(parts, middle, heights[len(heights) // 2], heads)
    known = [heads.find("".join(run.text for run in stack)) for stack in stacks]
    return stacks if sum(found is not None for found in known) > 1 else [tuple(runs)]


def _heads_beside(seed: Run, parts: Sequence[Run], heads: Heads) -> list[tuple[Run, ...]]:
    """The heads that stand in one row with a head, left to right, each from its upper line."""
    height, middle = seed.box.height, seed.box.middle
    near = [part for part in parts if abs(part.box.middle - middle) < _REACH * height]
    return _stack(near, middle, height, heads)


def _stack(
    parts: Sequence[Run], middle: float, height: float, heads: Heads
) -> list[tuple[Run, ...]]:
    """Heads of one line at the middle, and those of several lines around it.

    Below a row of heads stands the first row of the list, above it a caption: a line there belongs
    to a head only when there is one on the other side, or when both together are a known head.
    """
    base = [part for part in parts if abs(part.box.middle - middle) < _LEVEL * height]
    rest = sorted((part for part in parts if part not in base), key=lambda part: part.box.y0)
    upper = [part for part in rest if part.box.middle < middle]
    lower = [part for part in rest if part.box.middle > middle]
    stacks: list[list[Run]] = [[part] for part in base]
    for above in upper:
        below = next((p for p in lower if _stacked(above, p) and _around(above, p, middle)), None)
        head = next((head for head in stacks if any(_stacked(above, run) for run in head)), None)
        if below:
            lower.remove(below)
            stacks.append([above, *(head or ()), below])
            stacks = [other for other in stacks if other is not head]
        elif head and _better([above, *head], head, heads):
            head.insert(0, above)
    for below in lower:
        head = next((head for head in stacks if any(_stacked(below, run) for run in head)), None)
        if head and _better([*head, below], head, heads):
            head.append(below)
    return sorted((tuple(head) for head in stacks), key=lambda head: around(head).x0)


def _around(above: Run, below: Run, middle: float) -> bool:
    """Do two lines stand around a middle?"""
    return abs((above.box.middle + below.box.middle) / 2 - middle) < _LEVEL * above.box.height


def _better(longer: list[Run], head: list[Run], heads: Heads) -> bool:
    """Are these lines a known head together, and the shorter ones none?"""

    def exact(runs: list[Run]) -> bool:
        return heads.is_exact("".join(run.text for run in runs))

    return exact(longer) and not exact(head)


def _is_text(run: Run) -> bool:
    """Is this a line of text or a date, and no head?"""
    letters = squeezed(run.text)
    return len(letters) > 40 or any(c in ":。;" or c.isdigit() for c in letters)


def _parts(run: Run, heads: Heads) -> list[Run]:
    """A run cut where a second head begins."""
    text = Text([run])
    size = len(text.letters)
    if _is_text(run) or heads.is_exact(text.letters):
        return [run]
    cuts = [0, *(i for i in range(1, size) if text.step(i) > _APART or text.spaced(i)), size]
    return [
        part
        for begin, end in pairwise(cuts)
        for a, b in pairwise(_tiles(text, begin, end, heads))
        for part in text.parts(a, b)
    ]


def _tiles(text: Text, begin: int, end: int, heads: Heads) -> list[int]:
    """Where to cut a stretch that is nothing but heads; its ends alone where it is not."""
    best: dict[int, list[int]] = {begin: [begin]}
    for stop in range(begin + 1, end + 1):
        for start in range(max(begin, stop - 14), stop):
            if start not in best or len(best[start]) + 1 >= len(best.get(stop, [0] * 99)):
                continue
            if heads.is_exact(text.letters[start:stop]):
                best[stop] = [*best[start], stop]
    cuts = best.get(end, [begin, end])
    # 专业职称 may be one head: short ones must stand apart to be two.
    steps = sorted(text.step(i) for i in range(begin + 1, end))
    wide = _WIDER * steps[len(steps) // 2] if steps else 0.0
    apart = all(text.step(cut) > wide for cut in cuts[1:-1])
    long = len(cuts) > 3 or all(b - a > 2 for a, b in pairwise(cuts))
    return cuts if apart or long else [begin, end]


def _joined(parts: list[Run], heads: Heads) -> list[Run]:
    """The parts, with the letters of a head that is spread over its cell put together."""
    rest = sorted(parts, key=lambda part: part.box.x0)
    done: list[Run] = []
    while rest:
        head = rest.pop(0)
        stacked = any(_is_upper(head, part, heads) for part in parts)
        if len(squeezed(head.text)) <= 2 and heads.find(head.text) is None and not stacked:
            tail = next((part for part in rest if _completes(head, part, heads)), None)
            if tail:
                rest.remove(tail)
                head = Run(
                    head.text + tail.text,
                    min(head.confidence, tail.confidence),
                    head.box.union(tail.box),
                    head.centres + tail.centres,
                )
        done.append(head)
    return done


def _is_upper(head: Run, lower: Run, heads: Heads) -> bool:
    """Is this the upper line of a head, 取得 over 资格, and not the beginning of one beside it?"""
    below = 0 < lower.box.middle - head.box.middle < _REACH * head.box.height
    return below and _stacked(head, lower) and heads.is_exact(head.text + lower.text)


def _completes(head: Run, tail: Run, heads: Heads) -> bool:
    gap = tail.box.x0 - head.box.x1
    return (
        -0.5 * head.box.height < gap < _SPREAD * head.box.height
        and tail.box.level_with(head.box)
        and heads.is_exact(head.text + tail.text)
    )


def _stacked(a: Run, b: Run) -> bool:
    """Do two parts stand one above the other?"""
    common = min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0)
    return not a.box.level_with(b.box) and common > _COMMON * min(a.box.width, b.box.width)


def around(runs: Sequence[Run]) -> Box:
    """The smallest box around runs."""
    box = runs[0].box
    for run in runs[1:]:
        box = box.union(run.box)
    return box
