"""Ruled forms some borders of which were not seen, or a seal hides.

A cell whose label stands in none is no cell; opinions whose names share a cell stand in columns or
rows; what a seal leaves on a border is no text, and what cuts a label in two is no border.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from matching.text import squeezed
from models.box import Box
from ocr.cell_places import in_row, is_right_of, is_under
from ocr.cell_text import Cell, cell_of, fill
from ocr.page import Run

_FAR = 120.0  # points from the end of a label to the cell of its value
_LEAST = 2  # letters of a label
_DOUBTED = 0.6  # score up to which few letters may be what a seal leaves
_FEW = 2
_OPINION = 48.0  # points of height from which a cell may hold an opinion
_NAME = 24  # letters of the name of a part, at most
_OFF_MIDDLE = (
    16.0  # points by which names of parts may miss the middle of their cells, both together
)
_OVER = 3.0  # points by which print does not reach over a border


def filled_cells(
    runs: Sequence[Run],
    boxes: Sequence[Box],
    names: Collection[str],
    is_part: Callable[[str], bool],
) -> tuple[list[Cell], list[Run]]:
    """The cells of a form with the runs in them, and the runs that lie in none.

    names are those of labels; is_part says of a text that it names a part of the form.
    """
    print_ = without_marks_on_borders(runs, boxes)
    cells, rest = fill(print_, boxes, names)
    if open_ := open_cells(cells, rest, names):
        cells, rest = fill(print_, [cell.box for cell in cells if cell not in open_], names)
    cells = rows_of_opinions(columns_of_opinions(cells, is_part), is_part)
    parts = with_whole_parts(cells, is_part)
    return with_whole_labels(parts, names), rest


def open_cells(cells: Sequence[Cell], rest: Sequence[Run], names: Collection[str]) -> list[Cell]:
    """The cells of values whose label (of names) stands in none, and of labels whose value does.

    rest are the runs in no cell. What such a cell holds, which may be several rows, is found as on
    a page without rules.
    """
    loose = [run for run in rest if not run.apart]
    labels = [
        run.box
        for run in loose
        if len(text := squeezed(run.text).rstrip(":")) >= _LEAST and text in names
    ]
    boxes = [cell.box for cell in cells]
    return [
        cell
        for cell in cells
        if _is_open_value(cell.box, boxes, labels)
        or (cell.text.rstrip(":") in names and _is_open_label(cell.box, boxes, loose))
    ]


def _is_open_value(box: Box, boxes: Sequence[Box], labels: Sequence[Box]) -> bool:
    """Does a label in no cell stand left of a cell that has no other there?"""
    led = any(_stands_before(label, box) for label in labels)
    return led and not any(is_right_of(box, other) for other in boxes)


def _is_open_label(box: Box, boxes: Sequence[Box], loose: Sequence[Run]) -> bool:
    """Does a text in no cell stand right of a cell that has no other there?"""
    led = any(box.x1 < run.box.x0 and box.y0 < run.box.middle < box.y1 for run in loose)
    return led and not any(o.x0 > box.x1 - _OVER and o.level_with(box) for o in boxes)


def _stands_before(label: Box, box: Box) -> bool:
    return box.y0 < label.middle < box.y1 and -label.height < box.x0 - label.x1 < _FAR


def without_marks_on_borders(runs: Sequence[Run], boxes: Sequence[Box]) -> list[Run]:
    """The runs but for doubtful ones of few letters that lie across the border of a cell."""
    return [
        run
        for run in runs
        if run.confidence > _DOUBTED
        or len(squeezed(run.text)) > _FEW
        or not any(_crosses(run.box, box) for box in boxes)
    ]


def _crosses(run: Box, box: Box) -> bool:
    inside = run.overlap(box) > 0
    across = run.x0 < box.x0 - _OVER or run.x1 > box.x1 + _OVER
    return inside and (across or run.y0 < box.y0 - _OVER or run.y1 > box.y1 + _OVER)


def columns_of_opinions(cells: Sequence[Cell], is_part: Callable[[str], bool]) -> list[Cell]:
    """The cells, one with the names of several parts side by side cut between them.

    The cell below is cut there, too, but where its print goes on over the cut.
    """
    found = list(cells)
    for head in cells:
        names = head.lines[0] if len(head.lines) == 1 else ()
        if len(names) < 2 or not all(is_part(squeezed(run.text)) for run in names):
            continue
        borders = [(left.box.x1 + right.box.x0) / 2 for left, right in pairwise(names)]
        for cell in cells:
            if cell not in found or (cell is not head and not is_under(cell.box, head.box)):
                continue
            free = [x for x in borders if not any(r.box.x0 < x < r.box.x1 for r in cell.runs)]
            edges = [cell.box.x0, *free, cell.box.x1]
            boxes = [replace(cell.box, x0=a, x1=b) for a, b in pairwise(edges)]
            place = found.index(cell)
            found[place : place + 1] = fill([*cell.runs, *cell.apart], boxes)[0]
    return found


def rows_of_opinions(cells: Sequence[Cell], is_part: Callable[[str], bool]) -> list[Cell]:
    """The cells, one with the names of two parts below each other cut between them.

    Names stand in the middle of their cells, which tells where the border is that was not seen. The
    opinions beside them are cut there, too.
    """
    found = list(cells)
    for side in cells:
        y = _border_between(side, is_part)
        row = [c for c in cells if c in found and y and in_row(c.box, side.box)]
        row = [c for c in row if c is side or is_right_of(c.box, side.box)]
        if y is None or any(
            r.box.y0 < y - _OVER and r.box.y1 > y + _OVER for c in row for r in c.runs
        ):
            continue
        for cell in row:
            boxes = [replace(cell.box, y1=y), replace(cell.box, y0=y)]
            place = found.index(cell)
            found[place : place + 1] = fill([*cell.runs, *cell.apart], boxes)[0]
    return found


def _border_between(side: Cell, is_part: Callable[[str], bool]) -> float | None:
    """Where the border is between the cells of two parts that a cell names; None for one part."""
    if len(side.lines) < 2 or side.box.height < 2 * _OPINION:
        return None
    for at in range(1, len(side.lines)):
        upper, lower = (
            [run for line in lines for run in line] for lines in (side.lines[:at], side.lines[at:])
        )
        if not all(is_part(squeezed("".join(r.text for r in runs))) for runs in (upper, lower)):
            continue
        first = upper[0].box.y0 + upper[-1].box.y1 - side.box.y0
        second = lower[0].box.y0 + lower[-1].box.y1 - side.box.y1
        if abs(first - second) < _OFF_MIDDLE and upper[-1].box.y1 < first < lower[0].box.y0:
            return (first + second) / 2
    return None


def with_whole_parts(cells: Sequence[Cell], is_part: Callable[[str], bool]) -> list[Cell]:
    """The cells, those below each other put together that only together name a part of the form.

    Lines of a name that stand close in a narrow cell were taken for borders.
    """
    found = list(cells)
    for cell in cells:
        if cell.box.height < _OPINION:
            continue
        y0, y1 = cell.box.y0 - _OVER, cell.box.y1 + _OVER
        side = [
            c for c in found if is_right_of(cell.box, c.box) and y0 < c.box.y0 and c.box.y1 < y1
        ]
        side.sort(key=lambda c: c.box.y0)
        together = "".join(c.text for c in side)
        if len(side) > 1 and is_part(together) and len(together) <= _NAME:
            runs = [run for c in side for run in (*c.runs, *c.apart)]
            whole = cell_of(side[0].box.union(side[-1].box), runs)
            found[found.index(side[0])] = whole
            found = [c for c in found if c not in side[1:]]
    return found


def with_whole_labels(cells: Sequence[Cell], names: Collection[str]) -> list[Cell]:
    """The cells, two of a row put together that only together hold a label (of names).

    Letters that stand above each other in its two lines were taken for a border.
    """
    found = list(cells)
    begins = {name[:end] for name in names for end in range(1, len(name))}
    for cell in cells:
        head = squeezed("".join(run.text for run in cell.lines[0])) if cell.lines else ""
        if head not in begins or cell.text in names or cell not in found:
            continue
        beside = (c for c in found if is_right_of(c.box, cell.box) and in_row(c.box, cell.box))
        other = next(beside, None)
        if other is None or not other.runs or other.text in names:
            continue
        runs = [*cell.runs, *cell.apart, *other.runs, *other.apart]
        whole = cell_of(cell.box.union(other.box), runs)
        if whole.text.rstrip(":") in names:
            found[found.index(cell)] = whole
            found.remove(other)
    return found
