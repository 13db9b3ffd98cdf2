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
        titles = _titles(table)
        units = _units(table, titles, heads)
        entries = [e for head, title in titles for e in _below(page, head, title, table, units)]
        if entries and are_people(entries, heads):
            listed.entries += entries
            listed.regions.append(around([run for cell in table for run in cell.runs]))
    return listed


def _units(
    table: Sequence[Cell], titles: Sequence[tuple[Cell, Candidate]], heads: Heads
) -> Cell | None:
    """The head of the column of units, None where no head says that there is one."""
    return next(
        (
            cell
            for cell in table
            if titles
            and abs(cell.box.middle - titles[0][0].box.middle) < NEAR
            and (found := heads.find(cell.text))
            and found[0].field is Field.EMPLOYER
        ),
        None,
    )


def _titles(table: Sequence[Cell]) -> list[tuple[Cell, Candidate]]:
    """The heads that are titles, left to right, of the first row that has several."""
    titled = [(cell, value) for cell in table if (value := _only(cell, Field.TITLE))]
    for first, _ in sorted(titled, key=lambda head: head[0].box.y0):
        row = [head for head in titled if abs(head[0].box.middle - first.box.middle) < NEAR]
        if len(row) >= _FEWEST:
            return sorted(row, key=lambda head: head[0].box.x0)
    return []


def _below(
    page: int, head: Cell, title: Candidate, table: Sequence[Cell], units: Cell | None
) -> list[Entry]:
    """The people of the cells below a title, each with the unit that its row names."""
    own = [
        cell
        for cell in table
        if cell.box.y0 > head.box.y1 - NEAR and _is_under(cell, head) and cell.lines
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


def _unit(cell: Cell, table: Sequence[Cell], units: Cell | None) -> Named:
    """The unit that stands in a row's other cells, whatever it is called under a head of units."""
    row = [c for c in table if c is not cell and c.box.y0 <= cell.box.middle < c.box.y1]
    if units and (own := next((c for c in row if _is_under(c, units)), None)):
        text = Text(own.runs)
        value = candidate_of(text, Field.EMPLOYER, 0, len(text.letters)) if own.text else None
    else:
        value = next((value for c in row if (value := _only(c, Field.EMPLOYER))), None)
    return {Field.EMPLOYER: value} if value else {}


def _is_under(cell: Cell, head: Cell) -> bool:
    return head.box.x0 < (cell.box.x0 + cell.box.x1) / 2 < head.box.x1


def _only(cell: Cell, field: Field) -> Candidate | None:
    """What a cell says, where it is one value of this field."""
    text = Text(cell.runs)
    stated = fields_of(text.letters) if text.letters else []
    if [kind for kind, _, _ in stated] != [field]:
        return None
    return candidate_of(text, field, *stated[0][1:])
