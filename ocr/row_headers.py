"""The cells of ruled tables: which belong together, and which are the heads of columns."""

import re
from itertools import pairwise

from models.box import Box
from models.fields import Field
from ocr.cell_text import Cell
from ocr.row_borders import borders
from ocr.row_headline import around, heads_of
from ocr.row_heads import Column, Heads, column_of, is_header
from ocr.row_layouts import Layout

NEAR = 6.0  # points between borders that are one
_ACROSS = 0.9  # share of a table's width that a cell of running text takes
_SENTENCE = re.compile(r".{6}。")


def tables_of(cells: list[Cell]) -> list[list[Cell]]:
    """The cells of each table: those that touch each other, and hold no running text.

    The text above a table may stand in a frame with it.
    """
    return [part for group in _groups(cells) for part in _groups(_without_text(group))]


def _without_text(table: list[Cell]) -> list[Cell]:
    x0, x1 = min(cell.box.x0 for cell in table), max(cell.box.x1 for cell in table)
    return [
        cell
        for cell in table
        if cell.box.width < _ACROSS * (x1 - x0) or not _SENTENCE.search(cell.text)
    ]


def _groups(cells: list[Cell]) -> list[list[Cell]]:
    left = sorted(cells, key=lambda cell: (cell.box.y0, cell.box.x0))
    tables = []
    while left:
        table, fresh = [left[0]], [left.pop(0)]
        while fresh:
            cell = fresh.pop()
            near = [other for other in left if _touch(cell.box, other.box)]
            left = [other for other in left if other not in near]
            table += near
            fresh += near
        if len(table) > 3:
            tables.append(table)
    return tables


def _touch(a: Box, b: Box) -> bool:
    return max(a.x0, b.x0) < min(a.x1, b.x1) + NEAR and max(a.y0, b.y0) < min(a.y1, b.y1) + NEAR


def headers_of(table: list[Cell], heads: Heads) -> list[tuple[float, Layout]]:
    """Where each row of heads ends, and its columns."""
    found: list[tuple[float, Layout]] = []
    for cell in sorted(table, key=lambda cell: cell.box.y0):
        if not cell.lines or column_of(cell.runs, cell.box, heads).field is not Field.NAME:
            continue
        if found and cell.box.y0 < found[-1][0]:
            continue
        row = [c for c in table if _is_head_beside(c.box, cell.box)]
        columns = sorted(_leaves(row, table, heads), key=lambda column: column.x0)
        if is_header(columns):
            found.append((cell.box.y1, Layout(tuple(columns))))
    return found


def _is_head_beside(box: Box, name: Box) -> bool:
    """Does a cell belong to the row of heads of that of the name?

    It stands level with it and is no higher, or it begins above and ends with it, where several
    heads stand under one: 基本情况 over 姓名, beside 工作单位 as high as both.
    """
    if box.y0 < name.y0 - NEAR and abs(box.y1 - name.y1) < NEAR:
        return True
    return name.y0 - NEAR < box.middle < name.y1 + NEAR and box.height < name.height + NEAR


def _leaves(row: list[Cell], table: list[Cell], heads: Heads) -> list[Column]:
    """The columns under a row of heads; a head that stands above others is part of theirs."""

    def over(cell: Cell) -> Cell | None:
        return next(
            (
                other
                for other in row
                if other is not cell
                and other.box.y1 < cell.box.middle
                and other.box.x0 - NEAR < (cell.box.x0 + cell.box.x1) / 2 < other.box.x1 + NEAR
            ),
            None,
        )

    parents = {id(cell): over(cell) for cell in row}
    above = {id(parent) for parent in parents.values() if parent}
    return [
        column
        for cell in row
        if id(cell) not in above
        for parent in [parents[id(cell)]]
        for column in _columns(cell, table, heads, parent.text if parent else "")
    ]


def _columns(cell: Cell, table: list[Cell], heads: Heads, over: str) -> list[Column]:
    """The column under a head, or those under several that no rule was seen between."""
    parts = heads_of(cell.runs, cell.box.middle, heads) if cell.runs else []
    if len(parts) < 2 or column_of(cell.runs, cell.box, heads).known:
        return [column_of(cell.runs, cell.box, heads, over)]
    boxes = [around(part) for part in parts]
    below = [
        run
        for other in table
        for run in other.runs
        if other.box.y0 >= cell.box.y0
        and min(run.box.x1, cell.box.x1) > max(run.box.x0, cell.box.x0)
    ]
    edges = [
        cell.box.x0,
        *borders(below, [(box.x0 + box.x1) / 2 for box in boxes]),
        cell.box.x1,
    ]
    return [
        column_of(part, Box(x0, cell.box.y0, x1, cell.box.y1), heads, over)
        for part, (x0, x1) in zip(parts, pairwise(edges), strict=True)
    ]
