"""The angle at which a sheet lay on the scanner."""

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.raster import scaled

_SIDE = 500  # px: enough for a tenth of a degree, and quick
_RANGE = 12.0  # degrees to either side
_COARSE, _FINE = 0.8, 0.1
_PEAK_MIN = 1.25  # how far the best angle must stand out, so that seals and photos give no angle


def skew_of(writing: NDArray[np.bool_]) -> float | None:
    """Degrees by which lines of writing and rules are off level; None when nothing shows it.

    Positive: the content is turned anticlockwise. Tries angles, and takes the one at which ink
    falls most into rows and columns.
    """
    small = _small(writing)
    if not small.any():
        return None
    coarse = np.arange(-_RANGE, _RANGE + _COARSE / 2, _COARSE)
    scores = np.array([_score(small, float(angle)) for angle in coarse])
    best = float(coarse[int(scores.argmax())])
    if scores.max() < _PEAK_MIN * float(np.median(scores)) or abs(best) >= _RANGE:
        return None
    fine = np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE)
    scores = np.array([_score(small, float(angle)) for angle in fine])
    return round(float(fine[int(scores.argmax())]), 1)


def _small(writing: NDArray[np.bool_]) -> NDArray[np.float32]:
    ink = scaled(writing.astype(np.float32), min(1.0, _SIDE / max(writing.shape)))
    # Turning blurs a little, but not at 0 degrees, which would win for that alone.
    return np.asarray(cv2.GaussianBlur(ink, (0, 0), 1.0), np.float32)


def _score(ink: NDArray[np.float32], degrees: float) -> float:
    """How unevenly the ink falls into rows and columns when the page is turned clockwise."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    level = cv2.warpAffine(ink, turn, (width, height))
    return float(sum(np.square(np.diff(level.sum(axis=axis))).sum() for axis in (0, 1)))
