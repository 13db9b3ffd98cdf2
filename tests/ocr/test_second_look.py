"""What can't be right, or was not seen at all, is looked at again before the page is done with."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pymupdf

from models.box import Box
from ocr.engine import Image, Quad, Recognised
from ocr.frame import Frame
from ocr.page import read_image
from ocr.second_look import doubts, is_broken_number, unread_cells

_RIGHT, _SHORT = "11010519491231002X", "1010519491231002X"
_DPI = 150


def test_a_heading_across_a_table_that_was_not_seen_is_looked_at() -> None:
    across = Box(50, 100, 550, 122)
    rows = [
        Box(x0, top, x1, top + 22)
        for top in (78.0, 122.0)
        for x0, x1 in ((50.0, 90.0), (90.0, 250.0), (250.0, 400.0), (400.0, 550.0))
    ]
    texts = [Box(cell.x0 + 4, cell.y0 + 4, cell.x0 + 30, cell.y1 - 4) for cell in rows]
    assert unread_cells([across, *rows], texts) == [across]


class Reader:
    """An engine that sees print but the last short one, and reads numbers and 男 alone.

    A number is read short by one character until the crop is a little longer.
    """

    def __init__(self) -> None:
        self.longest = 0

    def detect(self, image: Image) -> list[Quad]:
        rows = range(6)
        boxes = [(58, 48 + 30 * row, 176, 64 + 30 * row) for row in rows]
        boxes += [(222, 48 + 30 * row, 240, 64 + 30 * row) for row in rows[:-1]]
        return [
            np.asarray([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32) * (_DPI / 72)
            for x0, y0, x1, y1 in boxes
        ]

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        return [self._read(crop.shape[1]) for crop in crops]

    def _read(self, wide: int) -> Recognised:
        if wide < 60:
            return _told("男")
        self.longest = self.longest or wide
        return _told(_RIGHT if wide > self.longest else _SHORT)


def _told(text: str) -> Recognised:
    centres = tuple((place + 0.5) / len(text) for place in range(len(text)))
    return Recognised(text, 0.99, centres, (0.99,) * len(text), ((),) * len(text))


def page() -> tuple[Image, float]:
    """A list of six rows: an identity number and 男 in each, at 150 DPI."""
    with pymupdf.open() as document:
        sheet = document.new_page(width=595, height=842)
        for row in range(7):
            sheet.draw_line((40, 40 + 30 * row), (260, 40 + 30 * row))
        for x in (40, 200, 260):
            sheet.draw_line((x, 40), (x, 220))
        for row in range(6):
            sheet.insert_text((60, 60 + 30 * row), _RIGHT, fontname="helv")
            sheet.insert_text((225, 60 + 30 * row), "男", fontname="china-s")
        pixmap = sheet.get_pixmap(dpi=_DPI)
        image = np.frombuffer(pixmap.samples, np.uint8)
        return image.reshape(pixmap.height, pixmap.width, 3).copy(), 72 / _DPI


def test_a_number_with_a_wrong_check_digit_is_read_again_from_a_longer_piece() -> None:
    runs = read_image(*page(), Reader()).runs
    numbers = [run for run in runs if len(run.text) > 2]
    assert [run.text for run in numbers] == [_RIGHT] * 6
    assert all(_SHORT in run.rivals for run in numbers)


def test_a_cell_with_ink_that_detection_passed_over_is_read() -> None:
    sexes = [run for run in read_image(*page(), Reader()).runs if run.text == "男"]
    assert len(sexes) == 6
    lowest = max(sexes, key=lambda run: run.box.y0).box
    assert 190 < lowest.y0 < lowest.y1 < 220
    assert 215 < lowest.x0 < lowest.x1 < 250


def test_only_what_may_be_an_identity_number_is_read_again() -> None:
    assert is_broken_number(_SHORT)
    assert is_broken_number("110105194912310O2X")
    assert not is_broken_number(_RIGHT)
    assert not is_broken_number("黔高2013106221")
    assert not is_broken_number("2013.10-2014.12")


def test_a_cell_of_a_column_in_which_nothing_was_detected_is_one_to_look_at() -> None:
    cells = [Box(40, y, 100, y + 30) for y in range(40, 220, 30)]
    texts = [Box(50, y + 8, 90, y + 22) for y in range(40, 190, 30)]
    assert unread_cells(cells, texts) == [cells[-1]]
    assert unread_cells(cells, texts[:2]) == []


def test_places_go_to_the_level_view_and_back() -> None:
    frame = Frame(90, 1.5, 595.0, 842.0)
    places = np.asarray([(10, 20), (300, 400)], np.float32)
    assert np.allclose(frame.unleveled(frame.leveled(places)), places, atol=0.01)


class LetterReader(Reader):
    """The same, but that it sees the last column whole, as one letter, unless it is cut out."""

    def detect(self, image: Image) -> list[Quad]:
        box = np.asarray([(216, 42), (250, 42), (250, 69), (216, 69)], np.float32)
        return [*super().detect(image)[:6], box * (_DPI / 72)]

    def _read(self, wide: int) -> Recognised:
        if wide > 100:
            return super()._read(wide)
        whole = wide > 60
        return replace(_told("姓" if whole else "卫生"), confidence=0.9 if whole else 0.99)


def test_a_letter_that_fills_its_cell_but_partly_is_read_again() -> None:
    read = [run.text for run in read_image(*page(), LetterReader()).runs if len(run.text) < 3]
    assert "卫生" in read
    assert "姓" not in read


def test_only_a_doubtful_letter_in_a_cell_may_be_two() -> None:
    cell, box = Box(40, 40, 100, 70), Box(50, 45, 80, 65)
    (doubt,) = doubts([cell], [(box, "姓", 0.9)])
    assert (doubt.place, doubt.cell, 2 in doubt.lengths) == (0, cell, True)
    narrow = Box(50, 45, 62, 65)
    for text in ((box, "姓", 0.99), (box, "男", 0.9), (box, "姓名", 0.9), (narrow, "姓", 0.9)):
        assert doubts([cell], [text]) == []
    assert doubts([], [(box, "姓", 0.9)]) == []
    assert doubts([cell], [(box, "姓", 0.9), (box, "王", 0.9)]) == []


def test_a_number_shorter_than_those_of_its_column_is_read_again() -> None:
    cells = [Box(40, 40 + 30 * row, 100, 70 + 30 * row) for row in range(6)]
    numbers = ["W272051", "W272052", "257", "W272054", "W272055", "W272056"]

    def texts(told: list[str]) -> list[tuple[Box, str, float]]:
        boxes = [Box(50, 45 + 30 * row, 90, 65 + 30 * row) for row in range(len(told))]
        return [(box, text, 1.0) for box, text in zip(boxes, told, strict=True)]

    (doubt,) = doubts(cells, texts(numbers))
    assert (doubt.place, doubt.cell, doubt.lengths) == (2, cells[2], range(7, 8))
    assert doubts(cells, texts(["1", "2", "3", "10", "11", "12"])) == []
    assert doubts(cells, texts(["A12345", "B123", "C1234567", "D12", "E1", "F123456"])) == []
