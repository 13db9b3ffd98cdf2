"""Signs that a picture is a photo of a screen or of print, or a screenshot of a photo."""

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.photo.face import Face
from intake.photo.pixels import Colours, Plane

RASTER_MIN = 3.6  # how far (natural logarithm of power) a raster stands out; skin reaches 2.8
_TILES = (64, 128)  # px; less tells nothing, more only smears a raster that isn't straight
_AROUND = 11  # the neighbourhood that a frequency must stand out from, in steps of the spectrum
_COARSE = 0.06  # cycles a px below which features of the face lie
_LOG_STEP = 0.1
_BAR_MIN = 0.035  # of the picture's side
_BAR_EVEN, _BAR_SHARE = 3, 0.75  # how much a bar's colour may vary, and on how much of each line
_EDGE_STEP, _EDGE_SHARE = 8, 0.97  # how sharply a bar ends, and on how much of its edge
_EDGE_MIN = 0.7  # of the picture's side, less the bars beside it

Spectrum = NDArray[np.float64]


def raster_strength(colours: Colours, face: Face) -> float:
    """How far the strongest regular pattern on the face stands out of its spectrum.

    Pixels of a screen, their interference with those of the camera, and dots of print repeat with
    one period; nothing on a face does. 0 where the face is too small to tell.
    """
    (x, y), unit = face.eyes, face.unit
    top, left = max(round(y - 0.5 * unit), 0), max(round(x - 0.8 * unit), 0)
    part = colours[top : round(y + 1.5 * unit), left : round(x + 0.8 * unit)]
    tile = max((size for size in _TILES if size <= min(part.shape[:2])), default=0)
    if not tile:
        return 0.0
    grey = np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), np.float32)
    power = np.log(_spectrum(grey, tile) + 1e-6)
    return float((power - _usual(power))[_telling(tile)].max())


def _spectrum(grey: Plane, tile: int) -> Spectrum:
    """The mean power of tiles that overlap by half, each of equal weight."""
    fine = grey - cv2.GaussianBlur(grey, (0, 0), 4)
    window = np.outer(np.hanning(tile), np.hanning(tile))
    height, width = grey.shape
    total = np.zeros((tile, tile))
    for y in range(0, height - tile + 1, tile // 2):
        for x in range(0, width - tile + 1, tile // 2):
            part = fine[y : y + tile, x : x + tile]
            part = (part - part.mean()) / (part.std() + 1e-3)
            total += np.abs(np.fft.fft2(part * window)) ** 2
    return total


def _usual(power: Spectrum) -> Spectrum:
    """The median of the neighbourhood of each frequency."""
    reach = _AROUND // 2
    least = power.min()
    steps = np.clip((power - least) / _LOG_STEP, 0, 255).astype(np.uint8)
    around = cv2.copyMakeBorder(steps, reach, reach, reach, reach, cv2.BORDER_WRAP)
    median = cv2.medianBlur(around, _AROUND)[reach:-reach, reach:-reach]
    return np.asarray(median * _LOG_STEP + least, np.float64)


def _telling(tile: int) -> NDArray[np.bool_]:
    """Frequencies that neither features of a face nor the blocks of a JPEG have."""
    along = np.fft.fftfreq(tile)
    x, y = np.meshgrid(along, along)
    step = 2.5 / tile
    blocks = np.abs(along * 8 - np.round(along * 8)) < 8 * step / 4
    straight = (np.abs(x) < step) | (np.abs(y) < step)
    return np.asarray((np.hypot(x, y) > _COARSE) & ~straight & ~np.outer(blocks, blocks), bool)


def bars(colours: Colours) -> tuple[int, int, int, int]:
    """How many px at the left, top, right and bottom are a bar of one colour; 0 where none is.

    A bar ends in a straight line from side to side, as beside a photo on a screen or around a
    scanned print. A plain background ends at the person.
    """
    small = colours[:: max(colours.shape[0] // 1200, 1), :: max(colours.shape[1] // 1200, 1)]
    scales = colours.shape[0] / small.shape[0], colours.shape[1] / small.shape[1]
    found = []
    for turns in (1, 0, 3, 2):  # each side in its turn is the upper one
        turned = np.rot90(small, -turns)
        found.append(round(_bar(turned) * scales[turns % 2]))
    left, top, right, bottom = found
    return left, top, right, bottom


def _bar(picture: Colours) -> int:
    """The height of the bar along the upper side, 0 where there is none."""
    height = picture.shape[0]
    colour = np.median(picture[: max(round(_BAR_MIN * height), 1)].reshape(-1, 3), axis=0)
    off = np.abs(picture.astype(np.int16) - colour.astype(np.int16)).max(axis=2)
    even = (off <= _BAR_EVEN).mean(axis=1) >= _BAR_SHARE
    last = int(np.argmin(even)) if not even.all() else height
    if not _BAR_MIN * height <= last < height - 4:
        return 0
    ended = off[last : last + 3].max(axis=0) >= _EDGE_STEP
    edge = np.flatnonzero(ended)
    if not len(edge) or edge[-1] - edge[0] < _EDGE_MIN * len(ended):
        return 0
    return last if ended[edge[0] : edge[-1] + 1].mean() >= _EDGE_SHARE else 0
