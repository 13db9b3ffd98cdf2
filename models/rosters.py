"""Rosters: lists of holders or of units that a department keeps, and what an import says of one."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.fields import Field
from models.findings import Finding


class RosterMode(StrEnum):
    """What an import does to the rows that are there."""

    REPLACE = "replace"
    APPEND = "append"


class Beside(StrEnum):
    """What a column tells of the unit that a row names, beside its fields."""

    FORMER_NAMES = "former_names"  # names that it had; it is found by them, too
    SUCCESSOR = "successor"  # what it is called now, or what has taken its place

    @property
    def zh(self) -> str:
        """Its Chinese name."""
        return {"former_names": "旧名称", "successor": "现名称"}[self]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One entry. number is its row in the file; fields are normal forms, rest is as written.

    Empty values are absent. id is that of the database, 0 before the row is stored.
    """

    number: int
    fields: Mapping[Field, str]
    rest: Mapping[str, str]
    id: int = 0


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """A column of the file; field is None for one that is kept but not searched by itself."""

    place: int
    label: str
    field: Field | None
    beside: Beside | None = None

    @property
    def key(self) -> str | None:
        """What the column was taken for."""
        return self.field or self.beside


@dataclass(frozen=True, slots=True)
class RosterHeader:
    """The row of labels, by its number (0: the file has none), and what its columns hold."""

    row: int
    columns: tuple[RosterColumn, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that have a column."""
        return tuple(column.field for column in self.columns if column.field)


@dataclass(frozen=True, slots=True)
class RosterVersion:
    """A version of a roster; rows counts all of it, with those that an append left in place.

    beside: the labels of its columns of former names and successors.
    takes: the ids of the versions whose rows it takes over, oldest first; own_rows: those of its
    own file.
    """

    id: int
    name: str
    version: int
    current: bool
    mode: RosterMode
    rows: int
    fields: tuple[Field, ...]
    created_at: datetime
    file: str
    sha256: str
    takes: tuple[int, ...] = ()
    own_rows: int = 0
    beside: Mapping[str, Beside] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterDetail:
    """What a version is made of: the columns of its own file, and other versions.

    takes: the versions whose rows it takes over; used_by: those that take over its own.
    """

    version: RosterVersion
    columns: tuple[RosterColumn, ...]
    takes: tuple[int, ...]
    used_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An import that is under way, or was killed."""

    begun_at: datetime
    touched_at: datetime
    rows: int


@dataclass(frozen=True, slots=True)
class Removal:
    """The versions that are to be removed, and those that must stay because they are in use."""

    name: str
    removed: tuple[RosterVersion, ...]
    kept: tuple[RosterVersion, ...]

    @property
    def rows(self) -> int:
        """How many rows go: those that other versions take over are counted once."""
        return sum(version.own_rows for version in self.removed)


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a table holds, by its first rows; total may be a little more than its rows."""

    format: str
    encoding: str | None
    sheet: str | None
    header: RosterHeader
    sample: tuple[str, ...]
    total: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """A file before it is imported, and what it holds."""

    file: str
    sha256: str
    look: TableLook


@dataclass(frozen=True, slots=True)
class RowFindings:
    """What is wrong with one row."""

    number: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What an import did; version is None when nothing was written.

    rows are those read, good those that are or would be stored; counts has how often each code
    came up, by_row the first rows of each code. staged: the version that waits for a word, by id.
    """

    name: str
    version: int | None
    preview: RosterPreview
    rows: int
    good: int
    counts: Mapping[str, int]
    by_row: tuple[RowFindings, ...]
    findings: tuple[Finding, ...]
    staged: int | None = None
