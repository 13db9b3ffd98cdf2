"""The lines of a table without rules given to its rows, though a cell may take several lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr.page import Run
from ocr.row_text import Text

_SKIPPED = 1.5  # what it costs to leave a line out, in squared row pitches
_CENTRED = 2.0  # how much more the middle of a cell's lines counts than each of them
_LAST = 1.2  # usual steps that the last row's cells reach below its middle, at most
_LOST = 0.6  # row pitches from each number from which a name has a row of its own
_MOST = 6  # lines of a cell


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell."""

    runs: tuple[Run, ...]

    @property
    def middle(self) -> float:
        return sum(run.box.middle for run in self.runs) / len(self.runs)

    @property
    def text(self) -> str:
        return Text(self.runs).letters


def pitch_of(rows: Sequence[float], height: float) -> float:
    """The usual distance from one row to the next; height is that of a line."""
    steps = sorted(b - a for a, b in pairwise(rows))
    return steps[len(steps) // 2] if steps else 2 * height


def with_unnumbered(numbers: Sequence[float], names: Sequence[float], height: float) -> list[float]:
    """The middles of rows by their numbers, and of those by their names whose number was lost."""
    apart = _LOST * pitch_of(numbers, height)
    lost = [name for name in names if all(abs(name - number) > apart for number in numbers)]
    return sorted([*numbers, *lost])


def down_to_last(runs: Sequence[Run], rows: Sequence[float], height: float) -> list[Run]:
    """The runs of a table down to its last row; below it stands who signed.

    rows are the heights of the rows' middles, those of people abreast among them.
    """
    reach = _LAST * pitch_of(sorted(set(rows)), height)
    return [run for run in runs if run.box.middle < max(rows) + reach]


def given(lines: Sequence[Line], rows: Sequence[float], pitch: float) -> list[list[Line]]:
    """The lines of one column for each row, by the heights of the rows' middles.

    Lines keep their order, and those of one row stand close to its middle and around it: of all
    ways to give them the one with the least squared distances.
    """
    heights = [line.middle for line in lines]
    # best[j][i]: cost of giving the first i lines to the first j rows, and how many the last takes.
    best = [[(_SKIPPED * i, -1) for i in range(len(lines) + 1)]]
    for row in rows:
        before, now = best[-1], [(0.0, 0)]
        for i in range(1, len(lines) + 1):
            choice = min((before[i][0], 0), (now[i - 1][0] + _SKIPPED, -1))
            for size in range(1, min(i, _MOST) + 1):
                off = _off(heights[i - size : i], row, pitch)
                if before[i - size][0] + off < choice[0]:
                    choice = before[i - size][0] + off, size
                if abs(heights[i - size] - row) > 3 * pitch:
                    break
            now.append(choice)
        best.append(now)
    return _back(best, lines)


def _off(heights: Sequence[float], row: float, pitch: float) -> float:
    """How badly lines stand around the middle of a row, in squared row pitches."""
    middle = (heights[0] + heights[-1]) / 2
    far = sum((height - row) ** 2 for height in heights)
    return (far + _CENTRED * len(heights) * (middle - row) ** 2) / pitch**2


def _back(best: list[list[tuple[float, int]]], lines: Sequence[Line]) -> list[list[Line]]:
    cells: list[list[Line]] = [[] for _ in best[1:]]
    i, j = len(lines), len(cells)
    while i > 0 and j > 0:
        size = best[j][i][1]
        if size < 0:
            i -= 1
        else:
            cells[j - 1] = list(lines[i - size : i])
            i, j = i - size, j - 1
    return cells
