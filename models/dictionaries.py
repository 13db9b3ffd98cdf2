"""A site's own dictionary as it is kept: its versions, what each changed, files that wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

NONE = 0  # the version before the first: the pages have put nothing in force


class DictionaryChangeKind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class DictionaryChange:
    """An entry of a table that is not what it was; None on one side where there is none."""

    table: str
    entry: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def kind(self) -> DictionaryChangeKind:
        """What became of it."""
        if self.before is None:
            return DictionaryChangeKind.ADDED
        return DictionaryChangeKind.REMOVED if self.after is None else DictionaryChangeKind.CHANGED

    @property
    def values(self) -> tuple[tuple[str, Any, Any], ...]:
        """The keys whose values differ, with both; None for none."""
        before, after = self.before or {}, self.after or {}
        keys = dict.fromkeys((*after, *before))
        both = ((key, before.get(key), after.get(key)) for key in keys)
        return tuple((key, old, new) for key, old, new in both if old != new)


@dataclass(frozen=True, slots=True)
class DictionaryDifference:
    """What another file would change; same: how many entries stay as they are."""

    changes: tuple[DictionaryChange, ...]
    same: int

    def how_many(self, kind: DictionaryChangeKind) -> int:
        """How many entries this became of."""
        return sum(change.kind is kind for change in self.changes)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return {str(kind): self.how_many(kind) for kind in DictionaryChangeKind}


@dataclass(frozen=True, slots=True)
class DictionaryFile:
    """A file of entries, by its name."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of its content."""
        return sha256(self.data).hexdigest()


NO_FILE = DictionaryFile("", b"")


@dataclass(frozen=True, slots=True)
class DictionaryVersion:
    """A version; who: as the audit trail names them, back_to: the version that it took up again.

    added, changed, removed: entries, against the version before.
    """

    number: int
    current: bool
    created_at: datetime
    who: str
    note: str
    file: str
    sha256: str
    back_to: int | None
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class DictionaryDraft:
    """A file that was found right and waits for a person's word; who: the name of who sent it."""

    id: int
    file: DictionaryFile
    who: str
    made_at: datetime
