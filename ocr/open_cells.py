"""Ruled forms some borders of which were not seen, or a seal hides.

A cell whose label stands in none is no cell; opinions whose names share a cell stand in columns;
what a seal leaves on a border is no text, and what cuts a label in two is no border.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from itertools import pairwise

from matching.text import squeezed
from models.box import Box
from ocr.cell_text import Cell, cell_of, fill, in_row, is_right_of, is_under
from ocr.page import Run

_FAR = 120.0  # points from the end of a label to the cell of its value
_LEAST = 2  # letters of a label
_DOUBTED = 0.6  # score up to which few letters may be what a seal leaves
_FEW = 2
_OVER = 3.0  # points by which print does not reach over a border


def filled_cells(
    runs: Sequence[Run],
    boxes: Sequence[Box],
    names: Container[str],
    is_part: Callable[[str], bool],
) -> tuple[list[Cell], list[Run]]:
    """The cells of a form with the runs in them, and the runs that lie in none.

    names are those of labels; is_part says of a text that it names a part of the form.
    """
    print_ = without_marks_on_borders(runs, boxes)
    cells, rest = fill(print_, closed_cells(boxes, print_, names), names)
    return with_whole_labels(columns_of_opinions(cells, is_part), names), rest


def closed_cells(boxes: Sequence[Box], runs: Sequence[Run], names: Container[str]) -> list[Box]:
    """The cells without those of values whose label (of names) stands in none, or the other way.

    What such a cell holds, which may be several rows, is found as on a page without rules.
    """
    loose = [
        run.box
        for run in runs
        if not run.apart
        and len(text := squeezed(run.text).rstrip(":")) >= _LEAST
        and text in names
        and not any(_holds(box, run.box) for box in boxes)
    ]
    closed = [
        box
        for box in boxes
        if not any(_stands_before(label, box) for label in loose)
        or any(is_right_of(box, other) for other in boxes)
    ]
    free = [run.box for run in runs if not any(_holds(box, run.box) for box in boxes)]
    return [box for box in closed if not _is_open_label(box, boxes, runs, names, free)]


def _is_open_label(
    box: Box, boxes: Sequence[Box], runs: Sequence[Run], names: Container[str], free: Sequence[Box]
) -> bool:
    """Is a cell a label's whose value, right of it, stands in none?"""
    held = [run.text for run in runs if _holds(box, run.box)]
    if squeezed("".join(held)).rstrip(":") not in names:
        return False
    right = any(other.x0 > box.x1 - _OVER and other.level_with(box) for other in boxes)
    return not right and any(box.x1 < text.x0 and box.y0 < text.middle < box.y1 for text in free)


def _holds(box: Box, run: Box) -> bool:
    return box.x0 <= (run.x0 + run.x1) / 2 < box.x1 and box.y0 <= run.middle < box.y1


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


def with_whole_labels(cells: Sequence[Cell], names: Container[str]) -> list[Cell]:
    """The cells, two of a row put together that only together hold a label (of names).

    Letters that stand above each other in its two lines were taken for a border.
    """
    found = list(cells)
    for cell in cells:
        if cell not in found or not cell.runs or cell.text in names:
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
