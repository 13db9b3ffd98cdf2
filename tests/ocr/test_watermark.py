"""A watermark over the text does not end up in the values."""

import numpy as np
import pymupdf
import pytest

from ocr.engine import Image
from ocr.watermark import without_watermark


def page(watermark: float | None) -> Image:
    """A page of text at 150 DPI, with the large grey words of a watermark over it."""
    with pymupdf.open() as document:
        sheet = document.new_page(width=420, height=595)
        for row in range(20):
            sheet.insert_text((40, 60 + 24 * row), "证书编号：黔高2013106221", fontname="china-s")
        if watermark is not None:
            for x, y in ((30, 200), (150, 350), (60, 500), (230, 180), (250, 520)):
                turned = pymupdf.Matrix(30)
                point = pymupdf.Point(x, y)
                sheet.insert_text(
                    point,
                    "仅供采集使用",
                    fontname="china-s",
                    fontsize=34,
                    color=(watermark,) * 3,
                    morph=(point, turned),
                    overlay=False,
                )
        pixmap = sheet.get_pixmap(dpi=150)
        image = np.frombuffer(pixmap.samples, np.uint8)
        return image.reshape(pixmap.height, pixmap.width, 3).copy()


@pytest.mark.parametrize("tone", [0.75, 0.85])
def test_the_watermark_is_lifted_and_the_print_stays(tone: float) -> None:
    plain, cleaned = page(None), without_watermark(page(tone))
    print_ = plain[:, :, 0] < 100
    grey = (cleaned[:, :, 0] < 235) & (plain[:, :, 0] > 250)
    assert grey.mean() < 0.25 * ((page(tone)[:, :, 0] < 235) & (plain[:, :, 0] > 250)).mean()
    assert (cleaned[:, :, 0][print_] < 130).mean() > 0.99


def test_a_page_without_a_watermark_stays_as_it_is() -> None:
    plain = page(None)
    assert without_watermark(plain) is plain
    blank = np.full((100, 100, 3), 255, np.uint8)
    assert without_watermark(blank) is blank
