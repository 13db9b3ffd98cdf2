"""A watermark over the text does not end up in the values."""

import cv2
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


def table(watermark: float | None, *, size: float = 34, pale: float = 0.0) -> Image:
    """A list of 12 rows and 4 columns in hairlines at 150 DPI; pale is the share of ink it lost."""
    with pymupdf.open() as document:
        sheet = document.new_page(width=420, height=420)
        sheet.draw_rect(sheet.rect, color=None, fill=(0.92,) * 3)
        for row in range(13):
            sheet.draw_line((40, 40 + 26 * row), (380, 40 + 26 * row), color=(pale,) * 3, width=0.4)
        for column in range(5):
            x = 40 + 85 * column
            sheet.draw_line((x, 40), (x, 352), color=(pale,) * 3, width=0.4)
        for row in range(12):
            for column, text in enumerate(("梁爱民", "贵阳市第一中学", "高级教师", "2013106221")):
                place = (45 + 85 * column, 57 + 26 * row)
                sheet.insert_text(place, text, fontname="china-s", fontsize=9, color=(pale,) * 3)
        for y in range(90, 420, 110) if watermark is not None else ():
            for x in range(20, 380, round(size * 5)):
                point = pymupdf.Point(x, y)
                grey, turned = (watermark,) * 3, pymupdf.Matrix(30)
                words = {"fontname": "china-s", "fontsize": size, "color": grey, "overlay": True}
                sheet.insert_text(point, "仅供核验", morph=(point, turned), **words)
        pixmap = sheet.get_pixmap(dpi=150)
        image = np.frombuffer(pixmap.samples, np.uint8)
        return image.reshape(pixmap.height, pixmap.width, 3).copy()


@pytest.mark.parametrize("size", [20, 34])
def test_the_fine_rules_of_a_table_are_not_lifted_with_it(size: float) -> None:
    plain, marked = table(None)[:, :, 0], table(0.7, size=size)
    cleaned = without_watermark(marked)
    mark = (marked[:, :, 0] < 200) & (plain > 225)
    assert (cleaned[:, :, 0][mark] > 215).mean() > 0.75
    rules = np.zeros(plain.shape, bool)
    for row in range(13):
        rules[round((40 + 26 * row) * 150 / 72)] = True
    rules &= plain < 190
    assert (cleaned[:, :, 0][rules] < 200).mean() > 0.97


def test_pale_print_beside_the_black_of_a_scanner_is_no_watermark() -> None:
    image = table(None, pale=0.6)
    image[:, :22] = 15
    image[-30:] = 15
    assert without_watermark(image) is image


def test_a_page_without_a_watermark_stays_as_it_is() -> None:
    plain = page(None)
    assert without_watermark(plain) is plain
    blank = np.full((100, 100, 3), 255, np.uint8)
    assert without_watermark(blank) is blank


def test_blotches_of_the_paper_do_not_hide_how_deep_the_strokes_are() -> None:
    """Uneven, noisy paper: most of what is as large as letters is paler than they are."""
    random = np.random.default_rng(7)
    plain, marked = page(None)[:, :, 0], page(0.8)[:, :, 0]
    coarse = random.uniform(0, 24, (plain.shape[0] // 60, plain.shape[1] // 60))
    blotches = cv2.resize(coarse, plain.shape[::-1], interpolation=cv2.INTER_CUBIC)
    uneven = np.clip(marked - blotches - random.normal(0, 4, plain.shape), 0, 255)
    cleaned = without_watermark(np.repeat(uneven.astype(np.uint8)[:, :, None], 3, axis=2))[:, :, 0]
    strokes, paper = (marked < 235) & (plain > 250), (marked > 250) & (plain > 250)
    depth = float(np.median(cleaned[paper])) - cleaned[strokes].astype(float)
    assert (depth > 25).mean() < 0.1


def test_a_word_that_stands_but_once_is_lifted() -> None:
    with pymupdf.open() as document:
        sheet = document.new_page(width=595, height=842)
        sheet.insert_text((60, 300), "聘任王静同志为高级经济师，聘期三年。", fontname="china-s")
        bare = sheet.get_pixmap(dpi=150)
        point = pymupdf.Point(150, 330)
        turned = pymupdf.Matrix(25)
        look = {"fontname": "china-s", "fontsize": 40, "color": (0.82,) * 3, "overlay": False}
        sheet.insert_text(point, "甘肃职称", morph=(point, turned), **look)
        marked = sheet.get_pixmap(dpi=150)
    plain, grey = (
        np.frombuffer(one.samples, np.uint8).reshape(one.height, one.width, 3).copy()
        for one in (bare, marked)
    )
    left = (without_watermark(grey)[:, :, 0] < 235) & (plain[:, :, 0] > 250)
    assert left.sum() < 0.25 * ((grey[:, :, 0] < 235) & (plain[:, :, 0] > 250)).sum()


def test_stains_and_folds_are_no_word() -> None:
    image = np.full((1200, 850, 3), 250, np.uint8)
    cv2.ellipse(image, (400, 500), (90, 60), 0, 0, 360, (205, 205, 205), 12)
    cv2.line(image, (0, 800), (850, 812), (200, 200, 200), 14)
    cv2.putText(image, "TEXT 2013106221", (60, 300), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 0, 0), 2)
    assert (without_watermark(image) == image).all()
