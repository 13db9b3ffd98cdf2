"""Seals are found wherever they lie, say whose they are, and are never seen where none is."""

import random

import cv2
import numpy as np
import pymupdf
import pytest

from fixtures import seals as drawn
from fixtures.canvas import RED, Canvas, font
from fixtures.scans import LEVELS, look, page_image, pixels
from models.box import Box
from models.documents import Seal, SealShape
from models.settings import load_settings
from ocr.engine import Recognised
from ocr.engines import load_engine
from ocr.red import red_mask
from ocr.seals import MISSING, covers, find_seals, known_purpose, seal_findings

NAME = "贵州省人力资源和社会保障厅"
PURPOSE = "职称专用章"
DPI = 150


class Reader:
    """An engine that reads the same in every name, and keeps what it was shown."""

    def __init__(self, text=NAME, confidence=0.99, missing=()):
        places = [place for place in range(len(text) + len(missing)) if place not in missing]
        step = 0.86 / max(1, len(text) + len(missing))
        offsets = tuple(0.07 + step * (place + 0.5) for place in places)
        self.answer = Recognised(text, confidence, offsets)
        self.crops = []

    def detect(self, image):
        raise AssertionError("seals are found without the engine")

    def recognise(self, crops):
        self.crops += crops
        inside = [Recognised(PURPOSE, 0.99, ()) for _ in crops[1:]]
        return [self.answer, *inside]


def page(*, print_lines=True, dpi=DPI):
    """An empty sheet, or one full of print: the document and its canvas."""
    document = pymupdf.open()
    canvas = Canvas(document.new_page(width=420, height=595), font(), font())
    for y in range(60, 560, 24) if print_lines else ():
        canvas.text(40, y, "经评审委员会评审通过，具备高级工程师任职资格，证书编号二〇一三", 11)
    return document, canvas


def image_of(document, dpi=DPI):
    return pixels(document[0], dpi).astype(np.uint8)


def seals_of(image, engine=None):
    return find_seals(image, red_mask(image), engine or Reader())


def middle(seal):
    scale = 72 / DPI
    return (seal.box.x0 + seal.box.x1) / 2 * scale, (seal.box.y0 + seal.box.y1) / 2 * scale


@pytest.mark.parametrize("shape", ["round", "oval"])
@pytest.mark.parametrize("ink", drawn.INKS)
def test_a_seal_over_print_is_found_in_every_ink(shape, ink):
    document, canvas = page()
    drawn.cut(canvas, 260, 400, NAME, 55, drawn.Stamp(ink, shape, PURPOSE))
    (seal,) = seals_of(image_of(document))
    assert seal.shape == shape
    assert middle(seal) == pytest.approx((260, 400), abs=1)
    assert (seal.text, seal.purpose) == (NAME, PURPOSE)
    assert seal.confidence > 0.9
    assert (seal.box.x1 - seal.box.x0) * 72 / DPI == pytest.approx(112, abs=3)


def test_seals_that_overlap_are_two():
    document, canvas = page()
    for x, y in ((150, 300), (215, 330)):
        drawn.cut(canvas, x, y, NAME, 52, drawn.Stamp())
    found = sorted(middle(seal)[0] for seal in seals_of(image_of(document)))
    assert found == pytest.approx([150, 215], abs=1)


def test_a_seal_cut_off_by_the_edge_of_the_page_is_found():
    document, canvas = page()
    drawn.cut(canvas, 400, 300, NAME, 52, drawn.Stamp())
    (seal,) = seals_of(image_of(document))
    assert middle(seal) == pytest.approx((400, 300), abs=2)


def test_a_ring_with_gaps_is_found():
    document, canvas = page(print_lines=False)
    drawn.cut(canvas, 200, 300, NAME, 52, drawn.Stamp())
    image = image_of(document)
    for angle in range(0, 360, 40):  # a third of the ring is gone
        x, y = (np.asarray((200, 300)) + 53 * drawn_direction(angle)) * DPI / 72
        cv2.circle(image, (round(x), round(y)), 13, (255, 255, 255), -1)
    assert len(seals_of(image)) == 1


def drawn_direction(degrees):
    return np.asarray((np.cos(np.radians(degrees)), np.sin(np.radians(degrees))))


@pytest.mark.parametrize("tilt", [-90, -25, 0, 40, 180])
def test_the_name_is_laid_straight_whichever_way_the_seal_stands(tilt):
    """Each strip looks like that of the upright seal."""
    strips = []
    for turn in (0, tilt):
        document, canvas = page(print_lines=False)
        drawn.pressed(canvas, 200, 300, NAME, 55, drawn.Stamp(tilt=turn))
        reader = Reader()
        seals_of(image_of(document), reader)
        strips.append(cv2.resize(reader.crops[0][:, :, 0], (400, 32)).astype(float))
    alike = np.corrcoef(strips[0].ravel(), strips[1].ravel())[0, 1]
    assert alike > 0.7


def heading(canvas):
    for y in (80, 130, 180):
        canvas.centred(210, y, "专业技术职务任职资格证书", 28, colour=RED)


def frame(canvas):
    canvas.page.draw_rect((20, 20, 400, 575), color=RED, width=3)
    canvas.page.draw_rect((60, 100, 360, 400), color=RED, width=1)


def photo_box(canvas):
    canvas.page.draw_rect((260, 100, 340, 210), color=RED, width=1)
    canvas.text(285, 155, "照片", 12, colour=RED)


def portrait(canvas):
    canvas.page.draw_rect((260, 100, 340, 210), color=None, fill=RED)
    canvas.page.draw_circle((300, 145), 25, color=None, fill=(0.92, 0.8, 0.7))


def cover(canvas):
    canvas.page.draw_rect((0, 0, 420, 595), color=None, fill=(0.6, 0.05, 0.08))
    canvas.centred(210, 200, "职称证书", 40, colour=(0.9, 0.75, 0.3))


def stars(canvas):
    for x in (100, 200, 300):
        points = [
            (np.asarray((x, 200)) + (30 if i % 2 else 12) * drawn_direction(36 * i)).tolist()
            for i in range(10)
        ]
        canvas.page.draw_polyline(points, color=RED, fill=RED, closePath=True)


def pen(canvas):
    """A loop drawn by hand around a line."""
    points = [
        (200 + (90 + 8 * np.sin(3 * a)) * np.cos(a), 300 + (34 + 5 * np.cos(2 * a)) * np.sin(a))
        for a in np.linspace(0, 6.4, 90)
    ]
    canvas.page.draw_polyline(points, color=RED, width=1.5)


@pytest.mark.parametrize("draw", [heading, frame, photo_box, portrait, cover, stars, pen])
@pytest.mark.parametrize("level", ["vector", *LEVELS])
def test_what_is_red_and_no_seal_is_none(draw, level):
    document, canvas = page()
    draw(canvas)
    if level == "vector":
        image = image_of(document)
    else:
        how = look(level, random.Random(3))
        coded = np.frombuffer(page_image(document.tobytes(), how), np.uint8)
        image = np.ascontiguousarray(cv2.imdecode(coded, cv2.IMREAD_COLOR)[:, :, ::-1])
    assert seals_of(image) == []


def test_a_page_without_red_asks_nothing_of_the_engine():
    document, _ = page()
    reader = Reader()
    assert seals_of(image_of(document), reader) == []
    assert reader.crops == []


@pytest.mark.parametrize(
    ("text", "confidence"), [("", 0.0), ("贵州省", 0.99), ("夂勹彡匚冂囗", 0.4)]
)
def test_a_seal_that_can_not_be_read_has_no_text(text, confidence):
    document, canvas = page(print_lines=False)
    drawn.cut(canvas, 200, 300, NAME, 55, drawn.Stamp())
    (seal,) = seals_of(image_of(document), Reader(text, confidence))
    assert seal.text == ""
    assert seal.confidence < 0.3


def test_a_character_that_was_worn_off_is_marked_and_makes_the_name_unsure():
    document, canvas = page(print_lines=False)
    drawn.cut(canvas, 200, 300, NAME, 55, drawn.Stamp())
    (seal,) = seals_of(image_of(document), Reader(NAME[:5] + NAME[6:], missing=(5,)))
    assert seal.text == NAME[:5] + MISSING + NAME[6:]
    assert seal.confidence < 0.7


def test_a_square_seal_is_read_by_its_lines():
    document, canvas = page(print_lines=False)
    drawn.cut(canvas, 200, 300, "黔南州人事局", 45, drawn.Stamp(shape="square"))
    (seal,) = seals_of(image_of(document), Reader("黔南州"))
    assert seal.shape is SealShape.RECTANGLE
    assert seal.text.startswith("黔南州")


def test_a_line_that_lost_its_end_is_mended_and_another_is_left_alone():
    assert known_purpose("职称专用意") == "职称专用章"
    for text in ("防伪查验专用章", "教务处", "某某某某某", ""):
        assert known_purpose(text) == text


def test_how_much_of_a_text_lies_under_a_seal():
    seal = Box(100, 100, 200, 200)
    assert covers(seal, Box(140, 140, 160, 150)) == 1
    assert covers(seal, Box(100, 100, 108, 106)) == 0  # in the corner of its box is paper
    assert covers(seal, Box(150, 145, 250, 155)) == pytest.approx(0.5, abs=0.05)
    assert covers(seal, Box(300, 100, 320, 110)) == 0


def test_a_person_is_told_whose_seal_it_is_or_that_it_can_not_be_read():
    box = Box(1, 2, 3, 4)
    sure = Seal(NAME, PURPOSE, 0.98, 2, box, SealShape.ROUND)
    unsure = Seal(NAME[1:], "", 0.3, 1, box, SealShape.ROUND)
    read, unread = seal_findings((sure, unsure))
    assert (read.code, unread.code) == ("SEAL_READ", "SEAL_UNREADABLE")
    assert f"{NAME}（{PURPOSE}）" in read.zh
    assert (read.evidence.page, read.evidence.box) == (2, box)


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["round", "oval"])
def test_the_engine_reads_whose_seal_it_is_through_the_print(shape):
    document, canvas = page()
    drawn.pressed(canvas, 220, 330, NAME, 57, drawn.Stamp(shape=shape, second=PURPOSE, tilt=8))
    image = image_of(document, 200)
    (seal,) = seals_of(image, load_engine(load_settings()))
    assert (seal.text, seal.purpose) == (NAME, PURPOSE)
    assert seal.confidence > 0.8
