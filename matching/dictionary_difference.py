"""What one file of a site's own dictionary has that another one lacks: by entry, for a person.

Files are taken as they are written, whether or not they fit: what an older program took is
compared, too.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matching.site_dictionary import TABLES, parsed, rows_of
from models.dictionaries import DictionaryChange, DictionaryDifference

_SOURCES = "sources"
_NAMING = ("id", "name", "code", "body", "short")


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of a table by what they are named by; rows that are there twice come twice."""

    rows: Mapping[str, list[dict[str, Any]]]

    def without(self, other: "_Entries") -> dict[str, list[dict[str, Any]]]:
        """Those that the other one does not have word for word."""
        left = {}
        for name, rows in self.rows.items():
            there = Counter(map(_told, other.rows.get(name, ())))
            kept = []
            for row in rows:
                if there[_told(row)]:
                    there[_told(row)] -= 1
                else:
                    kept.append(row)
            left[name] = kept
        return left


def dictionary_difference(before: bytes, after: bytes) -> DictionaryDifference:
    """What the second file has added, changed and removed. Raises ValueError for what is no TOML.

    An entry has changed where one of its table with the same name is gone.
    """
    old, new = _tables(before), _tables(after)
    changes: list[DictionaryChange] = []
    for table in sorted({*old, *new}):
        was, is_ = old.get(table, _Entries({})), new.get(table, _Entries({}))
        gone, come = was.without(is_), is_.without(was)
        for name in dict.fromkeys((*gone, *come)):
            lost, found = gone.get(name, []), come.get(name, [])
            pairs = min(len(lost), len(found))
            changes += (
                DictionaryChange(table, name, *both)
                for both in zip(lost[:pairs], found[:pairs], strict=True)
            )
            changes += (DictionaryChange(table, name, row, None) for row in lost[pairs:])
            changes += (DictionaryChange(table, name, None, row) for row in found[pairs:])
    entries = sum(len(rows) for one in new.values() for rows in one.rows.values())
    come_new = sum(one.after is not None for one in changes)
    return DictionaryDifference(tuple(changes), entries - come_new)


def entries_by_table(data: bytes) -> tuple[tuple[str, int], ...]:
    """How many entries a file has in each table."""
    tables = _tables(data)
    return tuple((name, sum(map(len, tables[name].rows.values()))) for name in sorted(tables))


def _tables(data: bytes) -> dict[str, _Entries]:
    content = parsed(data)
    sources = content.pop(_SOURCES, {})
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for table, row in rows_of(content):
        found.setdefault(table, {}).setdefault(_name(table, row), []).append(row)
    if isinstance(sources, dict) and sources:
        found[_SOURCES] = {str(key): [{"text": text}] for key, text in sources.items()}
    return {table: _Entries(rows) for table, rows in found.items()}


def _name(table: str, row: Mapping[str, Any]) -> str:
    """By what a row is told from others of its table."""
    keys = TABLES[table].key if table in TABLES else ()
    keys = keys or tuple(key for key in _NAMING if key in row)[:1]
    return " ".join(str(row.get(key, "")) for key in keys)


def _told(row: Mapping[str, Any]) -> str:
    return repr(sorted(row.items()))
