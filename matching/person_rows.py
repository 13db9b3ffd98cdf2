"""The rows of a roster that may be a person's, and what each of their fields says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from matching.distance import measure
from matching.keys import match_key
from matching.roster_index import Roster
from matching.roster_values import Rows
from matching.search import nearest
from matching.text import DATES
from matching.weights import About, Agreement, agreement_of, weights
from models.fields import Field

# What rows are found by: nothing else tells people apart.
BLOCKING = (Field.ID_NUMBER, Field.CERTIFICATE_NUMBER, Field.MANAGEMENT_NUMBER, Field.NAME)
_ROWS_MAX = 200  # that are compared field by field
_SAME_MAX = 50  # rows of one number that are all taken for those of one person
_COARSER = 0.5  # how far apart dates are that differ in precision alone
REACHES = ((10, 1.0), (200, 2.0), (5000, inf))
"""How many values of a field are taken, how much farther than the nearest: as far as needed."""


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """What one field says: both values, how they compare, and the weight in bits (log2)."""

    field: Field
    given: str
    there: str
    agreement: Agreement
    weight: float


@dataclass(frozen=True, slots=True)
class Near:
    """The values of a field that are near to what was given, best first.

    within is how many rows have a value as near, or nearer.
    """

    numbers: tuple[int, ...]
    distances: tuple[float, ...]
    within: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the fields say of each row, in bits: arrays (rows) of the person's and certificate's."""

    rows: Rows
    identity: NDArray[np.int64]  # equal numbers: rows of one person
    person: NDArray[np.float64]
    certificate: NDArray[np.float64]


class Search:
    """One person who is looked for: the keys of the fields given that the roster has."""

    def __init__(self, roster: Roster, given: Mapping[Field, str]) -> None:
        keys = {field: match_key(field, text) for field, text in given.items()}
        compared = [f for f in weights().fields if f in roster.columns and keys.get(f)]
        self.roster = roster
        self.given = {field: given[field] for field in compared}
        self.keys = {field: keys[field] for field in compared}
        self.near: dict[Field, Near] = {}
        self._distances: dict[tuple[Field, int], float] = {}

    def rows(self, reach: int) -> Rows:
        """The rows whose name or a number is near; farther ones too with each reach of REACHES."""
        limit, margin = REACHES[reach]
        for field in BLOCKING:
            if field is Field.NAME and not reach:  # the same name alone
                self._look(field, 1, 0.0)
            else:
                self._look(field, limit, margin)
        return self._best(self._found())

    def _look(self, field: Field, limit: int, margin: float) -> None:
        if field not in self.keys:
            return
        column = self.roster.columns[field]
        found = nearest(self.roster.indexes[field], self.keys[field], limit, margin).candidates
        numbers = tuple(int(candidate.id) for candidate in found)
        distances = np.array([candidate.distance for candidate in found])
        total = np.concatenate([[0], np.cumsum([column.often(n) for n in numbers])])
        within = total[np.searchsorted(distances, distances, side="right")]
        self.near[field] = Near(numbers, tuple(distances.tolist()), tuple(within.tolist()))

    def _found(self) -> Rows:
        columns = self.roster.columns
        found = [columns[f].rows_of(n) for f, near in self.near.items() for n in near.numbers]
        return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))

    def _best(self, rows: Rows) -> Rows:
        """At most _ROWS_MAX rows, those most alike field for field; and all of their people."""
        if len(rows) > _ROWS_MAX:
            alike = np.zeros(len(rows))
            for field, key in self.keys.items():
                column = self.roster.columns[field]
                numbers, places = np.unique(column.value[rows], return_inverse=True)
                texts = [column.text_of(n) for n in numbers.tolist()]
                same = process.cdist([key], texts, scorer=Levenshtein.normalized_similarity)[0]
                same[numbers == 0] = 0.5
                alike += (same * np.log2(column.count + 1))[places]
            rows = np.sort(rows[np.argpartition(-alike, _ROWS_MAX)[:_ROWS_MAX]])
        return self._with_their_others(rows)

    def _with_their_others(self, rows: Rows) -> Rows:
        """The rows, and all others with their identity numbers."""
        column = self.roster.columns.get(Field.ID_NUMBER)
        if column is None:
            return rows
        numbers = [n for n in np.unique(column.value[rows]).tolist() if n]
        others = [column.rows_of(n) for n in numbers if column.often(n) <= _SAME_MAX]
        return np.unique(np.concatenate([rows, *others]))

    def evidence(self, rows: Rows) -> Evidence:
        """What the fields say of these rows."""
        sums = {about: np.zeros(len(rows)) for about in About}
        for field in self.keys:
            column = self.roster.columns[field]
            numbers, places = np.unique(column.value[rows], return_inverse=True)
            each = np.array([self._weight(field, number) for number in numbers.tolist()])
            sums[weights().fields[field].about] += np.where(
                self._implied(field, rows), 0.0, each[places]
            )
        identity = self._identity(rows)
        return Evidence(rows, identity, sums[About.PERSON], sums[About.CERTIFICATE])

    def row_of_number(self) -> int | None:
        """The first row that has the identity number given; None for one that nobody has."""
        near = self.near.get(Field.ID_NUMBER)
        if near is None or not near.distances or near.distances[0]:
            return None
        return int(self.roster.columns[Field.ID_NUMBER].rows_of(near.numbers[0])[0])

    def explained(self, row: int) -> tuple[FieldWeight, ...]:
        """What each field says of one row."""
        return tuple(self._explained(field, row) for field in self.keys)

    def _explained(self, field: Field, row: int) -> FieldWeight:
        number = int(self.roster.columns[field].value[row])
        there = self.roster.columns[field].text_of(number)
        agreement = agreement_of(self._distance(field, number)) if number else Agreement.MISSING
        weight = self._weight(field, number)
        if number and self._implied(field, np.array([row]))[0]:
            agreement, weight = Agreement.IMPLIED, 0.0
        return FieldWeight(field, self.given[field], there, agreement, weight)

    def _implied(self, field: Field, rows: Rows) -> NDArray[np.bool_]:
        """Of each row: does another field say all that this one could?"""
        other = weights().fields[field].implied_by
        if other is None or other not in self.keys:
            return np.zeros(len(rows), bool)
        known: NDArray[np.bool_] = self.roster.columns[other].value[rows] != 0
        return known

    def _identity(self, rows: Rows) -> NDArray[np.int64]:
        """Rows of one identity number and name are one person's; without number a row is a person.

        Two names with one number are two people, as they are for the import.
        """
        columns = self.roster.columns
        if Field.ID_NUMBER not in columns:
            return -1 - rows
        numbers = columns[Field.ID_NUMBER].value[rows].astype(np.int64)
        named = Field.NAME in columns
        names = columns[Field.NAME].value[rows].astype(np.int64) if named else 0
        return np.where(numbers > 0, numbers << 32 | names, -1 - rows)

    def _weight(self, field: Field, number: int) -> float:
        if not number:
            return 0.0
        distance = self._distance(field, number)
        chance = self._chance(field, number, distance)
        return weights().fields[field].weigh(distance, chance, self.roster.rows)

    def _chance(self, field: Field, number: int, distance: float) -> float:
        """How many of the roster's other rows have a value that is as near."""
        column = self.roster.columns[field]
        own = column.often(number)
        near = self.near.get(field)
        within = own if distance == 0 else 0
        if near and distance and number in near.numbers:
            within = near.within[near.numbers.index(number)]
        # The rows of one identity number are one person's; of any other value one row is.
        others = within - (own if field is Field.ID_NUMBER else 1)
        return max(0, others) / self.roster.rows

    def _distance(self, field: Field, number: int) -> float:
        """The weighted edits between the values; infinite where nothing is left in common.

        An identity number that is somebody's is no misreading of somebody else's, however near.
        Dates of which one is given to the month alone are as near as look-alikes.
        """
        place = field, number
        if place not in self._distances:
            key, there = (
                self.keys[field],
                match_key(field, self.roster.columns[field].text_of(number)),
            )
            apart = measure().distance(key, there)
            if field in DATES and apart and (key.startswith(there) or there.startswith(key)):
                apart = _COARSER
            anothers = apart > 0 and field is Field.ID_NUMBER and self.row_of_number() is not None
            far = anothers or apart >= max(len(key), len(there))
            self._distances[place] = inf if far else apart
        return self._distances[place]
