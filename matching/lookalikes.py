"""Characters that are easily taken for one another, from data."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def known_groups() -> tuple[str, ...]:
    """The groups of characters that are known by hand to look alike."""
    data = tomllib.loads((files("matching") / "lookalikes.toml").read_text("utf-8"))
    return tuple(data["groups"])


@cache
def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(known_groups()):
        for character in group:
            groups.setdefault(character, set()).add(number)
    return {character: frozenset(numbers) for character, numbers in groups.items()}


@cache
def _representatives() -> dict[int, str]:
    """Each character with the one that stands for all it can be taken for, directly or not."""
    data = tomllib.loads((files("matching") / "lookalikes.toml").read_text("utf-8"))
    families: list[set[str]] = []
    for group in data["groups"]:
        joined = set(group).union(*(f for f in families if f & set(group)))
        families = [f for f in families if not f & joined] + [joined]
    return {ord(character): min(family) for family in families for character in family}


def folded(text: str) -> str:
    """The text with characters that look alike made one. Texts of like folds look alike."""
    return text.translate(_representatives())


def look_alike(a: str, b: str) -> bool:
    """Are two different characters easily taken for one another? Symmetric."""
    groups = _groups()
    return a != b and bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))
