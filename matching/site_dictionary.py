"""A site's own dictionary: entries that extend the bundled ones or take their place.

It is one TOML file, or several. Tables are named by the bundled file and its table
(`[[series.alias]]`), rows are as there; docs/dictionary.md lists them. Every mistake is told with
its file and entry before the dictionary is used.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from matching.entries import Certainty
from models.errors import UsageWrong
from models.findings import Finding, found

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """What rows of a table hold; rows with equal `key` take the place of bundled ones."""

    needs: Mapping[str, type]
    may: Mapping[str, type] = field(default_factory=dict)
    key: tuple[str, ...] = ()


_NAMED = {"id": str, "names": list}
_NOTED = {"scope": str, "note": str}
_PLACED = {"province": str, "local": str, "chongqing": str}
TABLES = {
    "series.alias": Table(_NAMED, _NOTED),
    "series.former": Table(_NAMED, _NOTED),
    "series.ended": Table(_NAMED, _NOTED, ("id",)),
    "former_titles.renamed": Table(
        {"name": str, "now": str}, {"aliases": list, "scope": str}, ("name",)
    ),
    "former_titles.other": Table({"name": str, "series": str, "level": int}, {}, ("name",)),
    "review_types.type": Table({"id": str, "name": str}, {"aliases": list, "scope": str}, ("id",)),
    "place_names.short": Table({"name": str, "code": str}, {"ambiguous": bool}, ("name", "code")),
    "place_names.former": Table(
        {"name": str, "code": str}, {"ambiguous": bool, "changed": str}, ("name", "code")
    ),
    "place_names.area": Table({"code": str, "name": str, "within": str}, {}, ("code",)),
    "institutions.body": Table(
        {"id": str, "levels": list}, {**_PLACED, "within": dict, "former": list}, ("id",)
    ),
    "institutions.former": Table({"body": str}, {**_PLACED, "changed": str}),
    "institutions.unit": Table({"id": str, "name": str}, {"former": list}, ("id",)),
    "committees.committee": Table({"id": str, "name": str}, {}, ("id",)),
    "words.word": Table({"short": str, "full": str, "where": str, "kind": str}, {}, ("short",)),
}
"""The tables that a site may write, by the bundled file and its table."""
_CHOICES = {
    "certainty": tuple(Certainty),
    "where": ("after-place", "end", "whole", "office"),
    "kind": ("short", "former", "variant"),
    "level": (0, 1, 2, 3, 4, 5),
}


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A row, with the file that it stands in and its place there among the rows of its table."""

    file: str
    place: int
    row: Row


@dataclass(frozen=True, slots=True)
class SiteDictionary:
    """Rows by table, and the sources that they name; digest tells one dictionary from another."""

    rows: Mapping[str, tuple[SiteRow, ...]]
    sources: Mapping[str, str]
    digest: str

    def of_file(self, name: str) -> Iterator[tuple[str, Row]]:
        """The rows of a bundled file, with their table in it."""
        for table, rows in self.rows.items():
            file, _, inner = table.partition(".")
            if file == name:
                yield from ((inner, one.row) for one in rows)

    def where(self, text: str) -> tuple[str, str]:
        """The file and table of the last row that holds a text: what comes later is at fault."""
        for table, rows in self.rows.items():
            for one in reversed(rows):
                if any(text == value or text in _listed(value) for value in one.row.values()):
                    return one.file, f"{table} {text}"
        return next((rows[-1].file for rows in self.rows.values() if rows), "—"), text


NO_SITE = SiteDictionary({}, {}, "")


def files_of(path: Path) -> list[tuple[str, bytes]]:
    """A file, or all files of a folder, in the order of their names. Raises UsageWrong."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    try:
        return [(file.name, file.read_bytes()) for file in files]
    except OSError as error:
        raise UsageWrong(mistake(path.name, "—", str(error), str(error))) from None


def read_site_dictionary(
    files: Sequence[tuple[str, bytes]], sources: Mapping[str, str]
) -> SiteDictionary:
    """Read files, each with its name; sources are those that are known.

    Raises UsageWrong with every mistake.
    """
    rows: dict[str, list[SiteRow]] = {}
    own: dict[str, str] = {}
    mistakes: list[Finding] = []
    digest = sha256()
    for file, data in files:
        try:
            content = parsed(data)
        except ValueError as error:
            mistakes.append(mistake(file, "—", str(error), str(error)))
            continue
        digest.update(data)
        if isinstance(named := content.pop("sources", {}), dict):
            own |= {str(key): str(text) for key, text in named.items()}
        else:
            mistakes.append(mistake(file, "sources", "应为一个表", "it should be a table"))
        places = Counter[str]()
        for table, row in rows_of(content):
            places[table] += 1
            rows.setdefault(table, []).append(SiteRow(file, places[table], row))
    known = {*sources, *own}
    for table, listed in rows.items():
        for one in listed:
            entry = f"{table} {one.place}"
            mistakes += (mistake(one.file, entry, *why) for why in _wrong(table, one.row, known))
    if mistakes:
        raise UsageWrong(*mistakes)
    return SiteDictionary({t: tuple(r) for t, r in rows.items()}, own, digest.hexdigest()[:16])


def parsed(data: bytes) -> Row:
    """The content of a file. Raises ValueError."""
    try:
        return tomllib.loads(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("嵌套过深 nested too deeply") from None


def laid_over(base: SiteDictionary, new: SiteDictionary) -> SiteDictionary:
    """Both: rows of the new one come later, so they have the say; what both say is said once."""
    if not new.rows and not new.sources:
        return base
    said = {(table, _told(one.row)) for table, rows in base.rows.items() for one in rows}
    rows = {
        table: (
            *base.rows.get(table, ()),
            *(one for one in new.rows.get(table, ()) if (table, _told(one.row)) not in said),
        )
        for table in dict.fromkeys((*base.rows, *new.rows))
    }
    digest = sha256(f"{base.digest} {new.digest}".encode()).hexdigest()[:16]
    return SiteDictionary(rows, {**base.sources, **new.sources}, digest)


def mistake(file: str, entry: str, zh: str, en: str) -> Finding:
    """What is wrong with an entry of the site's own dictionary."""
    return found("DICTIONARY_WRONG", file=file, entry=entry, problem_zh=zh, problem_en=en)


def merged(name: str, data: Row, site: SiteDictionary) -> Row:
    """A bundled file's content with what the site has for it."""
    if name == "sources":
        return {**data, "sources": {**data["sources"], **site.sources}}
    data = {key: list(value) if isinstance(value, list) else value for key, value in data.items()}
    for table, row in site.of_file(name):
        if table == "former" and name == "institutions":
            _continue_body(data["body"], row)
            continue
        key = TABLES[f"{name}.{table}"].key
        same = [place for place, old in enumerate(data[table]) if key and _same(old, row, key)]
        if same:
            data[table][same[0]] = {**data[table][same[0]], **row}
        else:
            data[table].append(row)
        if name == "series":
            _claim(data, row)
    return data


def _same(old: Row, new: Row, key: tuple[str, ...]) -> bool:
    return all(old.get(part) == new.get(part) for part in key)


def _continue_body(bodies: list[Row], row: Row) -> None:
    """One more former name of a body."""
    for place, body in enumerate(bodies):
        if body["id"] == row["body"]:
            old = {key: value for key, value in row.items() if key != "body"}
            bodies[place] = {**body, "former": [*body.get("former", ()), old]}


def _claim(data: Row, row: Row) -> None:
    """A name that the site gives to one series is no other's any more."""
    for table in ("alias", "former"):
        data[table] = [
            old
            if old["id"] == row["id"]
            else {**old, "names": [text for text in old["names"] if text not in row["names"]]}
            for old in data[table]
        ]


def rows_of(content: Row) -> Iterator[tuple[str, Row]]:
    """Every row with the name of its table; what is no table of rows comes as an empty row."""
    for file, tables in content.items():
        if not isinstance(tables, dict):
            yield file, {}
            continue
        for table, rows in tables.items():
            for row in rows if isinstance(rows, list) else [rows]:
                yield f"{file}.{table}", row if isinstance(row, dict) else {}


_TYPES = {
    str: ("文字", "text"),
    list: ("列表", "a list"),
    int: ("整数", "a whole number"),
    bool: ("true 或 false", "true or false"),
    dict: ("表", "a table"),
}


def _is_a(wanted: type, value: object) -> bool:
    """Is it of this type, and is there anything in it? Lists hold texts or tables."""
    if isinstance(value, list) and not all(isinstance(one, str | dict) and one for one in value):
        return False
    return type(value) is wanted and (bool(value) or wanted in (int, bool))


def _wrong(table: str, row: Row, sources: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row by itself, in Chinese and English."""
    if table not in TABLES:
        near = get_close_matches(table, list(TABLES), 3, 0.3) or list(TABLES)
        zh, en = "、".join(near), ", ".join(near)
        yield f"没有这个表，最接近的有：{zh}", f"there is no such table; nearest are: {en}"
        return
    wanted = {"source": str, "certainty": str, **TABLES[table].needs}
    for key in wanted.keys() - row.keys():
        yield f"缺少 {key}", f"{key} is missing"
    allowed = {**wanted, **TABLES[table].may}
    for key in sorted(row.keys() - allowed.keys()):
        yield f"没有 {key} 这一项；可以有：{'、'.join(allowed)}", f"{key} is not known here"
    for key, value in row.items():
        if key in allowed and not _is_a(allowed[key], value):
            zh, en = _TYPES[allowed[key]]
            yield f"{key} 应为{zh}，不能为空", f"{key} should be {en}, not empty"
        elif key in _CHOICES and key in allowed and value not in _CHOICES[key]:
            choices = ", ".join(map(str, _CHOICES[key]))
            yield f"{key} 只能是 {choices}", f"{key} is one of {choices}"
    yield from _wrong_source(row, sources)
    for old in row.get("former", ()) if isinstance(row.get("former", ()), list) else ():
        if not isinstance(old, dict) or {"source", "certainty"} - old.keys():
            yield (
                "former 中每一项都要有 source 和 certainty",
                "each former needs source and certainty",
            )
        else:
            yield from _wrong_source(old, sources)


def _wrong_source(row: Row, sources: set[str]) -> Iterator[tuple[str, str]]:
    for source in str(row.get("source", "")).split(", "):
        if source and source not in sources:
            yield (
                f"出处“{source}”没有在 [sources] 中说明",
                f"the source {source!r} is not in [sources]",
            )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _told(row: Row) -> str:
    return repr(sorted(row.items()))
