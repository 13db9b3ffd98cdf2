"""What a pattern finds in sentences: the values of its groups, phrases taken apart."""

import re
from collections.abc import Iterator, Sequence

from models.fields import Field
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.plausible import is_plausible
from ocr.prose_patterns import Pattern
from ocr.prose_text import Passage, sentences
from ocr.prose_words import split_named, split_post, split_unit, split_what, split_who

_PHRASES = {
    "who": split_who,
    "named": split_named,
    "unit": split_unit,
    "what": split_what,
    "post": split_post,
}
_INTRODUCTION = 6  # characters before a value that are shown as its label


def values_of(pattern: Pattern, text: Sequence[Passage]) -> Iterator[Candidate]:
    """All that a pattern finds in the sentences of a page."""
    for passage in text:
        for begin, end in sentences(passage):
            if pattern.within and not pattern.within.search(passage.text[begin:end]):
                continue
            # A pos, not a slice: what is found must keep its place in the passage, and the stop
            # before a sentence tells that it begins there.
            for match in pattern.find.finditer(passage.text[:end], max(begin - 1, 0)):
                yield from _values(match, passage)


def _values(match: re.Match[str], passage: Passage) -> Iterator[Candidate]:
    """The values of a match, phrases taken apart."""
    for group, text in match.groupdict().items():
        if text is None:
            continue
        start = match.start(group)
        if (split := _PHRASES.get(group)) is not None:
            spans = split(text)
        else:
            spans = {Field(group): (0, len(text))}
        for field, (begin, end) in spans.items():
            if is_plausible(field, text[begin:end]):
                yield stretch(field, passage, start + begin, start + end)


def stretch(field: Field, passage: Passage, begin: int, end: int) -> Candidate:
    """The value of a field that stands in a passage from begin to end."""
    pieces = passage.pieces(begin, end)
    before = passage.pieces(max(0, begin - _INTRODUCTION), begin)
    box = before[-1].box if before else pieces[0].box
    words = passage.text[max(0, begin - _INTRODUCTION) : begin]
    label = Piece(words, 1.0, box, (), is_label=True, field=field)
    return Candidate(field, label, pieces, beside=True)
