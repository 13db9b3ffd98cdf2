"""The JSON objects of the site's own dictionary, as the API's document describes them."""

from typing import Any

from models.dictionaries import DictionaryChangeKind
from web.api.contract_shapes import Finding, Told


class DictionaryVersion(Told):
    """A version; who: as the audit trail names them. added, changed, removed: against the one
    before."""

    version: int
    current: bool
    created_at: str
    who: str
    note: str
    file: str
    sha256: str
    back_to: int | None
    added: int
    changed: int
    removed: int


class Dictionary(Told):
    """What `zhenghe dictionary list` prints; version is that in force, null for none."""

    version: int | None
    versions: list[DictionaryVersion]


class DictionaryChange(Told):
    """An entry of a table that is not what it was."""

    table: str
    entry: str
    change: DictionaryChangeKind
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class DictionaryVersionDetails(DictionaryVersion):
    """What `zhenghe dictionary show` prints."""

    same: int
    changes: list[DictionaryChange]


class DictionaryImport(Told):
    """What `zhenghe dictionary import` prints; version is null when nothing was put in force."""

    version: int | None
    before: int
    file: str
    sha256: str
    added: int
    changed: int
    removed: int
    same: int
    changes: list[DictionaryChange]
    findings: list[Finding]
