"""A form that asks for a specialty and a title in one cell gives both, and the title alone."""

from dataclasses import replace

import pytest
from pages_of_text import LABELS, page
from test_cells import table

from models.fields import DocumentKind
from ocr.fields import find_fields


def form(*rows: list[str | tuple[str, float]]) -> dict[str, str]:
    runs, boxes = table(*rows)
    sheet = replace(page(*runs), cells=tuple(boxes))
    found = find_fields({1: sheet}, DocumentKind.REVIEW_FORM, LABELS)
    return {str(field): one.value for field, one in found.items()}


@pytest.mark.parametrize(
    "label",
    ["申报何专业何资格", "申报专业及资格", "拟评专业和任职资格名称", "申报何种专业何种职务"],
)
@pytest.mark.parametrize("value", ["测绘专业工程师", "测绘、工程师", "测绘专业\n工程师"])
def test_a_label_that_asks_for_both_tells_them_apart(label, value):
    assert form(["姓名", "王静"], [(label, 140), value]) == {
        "name": "王静",
        "specialty": "测绘",
        "title": "工程师",
    }


def test_a_specialty_that_is_told_elsewhere_is_no_part_of_the_title():
    rows = ["申报资格", "园艺专业高级农艺师"], ["申报专业", "园艺"]
    assert form(*rows) == {"specialty": "园艺", "title": "高级农艺师"}


def test_a_title_is_as_printed_where_nothing_tells_what_the_specialty_is():
    assert form(["申报资格", "园艺专业高级农艺师"])["title"] == "园艺专业高级农艺师"
    rows = ["申报资格", "机械工程师"], ["申报专业", "机械"]
    assert form(*rows) == {"specialty": "机械", "title": "机械工程师"}


def test_two_values_that_nothing_parts_are_neither():
    assert form(["姓名", "王静"], ["申报专业及资格", "测绘工程师"]) == {"name": "王静"}


@pytest.mark.parametrize("value", ["工程师（水工建筑）", "工程师 水工建筑", "水工建筑\n工程师"])
@pytest.mark.parametrize("label", ["拟评审任职资格及专业", "申报资格、专业", "申报专业及职称"])
def test_brackets_blanks_and_lines_part_two_values_too(label, value):
    assert form(["姓名", "王静"], [(label, 160.0), (value, 160.0)]) == {
        "name": "王静",
        "specialty": "水工建筑",
        "title": "工程师",
    }


@pytest.mark.parametrize("value", ["助理农艺师（初级）", "初级 助理农艺师", "助理农艺师\n初级"])
@pytest.mark.parametrize("label", ["拟任专业技术职务名称及级别", "申报级别及名称"])
def test_a_level_may_be_asked_for_beside_the_title(label, value):
    read = form([(label, 200.0), (value, 160.0)], ["性别", "男"])
    assert read == {"sex": "男", "level": "初级", "title": "助理农艺师"}
    assert form([(label, 200.0), ("助理农艺师", 160.0)], ["性别", "男"])["title"] == "助理农艺师"


def test_a_level_before_a_title_needs_no_blank():
    read = form([("申报职称级别及名称", 160.0), ("副高级副研究馆员", 160.0)], ["性别", "男"])
    assert (read["level"], read["title"]) == ("副高级", "副研究馆员")
    assert (
        form([("申报职称级别及名称", 160.0), "高级工程师"], ["性别", "男"])["title"] == "高级工程师"
    )


def test_what_is_confirmed_now_is_the_new_title():
    read = form(["原资格名称", "高级工程师", "原专业", "城市规划"], ["现确认职称", "高级工程师"])
    assert read == {"title": "高级工程师"}
