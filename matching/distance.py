"""How far two texts are apart: an edit distance in which look-alike characters cost less.

Inserting, deleting or exchanging a character costs 1, exchanging it for a look-alike less; the cost
is the same in both directions, and each character is exchanged once at most. Nothing here knows
of rows; `matching/search.py` finds the nearest of many.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from ocr_stringdist import WeightedLevenshtein
from rapidfuzz.distance import Postfix, Prefix

from matching.lookalikes import confusions

_FOLDED_UP_TO = 0.9  # pairs up to this cost become one character in folded texts
_CLASS_MAX = 12  # characters that may become one: the more, the less a folded text tells apart
_CODES = 0x110000
_DIGITS = frozenset("0123456789")  # never become one: they are what numbers differ in


@dataclass(frozen=True, slots=True)
class Costs:
    """The pairs of characters (a before b) whose exchange costs less than 1, each pair once."""

    cheaper: tuple[tuple[str, str, float], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is not a cost; ValueError names the pair."""
        for a, b, cost in self.cheaper:
            if not (len(a) == len(b) == 1 and a < b and 0 < cost <= 1):
                raise ValueError(f"not the cost of a pair of characters: {a!r} {b!r} {cost}")


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of an alignment: "" stands where one side has no character; equal ones cost 0."""

    left: str
    right: str
    cost: float


@dataclass(frozen=True, slots=True)
class Measure:
    """The weighted distance of some costs, and a bound below it that is quick to find.

    `fold` (0x110000 code points to code points) makes one character of those that are cheaply
    exchanged. The distance of two texts is at least `floor` times the Levenshtein distance of the
    folded texts, because folding makes cheap edits free and each other edit costs floor or more.
    """

    costs: Costs
    pairs: dict[str, float]  # both characters as one string, in both orders
    floor: float
    fold: NDArray[np.uint32]
    fingerprint: str  # of everything that an index depends on
    weights: WeightedLevenshtein

    def distance(self, a: str, b: str) -> float:
        """The cost of the cheapest alignment, to six decimals; symmetric."""
        # Aligning equal ends loses nothing, as an insertion costs the same wherever it is.
        head = Prefix.similarity(a, b)
        tail = Postfix.similarity(a[head:], b[head:])
        left, right = a[head : len(a) - tail], b[head : len(b) - tail]
        if not left or not right:
            return float(len(left) + len(right))
        if len(left) == len(right) == 1:
            return self.pairs.get(left + right, 1.0)
        return round(self.weights.distance(left, right), 6)

    def alignment(self, a: str, b: str) -> tuple[Edit, ...]:
        """The cheapest alignment, character by character from left to right."""
        return tuple(
            Edit(step.source_token or "", step.target_token or "", step.cost)
            for step in self.weights.explain(a, b, filter_matches=False)
        )


@cache
def look_alike_costs() -> Costs:
    """The costs of matching/lookalikes.py, as far as folding can let go of them.

    Of a pair that can't be folded the search would have to be wary at every text.
    """
    every = Costs(tuple((c.a, c.b, c.cost) for c in confusions()))
    classes = _classes(every)
    return Costs(tuple(pair for pair in every.cheaper if pair[1] in classes.get(pair[0], ())))


@cache
def measure(costs: Costs | None = None) -> Measure:
    """The distance of these costs; without any, of the known look-alikes."""
    costs = costs if costs is not None else look_alike_costs()
    classes = _classes(costs)
    fold = np.arange(_CODES, dtype=np.uint32)
    for characters in {id(members): members for members in classes.values()}.values():
        fold[[ord(c) for c in characters]] = min(map(ord, characters))
    apart = [cost for a, b, cost in costs.cheaper if fold[ord(a)] != fold[ord(b)]]
    weights = WeightedLevenshtein({(a, b): cost for a, b, cost in costs.cheaper}, {}, {})
    return Measure(
        costs=costs,
        pairs={x: cost for a, b, cost in costs.cheaper for x in (a + b, b + a)},
        floor=min([1.0, *apart]),
        fold=fold,
        fingerprint=sha256(fold.tobytes()).hexdigest(),
        weights=weights,
    )


def _classes(costs: Costs) -> dict[str, set[str]]:
    """The characters that become one when folded: joined by cheap pairs, the cheapest first."""
    classes: dict[str, set[str]] = {}
    for a, b, cost in sorted(costs.cheaper, key=lambda pair: pair[2]):
        joined = classes.get(a, {a}) | classes.get(b, {b})
        small = len(joined) <= _CLASS_MAX and len(joined & _DIGITS) <= 1
        if cost <= _FOLDED_UP_TO and small:
            classes |= dict.fromkeys(joined, joined)
    return classes
