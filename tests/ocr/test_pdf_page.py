"""Born-digital pages are read from their text layer, however the text runs on them."""

import pymupdf
import pytest

from intake.inspect import inspect_page
from intake.pdf import PdfFile
from intake.text_layer import TextLine
from models.box import Box
from models.fields import DocumentKind
from models.settings import Settings
from ocr.document import assemble
from ocr.pdf_page import read_page

LINES = (
    "甘肃省职称电子证书",
    "姓名：王静",
    "性别：女",
    "身份证号：622826198501306421",
    "职称系列：工程系列",
    "职称名称：高级工程师",
    "职称级别：副高级",
    "评审机构：甘肃省工程系列高级专业技术职务评审委员会",
    "证书编号：62012020349474",
)
TOLD = {
    "name": "王静",
    "sex": "女",
    "id_number": "622826198501306421",
    "series": "工程系列",
    "title": "高级工程师",
    "level": "副高级",
    "committee": "甘肃省工程系列高级专业技术职务评审委员会",
    "certificate_number": "62012020349474",
}


def told(document: pymupdf.Document) -> dict[str, str]:
    """What is read of the page."""
    data = document.tobytes()
    facts = inspect_page(data, 1, Settings()).facts
    read = assemble("a.pdf", {1: read_page(data, facts, Settings())}, (), None, Settings())
    assert read.kind is DocumentKind.E_CERTIFICATE
    with pymupdf.open(stream=data) as pdf:
        for reading in read.fields.values():
            box = reading.box
            shown = pdf[0].get_textbox((box.x0, box.y0, box.x1, box.y1))
            there = sum(character in shown for character in reading.printed)
            assert there >= 0.8 * len(reading.printed), "the value stands where its box is"
    return {str(field): reading.value for field, reading in read.fields.items()}


@pytest.mark.parametrize("way", [0, 90, 180, 270])
def test_text_is_read_whichever_way_it_runs(way):
    document = pymupdf.open()
    page = document.new_page(width=600, height=600)
    start = {0: (60, 60), 90: (60, 540), 180: (540, 540), 270: (540, 60)}[way]
    step = {0: (0, 1), 90: (1, 0), 180: (0, -1), 270: (-1, 0)}[way]
    for row, line in enumerate(LINES):
        place = (start[0] + 30 * row * step[0], start[1] + 30 * row * step[1])
        page.insert_text(place, line, fontname="china-s", fontsize=13, rotate=way)
    assert told(document) == TOLD


def test_a_watermark_of_the_text_layer_is_no_value():
    document = pymupdf.open()
    page = document.new_page(width=600, height=600)
    for row, line in enumerate(LINES):
        page.insert_text((60, 60 + 30 * row), line, fontname="china-s", fontsize=13)
    page.insert_text((60, 360), "申报单位（机构）", fontname="china-s", fontsize=13)
    page.insert_text((60, 384), "兰州市图书馆", fontname="china-s", fontsize=13)
    for y in (100, 250, 400, 550):
        at = pymupdf.Point(60, y)
        turn = (at, pymupdf.Matrix(-30))
        page.insert_text(at, "使用场景：本人调用", fontname="china-s", fontsize=13, morph=turn)
    assert told(document) == TOLD | {"employer": "兰州市图书馆"}


def test_radicals_of_a_text_layer_are_the_characters_that_they_look_like(monkeypatch):
    texts = ["姓名：王⻓⻰", "性别：⼥", "资格名称：⾼级⼯程师", "职称电⼦证书" * 20]
    lines = tuple(
        TextLine(text, 1.0, Box(60, 60 + 30 * row, 60 + 12 * len(text), 72 + 30 * row), 0)
        for row, text in enumerate(texts)
    )
    monkeypatch.setattr(PdfFile, "text_lines", lambda *_: lines)
    document = pymupdf.open()
    document.new_page().insert_text((60, 60), "text")
    data = document.tobytes()
    page = read_page(data, inspect_page(data, 1, Settings()).facts, Settings())
    read = assemble("a.pdf", {1: page}, (), DocumentKind.E_CERTIFICATE, Settings())
    assert {str(field): (one.value, one.printed) for field, one in read.fields.items()} == {
        "name": ("王长龙", "王长龙"),
        "sex": ("女", "女"),
        "title": ("高级工程师", "高级工程师"),
    }
