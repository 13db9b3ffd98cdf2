"""What sentences are searched for, from data: patterns made of parts, and lists of words."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from models.fields import DocumentKind

_PART = re.compile(r"\{(~?[a-z_\u4e00-\u9fff]+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one kind of sentence says; its groups are keys of fields, or who or what.

    kinds are those of documents that it is for; within must be found in the same sentence.
    """

    find: re.Pattern[str]
    kinds: frozenset[DocumentKind]
    within: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of words; see prose.toml."""

    before_who: tuple[str, ...]
    not_who: tuple[str, ...]
    not_in_who: tuple[str, ...]
    between: tuple[str, ...]
    not_what: tuple[str, ...]
    never_alone: tuple[str, ...]
    levels: tuple[str, ...]
    offices: tuple[str, ...]


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """The bundled patterns, in the order of the data."""
    return tuple(
        Pattern(
            re.compile(filled(data["find"])),
            _kinds(data.get("kinds", _IN_SENTENCES)),
            re.compile(filled(data["with"])) if "with" in data else None,
        )
        for data in _data()["patterns"]
    )


def _kinds(names: Iterable[str]) -> frozenset[DocumentKind]:
    """These kinds; an electronic certificate words its sentences as one on paper does."""
    kinds = frozenset(map(DocumentKind, names))
    electronic = {DocumentKind.E_CERTIFICATE} if DocumentKind.CERTIFICATE in kinds else set()
    return kinds | electronic


@cache
def load_words() -> Words:
    """The bundled lists of words."""
    words = _data()["words"]
    # the longest first, so that 正高级 is not taken for 高级
    return Words(**{key: tuple(sorted(words[key], key=len, reverse=True)) for key in words})


def filled(pattern: str) -> str:
    """A pattern with its parts put in."""
    parts: dict[str, str] = _data()["parts"]

    def part(match: re.Match[str]) -> str:
        name = match[1]
        return _nearly(name[1:]) if name.startswith("~") else filled(parts[name])

    return _PART.sub(part, pattern)


def _nearly(words: str) -> str:
    """These words with at most one character misread."""
    misread = (f"{words[:at]}[^,。;:]{words[at + 1 :]}" for at in range(len(words)))
    return f"(?:{'|'.join(misread)})"


_IN_SENTENCES = (
    DocumentKind.CERTIFICATE,
    DocumentKind.APPROVAL,
    DocumentKind.STATEMENT,
    DocumentKind.APPOINTMENT,
)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("ocr") / "prose.toml").read_text("utf-8"))
