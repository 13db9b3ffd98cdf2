"""How a page is skewed is told by its print."""

import math

import numpy as np

from ocr.engine import Quad
from ocr.quads import skew


def strip(angle: float, length: float) -> Quad:
    """A line of text that climbs or falls by so many degrees."""
    x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [(0, 0), (length * x, length * y), (length * x - 20 * y, length * y + 20 * x)]
    return np.asarray([*corners, (-20 * y, 20 * x)], np.float32)


def test_a_watermark_does_not_tell_the_skew() -> None:
    quads = [strip(1.5, 200)] * 6 + [strip(-28, 600)] * 5
    assert abs(skew(quads) - 1.5) < 0.01


def test_the_rules_of_a_table_tell_the_skew_better_than_its_short_texts() -> None:
    texts = [strip(0, 70)] * 20
    assert skew(texts, [strip(0.7, 120)] * 5) == 0
    assert abs(skew(texts, [strip(0.7, 120)] * 8) - 0.7) < 0.01


def test_short_texts_that_seem_level_tell_by_their_rows_how_a_page_lies() -> None:
    lean = math.tan(math.radians(0.8))
    texts = [
        strip(0, 70) + np.asarray((x, 40 * row + x * lean), np.float32)
        for row in range(12)
        for x in (100, 400, 800, 1300)
    ]
    assert abs(skew(texts) - 0.8) < 0.11
    level = [
        strip(0, 70) + np.asarray((x, 40 * y), np.float32) for y in range(12) for x in (0, 900)
    ]
    assert skew(level) == 0


def test_a_page_that_lies_askew_as_a_whole_is_so() -> None:
    assert abs(skew([strip(20, 400)] * 9 + [strip(0, 100)]) - 20) < 0.01
