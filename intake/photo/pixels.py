"""The kinds of pixel planes that the photo tool works on, and the filters it runs over them."""

import cv2
import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.uint8]  # rows × columns × RGB
Plane = NDArray[np.float32]  # rows × columns, or rows × columns × channels
Mask = NDArray[np.bool_]  # rows × columns


def blur(plane: Plane, sigma: float) -> Plane:
    """Gaussian blur."""
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)


def mean_around(plane: Plane, where: Mask, radius: float) -> tuple[Plane, Plane]:
    """The mean of the marked pixels within a square around each pixel, and their share of it."""
    size = (2 * round(radius) + 1,) * 2
    weight = np.asarray(cv2.blur(where.astype(np.float32), size), np.float32)
    total = np.asarray(cv2.blur(plane * where[:, :, None], size), np.float32)
    return total.reshape(plane.shape) / np.maximum(weight, 1e-6)[:, :, None], weight


def grow(mask: Mask, radius: float) -> Mask:
    """The mask with everything within the radius, in px."""
    return _shaped(mask, radius, cv2.MORPH_DILATE)


def shrink(mask: Mask, radius: float) -> Mask:
    """The mask without what lies within the radius of its rim; the picture's edge is no rim."""
    return _shaped(mask, radius, cv2.MORPH_ERODE)


def smooth_rim(mask: Mask, radius: float) -> Mask:
    """The mask without specks and threads thinner than the radius."""
    return _shaped(mask, radius, cv2.MORPH_OPEN)


def touching(mask: Mask, seeds: Mask) -> Mask:
    """The connected parts of the mask that hold at least one seed."""
    _, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)
    kept = np.unique(labels[seeds & mask])
    return np.isin(labels, kept[kept > 0])


def enclosed(mask: Mask) -> Mask:
    """The holes of the mask: what is not in it and not joined to the picture's edge."""
    rim = np.zeros(mask.shape, bool)
    rim[[0, -1], :] = rim[:, [0, -1]] = True
    return ~mask & ~touching(~mask, rim)


def ellipse(
    shape: tuple[int, ...], centre: tuple[float, float], radii: tuple[float, float]
) -> Mask:
    """An upright filled ellipse; centre and radii are (x, y) in px."""
    ys, xs = np.ogrid[: shape[0], : shape[1]]
    far = ((xs - centre[0]) / radii[0]) ** 2 + ((ys - centre[1]) / radii[1]) ** 2
    return np.asarray(far <= 1, bool)


def lab(colours: Plane | Colours) -> Plane:
    """CIE L*a*b* of sRGB values 0 to 255: L* 0 to 100, a* and b* about -100 to 100."""
    return np.asarray(cv2.cvtColor(colours.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)


def brightened(colours: Colours) -> Colours:
    """So that the brightest are nearly white."""
    brightest = float(np.percentile(colours[::4, ::4].max(axis=2), 98))
    return cv2.convertScaleAbs(colours, alpha=max(235 / max(brightest, 1.0), 1.0)).astype(np.uint8)


def length(vectors: Plane) -> Plane:
    """The length of each pixel's vector of channels."""
    return np.asarray(np.sqrt(np.einsum("ijk,ijk->ij", vectors, vectors)), np.float32)


def resized(plane: Plane, width: int, height: int) -> Plane:
    """Resample by area when made smaller, by cubic curves when made larger."""
    smaller = width <= plane.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(plane, (width, height), interpolation=how), np.float32)


def _shaped(mask: Mask, radius: float, operation: int) -> Mask:
    size = 2 * max(round(radius), 0) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    return np.asarray(cv2.morphologyEx(mask.astype(np.uint8), operation, kernel), bool)
