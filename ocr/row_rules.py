"""The cells of a list put right by what stands in them: borders that are none, and lost ones.

No printer sets a line of text on a rule: a border through the middle of one is strokes of letters
in a row, and so is an upright one between its letters that few of the rows have. Rows go through
the whole table: where a border was lost in some of the columns only (a fold, a watermark, the bad
line of a fax), and the texts of such a cell stand in the middle of the rows that the other columns
have, it is cut as they are.
"""

from collections.abc import Sequence
from itertools import pairwise

from models.box import Box
from ocr.cell_text import lines_of
from ocr.page import Run

_MEETING = 3.0  # points between two cells that touch
_SIDES = 4.0  # points by which their sides may miss each other
_INNER = 0.28  # share of a line's height, from above and below, in which no rule goes through it
_ALIKE = 0.7  # share of their height that two parts of a cell have in common
_GAP = 1.7  # usual steps from one letter to the next between which a column may begin
_SURE = 0.9  # score of print
_FEWEST = 3  # letters of a line that tells
_LOWEST = 9.0  # points, of a row
_NEXT = 1.05  # heights of a line from it to the next of one cell, at most
_WIDE = 0.8  # of the width of all cells together, that one is wide that goes across
_OPEN_ROWS = 4  # of them, from which a table has lost its upright borders
_COLUMNS = 3  # whose texts a border parts, from which it is one
_OFF = 0.25  # rows by which the text of one may miss its middle


def put_right(boxes: Sequence[Box], runs: Sequence[Run]) -> list[Box]:
    """The cells of the tables of a page, without borders that are none and with those lost."""
    printed = [run for run in runs if not run.apart]
    whole = _uncrossed(_unstruck(list(boxes), printed), printed)
    if _has_open_rows(whole, printed):
        return []
    return [part for box in whole for part in _cut(box, _through(box, whole), printed)]


def _has_open_rows(boxes: Sequence[Box], runs: Sequence[Run]) -> bool:
    """Are most rows of a table one cell each, whose upright borders were not seen?

    Such a table is read as columns without rules, heads and all.
    """
    if not boxes:
        return False
    rows = len({round(box.y0 / _SIDES) for box in boxes})
    across = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    wide = [box for box in boxes if box.width > _WIDE * across]
    open_ = [box for box in wide if _parts_in(box, runs) >= _FEWEST]
    return len(open_) >= max(_OPEN_ROWS, rows / 2)


def _parts_in(box: Box, runs: Sequence[Run]) -> int:
    """How many texts stand side by side in a cell, with room between them."""
    held = sorted(
        (
            run.box
            for run in runs
            if box.y0 < run.box.middle < box.y1 and box.x0 <= run.box.x0 < box.x1
        ),
        key=lambda each: each.x0,
    )
    return 1 + sum(b.x0 - a.x1 > a.height / 2 for a, b in pairwise(held)) if held else 0


def _unstruck(boxes: list[Box], runs: Sequence[Run]) -> list[Box]:
    """The cells, those put together whose common border goes through a line of text."""
    for run in runs:
        if run.confidence < _SURE or len(run.text) < _FEWEST:
            continue
        pair = _struck(run.box, boxes)
        if pair and not _parts_others(pair[0].y1, boxes, runs):
            upper, lower = pair
            boxes[boxes.index(upper)] = upper.union(lower)
            boxes.remove(lower)
    return boxes


def _struck(line: Box, boxes: Sequence[Box]) -> tuple[Box, Box] | None:
    """The two cells whose common border goes through a line, None where there is none."""
    inner = _INNER * line.height
    middle = (line.x0 + line.x1) / 2
    through = [
        box
        for box in boxes
        if box.x0 < middle < box.x1 and line.y0 + inner < box.y1 < line.y1 - inner
    ]
    for upper in through:
        for lower in boxes:
            if (
                abs(lower.y0 - upper.y1) < _MEETING
                and abs(lower.x0 - upper.x0) < _SIDES
                and abs(lower.x1 - upper.x1) < _SIDES
            ):
                return upper, lower
    return None


def _parts_others(y: float, boxes: Sequence[Box], runs: Sequence[Run]) -> bool:
    """Does a border part the texts of several other columns, none of which stands on it?

    A name of two lines may be higher than its row, and is set over the rule above.
    """
    whole = 0
    for upper in (box for box in boxes if abs(box.y1 - y) < _MEETING):
        held = [
            run.box
            for run in runs
            if upper.x0 < (run.box.x0 + run.box.x1) / 2 < upper.x1
            and abs(run.box.middle - y) < upper.height
        ]
        struck = any(
            line.y0 + _INNER * line.height < y < line.y1 - _INNER * line.height for line in held
        )
        whole += not struck and any(b.middle < y for b in held) and any(b.middle > y for b in held)
    return whole >= _COLUMNS


def _uncrossed(boxes: list[Box], runs: Sequence[Run]) -> list[Box]:
    """The cells, those put together between which a text goes on, where few rows part them."""
    for run in runs:
        while pair := _crossed(run, boxes, runs):
            left, right = pair
            boxes[boxes.index(left)] = left.union(right)
            boxes.remove(right)
    return boxes


def _crossed(run: Run, boxes: Sequence[Box], runs: Sequence[Run]) -> tuple[Box, Box] | None:
    """Two cells between whose letters of one run no column begins, None where there are none."""
    level = [box for box in boxes if box.y0 < run.box.middle < box.y1]
    for left in level:
        before = [x for x in run.centres if left.x0 < x < left.x1]
        for right in level if before else ():
            behind = [x for x in run.centres if right.x0 < x < right.x1]
            # Two strokes of a letter may be taken for rules, with a strip between them.
            touch = -_MEETING < right.x0 - left.x1 < max(_MEETING, _usual_step(run)) and behind
            common = min(left.y1, right.y1) - max(left.y0, right.y0)
            alike = common > _ALIKE * max(left.height, right.height)
            if not (touch and alike and _goes_on(run)):
                continue
            if _is_rare(left, right, boxes) or _is_centred(run, left.union(right), runs):
                return left, right
    return None


def _is_centred(run: Run, cell: Box, runs: Sequence[Run]) -> bool:
    """Is a run the heading over all columns: all that a cell holds, in its middle?"""
    middle = (run.box.x0 + run.box.x1) / 2
    held = (
        other
        for other in runs
        if cell.y0 < other.box.middle < cell.y1 and cell.x0 < other.box.x0 < cell.x1
    )
    return abs(middle - (cell.x0 + cell.x1) / 2) < run.box.height / 2 and [*held] == [run]


def _goes_on(run: Run) -> bool:
    """Have the letters of a run no gap between them that may part two columns?"""
    widest = max(b - a for a, b in pairwise(run.centres))
    return widest < _GAP * _usual_step(run) and not any(c.isspace() for c in run.text)


def _usual_step(run: Run) -> float:
    """From one letter of a run to the next."""
    steps = sorted(b - a for a, b in pairwise(run.centres))
    return steps[len(steps) // 2] if steps else 0.0


def _is_rare(left: Box, right: Box, boxes: Sequence[Box]) -> bool:
    """Do less than half of the rows that hang together have the border between two cells?"""
    x, y0, y1 = left.x1, min(left.y0, right.y0), max(left.y1, right.y1)
    over = [box for box in boxes if box.x0 - _SIDES < x < box.x1 + _SIDES]
    grown = True
    while grown:
        near = [box for box in over if box.y0 < y1 + _MEETING and box.y1 > y0 - _MEETING]
        top, end = min(box.y0 for box in near), max(box.y1 for box in near)
        grown, y0, y1 = (top, end) != (y0, y1), top, end
    parted = sum(box.height for box in near if abs(box.x1 - x) < _SIDES)
    whole = sum(box.height for box in near if box.x0 + _SIDES < x < box.x1 - _SIDES)
    return parted < whole


def _through(box: Box, boxes: Sequence[Box]) -> list[float]:
    """The heights within a cell at which cells level with it meet."""
    begins = [other.y0 for other in boxes if _is_level(other, box)]
    ends = [other.y1 for other in boxes if _is_level(other, box)]
    found: list[float] = []
    for y in sorted(begins):
        inside = box.y0 + _LOWEST < y < box.y1 - _LOWEST
        is_met = any(abs(end - y) < _MEETING for end in ends)
        if inside and is_met and (not found or y - found[-1] > _LOWEST):
            found.append(y)
    return found


def _is_level(other: Box, box: Box) -> bool:
    """Does a cell stand beside another one, within its height?"""
    within = other.y0 > box.y0 - _SIDES and other.y1 < box.y1 + _SIDES
    return within and (other.x1 < box.x0 + _SIDES or other.x0 > box.x1 - _SIDES)


def _cut(box: Box, heights: Sequence[float], runs: Sequence[Run]) -> list[Box]:
    """The cell in parts at these heights, whole where its text does not stand so."""
    if not heights:
        return [box]
    edges = [box.y0, *heights, box.y1]
    parts = [Box(box.x0, y0, box.x1, y1) for y0, y1 in pairwise(edges)]
    inside = [
        run
        for run in runs
        if box.x0 < (run.box.x0 + run.box.x1) / 2 < box.x1 and box.y0 < run.box.middle < box.y1
    ]
    lines = [_around(line) for line in lines_of(inside)]
    texts = [[line for line in lines if part.y0 <= line.middle < part.y1] for part in parts]
    if not all(texts) or any(
        b[0].middle - a[-1].middle < _NEXT * a[-1].height for a, b in pairwise(texts)
    ):
        return [box]
    in_middle = all(
        abs((text[0].middle + text[-1].middle) / 2 - part.middle) < _OFF * part.height
        for text, part in zip(texts, parts, strict=True)
    )
    return parts if in_middle else [box]


def _around(line: Sequence[Run]) -> Box:
    box = line[0].box
    for run in line[1:]:
        box = box.union(run.box)
    return box
