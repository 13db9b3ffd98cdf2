"""What `dictionary` prints as JSON: same keys, same order, nothing more."""

from collections.abc import Mapping
from typing import Any

from models.contract import Json, findings_json
from models.dictionaries import DictionaryDifference, DictionaryFile, DictionaryVersion
from models.findings import Finding


def dictionary_list_json(versions: tuple[DictionaryVersion, ...]) -> Json:
    """The object that `dictionary list` prints; version is null where none is in force."""
    current = next((one.number for one in versions if one.current), None)
    return {"version": current, "versions": [_version(one) for one in versions]}


def dictionary_version_json(version: DictionaryVersion, difference: DictionaryDifference) -> Json:
    """The object that `dictionary show` prints."""
    return {**_version(version), "same": difference.same, "changes": _changes(difference)}


def _version(version: DictionaryVersion) -> Json:
    return {
        "version": version.number,
        "current": version.current,
        "created_at": version.created_at.isoformat(timespec="seconds"),
        "who": version.who,
        "note": version.note,
        "file": version.file,
        "sha256": version.sha256,
        "back_to": version.back_to,
        "added": version.added,
        "changed": version.changed,
        "removed": version.removed,
    }


def dictionary_import_json(
    version: int | None,
    before: int,
    file: DictionaryFile,
    difference: DictionaryDifference,
    findings: tuple[Finding, ...],
) -> Json:
    """The object that `dictionary import` prints; version is null when nothing was put in force.

    before: the version that the file was compared with, 0 for none.
    """
    return {
        "version": version,
        "before": before,
        "file": file.name,
        "sha256": file.sha256,
        **difference.counts,
        "same": difference.same,
        "changes": _changes(difference),
        "findings": findings_json(findings),
    }


def _plain(value: Any) -> Any:
    """A value of TOML as one of JSON: dates and times become text."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def _changes(difference: DictionaryDifference) -> list[Json]:
    return [
        {
            "table": one.table,
            "entry": one.entry,
            "change": one.kind,
            "before": _plain(one.before),
            "after": _plain(one.after),
        }
        for one in difference.changes
    ]
