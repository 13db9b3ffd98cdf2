"""Rows that are there twice, and identity numbers that belong to two people.

Of each row three 64-bit hashes and its number are kept: 32 bytes a row, so that a roster of ten
million rows takes 320 MB. Two different rows of a million have one hash with probability 3e-8.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.fields import Field
from models.rosters import RosterRow

# A running number makes no two rows different.
_RUNNING = frozenset({"序号", "行号", "顺序号", "排序", "No", "NO", "no", "No.", "NO."})
Ints = NDArray[np.int64]
_STORED = 0  # in place of the number of a row that the roster has already


@dataclass(frozen=True, slots=True)
class Repeat:
    """Row `number` repeats, or contradicts, row `first`; 0 when that one is stored already."""

    number: int
    first: int


class Repeats:
    """Takes rows in any number and says at the end which of them are amiss."""

    def __init__(self) -> None:
        self._numbers = array("q")
        self._contents = array("q")
        self._identities = array("q")  # 0 where a row has no identity number
        self._people = array("q")

    def add_stored(self, rows: Iterable[RosterRow]) -> None:
        """Rows that the roster has already; they come before all others."""
        for row in rows:
            self._add(row, _STORED)

    def add(self, rows: Iterable[RosterRow]) -> None:
        """Rows of the file."""
        for row in rows:
            self._add(row, row.number)

    def duplicates(self) -> list[Repeat]:
        """Rows whose content was there before."""
        key, number = _array(self._contents), _array(self._numbers)
        order, first = _groups(key)
        later = (order != first) & (number[order] != _STORED)
        return _repeats(number[order[later]], number[first[later]])

    def contradictions(self) -> list[Repeat]:
        """Rows whose identity number another person has, too: all rows of all of these people."""
        key, person, number = map(_array, (self._identities, self._people, self._numbers))
        order, first = _groups(key)
        other = (person[order] != person[first]) & (key[order] != 0)
        # For those like the first of their group: one that is unlike it.
        unlike = np.full(len(key), -1)
        unlike[first[other]] = order[other]
        against = np.where(other, first, unlike[first])
        told = (against >= 0) & (key[order] != 0) & (number[order] != _STORED)
        return _repeats(number[order[told]], number[against[told]])

    def _add(self, row: RosterRow, number: int) -> None:
        fields = row.fields
        rest = tuple(item for item in row.rest.items() if item[0] not in _RUNNING)
        identity = fields.get(Field.ID_NUMBER)
        name = fields.get(Field.NAME)
        self._numbers.append(number)
        self._contents.append(hash((frozenset(fields.items()), rest)))
        self._identities.append(hash(identity) if identity and name else 0)
        self._people.append(hash(name))


def _array(values: "array[int]") -> Ints:
    return np.array(values, np.int64)


def _groups(key: Ints) -> tuple[Ints, Ints]:
    """The places of all rows, ordered by key, and beside each the first place of its key."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    begins = np.ones(len(ordered), bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    return order, order[np.maximum.accumulate(np.where(begins, np.arange(len(ordered)), 0))]


def _repeats(numbers: Ints, firsts: Ints) -> list[Repeat]:
    pairs = sorted(zip(numbers.tolist(), firsts.tolist(), strict=True))
    return [Repeat(number, first) for number, first in pairs]
