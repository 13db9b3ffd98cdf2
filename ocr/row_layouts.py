"""What lists are found as: columns, people, headings, and the room that they take."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.box import Box
from models.fields import Field
from ocr.page import Run
from ocr.row_heads import Column, Heads
from ocr.row_people import Entry
from ocr.surnames import has_surname

_LABELS = 0.1  # share of names that may be words that heads are made of
_FEWEST = 3  # people from which half of them must have a known surname
_SAME_ROW = 6.0  # points by which the names of one row may miss each other


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table, which goes on where another page has the same without heads."""

    columns: tuple[Column, ...]

    @property
    def x0(self) -> float:
        return self.columns[0].x0

    @property
    def x1(self) -> float:
        return self.columns[-1].x1

    def within(self, x0: float, x1: float) -> "Layout":
        """The same columns between other sides."""
        scale = (x1 - x0) / (self.x1 - self.x0)
        return Layout(
            tuple(
                replace(
                    column,
                    x0=x0 + (column.x0 - self.x0) * scale,
                    x1=x0 + (column.x1 - self.x0) * scale,
                )
                for column in self.columns
            )
        )


class Listed:
    """Gathers what lists on one page hold: people, headings between them, and the room they take.

    layout is that of the last one.
    """

    def __init__(self, layout: Layout | None = None) -> None:
        self.entries: list[Entry] = []
        self.headings: list[tuple[Box, tuple[Run, ...]]] = []
        self.regions: list[Box] = []
        self.layout = layout

    def goes_on_in(self, other: "Listed") -> bool:
        """May the first table of other be the rest of the last one of this?"""
        if self.layout is None or other.layout is None:
            return False
        mine, others = (
            [column.field for column in layout.columns] for layout in (self.layout, other.layout)
        )
        top = min(entry.place[0] for entry in other.entries)
        return mine == others and not any(box.y0 < top for box, _ in other.headings)


def in_order(blocks: Sequence[Sequence[Entry]]) -> list[Entry]:
    """The people of a table; of several who stand abreast each block holds one column of people.

    Blocks follow one another where the running numbers go on downwards, else rows do.
    """
    if len(blocks) == 1 or _go_down(blocks):
        return [entry for block in blocks for entry in block]
    rows: list[list[Entry]] = []
    for entry in sorted((e for block in blocks for e in block), key=lambda e: e.place[0]):
        if rows and entry.place[0] - rows[-1][0].place[0] < _SAME_ROW:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return [entry for row in rows for entry in sorted(row, key=lambda e: e.place[1])]


def are_people(entries: Sequence[Entry], heads: Heads) -> bool:
    """Do these look like the people of a list, and not like the labels of a form?"""
    names = [entry.values[Field.NAME].printed for entry in entries]
    labels = sum(heads.find(name) is not None for name in names)
    known = sum(map(has_surname, names))
    few = len(names) < _FEWEST
    return bool(names) and labels <= _LABELS * len(names) and (few or known >= 0.5 * len(names))


def _go_down(blocks: Sequence[Sequence[Entry]]) -> bool:
    """Does each person's number follow that of the person above?"""
    steps = [
        b.number - a.number
        for block in blocks
        for a, b in pairwise(block)
        if a.number is not None and b.number is not None
    ]
    return bool(steps) and sum(step == 1 for step in steps) > 0.5 * len(steps)
