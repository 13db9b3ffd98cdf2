"""The national series and their titles, from data: names, levels, and how sure each is."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Series:
    """One of the 27 national series; source and certainty as matching/dictionary/sources.toml."""

    number: int
    id: str
    name: str
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The titles of a series or of one branch of it.

    titles holds five tuples, from 正高级 to 员级: the names of that level, none where there is no
    title of that level.
    """

    id: str
    series: Series
    branch: str
    titles: tuple[tuple[str, ...], ...]
    source: str
    certainty: str


@cache
def ladders() -> tuple[Ladder, ...]:
    """Every ladder of titles, in the ministry's order of the series."""
    return tuple(_ladders())


def _ladders() -> Iterator[Ladder]:
    for entry in _data()["series"]:
        source, certainty = entry["source"], entry["certainty"]
        series = Series(entry["no"], entry["id"], entry["name"], source, certainty)
        for ladder in entry["ladder"]:
            yield Ladder(
                id=ladder["id"],
                series=series,
                branch=ladder.get("branch", ""),
                titles=tuple(tuple(filter(None, names.split("|"))) for names in ladder["titles"]),
                source=ladder.get("source", source),
                certainty=ladder.get("certainty", certainty),
            )


@cache
def known_titles() -> frozenset[str]:
    """Every title of the national series, former names included."""
    current = (title for ladder in ladders() for names in ladder.titles for title in names)
    return frozenset(current) | frozenset(_data()["former"]["titles"])


@cache
def known_series() -> frozenset[str]:
    """The names of the national series as their notices write them."""
    return frozenset(
        f"{ladder.series.name}（{ladder.branch}）" if ladder.branch else ladder.series.name
        for ladder in ladders()
    )


def _data() -> dict[str, Any]:
    return tomllib.loads((files("models") / "titles.toml").read_text("utf-8"))
