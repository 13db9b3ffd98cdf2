"""Lists whose cells and heads stand otherwise than a list's usually do are read, too."""

from dataclasses import replace

from models.box import Box
from ocr.row_borders import borders
from tests.ocr.pages_of_text import run
from tests.ocr.sheets_of_lists import (
    FIRST,
    HEADS,
    HIGH,
    SECOND,
    WIDTHS,
    Sheet,
    in_columns,
    lines,
    people,
    ruled,
)


def test_a_merged_cell_whose_text_stands_at_its_top_holds_for_its_rows() -> None:
    """Word sets the text of a merged cell at its top when nobody asks for the middle."""
    others = [(str(n), name, "男", "", "一级教师") for n, name in ((2, "张伟"), (3, "陈强"))]
    rows = (FIRST, *others, ("4", *SECOND[1:]), *(("5", *one[1:]) for one in others))
    sheet = ruled(HEADS, *rows, widths=WIDTHS, merged=3)
    units = (FIRST[3], SECOND[3])
    tops = [cell.y0 + 6 for cell in sheet.cells if cell.height > 50]
    held = dict(zip(units, sorted(tops), strict=True))
    runs = tuple(
        replace(r, box=Box(r.box.x0, held[r.text], r.box.x1, held[r.text] + r.box.height))
        if r.text in held
        else r
        for r in sheet.runs
    )
    found = [person["employer"] for person in people(Sheet(runs, sheet.cells))]
    assert found == [FIRST[3]] * 3 + [SECOND[3]] * 3


def test_heads_that_stand_in_no_order_end_no_reading() -> None:
    runs = [run("王静", 60, 100), run("女", 200, 100)]
    first, second = borders(runs, [220.0, 70.0, 260.0])
    assert 70 <= first <= 220
    assert 70 <= second <= 260


def test_a_heading_across_a_table_that_a_stroke_cut_is_one() -> None:
    """The strokes of a watermark may look like a rule."""
    heads = ("序号", "姓名", "性别", "工作单位", "证书编号")
    table = ruled(heads, (*FIRST[:4], "2010520118"), widths=WIDTHS, top=124)
    x0, x1 = table.cells[0].x0, max(cell.x1 for cell in table.cells)
    cut = x0 + 0.66 * (x1 - x0)
    body = [cell for cell in table.cells if cell.y0 > 140]
    above = [Box(c.x0, 100, c.x1, 124) for c in body]
    names = [run(text, c.x0 + 4, 106) for text, c in zip(heads, above, strict=True)]
    parts = (Box(x0, 124, cut, 148), Box(cut, 124, x1, 148))
    heading = run("二、高级教师（1人", x0 + 60, 130)
    runs = (*names, heading, *(r for r in table.runs if r.box.y0 > 148))
    found = people(Sheet(runs, (*above, *parts, *body)))
    assert found == [
        {
            "name": "王静",
            "sex": "女",
            "employer": FIRST[3],
            "certificate_number": "2010520118",
            "title": "高级教师",
        }
    ]


def test_a_stroke_through_a_head_takes_no_row_into_the_heads() -> None:
    heads, starts = ("姓名", "性别", "工作单位", "任职资格"), (60, 140, 200, 340)
    rows = (("王静", "女", FIRST[3], "高级教师"), ("李建国", "男", SECOND[3], "一级教师"))
    table = in_columns(heads, *rows, *rows, starts=starts)
    runs = tuple(
        replace(r, box=Box(r.box.x0, r.box.y0 - 2, r.box.x1, r.box.y1 + 26))
        if r.text == "工作单位"
        else r
        for r in table.runs
    )
    found = people(Sheet(runs))
    assert [(p["name"], p["employer"]) for p in found] == [
        ("王静", FIRST[3]),
        ("李建国", SECOND[3]),
    ] * 2


def test_a_name_higher_than_its_row_leaves_the_rule_above_it_where_it_is() -> None:
    heads = ("序号", "姓名", "工作单位", "性别", "资格名称")
    first = ("1", "王静", "贵阳市第一中学", "女", "一级教师")
    second = ("2", "古丽娜尔·买买\n提", "遵义市第二中学", "女", "一级教师")
    sheet = ruled(heads, first, second, widths=(40, 90, 120, 40, 90))
    rule = 100 + 2 * HIGH
    tops = {"王静": rule - 17, "古丽娜尔·买买": rule - 5, "提": rule + HIGH - 8}
    runs = tuple(
        replace(r, box=replace(r.box, y0=top, y1=top + 12)) if (top := tops.get(r.text)) else r
        for r in sheet.runs
    )
    found = people(Sheet(runs, sheet.cells))
    assert [p["name"] for p in found] == ["王静", "古丽娜尔·买买提"]


def test_a_speck_between_two_names_is_no_dot_of_one() -> None:
    def listed(sure: float) -> list[str]:
        text = run("贵阳市第一中学：赵敏　吕天黛·袁莉婕", 84, 122)
        scores = tuple(sure if letter == "·" else 1.0 for letter in text.text)
        announced = lines(("一、助理工程师（3人）", 84)).runs
        found = people(Sheet((*announced, replace(text, scores=scores))))
        return [p["name"] for p in found]

    assert listed(0.6) == ["赵敏", "吕天黛", "袁莉婕"]
    assert listed(0.99) == ["赵敏", "吕天黛·袁莉婕"]


def test_two_strokes_of_a_letter_seen_as_rules_cut_no_unit() -> None:
    rows = (FIRST, SECOND, ("3", "张伟", *FIRST[2:]), ("4", "陈强", *FIRST[2:]))
    sheet = ruled(HEADS, *rows, widths=WIDTHS)
    text = next(r for r in sheet.runs if r.text == SECOND[3])
    cell = next(c for c in sheet.cells if c.x0 < text.centres[0] < c.x1 and c.y0 < text.box.y0)
    cell = next(c for c in sheet.cells if c.x0 == cell.x0 and c.y0 < text.box.middle < c.y1)
    middle = (text.centres[2] + text.centres[3]) / 2
    parts = replace(cell, x1=middle - 3.5), replace(cell, x0=middle + 3.5)
    cells = (*(c for c in sheet.cells if c is not cell), *parts)
    assert [p["employer"] for p in people(Sheet(sheet.runs, cells))] == [one[3] for one in rows]


def test_specks_beside_a_value_are_none_of_it() -> None:
    heads = ("姓名", "工作单位", "证书编号")
    sheet = ruled(heads, ("白筠蓉。", "百色市图书馆", "·0113201901669."), widths=(90, 160, 160))
    stroke = run("1", 240, 131, confidence=0.83)
    assert people(Sheet((*sheet.runs, stroke), sheet.cells)) == [
        {"name": "白筠蓉", "employer": "百色市图书馆", "certificate_number": "0113201901669"}
    ]
