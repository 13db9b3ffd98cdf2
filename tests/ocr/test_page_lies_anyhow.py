"""A page is read whichever way it lies on the glass, and places are told as it is displayed."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from models.box import Box
from ocr.engine import Image, Quad, Recognised
from ocr.frame import turn_image
from ocr.page import PageText, read_image

BARS = ((120, 100, 520, 130), (120, 200, 600, 230), (120, 300, 480, 330), (120, 400, 560, 430))
HEIGHT, WIDTH = 1100, 800
SCALE = 0.5


class BarReader:
    """An engine whose script is black bars with a hole at the beginning of each."""

    def detect(self, image: Image) -> list[Quad]:
        ink = (image.min(axis=2) < 128).astype(np.uint8)
        shapes, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        return [cv2.boxPoints(cv2.minAreaRect(shape)).astype(np.float32) for shape in shapes]

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        return [self._recognised(crop) for crop in crops]

    def _recognised(self, crop: Image) -> Recognised:
        middle = crop[crop.shape[0] // 2].min(axis=1) > 128
        holes = np.nonzero(middle[4:-4])[0]
        upright = holes.size > 0 and holes.mean() < crop.shape[1] / 2
        return Recognised("横木", 0.97 if upright else 0.3, (0.25, 0.75))


def sheet() -> Image:
    image = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    for x0, y0, x1, y1 in BARS:
        image[y0:y1, x0:x1] = 0
        image[y0 + 8 : y1 - 8, x0 + 12 : x0 + 40] = 255
    return image


def read(image: Image) -> PageText:
    return read_image(image, SCALE, BarReader())


def pixels(box: Box) -> tuple[float, ...]:
    return tuple(edge / SCALE for edge in (box.x0, box.y0, box.x1, box.y1))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_turn_that_makes_the_text_upright_is_found(turned):
    page = read(turn_image(sheet(), -turned % 360))
    assert page.frame.turned == turned
    assert [run.confidence for run in page.runs] == [0.97] * len(BARS)
    assert page.frame.skew == pytest.approx(0, abs=0.2)
    assert page.frame.upright_size == pytest.approx((WIDTH * SCALE, HEIGHT * SCALE))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_place_is_told_on_the_page_as_it_is_displayed(turned):
    image = turn_image(sheet(), -turned % 360)
    page = read(image)
    ink = image.min(axis=2) < 128
    for run in page.runs:
        x0, y0, x1, y1 = (round(edge) for edge in pixels(page.frame.displayed(run.box)))
        assert ink[max(y0, 0) : y1, max(x0, 0) : x1].mean() > 0.8
    upright = sorted(pixels(run.box) for run in page.runs)
    assert np.allclose(upright, sorted(BARS), atol=2)


@pytest.mark.parametrize("angle", [-4.0, -1.5, 2.0, 5.0])
def test_the_lines_of_a_skewed_page_are_level_when_it_is_read(angle):
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -angle, 1)
    white = (255, 255, 255)
    image = cv2.warpAffine(sheet(), matrix, (WIDTH, HEIGHT), borderValue=white)
    page = read(image)
    assert page.frame.skew == pytest.approx(angle, abs=0.2)
    for run in page.runs:
        assert run.box.height / SCALE == pytest.approx(30, abs=4)


def test_an_empty_page_has_no_text_and_lies_upright():
    page = read(np.full((HEIGHT, WIDTH, 3), 255, np.uint8))
    assert (page.runs, page.frame.turned, page.frame.skew) == ((), 0, 0.0)


def test_a_run_across_the_page_is_no_part_of_the_print():
    image = sheet()
    cv2.line(image, (150, 1000), (600, 700), (0, 0, 0), 24)
    assert [run.apart for run in read(image).runs].count(True) == 1


def test_red_print_is_kept_apart_from_black():
    image = sheet()
    image[600:640, 200:600] = (215, 30, 35)
    image[608:632, 212:240] = 255
    page = read(image)
    red = [run for run in page.runs if run.apart]
    assert len(page.runs) == len(BARS) + 1
    assert np.allclose([pixels(run.box) for run in red], [(200, 600, 600, 640)], atol=6)


def test_dots_that_read_on_their_head_as_well_turn_no_page():
    """Names that dots lead to their units look long, and most of what is read of them is dots."""

    class DotReader(BarReader):
        def _recognised(self, crop: Image) -> Recognised:
            if super()._recognised(crop).confidence > 0.5:
                return Recognised("横木公司", 0.9, (0.1, 0.2, 0.8, 0.9))
            return Recognised("木" + "…" * 20, 0.8, tuple(np.linspace(0.1, 0.9, 21)))

    assert read_image(sheet(), SCALE, DotReader()).frame.turned == 0


class NumberReader(BarReader):
    """The same, but numbers, which are the longest, read well on their heads, too."""

    def _recognised(self, crop: Image) -> Recognised:
        told = super()._recognised(crop)
        if crop.shape[1] < 14 * crop.shape[0]:
            return told
        return Recognised("452321197304106396", 0.97, tuple((i + 0.5) / 18 for i in range(18)))


@pytest.mark.parametrize("turned", [0, 180])
def test_numbers_do_not_tell_which_way_is_up(turned):
    image = sheet()
    for y0 in range(500, 1000, 60):
        image[y0 : y0 + 30, 100:700] = 0
    page = read_image(turn_image(image, -turned % 360), SCALE, NumberReader())
    assert page.frame.turned == turned
