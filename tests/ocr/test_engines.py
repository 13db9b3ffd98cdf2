"""Every engine keeps the contract of ocr/engine.py; the real one reads real print."""

import numpy as np
import pymupdf
import pytest

from models.settings import Settings
from ocr import openvino_engine
from ocr.engine import Engine, Image, Recognised
from ocr.engines import load_engine
from ocr.page import read_image
from ocr.weights import model_dirs, model_name

LINES = ("姓名：欧阳静怡", "证书编号：甘职改办〔2013〕121号", "取得时间：2013年12月24日")


@pytest.fixture(scope="module")
def printed() -> Image:
    """A white page of 150 DPI with three lines of print."""
    font = pymupdf.Font("cjk")
    document = pymupdf.open()
    page = document.new_page(width=420, height=200)
    writer = pymupdf.TextWriter(page.rect)
    for number, line in enumerate(LINES):
        writer.append((40, 50 + 40 * number), line, font, 16)
    writer.write_text(page)
    drawn = page.get_pixmap(dpi=150)
    return np.frombuffer(drawn.samples, np.uint8).reshape(drawn.h, drawn.w, 3)


@pytest.fixture(scope="module", params=["fake:none", "openvino", "paddleocr"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return load_engine(Settings(engine=request.param))


def test_quads_lie_on_the_page(engine: Engine, printed: Image) -> None:
    quads = engine.detect(printed)
    assert quads
    height, width = printed.shape[:2]
    for quad in quads:
        assert quad.shape == (4, 2)
        assert (quad >= -2).all()
        assert (quad <= (width + 2, height + 2)).all()


def test_each_crop_gets_one_answer_with_a_place_for_each_character(
    engine: Engine, printed: Image
) -> None:
    narrow, wide = printed[60:110, 60:140], printed[60:110, 60:600]
    answers = engine.recognise([wide, narrow, wide])
    assert len(answers) == 3
    assert answers[0].text == answers[2].text
    for answer in answers:
        assert len(answer.offsets) == len(answer.text)
        assert all(0 <= offset <= 1 for offset in answer.offsets)
        assert list(answer.offsets) == sorted(answer.offsets)
        assert 0 <= answer.confidence <= 1


def test_no_crops_get_no_answers(engine: Engine) -> None:
    assert engine.recognise([]) == []


@pytest.mark.slow
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_paddleocr_reads_print_whichever_way_it_lies(printed: Image, turned: int) -> None:
    image = np.ascontiguousarray(np.rot90(printed, turned // 90))
    page = read_image(image, 0.48, load_engine(Settings()))
    assert page.frame.turned == turned
    texts = {run.text.replace(" ", "") for run in page.runs}
    assert {line.replace("：", ":") for line in LINES} == {t.replace("：", ":") for t in texts}


def test_the_bundled_models_are_laid_out_once_and_whole(tmp_path) -> None:
    settings = Settings(home=tmp_path)
    first = model_dirs(settings)
    assert [model_name(path) for path in first] == ["PP-OCRv6_small_det", "PP-OCRv6_small_rec"]
    changed = [(path / "inference.yml").stat().st_mtime_ns for path in first]
    assert model_dirs(settings) == first
    assert [(path / "inference.yml").stat().st_mtime_ns for path in first] == changed
    assert sorted(path.name for path in first[0].parent.parent.iterdir()) == [first[0].parent.name]


@pytest.mark.parametrize(
    ("told", "pays"),
    [
        ("vendor_id : GenuineIntel\nflags : avx512_bf16 amx_bf16 amx_tile", True),
        ("vendor_id : GenuineIntel\nflags : avx512f avx512_bf16", False),
        ("vendor_id : AuthenticAMD\nflags : avx512f avx512_bf16", True),
        ("vendor_id : AuthenticAMD\nflags : avx2", False),
        (None, False),
    ],
)
def test_half_the_precision_is_used_where_it_is_faster(tmp_path, told, pays):
    processor = tmp_path / "cpuinfo"
    if told is not None:
        processor.write_text(told)
    assert openvino_engine._bf16_pays(processor) is pays


@pytest.mark.parametrize(
    ("first", "second"), [("姓名沈浩", "姓名 沈浩浩"), ("姓名 沈浩浩", "姓名沈浩")]
)
def test_of_two_looks_the_one_that_saw_both_of_two_equal_letters_stands(
    first: str, second: str
) -> None:
    one = Recognised(first, 0.9, tuple(0.1 for _ in first))
    other = Recognised(second, 0.99, tuple(0.1 for _ in second))
    assert openvino_engine._better(one, other).text == "姓名 沈浩浩"


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("20100067", True),  # 201000671, whose last digit lies at the end of the crop
        ("200-11-07", True),
        ("证书编号A20100067", True),
        ("2007-11-07", False),
        ("1985.07", False),
        ("11010519491231002X", False),
        ("110105194912310021", True),
        ("2007年11月7日", False),
        ("高级工程师", False),
    ],
)
def test_a_long_number_is_looked_at_again_unless_it_holds_together(text: str, again: bool) -> None:
    look = Recognised(text, 1.0, tuple(0.5 for _ in text), tuple(1.0 for _ in text))
    assert openvino_engine._in_doubt(look) is again


def test_a_character_alone_in_a_crop_for_two_is_looked_at_again() -> None:
    one = Recognised("罗", 1.0, (0.48,), (1.0,))
    assert openvino_engine._is_half_read(one, np.zeros((63, 83, 3), np.uint8))
    assert not openvino_engine._is_half_read(one, np.zeros((63, 60, 3), np.uint8))
    two = Recognised("罗义", 1.0, (0.25, 0.75), (1.0, 1.0))
    assert not openvino_engine._is_half_read(two, np.zeros((63, 83, 3), np.uint8))
