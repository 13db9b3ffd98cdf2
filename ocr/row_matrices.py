"""The people in ruled tables whose columns are titles: each name has the title above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.box import Box
from models.fields import Field
from ocr.cell_text import Cell, fill
from ocr.layout import Candidate
from ocr.page import Run
from ocr.row_groups import candidate_of, fields_of, without_count
from ocr.row_headers import NEAR, tables_of
from ocr.row_headline import around
from ocr.row_heads import Heads
from ocr.row_items import people_in
from ocr.row_layouts import Listed, are_people
from ocr.row_names import Named
from ocr.row_people import Entry
from ocr.row_text import Text

_FEWEST = 2  # titles beside one another that make columns of them


@dataclass(frozen=True, slots=True)
class Titles:
    """The heads of such a table between its sides: its titles, and that of its units if any."""

    x0: float
    x1: float
    titles: tuple[tuple[Box, Candidate], ...]
    units: Box | None

    def within(self, table: Sequence[Cell]) -> "Titles | None":
        """The same heads above a table that goes on; None where its columns are others."""
        box = _around(table)
        scale = box.width / (self.x1 - self.x0)

        def moved(head: Box) -> Box:
            x0, x1 = (box.x0 + (x - self.x0) * scale for x in (head.x0, head.x1))
            return Box(x0, box.y0 - head.height, x1, box.y0)

        titles = tuple((moved(head), title) for head, title in self.titles)
        found = [any(_is_column(cell.box, head) for cell in table) for head, _ in titles]
        units = moved(self.units) if self.units else None
        return Titles(box.x0, box.x1, titles, units) if all(found) else None


def find_in_matrices(
    page: int, runs: Sequence[Run], boxes: Sequence[Box], heads: Heads, last: Titles | None
) -> tuple[Listed, Titles | None]:
    """The people in the tables of a page whose heads are titles, title by title.

    With the heads of the last one; last are those of the page before, where a table may go on.
    """
    listed, held = Listed(), None
    cells, _ = fill(runs, boxes)
    for table in tables_of(cells):
        over = _titles(table, heads) or (last.within(table) if last else None)
        entries = _people(page, table, over) if over else []
        if entries and are_people(entries, heads):
            listed.entries += entries
            listed.regions.append(around([run for cell in table for run in cell.runs]))
            held = over
    return listed, held


def _titles(table: Sequence[Cell], heads: Heads) -> Titles | None:
    """The heads that are titles, left to right, of the first row that has several."""
    titled = [(cell.box, value) for cell in table if (value := _only(cell, Field.TITLE))]
    for first, _ in sorted(titled, key=lambda head: head[0].y0):
        row = [head for head in titled if abs(head[0].middle - first.middle) < NEAR]
        if len(row) >= _FEWEST:
            beside = [cell for cell in table if abs(cell.box.middle - first.middle) < NEAR]
            units = (
                cell.box
                for cell in beside
                if (found := heads.find(cell.text)) and found[0].field is Field.EMPLOYER
            )
            box = _around(table)
            ordered = tuple(sorted(row, key=lambda head: head[0].x0))
            return Titles(box.x0, box.x1, ordered, next(units, None))
    return None


def _around(table: Sequence[Cell]) -> Box:
    box = table[0].box
    for cell in table[1:]:
        box = box.union(cell.box)
    return box


def _people(page: int, table: Sequence[Cell], over: Titles) -> list[Entry]:
    return [
        entry
        for head, title in over.titles
        for entry in _below(page, head, title, table, over.units)
    ]


def _below(
    page: int, head: Box, title: Candidate, table: Sequence[Cell], units: Box | None
) -> list[Entry]:
    """The people of the cells below a title, each with the unit that its row names."""
    own = [
        cell
        for cell in table
        if cell.box.y0 > head.y1 - NEAR and _is_under(cell, head) and cell.lines
    ]
    return [
        Entry(
            page,
            (cell.box.y0, cell.box.x0),
            {**_unit(cell, table, units), **person, Field.TITLE: title},
        )
        for cell in sorted(own, key=lambda cell: cell.box.y0)
        for _, person in people_in(Text(cell.runs), 0, columns=True, run_on=True).people
    ]


def _unit(cell: Cell, table: Sequence[Cell], units: Box | None) -> Named:
    """The unit that stands in a row's other cells, whatever it is called under a head of units."""
    row = [c for c in table if c is not cell and c.box.y0 <= cell.box.middle < c.box.y1]
    if units and (own := next((c for c in row if _is_under(c, units)), None)):
        text = Text(own.runs)
        value = candidate_of(text, Field.EMPLOYER, 0, len(text.letters)) if own.text else None
    else:
        value = next((value for c in row if (value := _only(c, Field.EMPLOYER))), None)
    return {Field.EMPLOYER: value} if value else {}


def _is_under(cell: Cell, head: Box) -> bool:
    return head.x0 < (cell.box.x0 + cell.box.x1) / 2 < head.x1


def _is_column(cell: Box, head: Box) -> bool:
    return abs(cell.x0 - head.x0) < NEAR and abs(cell.x1 - head.x1) < NEAR


def _only(cell: Cell, field: Field) -> Candidate | None:
    """What a cell says, where it is one value of this field."""
    text = Text(cell.runs)
    stated = fields_of(without_count(text.letters)) if text.letters else []
    if [kind for kind, _, _ in stated] != [field]:
        return None
    return candidate_of(text, field, *stated[0][1:])
