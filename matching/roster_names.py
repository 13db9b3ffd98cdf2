"""Other names of the units of a roster: those they had, and what they are called now.

A roster of units or committees may have columns of former names and of successors (`Beside`).
Former names are further rows of the index of the names; what they and the successors are is kept in
a file beside it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matching.text import ORGANISATIONS
from models.fields import Field
from models.rosters import Beside, RosterRow

# As a cell lists several names; a comma may also stand inside of one, but hardly in a unit's.
_BETWEEN = re.compile(r"[;；、,，/\n]+")
_MAIN = (Field.COMMITTEE, Field.CONVENER, Field.ISSUER, Field.EMPLOYER)
_FILE = "names"


@dataclass(frozen=True, slots=True)
class OtherNames:
    """Of the field that names the units: by its values their former names and successors."""

    field: Field | None
    former: Mapping[str, tuple[str, ...]]
    successor: Mapping[str, str]


NO_NAMES = OtherNames(None, {}, {})


class Gathering:
    """Gathers other names from rows that pass by."""

    def __init__(self, fields: Iterable[Field], labels: Mapping[str, Beside]) -> None:
        known = {*fields}
        people = Field.NAME in known
        main = next((one for one in _MAIN if one in known), None)
        self._labels = labels
        self._field = main if labels and not people and main in ORGANISATIONS else None
        self._former: dict[str, dict[str, None]] = {}
        self._successor: dict[str, str] = {}

    def watched(self, rows: Iterable[RosterRow]) -> Iterator[RosterRow]:
        """The rows as they are."""
        if self._field is None:
            yield from rows
            return
        for row in rows:
            if name := row.fields.get(self._field):
                self._note(name, row.rest)
            yield row

    def names(self) -> OtherNames:
        """All that was gathered."""
        former = {name: tuple(others) for name, others in self._former.items()}
        return OtherNames(self._field, former, self._successor)

    def _note(self, name: str, rest: Mapping[str, str]) -> None:
        for label, beside in self._labels.items():
            told = [part.strip() for part in _BETWEEN.split(rest.get(label, ""))]
            told = [part for part in told if part and part != name]
            if beside is Beside.FORMER_NAMES and told:
                self._former.setdefault(name, {}).update(dict.fromkeys(told))
            elif told:
                self._successor[name] = told[0]


def write_names(folder: Path, names: OtherNames) -> None:
    """Put other names beside the index; nothing where there are none."""
    if names.former or names.successor:
        told = {"field": names.field, "former": names.former, "successor": names.successor}
        (folder / _FILE).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def open_names(folder: Path) -> OtherNames:
    """The other names that lie there; ValueError or KeyError if the file is not whole."""
    try:
        told = json.loads((folder / _FILE).read_text("utf-8"))
    except FileNotFoundError:
        return NO_NAMES
    former = {name: tuple(others) for name, others in told["former"].items()}
    return OtherNames(Field(told["field"]), former, told["successor"])
