"""Long names that run into the unit beside them, cut where the column of units begins.

努尔兰·哈力克武隆区城关镇卫生院: no gap is left between the two columns, which the lines above and
below show.
"""

import re
from collections.abc import Sequence
from statistics import median

from ocr.cell_text import part_of
from ocr.page import Run

_RUN_ON = re.compile(r"[\u3400-\u9fff]{2,7}·[\u3400-\u9fff]{2,7}\s?[\u3400-\u9fff()]{4,40}")
_NAME = re.compile(r"[\u3400-\u9fff]{2,7}·[\u3400-\u9fff]{2,7}")
_LINES = 2  # others that show where the column of units begins
_FLUSH = 0.7  # heights by which what stands in a column may miss its edge
_APART = 2.0  # heights from the edge of names to that of units, at least


def overruns_cut(runs: Sequence[Run]) -> list[Run]:
    """The runs, names with a dot parted from the unit that they run into."""
    return [part for run in runs for part in _parts(run, runs)]


def _parts(run: Run, runs: Sequence[Run]) -> Sequence[Run]:
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
