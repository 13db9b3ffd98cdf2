"""What a person is told of the resolution and the safety of a PDF."""

import io
import pickle
from contextlib import suppress
from itertools import pairwise

import numpy as np
import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sheets import Look, as_pdf, jpeg, scanned, sheet

from fixtures import hostile
from intake.inspect import inspect_file, inspect_page, inspect_pdf, inspection_of
from intake.pdf import open_pdf
from models.documents import Inspection, PageSource
from models.errors import FileRefused, PageUnreadable
from models.findings import Severity
from models.settings import Settings

SETTINGS = Settings()
PAPER = scanned(sheet(2), Look(dpi=150))


def codes(data: bytes, limits: Settings = SETTINGS) -> list[str]:
    return [finding.code for finding in inspect_pdf("a.pdf", data, limits).findings]


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        inspect_pdf("a.pdf", data, SETTINGS)
    return caught.value.findings[0].code


@pytest.mark.parametrize(
    ("dpi", "expected"),
    [
        (72, ["DPI_TOO_LOW"]),
        (146, ["DPI_TOO_LOW"]),
        (149, []),
        (150, []),
        (200, []),
        (201, []),
        (205, ["DPI_TOO_HIGH"]),
        (300, ["DPI_TOO_HIGH"]),
    ],
)
def test_a_scan_outside_150_to_200_dpi_is_reported(dpi: int, expected: list[str]) -> None:
    found = inspect_pdf("a.pdf", as_pdf(PAPER, dpi), SETTINGS)
    assert [f.code for f in found.findings if f.code.startswith("DPI")] == expected
    (page,) = found.pages
    assert page.dpi == pytest.approx(dpi, abs=0.2)
    assert (page.height_px, page.width_px) == PAPER.shape[:2]
    assert page.source is PageSource.SCAN
    assert found.accepted is (not expected)


def test_the_message_says_the_page_what_was_measured_and_what_is_asked() -> None:
    (finding,) = inspect_pdf("a.pdf", as_pdf(PAPER, 100), SETTINGS).findings
    assert "第 1 页" in finding.message
    assert "100 DPI" in finding.message
    assert "150–200" in finding.message
    assert finding.evidence is not None
    assert finding.evidence.page == 1


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_is_turned_keeps_its_resolution_and_shows_its_size_as_displayed(
    rotate: int,
) -> None:
    document = pymupdf.open("pdf", as_pdf(PAPER, 150))
    document[0].set_rotation(rotate)
    (page,) = inspect_pdf("a.pdf", document.tobytes(), SETTINGS).pages
    assert page.dpi == pytest.approx(150, abs=0.2)
    height, width = PAPER.shape[:2]
    assert (page.width_px, page.height_px) == (
        (width, height) if rotate % 180 == 0 else (height, width)
    )


def placed(*images: tuple[tuple[float, ...], np.ndarray], rotate: int = 0) -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page()
    for box, image in images:
        page.insert_image(
            pymupdf.Rect(box), stream=jpeg(image), keep_proportion=False, rotate=rotate
        )
    return document


def test_an_image_turned_on_the_page_is_measured_along_its_own_sides() -> None:
    sideways = np.rot90(PAPER)
    data = placed(((0, 0, 595, 842), sideways), rotate=90).tobytes()
    (page,) = inspect_pdf("a.pdf", data, SETTINGS).pages
    assert page.dpi == pytest.approx(150, abs=1)
    assert page.width_px < page.height_px


def test_a_scan_cut_in_strips_has_one_resolution() -> None:
    height = PAPER.shape[0]
    cuts = [height * part // 9 for part in range(10)]
    strips = [
        ((0, top * 842 / height, 595, end * 842 / height), PAPER[top:end])
        for top, end in pairwise(cuts)
    ]
    (page,) = inspect_pdf("a.pdf", placed(*strips).tobytes(), SETTINGS).pages
    assert page.source is PageSource.SCAN
    assert page.dpi == pytest.approx(150, abs=1)
    assert page.height_px == pytest.approx(height, abs=12)


def test_unequal_resolutions_are_judged_by_the_one_that_offends() -> None:
    squeezed = np.asarray(Image.fromarray(PAPER).resize((2480, 1755)))
    found = inspect_pdf("a.pdf", placed(((0, 0, 595, 842), squeezed)).tobytes(), SETTINGS)
    assert [f.code for f in found.findings] == ["DPI_TOO_HIGH"]
    assert found.pages[0].dpi == pytest.approx(300, abs=1)
    flat = np.asarray(Image.fromarray(PAPER).resize((1240, 900)))
    assert "DPI_TOO_LOW" in codes(placed(((0, 0, 595, 842), flat)).tobytes())


def test_a_small_booklet_alone_on_a4_is_a_scan() -> None:
    data = placed(((100, 100, 400, 330), PAPER[:500, :620])).tobytes()
    (page,) = inspect_pdf("a.pdf", data, SETTINGS).pages
    assert page.source is PageSource.SCAN


def written(page: pymupdf.Page, text: str, y: float = 100, **how: object) -> None:
    writer = pymupdf.TextWriter(page.rect)
    writer.append((72, y), text, pymupdf.Font("cjk"), 12)
    writer.write_text(page, **how)


def test_a_scan_with_an_invisible_text_layer_is_still_a_scan() -> None:
    document = placed(((0, 0, 595, 842), PAPER))
    written(document[0], "看不见的文字" * 5, render_mode=3)
    with open_pdf(document.tobytes()) as pdf:
        assert pdf.page_facts(1, SETTINGS).source is PageSource.SCAN
        assert pdf.text_lines(1) == ()


def test_text_that_lies_under_the_scan_is_not_read() -> None:
    document = pymupdf.open()
    page = document.new_page()
    written(page, "姓名：冒名者，这些字被图像盖住了，谁也看不见它们" * 2)
    page.insert_image(page.rect, stream=jpeg(PAPER), keep_proportion=False)
    with open_pdf(document.tobytes()) as pdf:
        assert pdf.page_facts(1, SETTINGS).source is PageSource.SCAN
        assert pdf.text_lines(1) == ()


def test_a_born_digital_page_has_no_resolution_even_with_a_photo_on_it() -> None:
    document = pymupdf.open("pdf", sheet(4).tobytes())
    document[0].insert_image((60, 60, 160, 200), stream=jpeg(PAPER[:140, :100]))
    found = inspect_pdf("a.pdf", document.tobytes(), SETTINGS)
    assert found.accepted
    assert found.findings == ()
    assert (found.pages[0].source, found.pages[0].dpi) == (PageSource.TEXT, None)


def test_text_over_a_coarse_background_picture_is_mixed_and_not_reported() -> None:
    document = placed(((0, 0, 595, 842), PAPER[::3, ::3]))
    for line in range(5):
        written(document[0], "贵州省职称证书持证人姓名张三", 100 + 30 * line)
    found = inspect_pdf("a.pdf", document.tobytes(), SETTINGS)
    assert found.pages[0].source is PageSource.MIXED
    assert found.findings == ()


def test_a_few_stamped_words_on_a_coarse_scan_do_not_hide_its_resolution() -> None:
    document = placed(((0, 0, 595, 842), PAPER[::2, ::2]))
    written(document[0], "扫描全能王 创建")
    assert "DPI_TOO_LOW" in codes(document.tobytes())


def test_only_what_can_be_seen_is_text_and_it_stands_where_it_is_displayed() -> None:
    document = pymupdf.open()
    page = document.new_page()
    written(page, "姓名：欧阳静怡", 100)
    written(page, "白字", 200, color=(1, 1, 1))
    written(page, "透明", 300, opacity=0)
    written(page, "隐藏", 400, render_mode=3)
    written(page, "页外", 2000)
    for rotate, corner in ((0, (72, 100)), (90, (742, 72)), (180, (523, 742)), (270, (100, 523))):
        page.set_rotation(rotate)
        with open_pdf(document.tobytes()) as pdf:
            (line,) = pdf.text_lines(1)
            image, scale = pdf.render(1, SETTINGS)
        assert line.text == "姓名：欧阳静怡"
        assert line.confidence == 1.0
        box = line.box
        assert box.x0 - 3 <= corner[0] <= box.x1 + 3
        assert box.y0 - 3 <= corner[1] <= box.y1 + 3
        inside = image[
            int(box.y0 * scale) : int(box.y1 * scale), int(box.x0 * scale) : int(box.x1 * scale)
        ]
        ink = (image < 128).sum()
        assert (inside < 128).sum() >= 0.98 * ink > 0


def test_cells_far_apart_are_lines_of_their_own_and_spaced_labels_stay_whole() -> None:
    document = pymupdf.open()
    page = document.new_page()
    written(page, "姓　　名" + " " * 20 + "张三")
    for place, character in enumerate("任职资格"):
        page.insert_text((72 + 24 * place, 200), character, fontname="china-s", fontsize=12)
    with open_pdf(document.tobytes()) as pdf:
        texts = [line.text for line in pdf.text_lines(1)]
    assert texts == ["姓 名", "张三", "任 职 资 格"]


def test_an_embedded_scan_is_rendered_at_its_own_resolution() -> None:
    for dpi, drawn in ((50, 100), (170, 170), (600, 300)):
        with open_pdf(as_pdf(PAPER, dpi)) as pdf:
            image, scale = pdf.render(1, SETTINGS)
        assert scale * 72 == pytest.approx(drawn, rel=0.01)
        assert image.shape[2] == 3
        assert image.shape[1] == pytest.approx(PAPER.shape[1] * drawn / dpi, rel=0.01)


def test_pages_can_be_inspected_one_by_one_in_another_process() -> None:
    data = as_pdf(PAPER, 150)
    whole = pickle.loads(pickle.dumps(inspect_file(data, SETTINGS)))
    pages = [
        pickle.loads(pickle.dumps(inspect_page(data, number, SETTINGS)))
        for number in range(1, whole.page_count + 1)
    ]
    assert inspection_of("a.pdf", data, whole, pages) == inspect_pdf("a.pdf", data, SETTINGS)


# Files that are not what they seem.


def test_what_is_not_a_pdf_is_named() -> None:
    with pytest.raises(FileRefused) as caught:
        open_pdf(jpeg(PAPER))
    assert "JPEG 图片" in caught.value.findings[0].message


def test_a_password_to_open_refuses_the_file_and_an_owner_password_does_not() -> None:
    plain = as_pdf(PAPER, 150)
    assert refusal(hostile.encrypted(plain, user="secret")) == "PDF_ENCRYPTED"
    found = inspect_pdf("a.pdf", hostile.encrypted(plain), SETTINGS)
    assert [f.code for f in found.findings] == ["PDF_OWNER_PASSWORD"]
    assert found.accepted


@pytest.mark.parametrize("where", ["open", "names", "page", "link"])
def test_scripts_and_launch_actions_are_reported_wherever_they_hang(where: str) -> None:
    assert "PDF_JAVASCRIPT" in codes(hostile.script(where))
    assert "PDF_LAUNCH_ACTION" in codes(hostile.launch(where if where != "names" else "open"))


def test_a_page_that_opens_at_a_bookmark_is_not_called_dangerous() -> None:
    document = pymupdf.open("pdf", sheet(4).tobytes())
    document.set_toc([[1, "证书", 1]])
    document.xref_set_key(document.pdf_catalog(), "OpenAction", "[0 /Fit]")
    assert codes(document.tobytes()) == []


def test_files_inside_the_pdf_are_counted() -> None:
    found = inspect_pdf("a.pdf", hostile.embedded_file(), SETTINGS).findings
    assert "1 个其他文件" in next(f for f in found if f.code == "PDF_EMBEDDED_FILES").message


def test_a_damaged_pdf_is_repaired_where_that_is_possible() -> None:
    whole = as_pdf(PAPER, 150)
    assert "PDF_REPAIRED" in codes(whole[: whole.rindex(b"xref")])
    assert refusal(b"%PDF-1.7\nnothing of use") == "PDF_DAMAGED"
    assert refusal(hostile.no_pages()) == "PDF_DAMAGED"
    assert refusal(hostile.page_tree_cycle()) == "PDF_DAMAGED"


def test_too_many_pages_are_reported_and_the_first_ones_inspected() -> None:
    limits = Settings(pages_max=2)
    found = inspect_pdf("a.pdf", hostile.many_pages(5), limits)
    assert "PDF_TOO_MANY_PAGES" in [f.code for f in found.findings]
    assert len(found.pages) == 2
    assert inspect_file(hostile.many_pages(), SETTINGS).page_count == SETTINGS.pages_max


def test_an_image_that_is_too_large_is_reported_before_it_is_drawn() -> None:
    data = hostile.huge_image()
    found = inspect_pdf("a.pdf", data, SETTINGS)
    assert {f.code for f in found.findings} == {"PAGE_TOO_LARGE", "DPI_TOO_HIGH"}
    assert (found.pages[0].width_px, found.pages[0].height_px) == (20_000, 20_000)
    with open_pdf(data) as pdf, pytest.raises(PageUnreadable) as caught:
        pdf.render(1, SETTINGS)
    assert caught.value.findings[0].code == "PAGE_TOO_LARGE"


def test_a_page_that_would_be_too_large_when_drawn_is_not_drawn() -> None:
    assert "PAGE_TOO_LARGE" in codes(hostile.boxed(b"[0 0 1000000 1000000]"))
    assert "PAGE_TOO_LARGE" in codes(hostile.boxed(b"[0 0 2900 2900]"))


def test_a_page_that_unpacks_to_very_much_is_refused_before_it_is_drawn() -> None:
    assert codes(hostile.stream_bomb(64)) == ["PAGE_TOO_COMPLEX"]


@pytest.mark.parametrize(
    "data",
    [
        hostile.boxed(b"[0 0 0 0]"),
        hostile.boxed(b"[500 700 -100 -100]"),
        hostile.boxed(b"[0 0 0.01 0.01]"),
        hostile.boxed(b"[/a (b) 0]"),
        hostile.xref_loop(),
        hostile.nested_forms(),
        hostile.stream_bomb(2),
    ],
    ids=["zero", "negative", "tiny", "nonsense", "xref loop", "nested forms", "bomb"],
)
def test_a_malformed_page_gets_a_verdict(data: bytes) -> None:
    found = inspect_pdf("a.pdf", data, SETTINGS)
    assert found.findings


def test_one_bad_page_does_not_lose_the_others() -> None:
    found = inspect_pdf("a.pdf", hostile.one_bad_page(), SETTINGS)
    assert found.pages[0].number == 1
    assert len(found.pages) + sum(f.code == "PAGE_UNREADABLE" for f in found.findings) == 3


def test_one_blank_page_is_a_warning_and_nothing_but_blank_pages_an_error() -> None:
    blank = np.full(PAPER.shape, 250, np.uint8)
    document = pymupdf.open("pdf", as_pdf(PAPER, 150))
    document.insert_pdf(pymupdf.open("pdf", as_pdf(blank, 150)))
    found = inspect_pdf("a.pdf", document.tobytes(), SETTINGS)
    assert [(f.code, f.severity) for f in found.findings] == [("PAGE_BLANK", Severity.WARNING)]
    assert found.accepted
    assert not inspect_pdf("a.pdf", as_pdf(blank, 150), SETTINGS).accepted


SMALL = as_pdf(PAPER[:300, :240], 150)


def verdict(data: bytes) -> None:
    with suppress(FileRefused):
        assert isinstance(inspect_pdf("a.pdf", data, SETTINGS), Inspection)


@given(st.binary(max_size=400), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes_give_a_verdict_or_a_refusal(data: bytes, headed: bool) -> None:
    verdict(b"%PDF-1.7\n" + data if headed else data)


@given(
    end=st.integers(0, len(SMALL)),
    flips=st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(1, 255)), max_size=40),
    cut=st.booleans(),
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_broken_pdf_gives_a_verdict_or_a_refusal(
    end: int, flips: list[tuple[int, int]], cut: bool
) -> None:
    broken = bytearray(SMALL)
    for place, bits in flips:
        broken[place] ^= bits
    verdict(bytes(broken[:end] if cut else broken))


def test_mupdf_writes_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    verdict(SMALL[: len(SMALL) // 2])
    verdict(hostile.xref_loop())
    assert capfd.readouterr() == ("", "")


def test_a_fax_of_one_bit_is_a_scan() -> None:
    out = io.BytesIO()
    Image.fromarray(PAPER).convert("1").save(out, "TIFF", compression="group4")
    document = pymupdf.open()
    page = document.new_page(width=PAPER.shape[1] * 0.48, height=PAPER.shape[0] * 0.48)
    page.insert_image(page.rect, stream=out.getvalue(), keep_proportion=False)
    (facts,) = inspect_pdf("a.pdf", document.tobytes(), SETTINGS).pages
    assert facts.source is PageSource.SCAN
    assert facts.dpi == pytest.approx(150, abs=1)


def test_a_page_whose_image_is_garbage_is_damaged_and_not_blank():
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image(
        page.rect, stream=pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 1240, 1754)).tobytes("jpeg")
    )
    xref = page.get_images()[0][0]
    document.update_stream(xref, b"garbage" * 500, compress=False)
    document.xref_set_key(xref, "Filter", "/DCTDecode")
    page_inspection = inspect_page(document.tobytes(), 1, Settings())
    assert [finding.code for finding in page_inspection.findings] == ["PAGE_UNREADABLE"]
