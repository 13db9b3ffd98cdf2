"""The people in ruled tables: one for each cell of the column of names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.box import Box
from models.fields import Field
from ocr.cell_text import Cell, cell_of, fill
from ocr.page import Run
from ocr.row_alone import is_heading
from ocr.row_groups import is_marked
from ocr.row_headers import NEAR, headers_of, tables_of
from ocr.row_heads import Column, Heads, abreast
from ocr.row_layouts import Layout, Listed, are_people, in_order
from ocr.row_merged import are_level, are_parted, count_of_texts, handed_down, one_of_each, shared
from ocr.row_numbering import is_ordinal
from ocr.row_people import ALONE, Entry, entries_of, told_by_content
from ocr.row_several import cuts

_MOSTLY = 0.7  # share of the width of the column of names that its cells take
_ACROSS = 0.7  # share of a table's width from which a cell is a heading across it
_HALF = 0.5  # the same of one that reads as a heading
_LIKE = 0.6  # share of cells that must stand in the columns of the page before
_OFF = 0.17  # heights of a row by which a line of its own may miss its middle
_VOTES = 3  # cells of a row from which they decide where it ends
_EVERYWHERE = Box(-9e9, -9e9, 9e9, 9e9)


def find_in_tables(
    page: int, runs: Sequence[Run], boxes: Sequence[Box], heads: Heads, last: Layout | None
) -> Listed:
    """The people in the ruled tables of a page; last is the layout of the page before."""
    between = [run for run in runs if _crosses(run, boxes) and is_heading([run])]
    cells, rest = fill([run for run in runs if run not in between], boxes)
    listed = Listed(layout=last)
    for table in tables_of(cells):
        sheet = _Sheet(page, table, rest)
        headers = headers_of(table, heads)
        if not headers and listed.layout and sheet.is_like(listed.layout):
            headers = [(sheet.box.y0, listed.layout.within(sheet.box.x0, sheet.box.x1))]
        ends = [*(top for top, _ in headers[1:]), sheet.box.y1][: len(headers)]
        found = Listed()
        for (top, layout), end in zip(headers, ends, strict=True):
            found.layout = layout
            sheet.read(layout, top, end, found)
        if are_people(found.entries, heads):
            listed.entries += found.entries
            inside = [run for run in between if sheet.box.y0 < run.box.middle < sheet.box.y1]
            listed.headings += [*sheet.headings(), *((run.box, (run,)) for run in inside)]
            listed.regions.append(sheet.down_to(max(one.place[0] for one in found.entries)))
            listed.layout = found.layout
    return listed


@dataclass(frozen=True, slots=True)
class _Band:
    """A row from y0 to y1; shift is how far right of the heads its columns stand, in points."""

    y0: float
    y1: float
    shift: float

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        return self.y1 - self.y0


_Runs = tuple[Run, ...]


class _Sheet:
    """One ruled table on a page."""

    def __init__(self, page: int, cells: list[Cell], rest: Sequence[Run]) -> None:
        self._page = page
        self._cells = cells
        self._rest = rest
        self.box = cells[0].box
        for cell in cells[1:]:
            self.box = self.box.union(cell.box)

    def down_to(self, last: float) -> Box:
        """The table without the cells across it below the last person's row: what they hold is
        said of the document."""
        wide = (c.box for c in self._cells if c.box.width > _ACROSS * self.box.width)
        y1 = min((box.y0 for box in wide if box.y0 > last + NEAR), default=self.box.y1)
        return replace(self.box, y1=y1)

    def is_like(self, layout: Layout) -> bool:
        """Has this table the columns of another one?"""
        there = layout.within(self.box.x0, self.box.x1)
        fits = [
            any(
                abs(c.x0 - cell.box.x0) < NEAR and abs(c.x1 - cell.box.x1) < NEAR
                for c in there.columns
            )
            for cell in self._cells
        ]
        return sum(fits) >= _LIKE * len(fits)

    def headings(self) -> list[tuple[Box, tuple[Run, ...]]]:
        """The cells that reach across the table, wherever in it."""
        return [(cell.box, cell.runs) for cell in self._cells if self._is_across(cell)]

    def _is_across(self, cell: Cell) -> bool:
        """Does a cell with a text reach across the table, or most of one that a stroke cut?"""
        share = cell.box.width / self.box.width
        if not cell.lines or share < _HALF or not (share > _ACROSS or is_marked(cell.runs)):
            return False
        beside = [c for c in self._cells if c.lines and _is_beside(c.box, cell.box)]
        return all(is_ordinal(c.text) for c in beside)  # 六、 that a letter parts from it

    def read(self, layout: Layout, top: float, end: float, listed: Listed) -> None:
        """Take the people between two heights of the table."""
        body = [c for c in self._cells if top - NEAR < c.box.y0 and c.box.y1 < end + NEAR]
        body = _uncut(body, layout.columns)
        blocks: list[list[Entry]] = []
        for block in abreast(layout.columns):
            entries: list[Entry] = []
            if not (bands := self._bands(block, body)):
                continue
            contents = told_by_content([(c, self._column(c, bands, body)) for c in block])
            for place, band in enumerate(bands):
                cells = [(column, shown[place]) for column, shown in contents]
                entries += entries_of(self._page, (band.y0, block[0].x0), cells, entries[-1:])
            blocks.append(entries)
        listed.entries += in_order(blocks)

    def _bands(self, block: list[Column], body: list[Cell]) -> list[_Band]:
        """The rows: one for each name in the column of names."""
        names = next(column for column in block if column.field is Field.NAME)
        bands = []
        for cell in body:
            if _common(cell.box, names) < _MOSTLY * (names.x1 - names.x0) or not cell.lines:
                continue
            if self._is_across(cell):
                continue
            shift = cell.box.x0 - names.x0 if _is_in(cell, names) else 0.0
            x0, x1 = names.x0 + shift, names.x1 + shift
            inside, _ = fill(cell.runs, [Box(x0, cell.box.y0, x1, cell.box.y1)])
            y0, y1 = _row_around(cell, [_leaning(c, _Band(0, 0, shift)) for c in block], body)
            alone = [c for c in block if c.field is not Field.NAME and _is_alone(c)]
            beside = [(c, at) for c in alone if (at := _cell_at(c.middle, cell.box.middle, body))]
            edges = [y0, *cuts(inside[0], cell.box, beside), y1]
            bands += [_Band(top, end, shift) for top, end in pairwise(edges)]
        return sorted(bands, key=lambda band: band.y0)

    def _column(
        self, column: Column, bands: list[_Band], body: list[Cell]
    ) -> list[tuple[Run, ...]]:
        """What a column shows for each row."""
        shown = [self._content(column, band, bands, body) for band in bands]
        tall = any(
            cell.box.height > 1.5 * max(band.height for band in bands)
            for cell in body
            if cell.box.x0 <= column.middle < cell.box.x1
        )
        if _is_alone(column) or not any(shown) or (all(shown) and not tall):
            return shown
        # Cells over several rows: a border seen by mistake may cut one in two.
        whole = self._runs_in(column, bands[0].y0, bands[-1].y1, body)
        if all(shown) and (len(set(shown)) == count_of_texts(whole) or are_level(shown, bands)):
            return shown  # each text has a cell, wherever in it it stands, or each row a text
        merged = shared(whole, bands)
        cells = [_cell_at(_leaning(column, band).middle, band.middle, body) for band in bands]
        if merged and not are_parted(merged, cells):
            return merged
        return handed_down(shown) if column.field is Field.EMPLOYER else shown

    def _runs_in(self, column: Column, y0: float, y1: float, body: list[Cell]) -> tuple[Run, ...]:
        """All that stands in a column between two heights, whatever its cells are."""
        own = [cell for cell in body if _is_in(cell, column)]
        runs = [run for cell in own for run in cell.runs if y0 <= run.box.middle < y1]
        half = 0.5 * (column.x1 - column.x0)
        wide = [c for c in body if c not in own and _common(c.box, column) > half]
        others = [run for cell in wide for run in cell.runs]
        cut, _ = fill([*others, *self._rest], [Box(column.x0, y0, column.x1, y1)])
        return fill([*runs, *cut[0].runs], [_EVERYWHERE])[0][0].runs

    def _content(
        self, column: Column, band: _Band, bands: list[_Band], body: list[Cell]
    ) -> tuple[Run, ...]:
        """What stands in a column beside a name; the cell may reach over several rows."""
        column = _leaning(column, band)
        cell = _cell_at(column.middle, band.middle, body)
        if cell is None or not _is_whole(cell, bands):
            return self._runs_in(column, band.y0, band.y1, body)
        x0, x1 = column.x0, column.x1
        if _is_in(cell, column):
            x0, x1 = cell.box.x0 - NEAR, cell.box.x1 + NEAR
        whole = fill(cell.runs, [Box(x0, cell.box.y0, x1, cell.box.y1)])[0][0]
        if cell.box.height < band.height + NEAR:
            return whole.runs
        inside = _within(bands, cell.box)
        if text := one_of_each(whole.runs, inside, inside.index(band)):
            return text
        if _is_alone(column) or _one_each(whole, inside):
            return fill(whole.runs, [Box(x0, band.y0, x1, band.y1)])[0][0].runs
        return whole.runs


def _is_beside(box: Box, other: Box) -> bool:
    """Are these two cells of one row?"""
    level = abs(box.y0 - other.y0) < NEAR and abs(box.y1 - other.y1) < NEAR
    return level and (box.x1 < other.x0 + NEAR or box.x0 > other.x1 - NEAR)


def _crosses(run: Run, boxes: Sequence[Box]) -> bool:
    """Does a run go over the border of two cells? No rule is there then: two tables stand close."""
    level = [box for box in boxes if box.y0 < run.box.middle < box.y1]
    return len([box for box in level if any(box.x0 < x < box.x1 for x in run.centres)]) > 1


def _uncut(cells: list[Cell], columns: Sequence[Column]) -> list[Cell]:
    """The cells, those put together that parts of letters, seen as rules, cut within a column."""
    done: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: cell.box.x0):
        before = next((c for c in done if _is_cut(c.box, cell.box, columns)), None)
        if before:
            done.remove(before)
            cell = cell_of(before.box.union(cell.box), [*before.runs, *cell.runs])
        done.append(cell)
    return done


def _is_cut(a: Box, b: Box, columns: Sequence[Column]) -> bool:
    """Do two cells that touch in a row make one of a column?"""
    level = abs(a.y0 - b.y0) < NEAR and abs(a.y1 - b.y1) < NEAR and abs(a.x1 - b.x0) < NEAR
    return level and any(abs(a.x0 - c.x0) < NEAR and abs(b.x1 - c.x1) < NEAR for c in columns)


def _is_in(cell: Cell, column: Column) -> bool:
    """Is this a cell of the column? Columns of a photographed page lean."""
    width = column.x1 - column.x0
    off = abs((cell.box.x0 + cell.box.x1) / 2 - column.middle)
    return cell.box.width < width + 2 * NEAR and off < max(0.4 * width, 2 * NEAR)


def _leaning(column: Column, band: _Band) -> Column:
    """The column where it stands at the height of a row."""
    return replace(column, x0=column.x0 + band.shift, x1=column.x1 + band.shift)


def _cell_at(x: float, y: float, body: list[Cell]) -> Cell | None:
    return next((c for c in body if c.box.y0 <= y < c.box.y1 and c.box.x0 <= x < c.box.x1), None)


def _row_around(name: Cell, block: list[Column], body: list[Cell]) -> tuple[float, float]:
    """Where the row of a name begins and ends, by what most of its cells say."""
    middle = sum(line[0].box.middle for line in name.lines) / len(name.lines)
    cells = [c for column in block if (c := _cell_at(column.middle, middle, body))]
    tops, ends = sorted(cell.box.y0 for cell in cells), sorted(cell.box.y1 for cell in cells)
    if len(cells) >= _VOTES:
        top, end = tops[len(tops) // 2], ends[(len(ends) - 1) // 2]
        if top < middle < end:
            return top, end
    return name.box.y0, name.box.y1


def _is_whole(cell: Cell, bands: list[_Band]) -> bool:
    """Does a cell begin and end where rows do? Else its borders are letters seen as rules."""
    inside = _within(bands, cell.box)
    return bool(inside) and (
        abs(cell.box.y0 - inside[0].y0) < NEAR and abs(cell.box.y1 - inside[-1].y1) < NEAR
    )


def _within(bands: list[_Band], box: Box) -> list[_Band]:
    return [band for band in bands if box.y0 < band.middle < box.y1]


def _is_alone(column: Column) -> bool:
    """Does each person have a cell of their own in this column?"""
    return column.counts or column.field in ALONE


def _one_each(cell: Cell, bands: list[_Band]) -> bool:
    """Has a high cell a line for each row, so that the rules between them were missed?"""
    if len(cell.lines) != len(bands) or len(bands) < 2:
        return False
    return all(
        abs(line[0].box.middle - band.middle) < _OFF * band.height
        for line, band in zip(cell.lines, bands, strict=True)
    )


def _common(box: Box, column: Column) -> float:
    """How much of a column's width a box takes, in points."""
    return min(box.x1, column.x1) - max(box.x0, column.x0)
