"""The name of a form's part that is set in a block of columns is read."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.box import Box
from ocr.block_names import names_again, unnamed_cells
from ocr.engine import Image, Quad, Recognised
from ocr.sections import load_sections

NAME = Box(50, 500, 104, 640)
BESIDE = Box(104, 500, 560, 640)


class Reader:
    """An engine that reads lines of six letters as it was told, one after the other."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.shapes: list[tuple[int, int]] = []

    def detect(self, image: Image) -> list[Quad]:
        return []

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        self.shapes += [crop.shape[:2] for crop in crops]
        return [Recognised(text, 0.9, ()) for text in self.texts[: len(crops)]]


def block() -> Image:
    """A page with two columns of three characters in a cell, one pixel a point."""
    page = np.full((842, 595, 3), 250, np.uint8)
    for x in (58, 80):
        for y in (510, 530, 550):
            page[y : y + 14, x : x + 14] = 0
            page[y + 4 : y + 6, x + 2 : x + 12] = 250
    return page


def quad(box: Box) -> Quad:
    corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)]
    return np.asarray(corners, np.float32)


def test_a_tall_narrow_cell_without_a_known_name_is_looked_at() -> None:
    blot = (Box(50, 505, 102, 570), "燕爸")
    assert unnamed_cells([NAME, BESIDE], [blot], 18) == [NAME]
    assert unnamed_cells([NAME], [blot], 18) == []
    assert unnamed_cells([NAME, BESIDE], [(blot[0], "审批部门意见")], 18) == []


@pytest.mark.parametrize(
    "texts",
    [("审批部门意见", "门意见审批部"), ("门意见审批部", "审批部门意见"), ("审批部门产息见", "x")],
)
def test_its_columns_are_read_as_a_line_from_either_side(texts: tuple[str, str]) -> None:
    reader = Reader(*texts)
    found = list(names_again(block(), [quad(NAME)], 1.0, 20.0, reader))
    assert [(number, look.text.text) for number, look in found] == [(0, "审批部门意见")]
    assert len(found[0][1].text.offsets) == 6
    assert all(wide > 3 * high for high, wide in reader.shapes)


def test_what_is_no_name_of_a_part_is_not_believed() -> None:
    assert not list(names_again(block(), [quad(NAME)], 1.0, 20.0, Reader("主要业绩成果", "果")))


def test_a_name_is_near_to_one_part_only() -> None:
    sections = load_sections()
    assert sections.nearest("审批部门产息见") == "审批部门意见"
    assert sections.nearest("某某某某意见") is None
