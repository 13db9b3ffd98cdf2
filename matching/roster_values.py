"""The values of a roster's rows, field by field, mapped from disk beside the search indexes.

Of each field the distinct values are numbered from 1, in the order in which they come; rows hold
numbers, 0 where they have no value. So a value's rows, and how many there are, are found at once.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Arrays, open_arrays, write_arrays
from models.fields import Field
from models.rosters import RosterRow

Rows = NDArray[np.int64]
_PARTS = ("text", "text_end", "value", "row", "row_end")


@dataclass(frozen=True, slots=True)
class Column:
    """One field of all rows."""

    text: NDArray[np.uint8]  # of all values, UTF-8
    text_end: NDArray[np.int64]
    value: NDArray[np.uint32]  # of each row
    row: NDArray[np.uint32]  # those of value 0, of value 1, …
    row_end: NDArray[np.int64]

    @property
    def count(self) -> int:
        """How many distinct values there are."""
        return len(self.row_end) - 2

    def text_of(self, number: int) -> str:
        """The value of this number; of 0, nothing."""
        start, end = self.text_end[number : number + 2].tolist()
        return bytes(self.text[start:end]).decode("utf-8", "surrogatepass")

    def rows_of(self, number: int) -> Rows:
        """The rows that have this value, ascending."""
        start, end = self.row_end[number : number + 2].tolist()
        return self.row[start:end].astype(np.int64)

    def often(self, number: int) -> int:
        """How many rows have this value."""
        start, end = self.row_end[number : number + 2].tolist()
        return int(end - start)

    def texts(self) -> Iterator[tuple[int, str]]:
        """All values with their numbers."""
        return ((number, self.text_of(number)) for number in range(1, self.count + 1))


def write_values(
    path: Path, fields: Sequence[Field], rows: Iterable[RosterRow], facts: Mapping[str, str]
) -> None:
    """Put the values of these fields in a file; OSError when the disk refuses.

    Memory: 4 bytes a row and field, and each distinct value once.
    """
    ids = array("q")
    numbers = {field: array("I") for field in fields}
    known: dict[Field, dict[str, int]] = {field: {"": 0} for field in fields}
    for row in rows:
        ids.append(row.id)
        for field in fields:
            values = known[field]
            number = values.setdefault(row.fields.get(field, ""), len(values))
            numbers[field].append(number)
    arrays: dict[str, NDArray[Any]] = {"id": np.array(ids, np.int64)}
    for field in fields:
        arrays |= _arrays(field, numbers.pop(field), known.pop(field))
    write_arrays(path, arrays, facts)


def _arrays(field: Field, numbers: "array[int]", known: dict[str, int]) -> Arrays:
    data = [value.encode("utf-8", "surrogatepass") for value in known]
    value = np.array(numbers, np.uint32)
    often = np.bincount(value, minlength=len(data))
    parts: tuple[NDArray[Any], ...] = (
        np.frombuffer(b"".join(data), np.uint8),
        _ends(np.fromiter(map(len, data), np.int64, len(data))),
        value,
        np.argsort(value, kind="stable").astype(np.uint32),
        _ends(often),
    )
    return {f"{field}.{name}": part for name, part in zip(_PARTS, parts, strict=True)}


def _ends(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])


def open_values(path: Path) -> tuple[NDArray[np.int64], dict[Field, Column], dict[str, str]]:
    """The ids of the rows, the columns, and the facts; ValueError if the file is not whole."""
    arrays, facts = open_arrays(path)
    fields = [field for field in Field if f"{field}.value" in arrays]
    columns = {field: Column(*(arrays[f"{field}.{part}"] for part in _PARTS)) for field in fields}
    return arrays["id"], columns, facts
