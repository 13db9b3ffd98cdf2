"""Patterns of security paper are no lines of the page."""

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.engine import Image, Quad, Recognised
from ocr.first_reading import first_reading
from ocr.upright import set_upright
from ocr.watermark import without_pale

PALE, INK = 205, 30


class PatternReader:
    """An engine that takes each row or column of ink for a line, and reads dark ones alone."""

    def detect(self, image: Image) -> list[Quad]:
        ink = (image.min(axis=2) < 230).astype(np.uint8)
        shapes, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        return [cv2.boxPoints(cv2.minAreaRect(shape)).astype(np.float32) for shape in shapes]

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        return [self._recognised(crop) for crop in crops]

    def _recognised(self, crop: Image) -> Recognised:
        is_line = crop.min() < 100 and crop.shape[1] > crop.shape[0]
        upright = crop[:, : crop.shape[1] // 2].min() < 60  # the darker half begins a line
        text = "横木" * (crop.shape[1] // crop.shape[0]) if is_line else "mm"
        return Recognised(text, 0.97 if is_line and upright else 0.3, (0.25, 0.75))


def sheet() -> Image:
    """Lines of print between columns of pale ink, of which there are more."""
    image = np.full((1100, 800, 3), 255, np.uint8)
    for y0 in range(200, 900, 120):
        image[y0 : y0 + 24, 100:640] = INK
        image[y0 : y0 + 24, 400:640] = 90
    for x0 in range(10, 790, 14):
        for y0 in range(40, 1050, 330):
            if not 90 < x0 < 650:
                image[y0 : y0 + 300, x0 : x0 + 8] = PALE
    return image


def test_lines_that_read_as_nothing_are_looked_for_without_the_pale_ink():
    read = first_reading(sheet(), PatternReader())
    assert [text.confidence for text in read.texts] == [0.97] * 6
    assert read.turned == 0


def test_a_pattern_of_columns_does_not_lay_a_page_on_its_side():
    engine = PatternReader()
    turned, _ = set_upright(sheet(), engine.detect(sheet()), engine)
    assert turned == 0


def test_print_stays_as_it_is_where_pale_ink_is_lifted():
    image, plain = sheet(), without_pale(sheet())
    dark = image.max(axis=2) < 150
    assert (plain[dark] == image[dark]).all()
    assert plain[~dark].min() > 235


def test_grey_print_that_was_lifted_as_a_watermark_is_read_where_it_stands():
    whole = sheet()
    whole[whole == PALE] = 255
    lifted = whole.copy()
    lifted[lifted == INK] = PALE  # what is left of it reads as nothing
    for x0 in range(100, 640, 12):
        lifted[200:900, x0 : x0 + 8] = 255
    assert first_reading(lifted, PatternReader()).told == 0
    read = first_reading(lifted, PatternReader(), whole)
    assert read.image is whole
    assert read.told == first_reading(whole, PatternReader()).told > 0
