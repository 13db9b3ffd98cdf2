"""Whatever cells and runs a page has, a document is made of it, and soon."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages_of_text import LABELS, page, run, written

from models.box import Box
from models.fields import DocumentKind
from models.settings import Settings
from ocr import open_cells, row_items
from ocr.document import assemble
from ocr.page import PageText, Run

WORDS = (
    "姓名",
    "性别",
    "序号",
    "工作单位",
    "任职资格",
    "资格名称：",
    "评审委员会意见",
    "审批机关意见",
    "单位推荐意见",
    "取得时间",
    "批准文号",
    "现任专业技术职务",
    "六、",
    "高级农艺师（4人）",
    "王静",
    "李建国",
    "男",
    "31",
    "2013年12月24日",
    "20年月日",
    "兰州市第一中学",
    "会计师",
    "等三名同志具备",
    "同意：",
    "一、工程师（3名）",
    "经某某评审委员会评审，",
    "身份证号：",
    "622826198501306421",
    "★",
    "……",
    "℃",
    "、",
    "：",
)
EDGES = st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True).map(sorted)


@st.composite
def pages(draw: st.DrawFn) -> PageText:
    """Cells of a grid of which some are missing or joined, and words on it and beside."""
    across, down = draw(EDGES), draw(EDGES)
    grid = [
        Box(15.0 * x0, 20.0 * y0, 15.0 * x1, 20.0 * y1)
        for y0, y1 in pairwise(down)
        for x0, x1 in pairwise(across)
    ]
    cells = [cell for cell in grid if draw(st.integers(0, 4))]
    if len(cells) > 2 and draw(st.booleans()):
        cells.append(cells.pop(0).union(cells.pop(0)))
    runs: list[Run] = []
    for _ in range(draw(st.integers(0, 14))):
        text, rival = draw(st.sampled_from(WORDS)), draw(st.sampled_from(WORDS))
        at = draw(st.integers(0, 560)), draw(st.integers(0, 800))
        sure = draw(st.sampled_from((0.2, 0.55, 0.99)))
        one = run(text, *at, confidence=sure, apart=draw(st.booleans()))
        runs.append(one if sure > 0.9 else Run(*_told(one), rivals=(rival,)))
    made = page(*runs)
    return PageText(made.frame, made.runs, tuple(cells))


def _told(one: Run) -> tuple[str, float, Box, tuple[float, ...], bool]:
    return one.text, one.confidence, one.box, one.centres, one.apart


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pages(), min_size=1, max_size=2), st.sampled_from(list(DocumentKind)))
def test_of_any_pages_a_document_is_made(given_pages, kind):
    document = assemble("any.pdf", dict(enumerate(given_pages, 1)), (), kind, Settings())
    assert document.kind is kind
    assert all(0 <= reading.confidence <= 1 for reading in document.fields.values())


def test_in_a_page_full_of_small_cells_no_cell_is_held_against_all_others(monkeypatch):
    """Filling them takes long enough: runs times cells."""
    compared = []
    monkeypatch.setattr(open_cells, "is_right_of", lambda *pair: compared.append(pair))
    boxes = [
        Box(8.0 * c, 12.0 * r, 8.0 * c + 8, 12.0 * r + 12) for r in range(20) for c in range(20)
    ]
    letters = [run("甲", box.x0, box.y0) for box in boxes]
    names = {label.text for label in LABELS.labels}
    cells, rest = open_cells.filled_cells(letters, boxes, names, lambda _: False)
    assert (len(cells), rest, compared) == (400, [], [])


def test_brackets_without_an_end_are_looked_at_as_often_as_there_are_of_them(monkeypatch):
    """A text layer may hold a page of them: looked at from the beginning each, it hangs."""
    looked_at: list[int] = []
    typed = row_items._typed

    def counted(text, begin, end):
        looked_at.append(end - begin)
        return typed(text, begin, end)

    monkeypatch.setattr(row_items, "_typed", counted)
    totals = []
    for count in (100, 200):
        looked_at.clear()
        runs = written("甘职改办〔2013〕" * count)
        assemble("any.pdf", {1: page(*runs)}, (), DocumentKind.APPROVAL, Settings())
        totals.append(sum(looked_at))
    assert totals[1] < 3 * totals[0]
