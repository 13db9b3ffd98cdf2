"""Surnames: what tells names from other words, and what puts a misread one right."""

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from ocr.layout import Candidate

_LEAST = 0.005  # probability from which a runner-up is believed where the winner can't be
_SURE = 0.9  # score from which a character is believed, as surnames are rare that are not listed


def has_surname(name: str) -> bool:
    """Does a name begin with a known surname? One of a minority, with a dot, need not."""
    one, two = _surnames()
    return name[:1] in one or name[:2] in two or "·" in name


def rarity(name: str) -> float:
    """How rare the surname is that a name begins with, 0 to 1; 0 for those of two letters."""
    return 0.0 if has_two_letter_surname(name) else _ranks().get(name[:1], 1.0)


def has_two_letter_surname(name: str) -> bool:
    """Does a name begin with a known surname of two letters?"""
    return name[:2] in _surnames()[1]


def with_surname(candidate: Candidate) -> Candidate:
    """A name whose first character is in doubt and no surname, with the runner-up that is one."""
    piece = candidate.pieces[0]
    if has_surname(candidate.printed) or not piece.others:
        return candidate
    if piece.scores and piece.scores[0] >= _SURE:
        return candidate
    known = [other for other, likely in piece.others[0] if likely >= _LEAST and _is_surname(other)]
    if not known:
        return candidate
    first = replace(piece, text=known[0] + piece.text[1:])
    return replace(candidate, pieces=(first, *candidate.pieces[1:]))


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


def _read() -> dict[str, str]:
    """The surnames of one letter, common ones first, and those of two."""
    return tomllib.loads((files("ocr") / "surnames.toml").read_text("utf-8"))
