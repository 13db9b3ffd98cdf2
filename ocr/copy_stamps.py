"""What whoever copied a paper stamped on it: no part of the paper, wherever it lies."""

import re
from dataclasses import replace

from matching.text import squeezed
from ocr.page import PageText

_STAMP = re.compile(
    r"(?:经|已)?(?:核对|审核|核实|核)?,?(?:此|本|该)?(?:复印)?件?(?:系|与|同)?(?:档案)?原件(?:复印|核对)?"
    r"(?:无误|相符|一致|相同)[.。]?"
    r"|再次复印无效|(?:此|本)?(?:复印)?件?仅[供限][^,。:;]{2,14}使用"
)


def without_stamps(page: PageText) -> PageText:
    """The page, 复印件与原件相符 and 仅供职称申报使用 set apart from its print."""
    runs = tuple(
        replace(run, apart=True) if _STAMP.fullmatch(squeezed(run.text)) else run
        for run in page.runs
    )
    return replace(page, runs=runs)
