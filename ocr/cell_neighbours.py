"""The cells beside and below a cell, among all of a page."""

from collections.abc import Container, Sequence

from ocr.cell_places import in_row, is_beside, is_right_of, is_under
from ocr.cell_text import Cell

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
    if is_right_of(cell.box, name.box) or is_side(name, cells):
        return True
    between = [o for o in cells if is_right_of(o.box, name.box) and in_row(o.box, cell.box)]
    return (
        len(between) == 1
        and is_right_of(cell.box, between[0].box)
        and between[0] not in names
        and between[0].text.endswith(_GIVING)
    )
