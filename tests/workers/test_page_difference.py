"""Two scans of one paper are the same; what was changed on it is seen."""

from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest

from intake.pdf import open_pdf
from models.settings import Settings
from workers.page_difference import draw_difference

PDF = (Path(__file__).parents[2] / "fixtures/demo/agrees/certificate.pdf").read_bytes()
SETTINGS = Settings()


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    with open_pdf(PDF) as pdf:
        return pdf.render(1, SETTINGS, 150)[0]


def scanned(image: np.ndarray, degrees: float, shift: int) -> bytes:
    """Another scan of the paper: turned a little, moved, with noise, as a PDF."""
    height, width = image.shape[:2]
    lie = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.004)
    lie[:, 2] += shift
    moved = cv2.warpAffine(image, lie, (width, height), borderValue=(240, 238, 235))
    noise = np.random.default_rng(1).normal(0, 6, moved.shape)
    noisy = np.clip(moved + noise, 0, 255).astype(np.uint8)
    jpeg = cv2.imencode(".jpg", cv2.cvtColor(noisy, cv2.COLOR_RGB2BGR))[1].tobytes()
    document = pymupdf.open()
    sheet = document.new_page(width=width * 72 / 150, height=height * 72 / 150)
    sheet.insert_image(sheet.rect, stream=jpeg)
    return document.tobytes()


@pytest.mark.parametrize(("degrees", "shift"), [(0, 0), (0.7, 3), (-1.2, 8)])
def test_another_scan_of_the_same_paper_shows_hardly_a_change(page, degrees, shift):
    picture, share = draw_difference(PDF, scanned(page, degrees, shift), 1, SETTINGS)
    assert share < 0.003
    assert picture[:2] == b"\xff\xd8"


def test_a_changed_number_is_seen_where_it_stands(page):
    edited = page.copy()
    cv2.putText(edited, "2013", (600, 420), 0, 1.0, (20, 20, 20), 3)
    picture, share = draw_difference(PDF, scanned(edited, 0.5, 3), 1, SETTINGS)
    assert share > 0.004
    shown = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR).astype(int)
    blue = (shown[:, :, 0] > 130) & (shown[:, :, 2] < 60)
    ys, xs = np.nonzero(blue[: shown.shape[0] // 3])
    assert abs(np.median(xs) - 640 / 1.5) < 40
    assert abs(np.median(ys) - 410 / 1.5) < 30


def test_a_page_that_only_one_of_them_has_is_wholly_new_or_gone(page):
    two = pymupdf.open(stream=PDF, filetype="pdf")
    two.insert_pdf(pymupdf.open(stream=PDF, filetype="pdf"))
    assert draw_difference(PDF, two.tobytes(), 2, SETTINGS)[1] == 1.0
    assert draw_difference(two.tobytes(), PDF, 2, SETTINGS)[1] == 1.0
