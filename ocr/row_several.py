"""Where to cut a cell that holds the names of several people, as the rules between were missed."""

from collections.abc import Sequence
from itertools import pairwise

from models.box import Box
from models.fields import Field
from ocr.cell_text import Cell
from ocr.plausible import is_complete
from ocr.row_headers import NEAR
from ocr.row_heads import Column

# Columns of which each person has a cell of their own, with those that stand beside a name.
Beside = Sequence[tuple[Column, Cell]]


def cuts(names: Cell, box: Box, beside: Beside) -> list[float]:
    """The heights between the names of a cell; none where it is that of one person.

    box is the whole cell of which these names are a part.
    """
    lines = _texts(names)
    if len(lines) < 2 or not all(is_complete(Field.NAME, line) for line in lines):
        return []
    if any(len(cell.lines) == 1 and cell.box.height < box.height + NEAR for _, cell in beside):
        return []
    # A name with a dot may take two lines.
    if any("·" in line for line in lines) and not _each_has(len(lines), beside):
        return []
    heights = [line[0].box.middle for line in names.lines]
    return [(a + b) / 2 for a, b in pairwise(heights)]


def _each_has(many: int, beside: Beside) -> bool:
    """Does a cell beside the names hold a whole value for each of so many people?"""
    told = ((column, _texts(cell)) for column, cell in beside)
    return any(
        len(texts) == many and all(_is_whole(column, text) for text in texts)
        for column, texts in told
    )


def _is_whole(column: Column, text: str) -> bool:
    if column.field is None:
        return column.counts and text.isdecimal()
    return is_complete(column.field, text)


def _texts(cell: Cell) -> list[str]:
    return ["".join(run.text for run in line) for line in cell.lines]
