"""Runs of text cut into labels and the text between them."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from models.box import Box
from models.fields import Field
from ocr.engine import Other
from ocr.label_places import SEPARATORS, label_at
from ocr.labels import Label, Labels
from ocr.letters import Letters
from ocr.page import Run

# Who signed and when, in one line: 宁夏回族自治区人力资源和社会保障厅 2017-11-26
_SIGNED = re.compile(
    r"(?<=[厅局会室组])(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|[./-]\d{1,2}(?:[./-]\d{1,2})?)$",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A label, or text between labels.

    text is as printed, centres are the places of its characters. is_label is True also for labels
    of no field, exact False for one read with an error, colon True for one before a colon; english
    is where its English stands below. scores, others and the rest are those of ocr.page.Run.
    """

    text: str
    confidence: float
    box: Box
    centres: tuple[float, ...]
    is_label: bool = False
    field: Field | None = None
    exact: bool = True
    colon: bool = False
    english: Box | None = None
    scores: tuple[float, ...] = ()
    others: tuple[tuple[Other, ...], ...] = ()
    under_red: float = 0.0
    rivals: tuple[str, ...] = ()

    def parted(self, x: float) -> tuple["Piece", "Piece"] | None:
        """The pieces left and right of x, None when all characters are on one side."""
        count = sum(centre < x for centre in self.centres)
        if count in (0, len(self.text)):
            return None
        box = self.box
        border = (self.centres[count - 1] + self.centres[count]) / 2
        left = Box(box.x0, box.y0, border, box.y1)
        right = Box(border, box.y0, box.x1, box.y1)
        return self._part(slice(None, count), left), self._part(slice(count, None), right)

    def between(self, begin: int, end: int) -> "Piece":
        """The characters from begin to end."""
        if (begin, end) == (0, len(self.text)) or not self.centres:
            return replace(self, text=self.text[begin:end])
        box, at = self.box, self.centres
        x0 = (at[begin - 1] + at[begin]) / 2 if begin else box.x0
        x1 = (at[end - 1] + at[end]) / 2 if end < len(at) else box.x1
        return self._part(slice(begin, end), Box(x0, box.y0, x1, box.y1))

    def _part(self, part: slice, box: Box) -> "Piece":
        return replace(
            self,
            text=self.text[part],
            box=box,
            centres=self.centres[part],
            scores=self.scores[part],
            others=self.others[part],
        )


def cut(run: Run, labels: Labels) -> list[Piece]:
    """The pieces of one run, left to right."""
    letters = Letters(run)
    pieces: list[Piece] = []
    start = position = 0
    while position < len(letters.text):
        found = label_at(letters, position, labels)
        if found is None:
            position += 1
            continue
        label, begin, end, exact = found
        pieces += _plain(letters, start, begin)
        pieces.append(_piece(letters, begin, end, label, exact))
        start = position = max(labels.english_end(letters.text, end), position + 1)
    pieces += _plain(letters, start, len(letters.text))
    return [
        piece
        for piece in pieces
        if piece.is_label or not (labels.is_english(piece.text) or _is_mark(piece.text))
    ]


def _is_mark(text: str) -> bool:
    """Only punctuation, a ruled line read as text; not the bracket that ends a wrapped name."""
    return not any(c.isalnum() for c in text) and text not in (")", "）")


def _piece(
    letters: Letters, begin: int, end: int, label: Label | None = None, exact: bool = True
) -> Piece:
    """The letters from begin to end as a piece."""
    half = letters.height / 2
    first, last = letters.centres[begin], letters.centres[end - 1]
    run, places = letters.run, letters.places[begin:end]
    box = run.box
    return Piece(
        letters.printed[begin:end],
        run.confidence,
        Box(
            box.x0 if begin == 0 else max(box.x0, first - half),
            box.y0,
            box.x1 if end == len(letters.text) else min(box.x1, last + half),
            box.y1,
        ),
        tuple(letters.centres[begin:end]),
        is_label=label is not None,
        field=label.field if label else None,
        exact=exact,
        colon=letters.text.startswith(":", end),
        scores=tuple(run.scores[i] for i in places) if run.scores else (),
        others=tuple(run.others[i] for i in places) if run.others else (),
        under_red=run.under_red,
        rivals=run.rivals,
    )


def _plain(letters: Letters, begin: int, end: int) -> list[Piece]:
    """The text from begin to end, without separators around it, cut at wide gaps."""
    while begin < end and letters.text[begin] in SEPARATORS:
        begin += 1
    while begin < end and letters.text[end - 1] in ":;|_~":
        end -= 1
    if begin >= end:
        return []
    steps = [letters.centres[i] - letters.centres[i - 1] for i in range(begin + 1, end)]
    wide = max(2.5 * letters.height, 3 * min(steps)) if steps else 0.0
    cuts = [begin, *(begin + 1 + i for i, step in enumerate(steps) if step > wide), end]
    if signed := _SIGNED.search(letters.text[begin:end]):
        cuts = sorted({*cuts, begin + signed.start()})
    return [_piece(letters, a, b) for a, b in pairwise(cuts)]
