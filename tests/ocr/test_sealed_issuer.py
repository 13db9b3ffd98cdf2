"""A certificate that bears a seal where another one prints the name of who issued it."""

from dataclasses import replace

import pytest
from pages_of_text import LABELS, page, run

from models.box import Box
from models.documents import SealShape
from models.fields import DocumentKind, Field
from ocr.fields import find_fields
from ocr.seals import SealFound

OFFICE = "甘肃省人力资源和社会保障厅"
LINES = (
    run("姓名：王静", 60, 80),
    run("签发单位盖章：", 60, 200),
    run("签发日期：2013年5月17日", 60, 260),
)


def seal(text: str = OFFICE, confidence: float = 0.97, y: float = 180) -> SealFound:
    return SealFound(text, "", confidence, Box(110, y, 220, y + 110), SealShape.ROUND)


def issuer(*seals: SealFound, lines=LINES) -> str | None:
    """Who issued the certificate with these seals and lines."""
    found = find_fields({1: replace(page(*lines), seals=seals)}, DocumentKind.CERTIFICATE, LABELS)
    assert found[Field.ISSUED_ON].value == "2013-05-17"
    return found[Field.ISSUER].value if Field.ISSUER in found else None


def test_the_seal_at_the_label_names_who_issued_it():
    assert issuer(seal()) == OFFICE


@pytest.mark.parametrize(
    "seals",
    [
        (),
        (seal(confidence=0.3),),
        (seal("甘肃省人□资源和社会保障厅"),),
        (seal(y=500),),
        (seal(), seal("兰州市第一中学")),
    ],
)
def test_a_seal_that_is_doubtful_or_elsewhere_or_one_of_two_names_nobody(seals):
    assert issuer(*seals) is None


def test_the_printed_name_counts_before_the_seal():
    printed = run("签发单位：兰州市职称改革办公室", 60, 200)
    assert issuer(seal(), lines=(LINES[0], printed, LINES[2])) == "兰州市职称改革办公室"
