"""Heads of ruled tables: what they say, and how they may stand."""

import pytest

from models.box import Box
from tests.ocr.pages_of_text import run
from tests.ocr.sheets_of_lists import WIDTHS, Sheet, people, ruled

ROWS = (
    ("1", "王静", "女", "贵阳市第一中学", "高级教师"),
    ("2", "李建国", "男", "遵义市第二中学", "一级教师"),
)


def test_a_head_as_high_as_both_rows_of_heads_names_its_column() -> None:
    table = ruled(*ROWS, widths=WIDTHS, top=140)
    tall = {"序号": (60, 100), "工作单位": (210, 370), "任职资格": (370, 490)}
    low = {"姓名": (100, 170), "性别": (170, 210)}
    boxes = [Box(x0, 100, x1, 140) for x0, x1 in tall.values()]
    boxes += [Box(x0, 116, x1, 140) for x0, x1 in low.values()] + [Box(100, 100, 210, 116)]
    texts = [*tall, *low, "基本情况"]
    heads = [run(text, box.x0 + 4, box.middle - 6) for text, box in zip(texts, boxes, strict=True)]
    sheet = Sheet((*heads, *table.runs), (*boxes, *table.cells))
    keys = ("name", "sex", "employer", "title")
    assert people(sheet) == [dict(zip(keys, row[1:], strict=True)) for row in ROWS]


def test_a_wide_cell_beside_a_name_heads_no_rows() -> None:
    rows = [(name, f"{place}第一中学") for name, place in (("王静", "贵阳市"), ("李红", "遵义市"))]
    table = ruled(("姓名", "申报单位"), *rows, widths=(80.0, 300.0))
    heading = run("高级教师任职资格人员名单", 64, 60)
    found = people(Sheet((heading, *table.runs), table.cells))
    assert [(p["employer"], p.get("title")) for p in found] == [(r[1], "高级教师") for r in rows]


@pytest.mark.parametrize("head", ["学科", "学科专业", "所在学科", "任教学科", "申报学科专业"])
def test_the_subject_that_somebody_teaches_is_the_specialty(head: str) -> None:
    rows = (("王静", "教育学", "教授"), ("李建国", "应用经济学", "副教授"))
    found = people(ruled(("姓名", head, "任职资格"), *rows, widths=(80.0, 120.0, 100.0)))
    assert [p["specialty"] for p in found] == [row[1] for row in rows]


def test_a_post_is_the_title_where_all_below_are_titles_and_no_other_column_is() -> None:
    rows = (("1", "王静", "外语系", "教授"), ("2", "李建国", "体育部", "副教授"))
    widths = (40.0, 80.0, 120.0, 100.0)
    for head in ("职务", "审定职务"):
        found = people(ruled(("序号", "姓名", "部门", head), *rows, widths=widths))
        assert [p["title"] for p in found] == ["教授", "副教授"]
    posts = (("1", "王静", "外语系", "主任"), ("2", "李建国", "体育部", "教授"))
    assert all(
        "title" not in p
        for p in people(ruled(("序号", "姓名", "部门", "职务"), *posts, widths=widths))
    )
    both = (("1", "王静", "讲师", "副教授"), ("2", "李建国", "副教授", "教授"))
    found = people(ruled(("序号", "姓名", "职务", "评审结果"), *both, widths=widths))
    assert [p["title"] for p in found] == ["副教授", "教授"]


def test_levels_under_a_head_that_was_not_read_are_levels() -> None:
    sheet = ruled(
        ("序号", "姓名", "", "证书编号"),
        ("1", "王静", "中级", "甘201926802"),
        ("2", "李建国", "中级", "甘202165074"),
        ("3", "赵敏", "副高级", "甘202165075"),
        widths=(40.0, 80.0, 60.0, 120.0),
    )
    assert [one["level"] for one in people(sheet)] == ["中级", "中级", "副高级"]
