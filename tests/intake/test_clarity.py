"""What a person is told of how clear a scan is; ordinary scans are left in peace."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from sheets import Look, ordinary, scanned, sheet, through_jpeg

from fixtures.make import document
from fixtures.specimens import FAMILIES
from intake.clarity import clarity_findings, measure
from intake.inspect import inspect_pdf
from intake.pdf import open_pdf
from intake.raster import scaled
from intake.skew import skew_of
from models.findings import Severity
from models.settings import Settings

SETTINGS = Settings()
READY = Path(__file__).parents[2] / "fixtures" / "ready"
GOOD = Look(noise=3.0, quality=75)


def findings(seed: int, look: Look) -> dict[str, Severity]:
    image = through_jpeg(scanned(sheet(seed), look, seed), look.quality)
    clarity = measure(image, look.dpi / 72, SETTINGS)
    return {f.code: f.severity for f in clarity_findings(1, clarity, SETTINGS)}


@pytest.mark.parametrize("seed", range(500, 506))
def test_an_ordinary_scan_is_not_reported(seed: int) -> None:
    assert findings(seed, ordinary(seed)) == {}


@pytest.mark.parametrize("seed", range(2))
def test_an_ordinary_certificate_is_accepted_without_a_word(seed: int) -> None:
    data, _ = document(f"clarity{seed}", FAMILIES[seed], "ordinary")
    assert inspect_pdf("a.pdf", data, SETTINGS).findings == ()


def test_a_fax_and_yellow_paper_are_not_reported() -> None:
    assert findings(3, replace(GOOD, fax=True)) == {}
    assert findings(3, replace(GOOD, tint=(0.95, 0.88, 0.66), quality=60)) == {}


@pytest.mark.parametrize("seed", [1, 3])
@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ({"blur": 2.0}, "PAGE_BLURRED"),
        ({"light": 0.38}, "PAGE_TOO_DARK"),
        ({"fade": 0.8}, "PAGE_TOO_PALE"),
        ({"skew": 3.0}, "PAGE_SKEWED"),
        ({"skew": -7.0}, "PAGE_SKEWED"),
        ({"cut": "right"}, "PAGE_CUT_OFF"),
    ],
)
def test_a_poor_scan_is_reported_as_a_warning(seed: int, harm: dict[str, float], code: str) -> None:
    assert findings(seed, replace(GOOD, **harm)) == {code: Severity.WARNING}


def test_what_nobody_can_read_is_an_error() -> None:
    assert findings(3, replace(GOOD, blur=6.0))["PAGE_BLURRED"] is Severity.ERROR
    assert findings(3, replace(GOOD, light=0.15))["PAGE_TOO_DARK"] is Severity.ERROR


def test_an_empty_page_is_blank_and_nothing_else_is_said_of_it() -> None:
    paper = np.random.default_rng(1).normal(235, 4, (1754, 1240, 3)).clip(0, 255).astype(np.uint8)
    paper[:, :20] = 60  # the scanner's border
    clarity = measure(paper, 150 / 72, SETTINGS)
    assert [f.code for f in clarity_findings(1, clarity, SETTINGS)] == ["PAGE_BLANK"]


def test_one_line_of_writing_is_not_blank() -> None:
    page = np.full((1754, 1240), 245, np.uint8)
    page[300:325, 200:600:3] = 30
    assert measure(page, 150 / 72, SETTINGS).ink > 0
    codes = [f.code for f in clarity_findings(1, measure(page, 150 / 72, SETTINGS), SETTINGS)]
    assert "PAGE_BLANK" not in codes


@pytest.mark.parametrize("degrees", [-9.0, -2.5, 0.0, 1.2, 5.0])
def test_the_angle_is_measured_to_a_third_of_a_degree(degrees: float) -> None:
    image = scanned(sheet(12), replace(GOOD, skew=degrees))
    measured = measure(image, 150 / 72, SETTINGS).skew
    assert measured == pytest.approx(degrees, abs=0.35)


@pytest.mark.parametrize("degrees", [-4.0, -0.66, 0.95, 7.5])
def test_the_angle_of_a_booklet_of_two_pages_is_measured_as_well(degrees: float) -> None:
    with open_pdf((READY / "booklet.pdf").read_bytes()) as pdf:
        image, scale = pdf.render(1, SETTINGS)
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turned = cv2.warpAffine(image, turn, (width, height), borderValue=(245, 245, 245))
    before, after = (measure(page, scale, SETTINGS).skew for page in (image, turned))
    assert before is not None
    assert after == pytest.approx(before + degrees, abs=0.25)


@pytest.mark.parametrize("share", [0.005, 0.02, 0.1, 0.5])
def test_a_page_without_lines_has_no_angle(share: float) -> None:
    dots = np.random.default_rng(2).random((900, 640)) < share
    assert skew_of(dots) is None


@pytest.mark.parametrize("factor", [0.1, 0.25, 0.3, 0.5, 0.75, 1.0, 1.5])
@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (7, 3), (401, 283)])
def test_a_page_of_another_size_keeps_its_grey_and_its_proportions(
    shape: tuple[int, int], factor: float
) -> None:
    page = scaled(np.full(shape, 77, np.uint8), factor)
    assert (page == 77).all()
    # Halving an odd side drops a pixel.
    assert page.shape == tuple(pytest.approx(max(1, side * factor), abs=1) for side in shape)


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (2, 2)])
def test_a_page_of_any_shape_is_measured(shape: tuple[int, int]) -> None:
    image = np.zeros((*shape, 3), np.uint8)
    assert clarity_findings(1, measure(image, 200 / 72, SETTINGS), SETTINGS)
