"""Crops: the place of a reading as an upright picture for the report."""

import io

import numpy as np
import pymupdf
import pytest
from PIL import Image

from intake.crops import Place, cut_crops
from models.box import Box
from models.errors import FileRefused
from models.fields import Field
from models.settings import Settings

SETTINGS = Settings()
WORD = Box(100, 200, 260, 220)
PIXELS_PER_POINT = 130 / 72


@pytest.fixture(scope="module")
def page() -> bytes:
    """A page with a bar where a word would be, red at its beginning and blue at its end."""
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=600)
        page.draw_rect((100, 200, 180, 220), color=None, fill=(1, 0, 0))
        page.draw_rect((180, 200, 260, 220), color=None, fill=(0, 0, 1))
        document.new_page(width=400, height=600)
        return document.tobytes()


def crop(data: bytes, box: Box, turned: int = 0) -> np.ndarray:
    (png,) = cut_crops(data, (Place(Field.NAME, 1, box, turned),), SETTINGS).values()
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def middle(pixels: np.ndarray, axis: int, ink: int) -> float:
    """Where the ink of one colour lies along an axis, as a share of its length."""
    others = [channel for channel in range(3) if channel != ink]
    mask = (pixels[..., ink] > 200) & (pixels[..., others].max(axis=2) < 60)
    return float(np.nonzero(mask)[axis].mean() / pixels.shape[axis])


def test_a_crop_shows_the_whole_place_with_some_room_around(page):
    pixels = crop(page, WORD)
    height, width = pixels.shape[:2]
    assert width == pytest.approx((WORD.width + 24) * PIXELS_PER_POINT, abs=3)
    assert height == pytest.approx((WORD.height + 24) * PIXELS_PER_POINT, abs=3)
    assert middle(pixels, 1, 0) < 0.5 < middle(pixels, 1, 2)
    assert pixels[0].min() > 250  # paper, not ink, at the border


@pytest.mark.parametrize(
    ("turned", "axis", "first"), [(0, 1, 0), (180, 1, 2), (90, 0, 0), (270, 0, 2)]
)
def test_a_crop_of_a_turned_page_is_turned_upright(page, turned, axis, first):
    pixels = crop(page, WORD, turned)
    last = 2 - first
    assert middle(pixels, axis, first) < 0.5 < middle(pixels, axis, last)


@pytest.mark.parametrize(
    "box", [Box(-50, -50, 5, 5), Box(390, 590, 900, 900), Box(500, 700, 600, 720), Box(9, 9, 9, 9)]
)
def test_a_place_at_or_over_the_edge_of_the_page_still_gives_a_picture(page, box):
    assert crop(page, box).size > 0


def test_each_place_of_each_page_gets_its_picture(page):
    places = (
        Place(Field.TITLE, 2, WORD, 0),
        Place(Field.NAME, 1, WORD, 0),
        Place(Field.SEX, 1, Box(0, 0, 20, 20), 0),
    )
    assert set(cut_crops(page, places, SETTINGS)) == {Field.TITLE, Field.NAME, Field.SEX}
    assert cut_crops(page, (), SETTINGS) == {}


def test_what_is_no_pdf_is_refused():
    with pytest.raises(FileRefused):
        cut_crops(b"\xff\xd8\xff\xe0JFIF", (Place(Field.NAME, 1, WORD, 0),), SETTINGS)
