"""Characters that are taken for one another: how often, and what that costs in a distance.

Measured pairs are those of confusions.toml, which `make confusions` writes; pairs that are known by
hand, however seldom they were seen, are in lookalikes.toml. A cost is how improbable the exchange
is beside any other mistake, log p / log p of any other, so that costs add up as probabilities
multiply.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from math import log
from typing import Any

_ANY_OTHER = 1e-5  # how often a character is taken for a certain one that isn't like it
_KNOWN = 0.002  # what is believed of a pair before it is measured,
_BELIEF = 250  # as much as this many printed characters say
_LEAST, _MOST = 0.2, 0.9  # costs; a pair that would cost more is as any other
_ALIKE = 0.6  # up to this cost a pair looks alike; none that is known by hand costs more


@dataclass(frozen=True, slots=True)
class Confusion:
    """A pair of characters, a before b: how often one was read for the other, of how many printed.

    known: by hand, whatever was measured.
    """

    a: str
    b: str
    seen: int
    of: int
    known: bool

    @property
    def probability(self) -> float:
        """How often one is read for the other: as measured, and as believed where little was."""
        return (self.seen + _KNOWN * _BELIEF) / (self.of + _BELIEF)

    @property
    def cost(self) -> float:
        """What exchanging them costs, to two decimals.

        People and other engines take known pairs for one another, even where ours never does.
        """
        cost = max(_LEAST, round(log(self.probability) / log(_ANY_OTHER), 2))
        return min(_ALIKE, cost) if self.known else cost


@cache
def confusions() -> tuple[Confusion, ...]:
    """Every pair that costs less than any other exchange, the cheapest first."""
    data = _data("confusions")
    measured = {(a, b): (seen, of) for a, b, seen, of in data["pair"]}
    printed: dict[str, int] = data["printed"]
    known = _known_pairs()
    made = []
    for a, b in sorted(known | measured.keys()):
        unseen = 0, printed.get(a, 0) + printed.get(b, 0)
        made.append(Confusion(a, b, *measured.get((a, b), unseen), (a, b) in known))
    return tuple(sorted((c for c in made if c.cost <= _MOST), key=lambda c: (c.cost, c.a, c.b)))


@cache
def known_groups() -> tuple[str, ...]:
    """The groups of characters that are known by hand to look alike."""
    return tuple(_data("lookalikes")["groups"])


def look_alike(a: str, b: str) -> bool:
    """Are two different characters easily taken for one another? Symmetric."""
    return (min(a, b), max(a, b)) in _alike()


@cache
def _alike() -> frozenset[tuple[str, str]]:
    measured = {(c.a, c.b) for c in confusions() if c.cost <= _ALIKE}
    # Digits are told apart: a number with another digit is another number.
    return frozenset(p for p in _known_pairs() | measured if not "".join(p).isdecimal())


@cache
def _known_pairs() -> frozenset[tuple[str, str]]:
    """The pairs of each group, as texts and as keys have them: keys know capitals alone."""
    groups = {group for known in known_groups() for group in (known, known.upper())}
    return frozenset(pair for group in groups for pair in combinations(sorted(set(group)), 2))


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("matching") / f"{name}.toml").read_text("utf-8"))
