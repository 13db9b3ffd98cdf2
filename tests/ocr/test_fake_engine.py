"""The engine that ships for tests: each fault strikes on dark pages and on no other."""

import numpy as np
import pytest

from models.errors import UsageWrong
from models.fields import DocumentKind, Field
from models.settings import Settings
from ocr.engines import check_engine, load_engine
from ocr.fake import FAULTS, FakeEngine
from ocr.fields import find_fields
from ocr.labels import load_labels
from ocr.page import read_image

LIGHT = np.full((400, 600, 3), 255, np.uint8)
DARK = np.full((400, 600, 3), 20, np.uint8)


def values(page):
    """The fields that a page shows, as a certificate."""
    found = find_fields({1: page}, DocumentKind.CERTIFICATE, load_labels(None))
    return {field: one.value for field, one in found.items()}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_light_page_is_read_whatever_the_fault(fault):
    page = read_image(LIGHT, 0.5, FakeEngine(fault))
    (run,) = page.runs
    assert len(run.centres) == len(run.text)
    assert (page.frame.width, page.frame.height) == (300, 200)
    assert values(page) == {Field.NAME: "欧阳静怡"}


@pytest.mark.parametrize("fault", ["none", "garbage", "few"])
def test_an_engine_that_answers_nonsense_or_too_little_costs_its_lines_only(fault):
    page = read_image(DARK, 0.5, FakeEngine(fault))
    expected = values(read_image(LIGHT, 0.5, FakeEngine("none"))) if fault == "none" else {}
    assert values(page) == expected


def test_an_engine_that_breaks_says_so():
    with pytest.raises(RuntimeError):
        read_image(DARK, 0.5, FakeEngine("raise"))


@pytest.mark.parametrize("engine", ["paddleocr", *(f"fake:{fault}" for fault in FAULTS)])
def test_every_engine_can_be_named_in_the_settings(engine):
    check_engine(Settings(engine=engine))


@pytest.mark.parametrize("engine", ["", "fake", "fake:", "tesseract", "PaddleOCR"])
def test_an_unknown_engine_is_told_together_with_those_there_are(engine):
    with pytest.raises(UsageWrong) as caught:
        load_engine(Settings(engine=engine))
    assert "paddleocr" in caught.value.findings[0].message
