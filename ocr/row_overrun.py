"""Runs that are parts of several cells: long names that run into the unit beside them, and sexes.

努尔兰·哈力克武隆区城关镇卫生院: no gap is left between the two columns, which the lines above and
below show where that of units begins. 男女女 below each other are of three rows.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from models.box import Box
from ocr.cell_text import part_of
from ocr.page import Run

_RUN_ON = re.compile(r"[\u3400-\u9fff]{2,7}·[\u3400-\u9fff]{2,7}\s?[\u3400-\u9fff()]{4,40}")
_NAME = re.compile(r"[\u3400-\u9fff]{2,7}·[\u3400-\u9fff]{2,7}")
_TYPED = re.compile(
    r"([\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{2,7}·[\u3400-\u9fff]{2,7})\s*([男女])\s*([\u3400-\u9fff]{2,12})"
)
_SEVERAL = 4  # such people, at least
_SEXES = re.compile("[男女]{2,}")
_LINES = 2  # others that show where the column of units begins
_FLUSH = 0.7  # heights by which what stands in a column may miss its edge
_APART = 2.0  # heights from the edge of names to that of units, at least


def overruns_cut(runs: Sequence[Run]) -> list[Run]:
    """The runs, names with a dot parted from the unit that they run into, sexes from each other."""
    typed = sum(_TYPED.fullmatch(run.text) is not None for run in runs) >= _SEVERAL
    return [
        part
        for run in runs
        for whole in (_typed(run) if typed else (run,))
        for part in _parts(whole, runs)
    ]


def _typed(run: Run) -> Sequence[Run]:
    """A person of a typed list, between whose columns no gap was read: 蒙瑾男测绘."""
    match = _TYPED.fullmatch(run.text)
    parts = [part_of(run, *match.span(at)) for at in range(1, 4)] if match else [run]
    return [part for part in parts if part]


def _parts(run: Run, runs: Sequence[Run]) -> Sequence[Run]:
    if _SEXES.fullmatch(run.text) and run.box.height > run.box.width:
        return below_each_other(run)
    if not _RUN_ON.fullmatch(run.text):
        return (run,)
    edges = [
        unit.box.x0
        for name in runs
        if name is not run and abs(name.box.x0 - run.box.x0) < _FLUSH * run.box.height
        for unit in runs
        if unit.box.level_with(name.box)
        and run.box.x0 + _APART * run.box.height < unit.box.x0 < run.box.x1
    ]
    if len(edges) < _LINES:
        return (run,)
    edge = median(edges)
    if sum(abs(one - edge) < _FLUSH * run.box.height for one in edges) < _LINES:
        return (run,)
    cut = next((at for at, x in enumerate(run.centres) if x > edge), 0)
    name, unit = part_of(run, 0, cut), part_of(run, cut, len(run.text))
    return (name, unit) if name and unit and _NAME.fullmatch(name.text.rstrip()) else (run,)


def below_each_other(run: Run) -> list[Run]:
    """The letters of a column, each at its own height."""
    box, step = run.box, run.box.height / len(run.text)
    middle = ((box.x0 + box.x1) / 2,)
    tops = [box.y0 + step * at for at in range(len(run.text))]
    return [
        replace(
            run,
            text=letter,
            box=Box(box.x0, y, box.x1, y + step),
            centres=middle,
            scores=run.scores[at : at + 1],
            others=run.others[at : at + 1],
            rivals=(),
        )
        for at, (letter, y) in enumerate(zip(run.text, tops, strict=True))
    ]
