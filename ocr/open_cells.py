"""Cells of a ruled form whose label stands in none: its borders were not seen."""

from collections.abc import Container, Sequence

from matching.text import squeezed
from models.box import Box
from ocr.cell_text import is_right_of
from ocr.page import Run

_FAR = 120.0  # points from the end of a label to the cell of its value
_LEAST = 2  # letters of a label


def closed_cells(boxes: Sequence[Box], runs: Sequence[Run], names: Container[str]) -> list[Box]:
    """The cells but those that a label (of names) stands left of, in no cell of its own.

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
    return [
        box
        for box in boxes
        if not any(_stands_before(label, box) for label in loose)
        or any(is_right_of(box, other) for other in boxes)
    ]


def _holds(box: Box, run: Box) -> bool:
    return box.x0 <= (run.x0 + run.x1) / 2 < box.x1 and box.y0 <= run.middle < box.y1


def _stands_before(label: Box, box: Box) -> bool:
    return box.y0 < label.middle < box.y1 and -label.height < box.x0 - label.x1 < _FAR
