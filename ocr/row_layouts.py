"""What lists are found as: columns, people, headings, and the room that they take."""

from dataclasses import dataclass, field, replace

from models.box import Box
from ocr.page import Run
from ocr.row_heads import Column
from ocr.row_people import Entry


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


@dataclass(slots=True)
class Listed:
    """What lists on one page hold: people, headings between them, and the room that they take.

    layout is that of the last one.
    """

    entries: list[Entry] = field(default_factory=list)
    headings: list[tuple[Box, tuple[Run, ...]]] = field(default_factory=list)
    regions: list[Box] = field(default_factory=list)
    layout: Layout | None = None


def in_order(entries: list[Entry]) -> list[Entry]:
    """People in the order of their running numbers where all have one, else row by row."""
    numbers = [entry.number for entry in entries if entry.number is not None]
    if len(set(numbers)) == len(entries):
        return sorted(entries, key=lambda entry: entry.number or 0)
    return sorted(entries, key=lambda entry: entry.place)
