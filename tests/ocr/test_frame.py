"""The page as displayed and the page upright: there and back again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.box import Box
from ocr.frame import Frame, turn_image, turn_points

TURNS = st.sampled_from([0, 90, 180, 270])
SIDES = st.floats(300, 900)
SHARES = st.tuples(*[st.floats(0.3, 0.7)] * 2)


@given(TURNS, SIDES, SIDES, st.lists(SHARES, min_size=1))
def test_turning_on_and_back_moves_no_point(turned, width, height, shares):
    points = np.asarray([(x * width, y * height) for x, y in shares], np.float32)
    size = (height, width) if turned % 180 else (width, height)
    there = turn_points(points, turned, width, height)
    assert np.allclose(turn_points(there, -turned, *size), points, atol=0.01)


@given(TURNS)
def test_a_point_goes_where_its_pixel_goes(turned):
    image = np.zeros((30, 50, 3), np.uint8)
    image[4, 41] = 255
    (moved,) = turn_points(np.asarray([(41.5, 4.5)], np.float32), turned, 50, 30)
    assert turn_image(image, turned)[int(moved[1]), int(moved[0])].min() == 255


@given(TURNS, st.floats(-5, 5), SIDES, SIDES, SHARES)
def test_a_place_found_upright_is_told_where_it_is_displayed(turned, skew, width, height, share):
    frame = Frame(turned, skew, width, height)
    point = np.asarray([(share[0] * width, share[1] * height)], np.float32)
    x, y = frame.upright(point)[0].tolist()
    box = frame.displayed(Box(x - 1, y - 1, x + 1, y + 1))
    assert box.x0 - 0.1 <= point[0][0] <= box.x1 + 0.1
    assert box.y0 - 0.1 <= point[0][1] <= box.y1 + 0.1
    assert 2 <= box.width + 0.1 <= 3.2


@given(TURNS, st.floats(-5, 5), SIDES, SIDES)
def test_a_reported_box_lies_on_the_page(turned, skew, width, height):
    frame = Frame(turned, skew, width, height)
    box = frame.displayed(Box(-50, -50, *(side + 50 for side in frame.upright_size)))
    assert (box.x0, box.y0) == (0, 0)
    assert (box.x1, box.y1) == pytest.approx((width, height), abs=0.01)


def test_a_skewed_line_is_level_in_the_upright_view():
    frame = Frame(0, 3.0, 600, 800)
    slope = np.tan(np.radians(3.0))
    line = np.asarray([(100, 300), (500, 300 + 400 * slope)], np.float32)
    (_, left), (_, right) = frame.upright(line).tolist()
    assert left == pytest.approx(right, abs=0.01)
