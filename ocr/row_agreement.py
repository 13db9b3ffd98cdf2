"""Values that people of one list share, put right where most of the list agrees.

Employers, titles and specialties come again and again in a list. Where the engine was torn between
two characters and the other one stands in many of the other values, between the same neighbours, it
stands here as well. So does the 一 of 一级教师 that was taken for dirt or a part of a rule.
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
_GRADE, _STROKE = "级", "一"  # what no title begins with, and what may be lost before it
_PUT_BACK = 0.3  # score of a stroke that was not read, so that the value is no sure one

_Window = tuple[str, str, str]


def agreed(people: Sequence[dict[Field, Candidate]]) -> list[dict[Field, Candidate]]:
    """The people, their shared values made to agree."""
    people = _with_grades(people)
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


def _with_grades(people: Sequence[dict[Field, Candidate]]) -> list[dict[Field, Candidate]]:
    """The people, a title that begins with 级 that of the others, or none.

    It was 二级 or 三级 as well where others have that.
    """
    counts = Counter(squeezed(one[Field.TITLE].printed) for one in people if Field.TITLE in one)
    made = []
    for person in people:
        title = person.get(Field.TITLE)
        if title and title.pieces[0].text.startswith(_GRADE):
            rest = squeezed(title.printed)
            alike = [one for one in counts if one[1:] == rest]
            person = {field: one for field, one in person.items() if field is not Field.TITLE}
            if alike == [_STROKE + rest] and counts[alike[0]] >= _FEWEST:
                person[Field.TITLE] = _begun(title)
        made.append(dict(person))
    return made


def _begun(title: Candidate) -> Candidate:
    """A title with the stroke before it."""
    piece = title.pieces[0]
    first = replace(
        piece,
        text=_STROKE + piece.text,
        confidence=min(_PUT_BACK, piece.confidence),
        centres=(piece.box.x0, *piece.centres),
        scores=(_PUT_BACK, *piece.scores) if piece.scores else (),
        others=((), *piece.others) if piece.others else (),
    )
    return replace(title, pieces=(first, *title.pieces[1:]))


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
