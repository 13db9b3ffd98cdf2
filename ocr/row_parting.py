"""Names that stand together without spaces, parted by their surnames and by how many there are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.row_text import Text
from ocr.surnames import has_surname, has_two_letter_surname, rarity

Span = tuple[int, int]

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_NOTE = re.compile(r"[(〔\[【].*$")
_OFFICES = "省市县区乡镇厅局院校馆站所部处科室"  # what words end with that are no names
_LONGEST = 4  # letters of a name, of which two are its surname
# What speaks against a stretch of letters as one name.
_OF_TWO, _OF_FOUR, _OVER_LINES, _RARE = 0.3, 0.6, 0.4, 1.0
_NEAR = 0.3  # against a border, for each usual step that it is less wide than a space


@dataclass(frozen=True, slots=True)
class _Parting:
    """A way to part letters into names, and what speaks against it."""

    against: float = 0.0
    spans: tuple[Span, ...] = ()


# The best way for each number of names.
_Ways = dict[int, _Parting]


def parted(text: Text, stretches: Sequence[Span], count: int | None) -> list[Span]:
    """The stretches, those of several names cut between them; count is that of all, if known."""
    ways: _Ways = {0: _Parting()}
    for stretch in stretches:
        ways = _both(ways, _ways(text, stretch))
    wanted = ways.get(count or 0) if count else None
    return list((wanted or min(ways.values(), key=lambda way: way.against)).spans)


def _both(before: _Ways, after: _Ways) -> _Ways:
    best: _Ways = {}
    for many, one in before.items():
        for more, other in after.items():
            way = _Parting(one.against + other.against, one.spans + other.spans)
            if many + more not in best or way.against < best[many + more].against:
                best[many + more] = way
    return best


def _ways(text: Text, stretch: Span) -> _Ways:
    """The best ways to part a stretch; as it stands alone where it can't be parted."""
    begin, end = stretch
    stop = begin + len(_NOTE.sub("", text.letters[begin:end]))
    if stop - begin < _LONGEST or not _HAN.fullmatch(text.letters, begin, stop):
        return {1: _Parting(spans=(stretch,))}
    found: dict[int, _Ways] = {begin: {0: _Parting()}}
    for last in range(begin + 2, stop + 1):
        reached: _Ways = {}
        for first in range(max(begin, last - _LONGEST), last - 1):
            if first in found and (against := _against(text, begin, first, last)) is not None:
                span = first, end if last == stop else last
                for many, way in _both(found[first], {1: _Parting(against, (span,))}).items():
                    if many not in reached or way.against < reached[many].against:
                        reached[many] = way
        found[last] = reached
    return found.get(stop) or {1: _Parting(spans=(stretch,))}


def _against(text: Text, begin: int, first: int, last: int) -> float | None:
    """What speaks against letters as one name of those that begin there; None where all does."""
    name = text.letters[first:last]
    double = has_two_letter_surname(name)
    if not has_surname(name) or name[-1] in _OFFICES:
        return None
    against = _RARE * rarity(name)
    if len(name) == 2:
        against += _OF_TWO
    elif len(name) == _LONGEST and not double:
        against += _OF_FOUR
    against += _OVER_LINES * any(text.step(i) == 0 for i in range(first + 1, last))
    if first > begin and text.step(first) > 0:
        against += _NEAR * max(0.0, 2 - text.step(first) / text.usual_step)
    return against
