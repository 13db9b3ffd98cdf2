"""Borders that print stands on: strokes of letters in a row, taken for a rule of a table.

No printer sets a line of text on a rule. Where a border goes through the middle of one, the cells
above and below it are one cell, in which the text of several rows stands.
"""

from collections.abc import Sequence

from models.box import Box
from ocr.page import Run

_MEETING = 3.0  # points between two cells that touch
_SIDES = 4.0  # points by which their sides may miss each other
_INNER = 0.28  # share of a line's height, from above and below, in which no rule goes through it
_SURE = 0.9  # score of print
_FEWEST = 3  # letters of a line that tells


def unstruck(boxes: Sequence[Box], runs: Sequence[Run]) -> list[Box]:
    """The cells of tables, those put together whose common border goes through a line of text."""
    done = list(boxes)
    for run in runs:
        if run.apart or run.confidence < _SURE or len(run.text) < _FEWEST:
            continue
        pair = _struck(run.box, done)
        if pair:
            upper, lower = pair
            done[done.index(upper)] = upper.union(lower)
            done.remove(lower)
    return done


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
