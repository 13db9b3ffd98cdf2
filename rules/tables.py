"""The figures that rules use: code lists, dates, digits, limits, presets. Data, not code.

Each profile has `rules/tables/PROFILE.toml`; `everywhere.toml` holds what all share. A department
changes a figure in a file of the same name in its own folder (setting `rules_folder`): what stands
there takes the place of what is bundled, entry by entry.
"""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from rapidfuzz import process

from models.errors import UsageWrong
from models.findings import Finding, found

SHARED = "everywhere"


class Tables:
    """The figures of a profile by their names; every name is there, or the program is wrong."""

    __slots__ = ("values",)

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __getitem__(self, name: str) -> Any:
        """The figure. Raises KeyError for one that no file holds: a mistake of the program."""
        return self.values[name]

    def day(self, name: str) -> date:
        """A figure that is a day."""
        day = self.values[name]
        assert isinstance(day, date)
        return day

    def names(self, name: str) -> tuple[str, ...]:
        """A figure that is a list of texts."""
        return tuple(self.values[name])


@cache
def load_tables(profile: str, folder: Path | None = None) -> Tables:
    """The figures of a profile. Raises UsageWrong with every mistake in a department's files."""
    values = _bundled(SHARED) | _bundled(profile)
    mistakes: list[Finding] = []
    for name in (SHARED, profile):
        path = folder / f"{name}.toml" if folder else None
        if path and path.is_file():
            _overlay(values, path, mistakes)
    if mistakes:
        raise UsageWrong(*mistakes)
    return Tables(values)


def _bundled(name: str) -> dict[str, Any]:
    path = files("rules") / "tables" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def _overlay(values: dict[str, Any], path: Path, mistakes: list[Finding]) -> None:
    """Put a department's figures over the bundled ones; tables are laid over key by key."""
    try:
        own = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        mistakes.append(found("RULES_FILE_WRONG", file=path.name, problem=error))
        return
    for name, value in own.items():
        if name not in values:
            nearest = process.extractOne(name, list(values))
            nearest_name = nearest[0] if nearest else ""
            mistakes.append(
                found("RULES_ENTRY_UNKNOWN", file=path.name, name=name, nearest=nearest_name)
            )
        elif type(value) is not type(values[name]):
            wanted = type(values[name]).__name__
            mistakes.append(found("RULES_ENTRY_WRONG", file=path.name, name=name, wanted=wanted))
        else:
            values[name] = {**values[name], **value} if isinstance(value, dict) else value
