"""How much each field says of two records being of one person: the numbers of weights.toml.

A weight is log2(m / u) after Fellegi and Sunter (1969): how much likelier values so far apart are
in two records of one person than in two of different ones. A value that is missing says nothing: 0.
"""

import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import log2

from models.fields import Field


class About(StrEnum):
    """What a field tells of."""

    PERSON = "person"
    CERTIFICATE = "certificate"


class Agreement(StrEnum):
    """How two values of a field compare."""

    EXACT = "exact"
    NEAR = "near"
    DIFFERS = "differs"
    IMPLIED = "implied"  # another field says all that this one could
    MISSING = "missing"  # on one side or both


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """A field: m and the least u for each band of distance, m once more for values beyond.

    mixed_up is how often the value given is by mistake that of somebody else in the roster.
    """

    about: About
    same: tuple[float, ...]
    chance: tuple[float, ...]
    implied_by: Field | None
    mixed_up: float = 0.0

    def weigh(self, distance: float, chance: float, rows: int) -> float:
        """The weight, in bits, where unrelated records are as near with this chance, or more."""
        band = band_of(distance)
        if band == len(self.chance):
            return log2(self.same[band] / max(0.01, 1 - self.chance[-1]))
        mixed_up = self.mixed_up * self.same[band] / max(1, rows)
        return log2(self.same[band] / min(1.0, max(chance, self.chance[band], mixed_up)))


@dataclass(frozen=True, slots=True)
class Weights:
    """All of weights.toml: the bands' ends, the priors, and the verdicts' probabilities."""

    apart: tuple[float, ...]
    prior: dict[str, float]
    verdict: dict[str, float]
    fields: dict[Field, FieldWeights]


@cache
def weights() -> Weights:
    """The weights that come with the program."""
    data = tomllib.loads((files("matching") / "weights.toml").read_text("utf-8"))
    fields = {
        Field(key): FieldWeights(
            About(value["about"]),
            tuple(value["same"]),
            tuple(value["chance"]),
            Field(value["implied_by"]) if "implied_by" in value else None,
            value.get("mixed_up", 0.0),
        )
        for key, value in data["field"].items()
    }
    return Weights(tuple(data["apart"]), data["prior"], data["verdict"], fields)


def band_of(distance: float) -> int:
    """The band of a distance; the one after the last is that of values which differ."""
    return bisect_left(weights().apart, distance - 1e-9)


def agreement_of(distance: float) -> Agreement:
    """What a distance is called."""
    if distance == 0:
        return Agreement.EXACT
    return Agreement.NEAR if band_of(distance) < len(weights().apart) else Agreement.DIFFERS
