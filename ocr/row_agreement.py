"""Values that people of one list share, put right where most of the list agrees.

Employers, titles and specialties come again and again in a list. Where the engine was torn between
two characters and the other one stands in many of the other values, between the same neighbours, it
stands here as well.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching.text import squeezed
from models.fields import Field
from ocr.layout import Candidate
from ocr.pieces import Piece

# Fields whose values many people of a list have.
SHARED = (Field.EMPLOYER, Field.TITLE, Field.SERIES, Field.SPECIALTY)
_LEAST = 0.005  # probability from which a runner-up is looked at
_FEWEST = 3  # readings that must have it
_TIMES = 3  # how many times as many as have what was read
_EDGE = "\n"

_Window = tuple[str, str, str]


def agreed(people: Sequence[dict[Field, Candidate]]) -> list[dict[Field, Candidate]]:
    """The people, their shared values made to agree."""
    people = [dict(person) for person in people]
    for field in SHARED:
        met = {id(person[field].pieces): person[field] for person in people if field in person}
        counts: Counter[_Window] = Counter()
        for candidate in met.values():
            counts.update(window for _, _, window in _windows(candidate.pieces))
        better = {key: _agreed(candidate, counts) for key, candidate in met.items()}
        for person in people:
            if field in person:
                person[field] = better[id(person[field].pieces)]
    return people


def _agreed(candidate: Candidate, counts: Counter[_Window]) -> Candidate:
    pieces = list(candidate.pieces)
    for number, at, (before, here, after) in list(_windows(candidate.pieces)):
        others = pieces[number].others[at] if pieces[number].others else ()
        for other, likely in others:
            many = counts[before, squeezed(other), after]
            few = counts[before, here, after]
            if len(other) == 1 and likely >= _LEAST and many >= max(_FEWEST, _TIMES * few):
                pieces[number] = _with(pieces[number], at, other)
                break
    return replace(candidate, pieces=tuple(pieces))


def _windows(pieces: Sequence[Piece]) -> Iterator[tuple[int, int, _Window]]:
    """Each letter's piece and place in it, and the letter between its neighbours."""
    letters = [
        (number, at, squeezed(character))
        for number, piece in enumerate(pieces)
        for at, character in enumerate(piece.text)
        if squeezed(character)
    ]
    texts = [_EDGE, *(letter for _, _, letter in letters), _EDGE]
    for place, (number, at, letter) in enumerate(letters):
        yield number, at, (texts[place], letter, texts[place + 2])


def _with(piece: Piece, at: int, character: str) -> Piece:
    return replace(piece, text=piece.text[:at] + character + piece.text[at + 1 :])
