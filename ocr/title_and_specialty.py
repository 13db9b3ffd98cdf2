"""A specialty and a title that one value holds: 测绘专业工程师 behind 申报何专业何资格."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching.text import normal_form, squeezed
from models.fields import Field
from models.titles import known_titles
from ocr.layout import Candidate

_ASKS_BOTH = re.compile(
    r".*(?:专业|学科)(?:名称)?(?:[及和与、,/]|何种?|任?何)+[^,。:]*(?:资格|职称|职务)(?:名称)?"
)
_ASKS_BRACKET = re.compile(r"\((?:专业|学科)(?:名称)?\)$")
_IN_BRACKETS = re.compile(r"(?P<title>[^()]{2,16})\((?P<specialty>[^()]{2,20}?)(?:专业)?\)")
_LEVEL_FIRST = re.compile(r"(?P<level>(?:正高|副高|高|中|初|助理|员)级)\((?P<title>[^()]{2,16})\)")
_BOTH = re.compile(r"(?P<specialty>[\u4e00-\u9fff、()]{2,20}?)(?:专业,?|[,、/;])(?P<title>.+)")


def asks_both(label: str) -> bool:
    """Does a label, squeezed, ask for a specialty and a title: 申报何专业何资格?"""
    return _ASKS_BOTH.fullmatch(label) is not None


def holds_both(value: str) -> bool:
    """Is squeezed text a specialty and a title?"""
    return _spans(value) is not None


def told_apart(read: Sequence[tuple[int, Candidate]]) -> Iterator[tuple[int, Candidate]]:
    """The candidates with their pages, titles without the specialty that stands before them.

    It is one where the label asks for both, or where the document tells the same one elsewhere; as
    long as nothing says so, a title is given as it is printed.
    """
    specialties = {_value(one) for _, one in read if one.field is Field.SPECIALTY}
    for page, candidate in read:
        text = squeezed(candidate.printed)
        if candidate.field is Field.SPECIALTY and (bare := text.rstrip("/、")) != text and bare:
            yield page, _part(candidate, Field.SPECIALTY, 0, len(bare))
            continue
        spans = _spans(text) if candidate.field is Field.TITLE else None
        both = asks_both(squeezed(candidate.label.text)) or (spans and _is_parted(text, spans))
        if spans is None or not (both or text[slice(*spans[0])] in specialties):
            yield page, candidate
            continue
        yield page, _part(candidate, Field.TITLE, *spans[1])
        if not specialties:
            yield page, _part(candidate, Field.SPECIALTY, *spans[0])


def bracket_apart(title: Candidate) -> list[Candidate]:
    """A title whose label asks for the specialty in brackets, and that one: 资格名称(专业).

    A level tells its title in brackets, whatever its label asks for: 中级(主管护师).
    """
    text = squeezed(title.printed)
    level = _LEVEL_FIRST.fullmatch(text) if title.field is Field.LEVEL else None
    if level and level["title"] in known_titles():
        return [
            _part(title, field, *level.span(field.value)) for field in (Field.LEVEL, Field.TITLE)
        ]
    value = _IN_BRACKETS.fullmatch(text)
    asked = _ASKS_BRACKET.search(squeezed(title.label.text))
    if title.field is not Field.TITLE or value is None or not asked:
        return [title]
    fields = Field.TITLE, Field.SPECIALTY
    return [_part(title, field, *value.span(field.value)) for field in fields]


def _spans(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where in squeezed text a specialty and the title behind it stand."""
    match = _BOTH.fullmatch(text)
    if match is None or match["title"] not in known_titles():
        return None
    return match.span("specialty"), match.span("title")


def _is_parted(text: str, spans: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    """Does a stroke stand before the title, and no title before it: 数学/一级教师?"""
    first = text[slice(*spans[0])]
    return text[spans[0][1]] == "/" and first not in known_titles()


def _value(candidate: Candidate) -> str:
    return normal_form(candidate.field, candidate.printed)


def _part(candidate: Candidate, field: Field, begin: int, end: int) -> Candidate:
    """The letters from begin to end, in squeezed text, as a value of a field."""
    pieces, at = [], 0
    for piece in candidate.pieces:
        places = [place for place, c in enumerate(piece.text) if len(squeezed(c)) == 1]
        first, last = max(begin - at, 0), min(end - at, len(places))
        if first < last:
            pieces.append(piece.between(places[first], places[last - 1] + 1))
        at += len(places)
    label = replace(candidate.label, field=field)
    return Candidate(field, label, tuple(pieces), candidate.beside)
