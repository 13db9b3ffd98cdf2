"""The files of the dictionary, matching/dictionary/*.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def facts(name: str) -> dict[str, Any]:
    """One file of the dictionary, by its name without .toml."""
    return tomllib.loads((files("matching") / "dictionary" / f"{name}.toml").read_text("utf-8"))
