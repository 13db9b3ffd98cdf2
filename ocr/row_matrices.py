"""The people in ruled tables whose columns are titles: each name has the title above it."""

from collections.abc import Sequence

from models.box import Box
from models.fields import Field
from ocr.cell_text import Cell, fill
from ocr.layout import Candidate
from ocr.page import Run
from ocr.row_groups import candidate_of, fields_of
from ocr.row_headers import NEAR, tables_of
from ocr.row_headline import around
from ocr.row_heads import Heads
from ocr.row_items import people_in
from ocr.row_layouts import Listed, are_people
from ocr.row_names import Named
from ocr.row_people import Entry
from ocr.row_text import Text

_FEWEST = 2  # titles beside one another that make columns of them


def find_in_matrices(page: int, runs: Sequence[Run], boxes: Sequence[Box], heads: Heads) -> Listed:
    """The people in the tables of a page whose heads are titles, title by title."""
    listed = Listed()
    cells, _ = fill(runs, boxes)
    for table in tables_of(cells):
        entries = [e for head, title in _titles(table) for e in _below(page, head, title, table)]
        if entries and are_people(entries, heads):
            listed.entries += entries
            listed.regions.append(around([run for cell in table for run in cell.runs]))
    return listed


def _titles(table: Sequence[Cell]) -> list[tuple[Cell, Candidate]]:
    """The heads that are titles, left to right, of the first row that has several."""
    titled = [(cell, value) for cell in table if (value := _only(cell, Field.TITLE))]
    for first, _ in sorted(titled, key=lambda head: head[0].box.y0):
        row = [head for head in titled if abs(head[0].box.middle - first.box.middle) < NEAR]
        if len(row) >= _FEWEST:
            return sorted(row, key=lambda head: head[0].box.x0)
    return []


def _below(page: int, head: Cell, title: Candidate, table: Sequence[Cell]) -> list[Entry]:
    """The people of the cells below a title, each with the unit that its row names."""
    own = [
        cell
        for cell in table
        if cell.box.y0 > head.box.y1 - NEAR
        and head.box.x0 < (cell.box.x0 + cell.box.x1) / 2 < head.box.x1
        and cell.lines
    ]
    return [
        Entry(
            page, (cell.box.y0, cell.box.x0), {**_unit(cell, table), **person, Field.TITLE: title}
        )
        for cell in sorted(own, key=lambda cell: cell.box.y0)
        for _, person in people_in(Text(cell.runs), 0, columns=True, run_on=True).people
    ]


def _unit(cell: Cell, table: Sequence[Cell]) -> Named:
    """The unit that stands in a row's other cells."""
    row = (c for c in table if c is not cell and c.box.y0 <= cell.box.middle < c.box.y1)
    unit = next((value for c in row if (value := _only(c, Field.EMPLOYER))), None)
    return {Field.EMPLOYER: unit} if unit else {}


def _only(cell: Cell, field: Field) -> Candidate | None:
    """What a cell says, where it is one value of this field."""
    text = Text(cell.runs)
    stated = fields_of(text.letters) if text.letters else []
    if [kind for kind, _, _ in stated] != [field]:
        return None
    return candidate_of(text, field, *stated[0][1:])
