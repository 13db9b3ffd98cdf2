"""Drafts of papers that an applicant can take to the employer: what is to be written, as values."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a paragraph stands on the page."""

    BODY = "body"
    HEADING = "heading"
    SIGNATURE = "signature"  # on the right, where the seal goes


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. widths: of the columns, in relation to each other.

    heads: the first row names the columns; without it every other column holds labels.
    """

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """A frame for the opinion and the seal of an office: its title, and the lines at its foot."""

    title: str
    foot: tuple[str, ...]


Part = Paragraph | Grid | Opinion


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter; file is its name without an ending."""

    file: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its head, and how many characters wide it is."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list for a spreadsheet. rows: what is known; blank: how many ruled rows follow."""

    file: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    blank: int
    foot: tuple[str, ...]


Draft = Letter | Sheet


def printable(text: str) -> str:
    """The text without what a document can't hold or would hide: control and turning characters."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))
