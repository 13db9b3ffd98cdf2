"""Surnames: what tells names from other words, and what puts a misread one right."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from matching.lookalikes import confusions
from matching.text import squeezed
from ocr.layout import Candidate
from ocr.pieces import Piece

_LEAST = 0.005  # probability from which a runner-up is believed where the winner can't be
_SURE = 0.9  # score from which a character is believed, as surnames are rare that are not listed
_MEASURED = 2  # times that a surname was read as something else from which that is known
_OFTEN = 0.02  # share of all times that it was printed; below, a rare surname is likelier
_PUT_RIGHT = 0.7  # score that is left of a character that the engine was sure of
_IN_NO_NAME = str.maketrans({"字": "宇", "或": "彧"})
_RIGHT_MOSTLY = 0.9  # score that is left where such a letter was put right
_SHORT = re.compile(r"[\u3400-\u9fff]{2,3}")
_WORD = re.compile("负[责担荷债]|洗[衣手选涤煤]|间[接断隔歇]")


def has_surname(name: str) -> bool:
    """Does a name begin with a known surname? One of a minority, with a dot, need not."""
    one, two = _surnames()
    return name[:1] in one or name[:2] in two or "·" in name or _is_misread(name)


def rarity(name: str) -> float:
    """How rare the surname is that a name begins with, 0 to 1; 0 for those of two letters."""
    return 0.0 if has_two_letter_surname(name) else _ranks().get(name[:1], 1.0)


def has_two_letter_surname(name: str) -> bool:
    """Does a name begin with a known surname of two letters?"""
    return name[:2] in _surnames()[1]


def with_surname(candidate: Candidate) -> Candidate:
    """A name whose first character is no surname, with the one that it is told to be.

    Where the engine was in doubt that is a runner-up. Where it was sure, it is the one surname that
    is known to be read so: 逄 is printed hardly less often than read as 逢.
    """
    piece = candidate.pieces[0]
    if not piece.text:
        return candidate
    if _is_misread(candidate.printed):
        meant = _misread_for(squeezed(candidate.printed)) or ""
        return _begun_with(candidate, meant, _PUT_RIGHT)
    if has_surname(candidate.printed):
        return candidate
    if piece.others and (not piece.scores or piece.scores[0] < _SURE):
        for other, likely in piece.others[0]:
            if likely >= _LEAST and _is_surname(other):
                return _begun_with(candidate, other)
    taken = _taken_for(piece.text[0])
    if len(taken) != 1 or not _SHORT.fullmatch("".join(candidate.printed.split())):
        return candidate
    return _begun_with(candidate, taken[0], _PUT_RIGHT)


def with_given_name(candidate: Candidate) -> Candidate:
    """A name with the letters of given names in the place of those that are in none: 黄斌字."""
    first = candidate.pieces[0]
    pieces = [_with_letters(first, 1), *(_with_letters(piece, 0) for piece in candidate.pieces[1:])]
    return replace(candidate, pieces=tuple(pieces))


def _with_letters(piece: Piece, begin: int) -> Piece:
    head, text = piece.text[:begin], piece.text[begin:]
    put_right = text.translate(_IN_NO_NAME)
    if put_right == text:
        return piece
    confidence = min(_RIGHT_MOSTLY, piece.confidence)
    scores = tuple(min(_RIGHT_MOSTLY, score) for score in piece.scores)
    return replace(piece, text=head + put_right, confidence=confidence, scores=scores)


def _begun_with(candidate: Candidate, surname: str, score: float = 1.0) -> Candidate:
    """The name with another surname, of which no more than this score is left."""
    piece, size = candidate.pieces[0], len(surname)
    first = replace(
        piece,
        text=surname + piece.text[size:],
        confidence=min(score, piece.confidence),
        scores=tuple(min(score, one) for one in piece.scores[:size]) + piece.scores[size:],
    )
    return replace(candidate, pieces=(first, *candidate.pieces[1:]))


@cache
def _taken_for(character: str) -> tuple[str, ...]:
    """The surnames that were measured to be read as this character, which is none."""
    often = (one for one in confusions() if one.seen >= max(_MEASURED, _OFTEN * one.of))
    pairs = [one for one in often if character in (one.a, one.b)]
    others = (one.b if one.a == character else one.a for one in pairs)
    return tuple(other for other in others if _is_surname(other))


def _is_misread(name: str) -> bool:
    """Does a name begin with what a rare surname is read as: 负生喆 for 贠生喆?"""
    letters = "".join(name.split())
    short = _SHORT.fullmatch(letters[-3:]) is not None and len(letters) < 5
    return short and _misread_for(letters) is not None and _WORD.match(letters) is None


def _misread_for(name: str) -> str | None:
    """The surname for which a name begins with what is none."""
    one = _misread().get(name[:1]) if len(name) < 4 else None
    return one or _misread().get(name[:2])


def _is_surname(character: str) -> bool:
    return character in _surnames()[0]


@cache
def _ranks() -> dict[str, float]:
    one = "".join(_read()["one"].split())
    return {surname: place / len(one) for place, surname in reversed([*enumerate(one)])}


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    data = _read()
    return frozenset("".join(data["one"].split())), frozenset(data["two"].split())


@cache
def _misread() -> dict[str, str]:
    return {pair[: len(pair) // 2]: pair[len(pair) // 2 :] for pair in _read()["misread"].split()}


def _read() -> dict[str, str]:
    """The surnames of one letter, common ones first, those of two, and how some are misread."""
    return tomllib.loads((files("ocr") / "surnames.toml").read_text("utf-8"))
