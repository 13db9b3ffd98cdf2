"""A phone's picture of a paper becomes a page of a scan."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from intake.inspect import inspect_pdf
from intake.page_photo import page_of_photo, sheet_corners
from models.errors import FileRefused
from models.settings import Settings

CORNERS = np.asarray([(420, 160), (1560, 210), (1680, 1780), (340, 1700)], np.float32)


def picture(size: tuple[int, int] = (1900, 2000)) -> np.ndarray:
    """A written sheet on a table, seen at an angle, darker to one side."""
    sheet = np.full((1414, 1000, 3), 250, np.uint8)
    for row in range(120, 1300, 60):
        cv2.line(sheet, (100, row), (900, row), (30, 30, 30), 8)
    flat = np.asarray([(0, 0), (1000, 0), (1000, 1414), (0, 1414)], np.float32)
    table = np.full((size[0], size[1], 3), (70, 90, 110), np.uint8)
    way = cv2.getPerspectiveTransform(flat, CORNERS)
    seen = cv2.warpPerspective(sheet, way, size[::-1], table, borderMode=cv2.BORDER_TRANSPARENT)
    return (seen * np.linspace(1, 0.6, size[1])[None, :, None]).astype(np.uint8)


def jpeg(image: np.ndarray) -> bytes:
    written = BytesIO()
    Image.fromarray(image).save(written, "JPEG", quality=90)
    return written.getvalue()


def test_the_edges_of_the_sheet_are_found():
    assert np.abs(sheet_corners(picture()) - CORNERS).max() < 12


def test_the_sheet_becomes_one_a4_page_at_200_dpi_with_even_light():
    made = page_of_photo(jpeg(picture()), "a.jpg", Settings())
    assert made.found
    (page,) = inspect_pdf("a.pdf", made.pdf, Settings()).pages
    assert (page.width_px, page.height_px) == (1654, 2339)
    assert page.dpi == pytest.approx(200, abs=1)


def test_a_picture_without_edges_is_taken_whole():
    plain = np.full((1700, 1200, 3), 235, np.uint8)
    cv2.putText(plain, "TEXT", (200, 800), cv2.FONT_HERSHEY_SIMPLEX, 6, (20, 20, 20), 12)
    assert not page_of_photo(jpeg(plain), "a.jpg", Settings()).found


def test_a_picture_that_is_too_small_is_refused():
    with pytest.raises(FileRefused) as raised:
        page_of_photo(jpeg(np.full((400, 300, 3), 200, np.uint8)), "a.jpg", Settings())
    assert raised.value.findings[0].code == "PAGE_PHOTO_SMALL"
