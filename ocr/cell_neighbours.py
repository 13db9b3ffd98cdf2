"""The cells beside and below a cell, among all of a page."""

import re
from collections.abc import Container, Sequence

from ocr.cell_places import in_row, is_beside, is_right_of, is_under
from ocr.cell_text import Cell

# Who hands on to a committee what they think: no opinion of its own.
_OF_EXPERTS = re.compile("(?:专业|学科|评议|答辩|专家|同行)[^,。:]{0,4}(?:组|专家)")
_BARE = ("职称", "职务", "资格", "专业", "级别", "系列")  # labels that a group is asked for by
_GROUP = 6  # letters of its name
# Who gives an opinion, between the name of its part and what is found: 审批意见 | 省职改办 | 同意。
_GIVING = ("办", "局", "厅", "会", "组", "部门", "单位", "办公室")


def right_of(cell: Cell, cells: Sequence[Cell]) -> Cell | None:
    """The cell right of this one, the one that shares most of its side."""
    found = [other for other in cells if is_right_of(other.box, cell.box)]
    y0, y1 = cell.box.y0, cell.box.y1
    shared = {other: min(other.box.y1, y1) - max(other.box.y0, y0) for other in found}
    return max(found, key=shared.__getitem__, default=None)


def below(cell: Cell, cells: Sequence[Cell]) -> Cell | None:
    """The cell below this one, as wide as it."""
    return next((other for other in cells if is_under(other.box, cell.box)), None)


def is_side(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Does the cell name several rows to its right?"""
    return sum(is_right_of(other.box, cell.box) for other in cells) > 1


def is_told_by(cell: Cell, name: Cell, cells: Sequence[Cell], names: Container[Cell]) -> bool:
    """Does the name of a part stand left of a cell, alone or with who gives the opinion between?"""
    if not is_beside(cell.box, name.box):
        return False
    between = [o for o in cells if is_right_of(o.box, name.box) and in_row(o.box, cell.box)]
    if any(other is not cell and _OF_EXPERTS.fullmatch(other.text) for other in between):
        return False
    if is_right_of(cell.box, name.box) or is_side(name, cells):
        return True
    return (
        len(between) == 1
        and is_right_of(cell.box, between[0].box)
        and between[0] not in names
        and between[0].text.endswith(_GIVING)
    )


def asking_group(label: str, cell: Cell, cells: Sequence[Cell], asked: tuple[str, ...]) -> str:
    """拟评 or 申报信息 at the side of several rows, whose 职称 is the one that is asked for."""
    sides = (o for o in cells if is_beside(cell.box, o.box) and o.text.startswith(asked))
    named = (o.text for o in sides if len(o.text) <= _GROUP and not re.search("[人前]", o.text))
    return next(named, "") if label in _BARE else ""
