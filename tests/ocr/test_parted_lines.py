"""A long name that a narrow cell breaks is read as two lines."""

import numpy as np

from ocr.parted_lines import parted


def quad(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    return np.asarray([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)


def test_a_quad_of_two_lines_is_cut_between_them() -> None:
    ink = np.zeros((300, 200), np.uint8)
    lines = [quad(10, 20 * row, 110, 20 * row + 14) for row in range(10)]
    cell = quad(120, 20, 180, 50)
    ink[24:32, 124:176] = 1
    ink[38:46, 124:150] = 1
    parts = parted([*lines, cell], ink)
    assert len(parts) == 12
    upper, lower = parts[-2:]
    assert 32 <= upper[:, 1].max() <= 38
    assert lower[:, 1].min() == upper[:, 1].max()
    assert lower[:, 1].max() == 50


def test_large_print_and_usual_lines_stay_whole() -> None:
    ink = np.zeros((300, 200), np.uint8)
    lines = [quad(10, 20 * row, 110, 20 * row + 14) for row in range(10)]
    heading = quad(20, 220, 110, 250)
    ink[224:246, 24:106] = 1
    assert len(parted([*lines, heading], ink)) == 11
