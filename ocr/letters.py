"""The letters of a run without the spaces between them, and where the print leaves room."""

import unicodedata
from itertools import pairwise

from matching.text import squeezed
from ocr.page import Run

SPECKS = ",.·'`、|"  # what dust before or behind a label is read as
_SURE = 0.99  # score from which no letter of a label was misread
_COLUMN_STEP = 1.25  # heights from one character to the next from which a new column begins
_WORDS, _IN_WORD = 2, 4  # spaces that part words, letters between them; more space the letters


def spaces_of(run: Run) -> list[int]:
    """Before which of its letters a space was read, in whichever reading of the same ones."""
    letters = squeezed(run.text)
    found: set[int] = set()
    for text in (run.text, *run.rivals):
        if squeezed(text) == letters:
            places = [at for at, character in enumerate(text) if len(squeezed(character)) == 1]
            pairs = enumerate(pairwise(places), 1)
            found.update(n for n, (a, b) in pairs if text[a + 1 : b].isspace())
    return sorted(found)


class Letters:
    """The letters of a run without spaces, each with its place."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.places = [
            place
            for place, c in enumerate(run.text)
            if len(squeezed(c)) == 1 and (unicodedata.category(c) != "So" or c == "○")
        ]
        self.printed = "".join(run.text[place] for place in self.places)
        self.text = "".join(squeezed(c) for c in self.printed)
        self.centres = [run.centres[place] for place in self.places]
        self.height = run.box.height
        steps = sorted(b - a for a, b in pairwise(self.centres))
        self._usual_step = steps[len(steps) // 2] if steps else 0.0
        spaced = [a for a, (b, c) in enumerate(pairwise(self.places), 1) if c > b + 1]
        self._spaced = spaced or spaces_of(run)
        self._most = max(_WORDS, len(self.text) // _IN_WORD) if spaced else _WORDS

    def gap_before(self, position: int) -> bool:
        """Does a new column or word begin here?"""
        if position == len(self.text) or not self.text[:position].strip(SPECKS):
            return True
        if len(self._spaced) <= self._most and position in self._spaced:
            return True  # the engine saw a space, and not one after each letter
        step = self.centres[position] - self.centres[position - 1]
        return step > max(_COLUMN_STEP * self.height, 1.4 * self._usual_step)

    def wide_gap_before(self, position: int) -> bool:
        """Does a column surely begin here?"""
        return self.centres[position] - self.centres[position - 1] > 2 * self.height

    def is_sure(self, position: int, other: str) -> bool:
        """Was the engine sure of the letters from here on that differ from these?"""
        scores, here = self.run.scores, range(position, position + len(other))
        differ = [at for at, c in zip(here, other, strict=True) if self.text[at] != c]
        return bool(scores) and all(scores[self.places[at]] > _SURE for at in differ)
