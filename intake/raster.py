"""Pages as arrays of any element type: their size and their rim."""

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


def scaled(page: NDArray[_Element], factor: float) -> NDArray[_Element]:
    """The page enlarged or made smaller; at least one pixel a side is left."""
    height, width = page.shape[:2]
    size = max(1, round(width * factor)), max(1, round(height * factor))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    resized: NDArray[_Element] = cv2.resize(page, size, interpolation=how)  # type: ignore[arg-type, assignment]
    return resized
