"""Writes the tables of the reference pages from the code, so that they are never out of date.

A page is written by hand, but for what stands between `<!-- table: NAME -->` and `<!-- end -->`.
`make docs` fills these in; `tests/docs/test_reference.py` fails when a page is not current.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from docs.rules_reference import all_rules, counts
from intake.declarations import KNOWN, problem_with
from matching.dictionary import entries
from matching.entries import Kind
from models.accounts import Role
from models.fields import DocumentKind, Field
from models.findings import Severity, Text, catalogue
from models.settings import Settings
from models.tokens import TokenScope
from ocr.labels import load_labels
from rules.profile import load_profile, profile_names
from web.api.app import PLACE, make_api

FOLDER = Path(__file__).parent
_TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_BLANK = re.compile(r"\{(\w+)[^}]*\}")  # a place to be filled, with or without its format
_UNITS = ((30, "GiB"), (20, "MiB"), (10, "KiB"), (0, "bytes"))
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "注意", Severity.HINT: "提示"}


def pages() -> list[Path]:
    """Every page with a table: those of docs/ and both READMEs."""
    found = [*FOLDER.glob("*.md"), *FOLDER.parent.glob("README*.md")]
    return sorted(path for path in found if _TABLE.search(path.read_text("utf-8")))


def filled(text: str) -> str:
    """The text of a page with its tables anew. Raises KeyError for a table that is not known."""
    return _TABLE.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n\n{found[3]}", text)


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """What reference.toml says of settings and declarations, which the code does not."""
    return tomllib.loads((FOLDER / "reference.toml").read_text("utf-8"))


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = [tuple(heads), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    cells.insert(1, ("---",) * len(cells[0]))
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)


def _settings() -> str:
    return _table(
        ("variable", "default", "may be", "meaning", "含义"),
        (
            (
                f"`ZHENGHE_{name.upper()}`",
                _default(name, info),
                _allowed(info),
                str(info.description),
                words()["settings"][name]["zh"],
            )
            for name, info in Settings.model_fields.items()
        ),
    )


def _default(name: str, info: FieldInfo) -> str:
    """The default as one would write it, with large numbers of bytes explained."""
    if info.default_factory:
        return "the platform's data folder"
    if info.default in (None, ()):
        return "none"
    size = ""
    if "bytes" in name:
        power, unit = next((p, u) for p, u in _UNITS if info.default >= 2**p)
        size = f" ({info.default / 2**power:g} {unit})"
    return f"`{info.default}`{size}"


def _allowed(info: FieldInfo) -> str:
    """What values the setting takes, in words."""
    if "Path" in str(info.annotation):
        return "a path"
    if get_args(info.annotation) and get_origin(get_args(info.annotation)[0]) is Literal:
        return ", ".join(f"`{name}`" for name in get_args(get_args(info.annotation)[0]))
    if "tuple" in str(info.annotation):
        return "names, with commas between them"
    if "str" in str(info.annotation).lower():
        return "text"
    if info.annotation is bool:
        return "true or false"
    bounds: list[Any] = info.metadata
    lowest = next((bound.ge for bound in bounds if isinstance(bound, Ge)), None)
    highest = next((bound.le for bound in bounds if isinstance(bound, Le)), None)
    if highest is not None:
        return f"{lowest} to {highest}"
    least = "> 0" if lowest is None else f"≥ {lowest}"
    return f"a whole number {least}" if info.annotation is int else f"a number {least}"


def _findings() -> str:
    return "\n\n".join(_finding(code, text) for code, text in catalogue().items())


def _finding(code: str, text: Text) -> str:
    told = (
        f"### `{code}`\n\n**{text.severity} · {_SEVERITIES[text.severity]}**\n\n"
        f"{text.zh}{text.do_zh}\n\n{text.en} {text.do_en}\n\n依据 Source: {text.source}"
    )
    return _BLANK.sub(r"{\1}", told)


def _declarations() -> str:
    return _table(
        ("declaration", "values", "meaning", "含义"),
        (
            (
                f"`{key}`",
                f"`{problem_with(key, None)}`",
                words()["declarations"][key]["en"],
                words()["declarations"][key]["zh"],
            )
            for key in KNOWN
        ),
    )


def _named(entries: type[Field] | type[DocumentKind]) -> str:
    return _table(
        ("中文", "English", "identifier"), ((entry.zh, entry.en, f"`{entry}`") for entry in entries)
    )


def _labels() -> str:
    labels = load_labels(None).labels
    rows = ((field, [label.text for label in labels if label.field is field]) for field in Field)
    return _table(
        ("field", "字段", "labels known 已知的标签"),
        ((f"`{field}`", field.zh, "、".join(reversed(texts))) for field, texts in rows),
    )


def _dictionary() -> str:
    return _table(
        ("kind", "entries", "names", "general or doubtful"),
        (
            (
                f"`{kind}`",
                str(len(entries(kind))),
                str(sum(len(entry.names) for entry in entries(kind))),
                str(sum(not entry.certainty.confirmed for entry in entries(kind))),
            )
            for kind in Kind
        ),
    )


def _profiles() -> str:
    profiles = [load_profile(name) for name in profile_names()]
    return _table(
        ("`--profile`", "采集类型", "collection", "依据 notice"),
        ((f"`{p.name}`", p.zh, p.en, p.notice) for p in profiles),
    )


def api_document() -> dict[str, Any]:
    """The API's own document, as the service gives it."""
    return make_api(Settings()).openapi()


def _routes() -> str:
    return _table(
        ("", f"{PLACE}…", "scope", "does"),
        (
            (
                f"`{method.upper()}`",
                f"`{path}`",
                ", ".join(f"`{scope}`" for scope in operation["security"][0]["token"]) or "any",
                operation["description"].partition("\n\n")[0],
            )
            for path, methods in api_document()["paths"].items()
            for method, operation in methods.items()
        ),
    )


def _scopes() -> str:
    return _table(
        ("scope", "lets a program", "可以", "roles"),
        (
            (
                f"`{scope}`",
                scope.en,
                scope.zh,
                "any"
                if scope.roles == frozenset(Role)
                else ", ".join(f"`{role}`" for role in Role if role in scope.roles),
            )
            for scope in TokenScope
        ),
    )


TABLES: dict[str, Callable[[], str]] = {
    "settings": _settings,
    "findings": _findings,
    "declarations": _declarations,
    "fields": lambda: _named(Field),
    "kinds": lambda: _named(DocumentKind),
    "labels": _labels,
    "profiles": _profiles,
    "dictionary": _dictionary,
    "rules": all_rules,
    "rule_counts": counts,
    "api_routes": _routes,
    "api_scopes": _scopes,
}


def main() -> None:
    """Write every page anew."""
    for path in pages():
        path.write_text(filled(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
