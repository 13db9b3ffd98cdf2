"""The entries of the dictionary that are nearest to a text, best first."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler, Levenshtein

from matching.dictionary import KINDS, entry_key, keyed, named
from matching.differences import differences
from matching.entries import Hit, Kind, Standing
from matching.keys import written_out
from matching.lookalikes import folded
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
FLOOR = 0.5
"""A text less like an entry than this is not near it at all."""
NEAR = 0.8
"""A text less like an entry than this isn't taken for it."""
MARGIN = 0.08
"""A second entry that comes as near as this to the first is named beside it."""
_STANDINGS = tuple(Standing)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry, the name of it that is nearest, and how near: 1 means the same text.

    differences align the text, its short forms written out, with that name, which may be an alias
    and not the standard name.
    """

    hit: Hit
    score: float
    differences: tuple[Segment, ...]

    @property
    def match(self) -> Match:
        """The candidate as a comparison names it."""
        return Match(self.hit.entry.id, self.hit.entry.name, self.score)


def nearest(kinds: tuple[Kind, ...], text: str, limit: int) -> tuple[Candidate, ...]:
    """The entries of these kinds whose names are nearest, at most one for each entry.

    Of names that are equally near the standard one comes before an alias and that before a former
    name. Nothing is near to an empty text.
    """
    scored: dict[str, tuple[float, Hit]] = {}
    for kind in kinds:
        for score, hit in _scored(kind, text, limit):
            id_ = hit.entry.id
            if id_ not in scored or _order(score, hit) < _order(*scored[id_]):
                scored[id_] = score, hit
    best = sorted(scored.values(), key=lambda one: _order(*one))[:limit]
    return tuple(
        Candidate(hit, score, _differences(text, hit) if score < 1 else ()) for score, hit in best
    )


def _differences(text: str, hit: Hit) -> tuple[Segment, ...]:
    key, words = written_out(Field.ISSUER, text, current=False)
    in_full = key if words and hit.entry.kind in (Kind.UNIT, Kind.COMMITTEE, Kind.WORD) else text
    return differences(in_full, hit.name.text)


def nearest_field(name: str) -> str:
    """The field whose name is nearest to a name that is none of them."""
    return str(process.extractOne(name, list(FIELDS), scorer=JaroWinkler.similarity)[0])


def _order(score: float, hit: Hit) -> tuple[float, int, str]:
    return -score, _STANDINGS.index(hit.name.standing), hit.entry.id


def _scored(kind: Kind, text: str, limit: int) -> list[tuple[float, Hit]]:
    """The best of one kind with their scores; those that the text names come with 1."""
    key = entry_key(kind, text)
    if not key:
        return []
    scored = [(1.0, hit) for hit in named(kind, text)]
    keys, _ = _keys(kind)
    scores = similarities(key, kind)
    # An entry has several names, so more are looked at than are asked for.
    for place in np.argsort(-scores, kind="stable")[: limit * 20]:
        score = min(round(float(scores[place]), 3), 0.999) if keys[place] != key else 1.0
        if score >= FLOOR:
            scored += [(score, hit) for hit in keyed(kind)[keys[place]]]
    return scored


def similarities(key: str, kind: Kind) -> np.ndarray:
    """How near a key is to each key of a kind, 0 to 1, in the order of keyed(kind).

    One minus the edit distance over the longer length, where a character that is taken for another
    counts half. To be exchanged for a weighted distance with measured weights.
    """
    keys, folds = _keys(kind)
    plain = process.cdist([key], keys, scorer=Levenshtein.normalized_similarity)[0]
    alike = process.cdist([folded(key)], folds, scorer=Levenshtein.normalized_similarity)[0]
    scores: np.ndarray = (plain + alike) / 2
    return scores


@cache
def _keys(kind: Kind) -> tuple[list[str], list[str]]:
    keys = list(keyed(kind))
    return keys, [folded(key) for key in keys]
