"""The titles and series that are known to exist, from data that a department can extend."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def known_titles() -> frozenset[str]:
    """Every title of the national series, former names included."""
    data = _data()
    lists = [data["former"]["titles"], *(series["titles"] for series in data["series"])]
    return frozenset(title for titles in lists for title in titles)


@cache
def known_series() -> frozenset[str]:
    """The names of the national series as their notices write them."""
    return frozenset(series["name"] for series in _data()["series"])


def _data() -> dict[str, Any]:
    return tomllib.loads((files("models") / "titles.toml").read_text("utf-8"))
