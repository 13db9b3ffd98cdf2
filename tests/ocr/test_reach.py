"""Characters that detection left out at the ends of a line are read all the same."""

import numpy as np

from ocr.reach import grown

_LINE = np.asarray([(40, 20), (120, 20), (120, 40), (40, 40)], np.float32)


def page(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    """A map of ink with these boxes (x0, y0, x1, y1) printed."""
    ink = np.zeros((60, 200), np.uint8)
    for x0, y0, x1, y1 in ((44, 24, 116, 36), *boxes):
        ink[y0:y1, x0:x1] = 1
    return ink


def sides(ink: np.ndarray, *others: np.ndarray) -> tuple[int, int]:
    quad = grown([_LINE, *others], ink)[0]
    return round(float(quad[:, 0].min())), round(float(quad[:, 0].max()))


def test_a_line_is_grown_over_the_characters_that_go_on_in_it() -> None:
    first, last = sides(page((24, 24, 38, 36), (122, 24, 134, 36), (138, 24, 150, 36)))
    assert first < 24
    assert 150 < last < 160


def test_a_line_without_more_stays_as_it_is() -> None:
    assert sides(page()) == (40, 120)
    assert sides(page((140, 24, 152, 36))) == (40, 120)


def test_a_ruled_line_and_another_text_are_no_part_of_a_line() -> None:
    assert sides(page((123, 0, 125, 60))) == (40, 120)
    other = np.asarray([(124, 20), (180, 20), (180, 40), (124, 40)], np.float32)
    assert sides(page((126, 24, 176, 36)), other) == (40, 120)
    first, last = sides(page((122, 24, 132, 36), (136, 0, 138, 60)))
    assert first == 40
    assert 132 < last < 137


def test_a_line_above_that_hangs_over_a_line_does_not_end_it() -> None:
    above = np.asarray([(0, 2), (200, 2), (200, 25), (0, 25)], np.float32)
    first, _ = sides(page((24, 29, 38, 31)), above)
    assert first < 24
