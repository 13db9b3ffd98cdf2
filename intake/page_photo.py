"""A photograph of a paper as a page: its edges found, its perspective put right, at 200 DPI.

The notices ask for scans. A phone's picture becomes one as far as it can: the sheet is cut out and
straightened, shadows of the light are evened out, and it is laid on A4. What is not sharp enough
for the notice is told by the inspection that every scan goes through.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pictures

from intake.photo.open import open_picture
from models.errors import FileRefused, refused
from models.findings import Finding
from models.settings import Settings

Image = NDArray[np.uint8]
Corners = NDArray[np.float32]

_DPI = 200
_A4 = (210 / 25.4, 297 / 25.4)  # inches
_QUALITY = 88
_LOOKED_AT = 800  # px of the longer side: enough to find a sheet's edges
_LEAST = 0.25  # of the picture that a sheet must cover to be taken for one
_LEAST_PIXELS = 1000  # of the longer side of the sheet: below, 200 DPI would be made up


@dataclass(frozen=True, slots=True)
class PagePhoto:
    """A page made of a photograph; found: the sheet's edges were, else all of it was taken."""

    pdf: bytes
    found: bool


def page_of_photo(data: bytes, name: str, settings: Settings) -> PagePhoto:
    """The page of a photograph of a paper. Raises FileRefused where it is none, or too small."""
    picture = open_picture(data, name, settings)
    if isinstance(picture, Finding):
        raise FileRefused(picture)
    image = np.ascontiguousarray(picture.colours)
    corners = sheet_corners(image)
    sheet = _straightened(image, corners) if corners is not None else image
    if max(sheet.shape[:2]) < _LEAST_PIXELS:
        raise refused("PAGE_PHOTO_SMALL", pixels=max(sheet.shape[:2]), least=_LEAST_PIXELS)
    return PagePhoto(_pdf(_on_paper(_evened(sheet))), corners is not None)


def _pdf(page: Image) -> bytes:
    written = BytesIO()
    Pictures.fromarray(page).save(written, "PDF", resolution=_DPI, quality=_QUALITY)
    return written.getvalue()


def sheet_corners(image: Image) -> Corners | None:
    """The corners of the sheet on a picture, clockwise from the upper left; None without one."""
    scale = _LOOKED_AT / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    light = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2LAB)[:, :, 0], (5, 5), 0)
    edges = cv2.dilate(cv2.Canny(light, 40, 120), np.ones((3, 3), np.uint8))
    _, bright = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    best: Corners | None = None
    most = _LEAST * small.shape[0] * small.shape[1]
    for mask in (edges, bright):
        outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines:
            hull = cv2.convexHull(outline)
            four = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True)
            area = cv2.contourArea(four)
            if len(four) == 4 and area > most and not _whole(four, small):
                best, most = four.reshape(4, 2).astype(np.float32), area
    return None if best is None else _ordered(best / scale)


def _whole(four: Any, image: Any) -> bool:
    """Is it the picture's own frame?"""
    height, width = image.shape[:2]
    return bool(cv2.contourArea(four) > 0.98 * height * width)


def _ordered(corners: Corners) -> Corners:
    """Clockwise from the upper left."""
    sums, differences = corners.sum(axis=1), np.diff(corners, axis=1).ravel()
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return corners[order]


def _straightened(image: Image, corners: Corners) -> Image:
    """The sheet as seen from straight above, as large as its longer edges are."""
    upper_left, upper_right, lower_right, lower_left = corners
    width = max(_length(upper_left, upper_right), _length(lower_left, lower_right))
    height = max(_length(upper_left, lower_left), _length(upper_right, lower_right))
    size = (round(width), round(height))
    to = np.asarray([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    warped = cv2.warpPerspective(image, cv2.getPerspectiveTransform(corners, to), size)
    return np.asarray(warped, np.uint8)


def _length(one: Corners, other: Corners) -> float:
    return float(np.linalg.norm(one - other))


def _evened(image: Image) -> Image:
    """The light of the room taken out: paper is equally bright everywhere, its colour is kept."""
    lab = cv2.cvtColor(image, cv2.COLOR_RGB2LAB)
    light = lab[:, :, 0]
    side = max(15, (max(image.shape[:2]) // 20) | 1)
    small = cv2.resize(light, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    kernel = np.ones((max(3, side // 4), max(3, side // 4)), np.uint8)
    paper = cv2.GaussianBlur(cv2.dilate(small, kernel), (0, 0), side / 4)
    paper = cv2.resize(paper, (light.shape[1], light.shape[0]), interpolation=cv2.INTER_LINEAR)
    lab[:, :, 0] = np.clip(light.astype(np.float32) / np.maximum(paper, 1) * 245, 0, 255)
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), np.uint8)


def _on_paper(image: Image) -> Image:
    """On white A4 at 200 DPI, upright or lying as the sheet is."""
    short, long = (round(inches * _DPI) for inches in _A4)
    height, width = image.shape[:2]
    page_height, page_width = (long, short) if height >= width else (short, long)
    scale = min(page_width / width, page_height / height)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    fitted = cv2.resize(image, (round(width * scale), round(height * scale)), interpolation=way)
    page = np.full((page_height, page_width, 3), 255, np.uint8)
    top, left = (page_height - fitted.shape[0]) // 2, (page_width - fitted.shape[1]) // 2
    page[top : top + fitted.shape[0], left : left + fitted.shape[1]] = fitted
    return page
