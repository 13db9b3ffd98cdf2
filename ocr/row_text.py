"""Text over several runs, letter by letter, so that any stretch of it can be a value."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

from matching.text import squeezed
from ocr.cell_text import part_of, piece_of
from ocr.letters import spaces_of
from ocr.page import Run
from ocr.pieces import Piece


class Text:
    """The letters of runs in reading order, half width, without spaces."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = tuple(runs)
        self._places = [
            (number, place)
            for number, run in enumerate(runs)
            for place, character in enumerate(run.text)
            if len(squeezed(character)) == 1
        ]

    @cached_property
    def letters(self) -> str:
        return "".join(squeezed(self.runs[number].text[place]) for number, place in self._places)

    def run_at(self, position: int) -> Run:
        """The run in which a letter stands."""
        return self.runs[self._places[position][0]]

    def centre(self, position: int) -> float:
        number, place = self._places[position]
        return self.runs[number].centres[place]

    def score(self, position: int) -> float:
        """How sure the engine was of a letter; 1 where it does not tell."""
        number, place = self._places[position]
        scores = self.runs[number].scores
        return scores[place] if scores else 1.0

    def begins_run(self, position: int) -> bool:
        """Is this letter the first one of its run?"""
        return position == 0 or self._places[position][0] != self._places[position - 1][0]

    def step(self, position: int) -> float:
        """From the letter before to this one, in heights; 0 where a line begins."""
        if position == 0:
            return 0.0
        before, here = self.run_at(position - 1).box, self.run_at(position).box
        if not before.level_with(here):
            return 0.0
        return (self.centre(position) - self.centre(position - 1)) / max(here.height, 1.0)

    @cached_property
    def usual_step(self) -> float:
        """From one letter of a word to the next, in heights; 0 where there are none."""
        steps = sorted(step for i in range(1, len(self.letters)) if (step := self.step(i)) > 0)
        return steps[len(steps) // 4] if steps else 0.0

    def step_of_run(self, position: int) -> float:
        """From one letter of a word to the next within the run of a letter, in heights."""
        number = self._places[position][0]
        return self._steps_of_runs.get(number, 0.0)

    @cached_property
    def _steps_of_runs(self) -> dict[int, float]:
        steps: dict[int, list[float]] = {}
        for i in range(1, len(self.letters)):
            if not self.begins_run(i):
                steps.setdefault(self._places[i][0], []).append(self.step(i))
        return {number: sorted(of)[(len(of) - 1) // 2] for number, of in steps.items()}

    def spaced(self, position: int) -> bool:
        """Was a space read before this letter?"""
        return position in self._spaces

    @cached_property
    def _spaces(self) -> frozenset[int]:
        begins = [bisect_left(self._places, (number, 0)) for number in range(len(self.runs))]
        pairs = zip(begins, self.runs, strict=True)
        return frozenset(begin + at for begin, run in pairs for at in spaces_of(run))

    def parts(self, begin: int, end: int) -> tuple[Run, ...]:
        """The letters from begin to end as runs."""
        parts = []
        for number, group in groupby(self._places[begin:end], key=lambda place: place[0]):
            members = [place for _, place in group]
            if part := part_of(self.runs[number], members[0], members[-1] + 1):
                parts.append(part)
        return tuple(parts)

    def pieces(self, begin: int, end: int) -> tuple[Piece, ...]:
        """The letters from begin to end as pieces of a value."""
        return tuple(piece_of(run) for run in self.parts(begin, end))
