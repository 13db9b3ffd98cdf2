"""The print of a page that lists are read from: each line once, and each letter in its row."""

from collections.abc import Iterator, Sequence

from matching.text import squeezed
from models.box import Box
from ocr.page import Run

_HUGE, _SURE = 2.5, 0.8  # usual heights, and score, of what is no line of text
_TWICE = 0.65  # heights from one line to another at which no printer sets one
_PITCH = 0.8, 1.5  # widths of a letter from one to the next below it: what is between was read
_SEXES = frozenset("男女")


def print_of(runs: Sequence[Run]) -> list[Run]:
    """The runs that are print of the text, no red ink, stamps or stains, and nothing twice."""
    heights = sorted(run.box.height for run in runs)
    usual = heights[len(heights) // 2] if heights else 0.0
    own = [run for run in runs if not run.apart and _has_letters(run)]
    parted = [part for run in own for part in _one_each(run)]
    whole = [run for run in parted if run.confidence > _SURE or run.box.height < _HUGE * usual]
    return _once(whole)


def _has_letters(run: Run) -> bool:
    """Is anything of a run a letter? The dots of …… are several, and have no one place."""
    return any(len(squeezed(character)) == 1 for character in run.text)


def _one_each(run: Run) -> Iterator[Run]:
    """The letters of a column of sexes that was read as one text, each in its row."""
    letters = list(squeezed(run.text))
    pitch = run.box.height / max(1, len(letters))
    near, far = (share * run.box.width for share in _PITCH)
    if len(letters) < 2 or not set(letters) <= _SEXES or not near < pitch < far:
        yield run
        return
    middle = (run.box.x0 + run.box.x1) / 2
    for place, letter in enumerate(letters):
        y0 = run.box.y0 + place * pitch
        yield Run(letter, run.confidence, Box(run.box.x0, y0, run.box.x1, y0 + pitch), (middle,))


def _once(runs: Sequence[Run]) -> list[Run]:
    """The runs; of two on one place with the same text the surer one."""
    kept: dict[str, list[Run]] = {}
    for run in sorted(runs, key=lambda run: -run.confidence):
        alike = kept.setdefault(squeezed(run.text), [])
        if not any(_is_same(run, other) for other in alike):
            alike.append(run)
    wanted = {id(run) for alike in kept.values() for run in alike}
    return [run for run in runs if id(run) in wanted]


def _is_same(run: Run, other: Run) -> bool:
    """Do two runs of one text stand closer to each other than two lines do?"""
    a, b = run.box, other.box
    near = abs(a.middle - b.middle) < _TWICE * min(a.height, b.height)
    return near and min(a.x1, b.x1) > max(a.x0, b.x0)
