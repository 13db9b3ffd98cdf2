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


def test_a_page_that_lies_askew_as_a_whole_is_so() -> None:
    assert abs(skew([strip(20, 400)] * 9 + [strip(0, 100)]) - 20) < 0.01
