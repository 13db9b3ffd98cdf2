"""A roster as it is searched: the values of its rows and an index of each field, in one folder.

The folder is made from the database and can be made again from it at any time. It appears whole or
not at all, and is mapped from disk, so that processes share its memory.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.arrays import open_arrays, write_arrays
from matching.committees import bare_name
from matching.index import Index, build_index, open_index
from matching.keys import match_key
from matching.probability import (
    NEAR,
    Crowding,
    Grounds,
    crowding,
    fingerprint,
    grounds,
    probabilities,
)
from matching.roster_names import NO_NAMES, Gathering, OtherNames, open_names, write_names
from matching.roster_values import Column, open_values, write_values
from matching.search import Candidate, nearest
from models.comparisons import Match
from models.fields import Field
from models.rosters import Beside, RosterRow

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
_FORMAT = "3"  # another one for another content of the folder
_VALUES, _CROWDING = "values", "crowding"
_RIVALS = 50  # candidates that make one another less probable, at most
_MANY, _FEW = 600, 60  # values that are left out to learn how near others come, and how far


@dataclass(frozen=True, slots=True)
class Roster:
    """An open roster. ids (rows) are those of the database; an index has values, not rows.

    crowding tells of each index how near its values lie to one another; names are the former names
    and successors of units.
    """

    ids: NDArray[np.int64]
    columns: Mapping[Field, Column]
    indexes: Mapping[Field, Index]
    crowding: Mapping[Field, Crowding]
    names: OtherNames = NO_NAMES

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
    """A value of a roster near to a text: its first row's id, and how many rows have it.

    The score of the match is how probable it is that this value was meant; distance is in weighted
    edits; tied is how many other values are as near. former is the former name that is nearest, ""
    where the value itself is; successor what the roster says it is called now.
    """

    match: Match
    distance: float
    rows: int
    tied: int
    former: str = ""
    successor: str = ""


def nearest_values(roster: Roster, field: Field, text: str, limit: int) -> tuple[Entry, ...]:
    """The values of a field that are nearest to a text, best first, and how probable each is."""
    column, index = roster.columns[field], roster.indexes[field]
    key = _sought(index, field, text)
    found = nearest(index, key, limit).candidates
    distances, unseen, tied = _rivals(index, key, found)
    chances = probabilities(distances, len(key), roster.crowding[field], unseen)
    entries = []
    for candidate, chance in zip(found, chances, strict=False):
        rows = column.rows_of(int(candidate.id))
        name = column.text_of(int(candidate.id))
        others = tied - 1 if candidate.distance == distances[0] else 0
        match = Match(str(roster.ids[rows[0]]), name, round(chance, 4))
        former = _former(roster.names, field, name, candidate.text)
        successor = roster.names.successor.get(name, "") if roster.names.field is field else ""
        entries.append(Entry(match, candidate.distance, len(rows), others, former, successor))
    return tuple(entries)


def _sought(index: Index, field: Field, text: str) -> str:
    """The key to look for; that of a committee without idle words, unless it is there as it is."""
    key = match_key(field, text)
    if field is not Field.COMMITTEE or (bare := bare_name(key)) == key:
        return key
    first = nearest(index, key, 1, 0.0).candidates
    return key if first and not first[0].distance else bare


def _former(names: OtherNames, field: Field, name: str, key: str) -> str:
    """The former name of this key, where the key is not that of the name itself."""
    if names.field is not field or match_key(field, name) == key:
        return ""
    keys = {name: match_key(field, name) for name in (name, *names.former.get(name, ()))}
    if key == bare_name(keys.pop(name)):
        return ""
    return next((other for other, own in keys.items() if key in (own, bare_name(own))), "")


def grounds_of(roster: Roster, field: Field, text: str) -> Grounds:
    """What the probabilities of the values nearest to a text rest on."""
    index = roster.indexes[field]
    key = _sought(index, field, text)
    distances, unseen, _ = _rivals(index, key, nearest(index, key, 1).candidates)
    return grounds(distances, len(key), roster.crowding[field], unseen)


def _rivals(index: Index, key: str, found: Sequence[Candidate]) -> tuple[list[float], int, int]:
    """The distances of all that are near, how many more are as near as the first, and how many in
    all are."""
    rivals = nearest(index, key, max(len(found), _RIVALS), NEAR)
    near = sorted({*rivals.candidates, *found}, key=lambda one: (one.distance, one.row))
    distances = [one.distance for one in near]
    listed = distances.count(distances[0]) if distances else 0
    return distances, rivals.tied - listed, rivals.tied


def crowding_of(index: Index) -> Crowding:
    """How near others come to a value, from a sample of the values."""
    numbers = np.unique(
        np.linspace(0, index.first[-1] - 1, min(_MANY, index.first[-1])).astype(int)
    )
    texts = [index.text_of(int(number)) for number in numbers]
    near = [_others(nearest(index, text, _RIVALS, NEAR).candidates) for text in texts if text]
    some = texts[:: max(1, len(texts) // _FEW)]
    far = [_others(nearest(index, text, 2).candidates) for text in some if text]
    return crowding(
        [[d for d in others if d <= NEAR] for others in near],
        [min(others, default=np.inf) for others in far],
        sum(map(len, texts)) / max(1, len(texts)),
    )


def _others(candidates: Sequence[Candidate]) -> list[float]:
    """The distances of those that aren't the value itself."""
    return [one.distance for one in candidates if one.distance > 0]


def build_roster(
    folder: Path,
    fields: Sequence[Field],
    rows: Iterable[RosterRow],
    version: str,
    beside: Mapping[str, Beside] | None = None,
) -> Roster:
    """Put these rows into a folder and open it; OSError when the disk refuses.

    version names what the rows are, beside the labels of columns of other names. A folder that
    is in the way is replaced. Of two processes that build one folder both get a whole one.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".part", dir=folder.parent))
    gathering = Gathering(fields, beside or {})
    try:
        facts = {"version": version, "format": _FORMAT}
        write_values(part / _VALUES, fields, gathering.watched(rows), facts)
        _, columns, _ = open_values(part / _VALUES)
        names = gathering.names()
        write_names(part, names)
        for field in (field for field in SEARCHED if field in columns):
            keys = _keys(field, columns[field], names)
            _write_crowding(part, field, crowding_of(build_index(part / field, keys)))
        made = _opened(part, version)
        _put(part, folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return made


def _keys(field: Field, column: Column, names: OtherNames) -> Iterator[tuple[str, str]]:
    """The keys of all values by their numbers, those of their former names with them."""
    for number, text in column.texts():
        others = names.former.get(text, ()) if names.field is field else ()
        for key in (match_key(field, name) for name in (text, *others)):
            yield str(number), key
            if field is Field.COMMITTEE and (bare := bare_name(key)) != key:
                yield str(number), bare


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
    crowded = {field: _crowding(folder, field) for field in indexes}
    return Roster(ids, columns, indexes, crowded, open_names(folder))


def _write_crowding(folder: Path, field: Field, crowded: Crowding) -> None:
    shares = {"shares": np.array(crowded.shares)}
    write_arrays(folder / f"{field}.{_CROWDING}", shares, {"numbers": fingerprint()})


def _crowding(folder: Path, field: Field) -> Crowding:
    arrays, facts = open_arrays(folder / f"{field}.{_CROWDING}")
    if facts["numbers"] != fingerprint():
        raise ValueError("how crowded it is was told by other numbers, build it anew")
    return Crowding(tuple(arrays["shares"].tolist()))
