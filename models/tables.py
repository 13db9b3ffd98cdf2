"""Rows of a spreadsheet or a CSV file, as they stand there, before anything is made of them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Cell = (
    str
    | int
    | float
    | bool
    | datetime.date
    | datetime.datetime
    | datetime.time
    | datetime.timedelta
)


class CellFault(StrEnum):
    """What the file says of a cell beside its value."""

    FORMULA = "formula"  # a formula whose result was not saved
    ERROR = "error"  # its value is an error, such as #REF!
    FILLED = "filled"  # the value is that of the merged cell it belongs to
    ACROSS = "across"  # it is covered by a cell merged over several columns


class RowFault(StrEnum):
    """Why nothing can be made of a row."""

    QUOTE = "quote"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; number counts from 1 and is what a spreadsheet program or an editor shows.

    cells begin with column A; faults are by place, from 0.
    """

    number: int
    cells: tuple[Cell, ...]
    faults: Mapping[int, CellFault] = field(default_factory=dict)
    fault: RowFault | None = None


def column_letters(place: int) -> str:
    """The letters that a spreadsheet program shows above the column at place, from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_place(letters: str) -> int:
    """The place, from 0, of the column with these letters (A to Z only)."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
