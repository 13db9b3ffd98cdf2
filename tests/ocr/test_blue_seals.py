"""Seals in blue, and seals on pages full of print."""

import cv2
import numpy as np

from ocr.blue_seals import with_blue_seals_red
from ocr.engine import Image
from ocr.grey_seals import with_red_seals
from ocr.red import has_red, red_mask, without_seals

MIDDLE, RADIUS = (600, 800), 110
BLUE, PEN = (60, 80, 180), (40, 50, 160)


def sealed(ink: tuple[int, int, int], tone: int = 20) -> Image:
    """An A4 page of 150 DPI with black print, and a seal of that ink over it."""
    page = np.full((1754, 1240, 3), 240, np.uint8)
    cv2.circle(page, MIDDLE, RADIUS, ink, 6)
    for angle in range(-140, 141, 35):
        turn = np.radians(angle - 90)
        x, y = (round(MIDDLE[i] + 80 * f(turn)) for i, f in enumerate((np.cos, np.sin)))
        cv2.rectangle(page, (x - 12, y - 12), (x + 12, y + 12), ink, 4)
    for x in range(300, 900, 40):
        cv2.rectangle(page, (x, 790), (x + 24, 816), (tone,) * 3, 4)
    return page


def test_a_blue_seal_is_taken_from_the_print_under_it() -> None:
    page = sealed(BLUE)
    turned = with_blue_seals_red(page)
    mask = red_mask(turned)
    assert has_red(mask)
    assert mask[MIDDLE[1] - RADIUS, MIDDLE[0]]
    clear = without_seals(turned, mask)
    assert clear[MIDDLE[1] - RADIUS, MIDDLE[0]].min() > 200
    printed = page.max(axis=2) < 60
    assert (clear[printed] < 90).all()


def test_what_is_written_in_blue_stays() -> None:
    page = np.full((1754, 1240, 3), 240, np.uint8)
    for x in range(300, 900, 40):
        cv2.rectangle(page, (x, 790), (x + 24, 816), PEN, 4)
    assert with_blue_seals_red(page) is page
    page[:] = (225, 228, 240)  # a bluish sheet
    assert with_blue_seals_red(page) is page


def test_a_grey_seal_is_found_on_a_page_full_of_print() -> None:
    """Not every edge of so much print can vote for where a ring's middle is."""
    page = sealed((140, 140, 140))
    for y in range(100, 1650, 64):
        if abs(y - MIDDLE[1]) > RADIUS + 30:
            for x in range(100, 1140, 40):
                cv2.rectangle(page, (x, y), (x + 18, y + 20), (20, 20, 20), 2)
                cv2.line(page, (x + 2, y + 10), (x + 16, y + 10), (20, 20, 20), 2)
    red, black = with_red_seals(page)
    assert black == []
    assert red_mask(red)[MIDDLE[1] - RADIUS, MIDDLE[0]]
