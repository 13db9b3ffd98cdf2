"""Surnames: what tells names from other words, and what puts a misread one right."""

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from ocr.layout import Candidate

_LEAST = 0.005  # probability from which a runner-up is believed where the winner can't be


def has_surname(name: str) -> bool:
    """Does a name begin with a known surname? One of a minority, with a dot, need not."""
    one, two = _surnames()
    return name[:1] in one or name[:2] in two or "·" in name


def with_surname(candidate: Candidate) -> Candidate:
    """A name whose first character is no surname, with the runner-up that is one, if there is."""
    piece = candidate.pieces[0]
    if has_surname(candidate.printed) or not piece.others:
        return candidate
    known = [other for other, likely in piece.others[0] if likely >= _LEAST and _is_surname(other)]
    if not known:
        return candidate
    first = replace(piece, text=known[0] + piece.text[1:])
    return replace(candidate, pieces=(first, *candidate.pieces[1:]))


def _is_surname(character: str) -> bool:
    return character in _surnames()[0]


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    data = tomllib.loads((files("ocr") / "surnames.toml").read_text("utf-8"))
    return frozenset("".join(data["one"].split())), frozenset(data["two"].split())
