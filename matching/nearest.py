"""The entries of the dictionary that are nearest to a text, and how probable each is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler, Levenshtein

from matching.dictionary import KINDS, entries, entry_key, keyed, named
from matching.dictionary_data import derived
from matching.differences import differences
from matching.distance import measure
from matching.entries import Hit, Kind, Standing
from matching.keys import written_out
from matching.probability import NEAR, Crowding, Grounds, crowding, grounds, probabilities
from matching.text import ORGANISATIONS
from models.comparisons import Match, Segment
from models.fields import Field

FIELDS: dict[str, tuple[Kind, ...]] = {
    **{
        field.value: (*kinds, Kind.WORD) if field in ORGANISATIONS else kinds
        for field, kinds in KINDS.items()
    },
    "place": (Kind.PLACE,),
}
"""What can be looked for: the fields that the dictionary has entries for, and places."""
_LIKENESS_MIN = 0.5  # one minus the distance over the longer length; less like it is nothing
_ALIKE = 0.5  # the distance of names of which only look-alikes differ, about
_SAMPLE = 100  # entries that are left out in turn, to learn how near others come
# How much farther a name is that isn't the entry's own: of two as near the old one is seldom meant.
# Less than the cheapest exchange, so that the same text comes before all others.
_FARTHER = {Standing.STANDARD: 0.0, Standing.ALIAS: 0.05, Standing.FORMER: 0.15}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry, the name of it that is nearest, and how probable it is that it is meant.

    distance is in weighted edits, 0 for the same text. differences align the text, its short forms
    written out, with that name, which may be an alias and not the standard name.
    """

    hit: Hit
    distance: float
    score: float
    differences: tuple[Segment, ...]

    @property
    def match(self) -> Match:
        """The candidate as a comparison names it."""
        return Match(self.hit.entry.id, self.hit.entry.name, self.score)

    @property
    def farness(self) -> float:
        """What candidates are ordered by: the distance, and a little for a name not its own."""
        return self.distance + _FARTHER[self.hit.name.standing]


def nearest(kinds: tuple[Kind, ...], text: str, limit: int) -> tuple[Candidate, ...]:
    """The entries of these kinds whose names are nearest, at most one for each entry.

    Of names that are equally near the standard one comes before an alias and that before a former
    name. Nothing is near to an empty text.
    """
    return nearest_left_out(kinds, text, limit, frozenset())


def nearest_left_out(
    kinds: tuple[Kind, ...], text: str, limit: int, without: frozenset[str]
) -> tuple[Candidate, ...]:
    """The same as if the dictionary had no entries of these ids."""
    ordered = _ordered(kinds, text, limit, without)
    chances = probabilities([one.farness for one in ordered], len(text), _crowding(kinds))
    return tuple(
        Candidate(
            one.hit, one.distance, round(p, 3), _differences(text, one.hit) if one.distance else ()
        )
        for one, p in zip(ordered[:limit], chances, strict=False)
    )


def grounds_of(kinds: tuple[Kind, ...], text: str) -> Grounds:
    """What the probabilities of the entries nearest to a text rest on."""
    ordered = _ordered(kinds, text, 2, frozenset())
    return grounds([one.farness for one in ordered], len(text), _crowding(kinds))


def _ordered(
    kinds: tuple[Kind, ...], text: str, limit: int, without: frozenset[str]
) -> list[Candidate]:
    """The entries that are near, each by its nearest name, the nearest first."""
    best: dict[str, Candidate] = {}
    for distance, hit in (found for kind in kinds for found in _near(kind, text, limit, without)):
        one = Candidate(hit, distance, 0.0, ())
        held = best.get(hit.entry.id)
        if held is None or one.farness < held.farness:
            best[hit.entry.id] = one
    return sorted(best.values(), key=lambda one: (one.farness, one.hit.entry.id))


def _differences(text: str, hit: Hit) -> tuple[Segment, ...]:
    key, words = written_out(Field.ISSUER, text, current=False)
    in_full = key if words and hit.entry.kind in (Kind.UNIT, Kind.COMMITTEE, Kind.WORD) else text
    return differences(in_full, hit.name.text)


def nearest_field(name: str) -> str:
    """The field whose name is nearest to a name that is none of them."""
    return str(process.extractOne(name, list(FIELDS), scorer=JaroWinkler.similarity)[0])


def _near(
    kind: Kind, text: str, limit: int, without: frozenset[str] = frozenset()
) -> Iterator[tuple[float, Hit]]:
    """Names of one kind with their distances: the nearest `limit` entries and all about as near."""
    key = entry_key(kind, text)
    if not key:
        return
    ids: set[str] = set()
    for hit in (hit for hit in named(kind, text) if hit.entry.id not in without):
        ids.add(hit.entry.id)
        yield 0.0, hit
    keys, folds = _keys(kind)
    edits = process.cdist([_folded(key)], folds, scorer=Levenshtein.distance, dtype=np.int64)[0]
    distances: list[float] = [0.0] * len(ids)  # of each entry, as it comes
    # Of others the half is different.
    longer = np.maximum(len(key), np.fromiter(map(len, keys), np.int64, len(keys)))
    edits = np.where(measure().floor * edits <= (1 - _LIKENESS_MIN) * longer, edits, -1)
    for count in range(int(edits.max(initial=0)) + 1):
        if distances and measure().floor * count > _far_enough(distances, limit):
            return
        for place in np.flatnonzero(edits == count):
            distance = measure().distance(key, keys[place])
            if 1 - distance / max(len(key), len(keys[place])) < _LIKENESS_MIN:
                continue
            for hit in keyed(kind)[keys[place]]:
                if hit.entry.id in without:
                    continue
                if hit.entry.id not in ids:
                    ids.add(hit.entry.id)
                    distances.append(distance)
                yield distance, hit


def _far_enough(distances: list[float], limit: int) -> float:
    """The distance beyond which nothing counts: of as many as wanted, and of all about as near."""
    wanted = sorted(distances)[limit - 1] if len(distances) >= limit else np.inf
    return float(max(wanted, min(distances) + NEAR)) + _FARTHER[Standing.FORMER]


@derived()
def _crowding(kinds: tuple[Kind, ...]) -> Crowding:
    """How near other entries come to one, from a sample of the entries; in whole edits."""
    near, far, sizes = [], [], []
    for kind in kinds:
        some = entries(kind)[:: max(1, len(entries(kind)) // _SAMPLE)]
        names = [_folded(entry_key(kind, entry.name)) for entry in some]
        sizes += list(map(len, names))
        table = process.cdist(names, _keys(kind)[1], scorer=Levenshtein.distance, dtype=np.float32)
        table[table == 0] = _ALIKE
        for row, entry in zip(table, some, strict=True):
            row[_places(kind)[entry.id]] = np.inf
            near.append(row[row <= NEAR].tolist())
            far.append(float(row.min()))
    return crowding(near, far, sum(sizes) / max(1, len(sizes)))


@derived()
def _places(kind: Kind) -> dict[str, list[int]]:
    """Where the names of each entry stand among the keys."""
    found: dict[str, list[int]] = {}
    for place, hits in enumerate(keyed(kind).values()):
        for hit in hits:
            found.setdefault(hit.entry.id, []).append(place)
    return found


@derived()
def _keys(kind: Kind) -> tuple[list[str], list[str]]:
    keys = list(keyed(kind))
    return keys, [_folded(key) for key in keys]


def _folded(key: str) -> str:
    return "".join(chr(code) for code in measure().fold[[ord(c) for c in key]])
