"""Pages as arrays: their size and their rim."""

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

_Element = TypeVar("_Element", bound=np.generic)

_MARGIN = 0.03  # share of each side where scanners leave shadows and borders


def inner(page: NDArray[_Element]) -> NDArray[_Element]:
    """The page without its rim."""
    height, width = page.shape[:2]
    y, x = int(height * _MARGIN), int(width * _MARGIN)
    return page[y : height - y, x : width - x]


def scaled(page: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    """A page of grey levels, larger or smaller; at least one pixel a side is left.

    It is halved as long as that goes: the mean of four pixels loses nothing and is quick to take.
    """
    while factor <= 0.5 and min(page.shape) > 1:
        height, width = (side // 2 for side in page.shape)
        page = _resized(page[: 2 * height, : 2 * width], width, height, cv2.INTER_AREA)
        factor *= 2
    height, width = (max(1, round(side * factor)) for side in page.shape)
    return _resized(page, width, height, cv2.INTER_LINEAR if factor < 1 else cv2.INTER_CUBIC)


def _resized(page: NDArray[np.uint8], width: int, height: int, how: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(page, (width, height), interpolation=how), np.uint8)
