"""Labels that are set downwards in narrow cells are read."""

import numpy as np

from ocr.engine import Image
from ocr.stacked import is_stacked, laid_down


def column(characters: int, size: int = 20, step: int = 28) -> Image:
    """Characters of three strokes below each other, on paper with a ruled line at the left."""
    crop = np.full((characters * step + 8, size + 16, 3), 250, np.uint8)
    crop[:, 2:4] = 0
    for place in range(characters):
        top = 6 + place * step
        for stroke in (0, 8, 16):
            crop[top + stroke : top + stroke + 4, 8 : 8 + size] = 0
    return crop


def test_a_column_is_told_from_a_line() -> None:
    assert is_stacked(column(4))
    assert not is_stacked(column(4).transpose(1, 0, 2))


def test_the_characters_of_a_column_stand_side_by_side() -> None:
    line = laid_down(column(5))
    ink = (line[:, :, 0] < 128).any(axis=0)
    begins = np.flatnonzero(np.diff(np.concatenate(([0], ink.astype(np.int8)))) == 1)
    assert line.shape[1] > 3 * line.shape[0]
    assert len(begins) == 5


def test_a_column_without_characters_stays_as_it_is() -> None:
    empty = np.full((100, 30, 3), 250, np.uint8)
    assert laid_down(empty) is empty
    assert laid_down(column(1)).shape == column(1).shape
