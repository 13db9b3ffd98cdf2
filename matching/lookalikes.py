"""Characters that are easily taken for one another, from data."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _groups() -> dict[str, frozenset[int]]:
    data = tomllib.loads((files("matching") / "lookalikes.toml").read_text("utf-8"))
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(data["groups"]):
        for character in group:
            groups.setdefault(character, set()).add(number)
    return {character: frozenset(numbers) for character, numbers in groups.items()}


def look_alike(a: str, b: str) -> bool:
    """Are two different characters easily taken for one another? Symmetric."""
    groups = _groups()
    return a != b and bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))
