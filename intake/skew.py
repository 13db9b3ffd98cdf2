"""The angle at which a sheet lay on the scanner."""

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.raster import scaled

_SIDE = 450  # px: enough for a tenth of a degree, and quick
_CANVAS = 2 * _SIDE  # px: in a tighter one the spectrum is too coarse to read between its points
_RANGE, _STEPS = 12, 10  # degrees to either side, and steps in a degree
_PEAK_MIN = 1.6  # how far the best angle must stand out, so that seals and photos give no angle


def skew_of(writing: NDArray[np.bool_]) -> float | None:
    """Degrees by which lines of writing and rules are off level; None when nothing shows it.

    Positive: the content is turned anticlockwise. It is the angle at which ink falls most into
    rows and columns: at which the sums along them differ most from one to the next.
    """
    if not writing.any():
        return None
    angles = np.arange(-_RANGE * _STEPS, _RANGE * _STEPS + 1) / _STEPS
    scores = _scores(_spectrum(writing), angles)
    best = float(angles[int(scores.argmax())])
    if scores.max() < _PEAK_MIN * float(np.median(scores)) or abs(best) >= _RANGE:
        return None
    return best


def _spectrum(writing: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How strong each wave is in the writing: power by waves per canvas, down and across."""
    ink = writing.view(np.uint8) * np.uint8(255)
    ink = scaled(ink, min(1.0, _SIDE / max(writing.shape)))
    height, width = ink.shape
    canvas = np.zeros((_CANVAS, _CANVAS), np.float32)
    # About its mean, or the edges of the canvas would be rules, and level ones.
    canvas[:height, :width] = ink - ink.mean(dtype=np.float32)
    waves = cv2.dft(canvas, flags=cv2.DFT_COMPLEX_OUTPUT, nonzeroRows=height)
    power: NDArray[np.float32] = np.square(waves[..., 0]) + np.square(waves[..., 1])
    return power


def _scores(power: NDArray[np.float32], degrees: NDArray[np.floating]) -> NDArray[np.float32]:
    """How unevenly the ink falls into rows and columns that are off level by each of the angles.

    The sums along rows of any angle have as their spectrum the line through the middle of the
    page's spectrum across that angle, so that nothing need be turned.
    """
    waves = np.arange(1, _CANVAS // 2)
    turns = np.radians(degrees)[:, None]
    along = (np.cos(turns) * waves).astype(np.float32)
    aside = (np.sin(turns) * waves).astype(np.float32)
    rows = cv2.remap(power, aside, along, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    columns = cv2.remap(power, along, -aside, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    steps = np.square(np.sin(np.pi * waves / _CANVAS))  # of differences from one sum to the next
    return np.asarray((rows + columns) @ steps.astype(np.float32), np.float32)
