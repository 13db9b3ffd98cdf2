"""How probable it is that a candidate is the right one, given what else a list holds.

What was given is either a value of the list, more or less damaged, or one that the list lacks.
How far damaged values lie from the true ones was measured (probability.toml). How near values come
that the list lacks, the list itself tells: each of its values, left out, is one (`Crowding`).
So in a list without near values one that is some edits away is believed, and in a crowded one not.
Among the candidates each unit of distance makes one less probable by a constant factor, which is
what the costs of look-alikes were measured for; equally near ones are equally probable.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, inf

import numpy as np

NEAR = 1.9
"""Up to this distance neighbours are counted in many samples, beyond in few."""
APART = (0.19, 0.7, 1.2, NEAR, 2.9, 3.9)
"""The ends of the bands of distance; in the first are equal texts, beyond the last is one more."""
_MIDDLES = (0.0, 0.45, 1.0, 1.5, 2.2, 3.2, 4.5)  # of the bands
_DOUBT = 0.5  # values of the sample that are taken to lie in each band, whatever was counted
_MOST, _LEAST = 0.999, 1e-6  # nothing is more certain than this, nor less likely by chance


@dataclass(frozen=True, slots=True)
class Reading:
    """The numbers of probability.toml.

    read: how often a character of a value that our engine reads puts it into each band after the
    first. typed: shares of the bands for values that are damaged by hand or by worse scans;
    typed_share: how many are. listed: how often what is given is in the list. decay: by how many
    nats a unit of distance makes a candidate less probable.
    """

    read: tuple[float, ...]
    typed: tuple[float, ...]
    typed_share: float
    listed: float
    decay: float

    def likelihood(self, distance: float, length: float) -> float:
        """How often a value of this length is given so far from what it is."""
        band = band_of(distance)
        far = [1 - exp(-rate * length) for rate in self.read]
        read = (max(0.0, 1 - sum(far)), *far)[band]
        return (1 - self.typed_share) * read + self.typed_share * self.typed[band]


@dataclass(frozen=True, slots=True)
class Crowding:
    """How near a value that the list lacks comes to the nearest that it has: a share for each band.

    The first is that of being given as exactly a value of the list.
    """

    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the probabilities of some candidates rest on.

    given: how often a value of the list is given as far from what it is as the first candidate is.
    lacking: how often a value that the list lacks comes so near. rivals: how many others are about
    as near as the first. none: how probable it is that the list lacks what is meant.
    """

    given: float
    lacking: float
    rivals: int
    none: float


@cache
def reading() -> Reading:
    """The numbers that come with the program."""
    data = tomllib.loads((files("matching") / "probability.toml").read_text("utf-8"))
    read, typed = tuple(data["read"]), tuple(data["typed"])
    return Reading(read, typed, data["typed_share"], data["listed"], data["decay"])


@cache
def fingerprint() -> str:
    """Of the numbers that a stored `Crowding` depends on."""
    return f"{APART} {_MIDDLES} {reading()}"


def band_of(distance: float) -> int:
    """The band of a distance; values with nothing in common are infinitely far apart."""
    return bisect_left(APART, distance - 1e-9) if distance < inf else len(APART)


def crowding(near: Sequence[Sequence[float]], far: Sequence[float], length: float) -> Crowding:
    """What the neighbours of some values of a list tell of one that it lacks.

    near: for each of many values the distances, up to NEAR, of others. far: for each of some values
    the distance of the nearest other, infinite where none is near at all. length: the mean length.
    What the list lacks is damaged as all else is, and so comes to lie somewhat farther off.
    """
    known = reading()
    shares = np.zeros(len(_MIDDLES))
    alone = [distance for distance in far if distance > NEAR] or [inf]
    nearest = [(min(others), 1.0) for others in near if others]
    nearest += [(distance, (len(near) - len(nearest)) / len(alone)) for distance in alone]
    for distance, weight in nearest:
        for middle in _MIDDLES:
            shares[band_of(distance + middle)] += weight * known.likelihood(middle, length)
    shares = (shares + _DOUBT) / (len(near) + _DOUBT * len(shares))
    exact = sum(exp(-known.decay * d) for others in near for d in others) / max(1, len(near))
    shares[0] = min(0.5, max(_LEAST, exact))
    return Crowding(tuple(shares.tolist()))


def probabilities(
    distances: Sequence[float], length: int, crowded: Crowding, unseen: int = 0
) -> tuple[float, ...]:
    """The probability of each candidate, from the distances of all that are near, nearest first.

    length is that of the text in characters; unseen is how many more are as near as the first.
    """
    listed = 1 - grounds(distances, length, crowded, unseen).none
    weights = [exp(-reading().decay * (d - distances[0])) for d in distances]
    near = sum(d <= distances[0] + NEAR for d in distances)  # how many more are listed is by chance
    total = sum(weights[:near]) + unseen
    return tuple(min(_MOST, listed * weight / total) for weight in weights)


def grounds(distances: Sequence[float], length: int, crowded: Crowding, unseen: int = 0) -> Grounds:
    """What the probabilities rest on; the arguments are those of `probabilities`."""
    known = reading()
    if not distances:
        return Grounds(0.0, 1.0, 0, 1.0)
    given = known.likelihood(distances[0], length)
    lacking = crowded.shares[band_of(distances[0])]
    rivals = sum(d <= distances[0] + NEAR for d in distances) + unseen - 1
    against = (1 - known.listed) * lacking
    return Grounds(given, lacking, rivals, against / max(1e-12, against + known.listed * given))
