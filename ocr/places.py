"""Names of autonomous prefectures and counties, which put right one misread character in them.

酉阳土家族菌族自治县 is no place, and one place alone is written so but for one character.
"""

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from matching.text import ORGANISATIONS, squeezed
from ocr.layout import Candidate


def with_place(candidate: Candidate) -> Candidate:
    """An organisation's name with the place in it as places are called."""
    if candidate.field not in ORGANISATIONS:
        return candidate
    letters = [
        (number, at, squeezed(character))
        for number, piece in enumerate(candidate.pieces)
        for at, character in enumerate(piece.text)
        if len(squeezed(character)) == 1
    ]
    text = "".join(letter for _, _, letter in letters)
    for place in _places():
        text = text.replace(place, " " * len(place))  # what is right is no part of another place
    wrong = {
        (begin + off, right)
        for place in _places()
        if any(half in text for half in _halves(place))  # one of them is right
        for begin in range(len(text) - len(place) + 1)
        if (found := _only_difference(text[begin : begin + len(place)], place))
        for off, right in [found]
    }
    if len(wrong) != 1:
        return candidate
    ((where, right),) = wrong
    number, at, _ = letters[where]
    piece = candidate.pieces[number]
    mended = replace(piece, text=piece.text[:at] + right + piece.text[at + 1 :])
    before, after = candidate.pieces[:number], candidate.pieces[number + 1 :]
    return replace(candidate, pieces=(*before, mended, *after))


def _halves(place: str) -> tuple[str, str]:
    return place[: len(place) // 2], place[len(place) // 2 :]


def _only_difference(read: str, place: str) -> tuple[int, str] | None:
    """Where the only character stands that differs, and which is right."""
    differing = [at for at, (a, b) in enumerate(zip(read, place, strict=True)) if a != b]
    return (differing[0], place[differing[0]]) if len(differing) == 1 else None


@cache
def _places() -> tuple[str, ...]:
    data = tomllib.loads((files("ocr") / "places.toml").read_text("utf-8"))
    return tuple(sorted((name for names in data.values() for name in names), key=len, reverse=True))
