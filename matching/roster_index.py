"""A roster as it is searched: the values of its rows and an index of each field, in one folder.

The folder is made from the database and can be made again from it at any time. It appears whole or
not at all, and is mapped from disk, so that processes share its memory.
"""

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.index import Index, build_index, open_index
from matching.keys import match_key
from matching.roster_values import Column, open_values, write_values
from matching.search import nearest
from models.comparisons import Match
from models.fields import Field
from models.rosters import RosterRow

SEARCHED = (
    Field.NAME,
    Field.ID_NUMBER,
    Field.CERTIFICATE_NUMBER,
    Field.MANAGEMENT_NUMBER,
    Field.EMPLOYER,
    Field.COMMITTEE,
    Field.CONVENER,
    Field.ISSUER,
)
"""The fields that can be searched by themselves."""
_FORMAT = "1"  # another one for another content of the folder
_VALUES = "values"


@dataclass(frozen=True, slots=True)
class Roster:
    """An open roster. ids (rows) are those of the database; an index has values, not rows."""

    ids: NDArray[np.int64]
    columns: Mapping[Field, Column]
    indexes: Mapping[Field, Index]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    def values_of(self, row: int) -> dict[Field, str]:
        """What a row holds, in the order of the fields."""
        numbers = {field: int(column.value[row]) for field, column in self.columns.items()}
        return {field: self.columns[field].text_of(n) for field, n in numbers.items() if n}


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a roster near to a text: its first row's id, and how many rows have it."""

    match: Match
    distance: float
    rows: int


def nearest_values(roster: Roster, field: Field, text: str, limit: int) -> tuple[Entry, ...]:
    """The values of a field that are nearest to a text, best first; scores as `search.nearest`."""
    column = roster.columns[field]
    found = nearest(roster.indexes[field], match_key(field, text), limit)
    entries = []
    for candidate in found.candidates:
        rows = column.rows_of(int(candidate.id))
        match = Match(
            str(roster.ids[rows[0]]), column.text_of(int(candidate.id)), round(candidate.score, 6)
        )
        entries.append(Entry(match, candidate.distance, len(rows)))
    return tuple(entries)


def build_roster(
    folder: Path, fields: Sequence[Field], rows: Iterable[RosterRow], version: str
) -> Roster:
    """Put these rows into a folder and open it; OSError when the disk refuses.

    version names what the rows are; a folder that is in the way is replaced. Of two processes that
    build one folder both get a whole one.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".part", dir=folder.parent))
    try:
        write_values(beside / _VALUES, fields, rows, {"version": version, "format": _FORMAT})
        _, columns, _ = open_values(beside / _VALUES)
        for field in (field for field in SEARCHED if field in columns):
            keys = ((str(n), match_key(field, text)) for n, text in columns[field].texts())
            build_index(beside / field, keys)
        made = _opened(beside, version)
        _put(beside, folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return made


def _put(beside: Path, folder: Path) -> None:
    """Put a folder in the place of what is there; who has that open keeps it."""
    if folder.is_dir():
        old = tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".part", dir=folder.parent)
        with suppress(FileNotFoundError):
            folder.rename(old)
        shutil.rmtree(old, ignore_errors=True)
    try:
        beside.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(beside, ignore_errors=True)  # another process was quicker, its is as good


def open_roster(folder: Path, version: str) -> Roster | None:
    """The roster in this folder; None where it is not there, damaged, or of another version."""
    try:
        return _opened(folder, version)
    except (OSError, ValueError, KeyError):
        return None


def _opened(folder: Path, version: str) -> Roster:
    ids, columns, facts = open_values(folder / _VALUES)
    if (facts["version"], facts["format"]) != (version, _FORMAT):
        raise ValueError("the index is of another version, build it anew")
    indexes = {field: open_index(folder / field) for field in SEARCHED if field in columns}
    return Roster(ids, columns, indexes)
