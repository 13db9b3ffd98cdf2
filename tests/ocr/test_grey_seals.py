"""Seals on scans without colour."""

import cv2
import numpy as np
import pytest

from models.settings import Settings
from ocr.engine import Image
from ocr.engines import load_engine
from ocr.grey_seals import is_of_seal, with_red_seals
from ocr.page import read_image
from ocr.red import red_mask, without_red, without_seals
from ocr.seal_ring import Ring

MIDDLE, RADIUS = (600, 800), 110


def page(tone: int, paper: int = 240) -> Image:
    """An A4 page of 150 DPI: strokes of black print, and over them a seal of a tone."""
    grey = np.full((1754, 1240), paper, np.uint8)
    cv2.circle(grey, MIDDLE, RADIUS, (tone,), 7)
    for angle in range(-140, 141, 35):
        turn = np.radians(angle - 90)
        x, y = (round(MIDDLE[i] + 80 * f(turn)) for i, f in enumerate((np.cos, np.sin)))
        cv2.rectangle(grey, (x - 12, y - 12), (x + 12, y + 12), (tone,), 4)
    for x in range(300, 900, 40):
        cv2.rectangle(grey, (x, 790), (x + 24, 816), (20,), 4)
    return np.repeat(grey[:, :, None], 3, axis=2)


@pytest.mark.parametrize("paper", [240, 190])
def test_a_grey_seal_turns_red_and_the_print_under_it_stays(paper: int) -> None:
    image = page(110, paper)
    red, black = with_red_seals(image)
    assert black == []
    mask = red_mask(red)
    assert mask[MIDDLE[1] - RADIUS, MIDDLE[0]]  # its ring
    printed = image[:, :, 0] < 60
    assert not (mask & printed).any()
    cleaned = without_red(red, mask)
    assert cleaned[MIDDLE[1] - RADIUS, MIDDLE[0], 0] > paper - 30
    assert (cleaned[printed] < 90).all()


def test_a_seal_as_black_as_the_print_is_told_but_stays() -> None:
    image = page(20)
    same, black = with_red_seals(image)
    assert np.array_equal(same, image)
    assert [round(ring.x) for ring in black] == pytest.approx([MIDDLE[0]], abs=3)


def test_a_page_without_seals_is_left_alone() -> None:
    image = np.full((800, 600, 3), 235, np.uint8)
    cv2.rectangle(image, (100, 100), (500, 600), (30, 30, 30), 3)
    same, black = with_red_seals(image)
    assert same is image
    assert black == []


def quad(x: float, y: float, across: float, down: float) -> np.ndarray:
    return np.asarray([(x, y), (x + across, y), (x + across, y + down), (x, y + down)], np.float32)


def test_writing_of_a_seal_is_told_by_its_place_and_shape() -> None:
    rings = [Ring(600, 800, 110, 110, 0.0, 0.9)]
    letter, line, passing = quad(580, 710, 40, 40), quad(510, 790, 180, 26), quad(400, 790, 400, 26)
    assert is_of_seal(letter, letter, rings)
    assert not is_of_seal(letter, letter, [])
    assert not is_of_seal(line, line, rings)  # a date that a seal was set upon
    assert not is_of_seal(passing, passing, rings)


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (40, 40)])
@pytest.mark.parametrize("colour", [(255, 255, 255), (0, 0, 0), (200, 30, 30), (120, 120, 120)])
def test_a_page_of_a_few_pixels_is_read_without_a_failure(
    size: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    image = np.full((*size, 3), colour, np.uint8)
    with_red_seals(image)
    without_seals(image, np.ones(size, np.bool_))
    text = read_image(image, 0.4, load_engine(Settings(engine="fake:none")))
    assert text.cells == ()
