"""A title and a specialty or level in one cell: 测绘专业工程师 behind 申报何专业何资格."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from matching.text import normal_form, squeezed
from models.fields import Field
from models.titles import known_titles
from ocr.joint_values import words_of
from ocr.layout import Candidate
from ocr.pieces import Piece

_TITLED = "(?:资格|职称|职务)(?:名称)?"
_AND = "[及和与、,/]"
_SUBJECT = "(?:专业|学科)(?:名称)?"
_RANK = "(?:级别|等级|层级|层次)"
_ASKS_SPECIALTY = re.compile(
    rf".*{_SUBJECT}(?:{_AND}|何种?|任?何)+[^,。:]*{_TITLED}|[^,。:]*{_TITLED}{_AND}[^,。:]{{0,4}}{_SUBJECT}"
)
_ASKS_LEVEL = re.compile(rf"[^,。:]*(?:{_TITLED}{_AND}{_RANK}|{_RANK}{_AND}(?:名称|{_TITLED}))")
_ASKS_BRACKET = re.compile(r"\((?:专业|学科)(?:名称)?\)$")
_IN_BRACKETS = re.compile(r"(?P<title>[^()]{2,16})\((?P<specialty>[^()]{2,20}?)(?:专业)?\)")
_LEVEL_WITH_TITLE = re.compile(
    r"(?P<level>(?:正高|副高|高|中|初|助理|员)级)\((?P<title>[^()]{2,16})\)"
)
_BOTH = re.compile(r"(?P<specialty>[\u4e00-\u9fff、()]{2,20}?)(?:专业,?|[,、/;])(?P<title>.+)")
_PARTED = re.compile(
    r"(?P<first>[^()]{2,20})(?:\((?P<inner>[^()]{2,20})\)|[,、/;](?P<last>.{2,20}))"
)
_LEVEL = re.compile(r"(?:正高|副高|高|中|初|助理|员)级?")
_LEVEL_FIRST = re.compile("(?:正高|副高|高|中|初|助理|员)级")
_OF_NAME = "专业"  # ends the specialty's name: 工程师(测绘专业)

Span = tuple[int, int]


def asks_both(label: str) -> bool:
    """Does a label, squeezed, ask for a specialty or level and a title: 申报何专业何资格?"""
    return _second(label) is not None


def holds_both(label: str, pieces: Sequence[Piece]) -> bool:
    """Are these what such a label asks for; or the title alone, which needs no level?"""
    text, second = squeezed("".join(piece.text for piece in pieces)), _second(label)
    alone = second is Field.LEVEL and text in known_titles()
    return alone or _spans(text, second, _breaks(pieces)) is not None


def told_apart(read: Sequence[tuple[int, Candidate]]) -> Iterator[tuple[int, Candidate]]:
    """The candidates with their pages, titles without the specialty that stands before them.

    It is one where the label asks for both, or where the document tells the same one elsewhere; as
    long as nothing says so, a title is given as it is printed.
    """
    specialties = {_value(one) for _, one in read if one.field is Field.SPECIALTY}
    told = {one.field for _, one in read}
    for page, candidate in read:
        text = squeezed(candidate.printed)
        if candidate.field is Field.SPECIALTY and (bare := text.rstrip("/、")) != text and bare:
            yield page, _part(candidate, Field.SPECIALTY, 0, len(bare))
            continue
        asked = _second(squeezed(candidate.label.text))
        breaks = _breaks(candidate.pieces) if asked else ()
        second = asked or Field.SPECIALTY
        spans = _spans(text, second, breaks) if candidate.field is Field.TITLE else None
        both = asked or (spans and _is_parted(text, spans))
        if spans is None or not (both or text[slice(*spans[0])] in specialties):
            yield page, candidate
            continue
        yield page, _part(candidate, Field.TITLE, *spans[1])
        if second not in told:
            yield page, _part(candidate, second, *spans[0])


def bracket_apart(title: Candidate) -> list[Candidate]:
    """A title whose label asks for the specialty in brackets, and that one: 资格名称(专业).

    A level tells its title in brackets, whatever its label asks for: 中级(主管护师).
    """
    text = squeezed(title.printed)
    level = _LEVEL_WITH_TITLE.fullmatch(text) if title.field is Field.LEVEL else None
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


def _second(label: str) -> Field | None:
    """What a label asks for beside the title."""
    if _ASKS_SPECIALTY.fullmatch(label):
        return Field.SPECIALTY
    return Field.LEVEL if _ASKS_LEVEL.fullmatch(label) else None


def _spans(text: str, second: Field | None, breaks: Sequence[int]) -> tuple[Span, Span] | None:
    """Where in squeezed text a specialty or level and the title beside it stand.

    breaks are where a blank or a new line parts the text.
    """
    match = _BOTH.fullmatch(text) if second is Field.SPECIALTY else None
    if match and match["title"] in known_titles():
        return match.span("specialty"), match.span("title")
    if len(breaks) == 1 and (
        found := _ordered(text, (0, breaks[0]), (breaks[0], len(text)), second)
    ):
        return found
    level = (
        _LEVEL_FIRST.match(text) if second is Field.LEVEL and text not in known_titles() else None
    )
    if level and text[level.end() :] in known_titles():
        return level.span(), (level.end(), len(text))
    if second is None or not (parted := _PARTED.fullmatch(text)):
        return None
    behind = parted.span("inner" if parted["inner"] else "last")
    return _ordered(text, parted.span("first"), behind, second)


def _ordered(text: str, a: Span, b: Span, second: Field | None) -> tuple[Span, Span] | None:
    """The two spans, the title's last; None where not exactly one of them is a title."""
    titled = [text[slice(*span)] in known_titles() for span in (a, b)]
    if titled[0] == titled[1]:
        return None
    other, title = (b, a) if titled[0] else (a, b)
    if second is Field.LEVEL:
        return (other, title) if _LEVEL.fullmatch(text[slice(*other)]) else None
    named = text[slice(*other)]
    bare = named.strip(",、/;()").removesuffix(_OF_NAME)
    begin = other[0] + named.index(bare)
    return ((begin, begin + len(bare)), title) if len(bare) > 1 else None


def _breaks(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """Where in the squeezed text of pieces there was a blank, or the next piece begins."""
    ends = accumulate(len(squeezed(word.text)) for word in words_of(pieces))
    return tuple(ends)[:-1]


def _is_parted(text: str, spans: tuple[Span, Span]) -> bool:
    """Does a stroke stand before the title, and no title before it: 数学/一级教师?"""
    first = text[slice(*spans[0])]
    return text[spans[0][1] : spans[0][1] + 1] == "/" and first not in known_titles()


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
