"""A case from a form and what was seen of its documents: plain values, levels, papers at hand."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from matching.dictionary import implied
from matching.dictionary_data import derived
from matching.text import DATES, NUMBERS, normal_form, squeezed
from models.documents import Document
from models.fields import DocumentKind, Field
from models.submissions import Form
from rules.case import Case, Paper, PhotoFacts, Rank
from rules.tables import Tables

# Deadlines of the notices are days in China, wherever the machine stands.
CHINA = ZoneInfo("Asia/Shanghai")

_KEPT = frozenset({*DATES, *NUMBERS, Field.ID_NUMBER, Field.NAME})
_SHAPES = str.maketrans("〔〕【】[]{}｛｝﹝﹞〖〗", "()()()()()()()")
_QUOTES = re.compile("[\"'“”‘’＂＇「」『』]")
_RANKS = {
    "正高级": Rank.SENIOR,
    "副高级": Rank.SENIOR,
    "高级": Rank.SENIOR,
    "中级": Rank.MIDDLE,
    "初级": Rank.JUNIOR,
    "助理级": Rank.JUNIOR,
    "员级": Rank.JUNIOR,
}


def case_of(
    profile: str,
    form: Form,
    tables: Tables,
    documents: tuple[Document, ...] = (),
    photo: PhotoFacts | None = None,
) -> Case:
    """The facts of a submission. documents are those that were read; rules alone have none."""
    fields = {field: value for field, text in form.fields.items() if (value := plain(field, text))}
    declared = form.declarations
    return Case(
        profile=profile,
        fields=fields,
        typed=form.fields,
        declarations=declared,
        papers=_papers(declared.get("documents")),
        documents=documents,
        photo=photo,
        submitted_on=_day(declared.get("submitted_on")),
        rank=rank_of(fields.get(Field.LEVEL, ""), fields.get(Field.TITLE, "")),
        tables=tables,
    )


@lru_cache(maxsize=65536)
def plain(field: Field, text: str) -> str:
    """The value that rules compare: the normal form, and for words one kind of brackets, no quotes.

    Spaces, width and the shape of brackets and quotes never change what a rule says.
    """
    value = normal_form(field, text)
    if field in _KEPT:
        return value
    return _QUOTES.sub("", squeezed(value)).translate(_SHAPES)


@lru_cache(maxsize=65536)
def plain_words(text: str) -> str:
    """Any other text in the form in which words are compared, as `plain` has it."""
    return _QUOTES.sub("", squeezed(unicodedata.normalize("NFC", text))).translate(_SHAPES)


@derived(4096)
def rank_of(level: str, title: str) -> Rank | None:
    """The rank of a level, else the one that all meanings of the title share."""
    if level in _RANKS:
        return _RANKS[level]
    ranks = {_of_number(sense.level) for sense in implied(title)} if title else set()
    return ranks.pop() if len(ranks) == 1 else None


def _of_number(level: int) -> Rank | None:
    if not level:
        return None
    return Rank.SENIOR if level <= 2 else Rank.MIDDLE if level == 3 else Rank.JUNIOR


def _papers(declared: Any) -> Mapping[DocumentKind, Paper] | None:
    """What is at hand. What a list of papers doesn't name is not at hand."""
    if declared is None:
        return None
    return {
        DocumentKind(kind): Paper()
        if entry is True
        else Paper(
            frozenset(entry["seals"]) if "seals" in entry else None,
            entry.get("roster"),
        )
        for kind, entry in declared.items()
        if entry is not False
    }


def _day(declared: Any) -> date:
    return date.fromisoformat(declared) if declared else datetime.now(UTC).astimezone(CHINA).date()
