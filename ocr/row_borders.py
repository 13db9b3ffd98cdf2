"""Where the columns of a table without upright rules part: along what no letter stands on."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching.text import squeezed
from models.fields import Field
from ocr.page import Run
from ocr.row_heads import Column
from ocr.row_text import Text

_STEP = 0.5  # points
_LETTER = 0.72  # heights of a line that a Chinese letter is wide, about
_ASTRAY = 1.0  # letters that the place of a letter may be off
_WIDER = 1.4  # usual steps between letters at which a text ends
_WIDER_OVER = 1.15  # the same beside a name, in a run that reaches over both columns
_HALF = 0.5  # the same for a Latin one or a digit, as a share of that


def borders(runs: Sequence[Run], middles: Sequence[float]) -> list[float]:
    """The border between each two columns; middles are those of their heads."""
    taken = _Taken(runs)
    return [taken.freest(a, b) for a, b in pairwise(middles)]


def settled(runs: Sequence[Run], known: Sequence[float], reach: float) -> list[float]:
    """The borders of the page before, moved to where they part these runs; by reach at most."""
    taken = _Taken(runs)
    return [taken.freest(border - reach, border + reach) for border in known]


def in_columns(
    runs: Sequence[Run], edges: Sequence[float], columns: Sequence[Column]
) -> list[list[Run]]:
    """The runs of each column; a run is cut where it holds the text of several."""
    cells: list[list[Run]] = [[] for _ in columns]
    for run in runs:
        text = Text([run])
        if not text.letters:
            continue
        cuts = [0, *_cuts(text, edges, columns), len(text.letters)]
        for begin, end in pairwise(cuts):
            centre = (text.centre(begin) + text.centre(end - 1)) / 2
            cells[bisect(edges, centre)] += text.parts(begin, end)
    return cells


def _cuts(text: Text, edges: Sequence[float], columns: Sequence[Column]) -> list[int]:
    """Before which letters the text of another column begins."""
    size = len(text.letters)
    first, last = text.centre(0), text.centre(size - 1)
    letter = _LETTER * text.run_at(0).box.height
    steps = sorted(text.step(i) for i in range(1, size))
    usual = steps[len(steps) // 2] if steps else 0.0
    cuts: list[int] = []
    for number, edge in enumerate(edges):
        if not first < edge < last:
            continue
        places = [
            i
            for i in range((cuts or [0])[-1] + 1, size)
            if abs((text.centre(i - 1) + text.centre(i)) / 2 - edge) < _ASTRAY * letter
        ]
        if not places:
            continue
        best = max(places, key=lambda i: (text.spaced(i), text.step(i)))
        beside = columns[number], columns[number + 1]
        left, right = beside[0].middle + letter / 2, beside[1].middle - letter / 2
        over = first < left and right < last
        # A piece of running text must not become a name.
        names = any(column.field is Field.NAME for column in beside)
        wide = usual * (_WIDER_OVER if over and names else 0.0 if over else _WIDER)
        if text.spaced(best) or text.step(best) > wide:
            cuts.append(best)
    return cuts


class _Taken:
    """How many runs stand on each place across the page."""

    def __init__(self, runs: Sequence[Run]) -> None:
        spans = [span for run in runs for span in _spans(run)]
        end = max((x1 for _, x1 in spans), default=0.0)
        counts = np.zeros(int(end / _STEP) + 3, np.int32)
        for x0, x1 in spans:
            counts[max(0, int(x0 / _STEP)) : max(0, int(x1 / _STEP)) + 1] += 1
        self._counts = counts

    def freest(self, x0: float, x1: float) -> float:
        """The middle of the widest stretch between two places that fewest runs stand on."""
        x0, x1 = sorted((x0, x1))  # heads that were read badly may stand in no order
        begin, end = max(0, int(x0 / _STEP)), max(0, int(x1 / _STEP)) + 1
        counts = self._at(begin, end)
        free = counts == counts.min()
        edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
        stretches = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
        first, last = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        return float((begin + (first + last - 1) / 2) * _STEP)

    def _at(self, begin: int, end: int) -> NDArray[np.int32]:
        beyond = max(0, end - len(self._counts))
        return np.pad(self._counts, (0, beyond))[begin:end]


def _spans(run: Run) -> Iterator[tuple[float, float]]:
    """What the letters of a run stand on; a gap in the run is free."""
    letter = _LETTER * run.box.height
    last: tuple[float, float] | None = None
    for character, centre in zip(run.text, run.centres, strict=True):
        if not squeezed(character):
            continue
        half = letter / 2 * (_HALF if character.isascii() else 1.0)
        x0, x1 = max(run.box.x0, centre - half), min(run.box.x1, centre + half)
        if last and x0 - last[1] < 0.6 * letter:
            last = last[0], max(last[1], x1)
            continue
        if last:
            yield last
        last = x0, x1
    if last:
        yield last
