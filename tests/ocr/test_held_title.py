"""Rows of a form that name the title held already, and what else stands in them."""

from dataclasses import replace

import pytest
from pages_of_text import LABELS, page, run
from test_cells import table, values

from models.box import Box
from models.fields import DocumentKind, Field
from ocr.fields import find_fields


@pytest.mark.parametrize("label", ["级别", "职称级别"])
def test_a_level_beside_the_time_of_the_title_held_is_that_of_the_new_one(label):
    told = values(["现任职务取得时间", "2011-12-13", label, "副高级"], ["申报资格", "高级审计师"])
    assert told == {"level": "副高级", "title": "高级审计师"}


def test_a_level_beside_the_title_held_is_that_of_it():
    told = values(["现任职务", "工程师", "级别", "中级"], ["申报资格", "高级工程师"])
    assert told == {"title": "高级工程师"}


@pytest.mark.parametrize("none", ["无", "/"])
def test_nothing_belongs_to_a_title_that_nobody_holds(none):
    told = values(["现有资格", none, "级别", "助理级"], ["初定资格名称", "二级教师"])
    assert told == {"level": "助理级", "title": "二级教师"}


def test_both_titles_are_of_one_series():
    told = values(
        ["现职称及取得时间", "主管护师/2015年8月", "职称系列", "卫生技术"],
        ["职称名称", "副主任护师"],
    )
    assert told == {"series": "卫生技术", "title": "副主任护师"}


def test_what_somebody_works_in_may_stand_beside_the_title_held():
    row = ["现任职务", "中学三级教师", "从事专业", "音乐"]
    assert values(row, ["申报资格", "中学二级教师"])["specialty"] == "音乐"
    asked = ["申报资格", "中学二级教师", "申报专业", "美术"]
    assert values(row, asked)["specialty"] == "美术"


def test_what_stands_under_the_title_held_is_of_it_and_beside_it_of_the_new_one():
    told = values(
        [("原取得资格情况", 200.0), ("申请确认资格情况", 200.0)],
        ["资格名称", "讲师", "资格名称", "高级讲师"],
        ["发证机关", "湖南省人事厅", "系列", "中专教师"],
        ["取得时间", "2009.05.16", "确认理由", "跨省调动"],
    )
    assert told == {"title": "高级讲师", "series": "中专教师"}


def test_a_post_is_no_unit():
    assert values(["认定岗位", "专业技术七级岗位", "岗位起聘时间", "2014.05"]) == {}


def test_the_title_that_a_form_hands_in_for_is_the_new_one():
    told = values(
        ["现任职务", "护师", "任职时间", "1984年9月"],
        ["从事专业", "护理", "拟呈报职务", "主管护师"],
    )
    assert told == {"title": "主管护师", "specialty": "护理"}


def test_a_group_may_ask_for_its_title_by_the_word_name_alone():
    told = values(
        ["现任职务", "名称", "中学二级教师", "任职时间", "1988年1月"],
        ["呈报职务", "名称", "中学一级教师", "学科", "物理"],
    )
    assert told == {"title": "中学一级教师", "specialty": "物理"}


@pytest.mark.parametrize("school", ["毕业时间", "学历", "文化程度", "毕业学校"])
def test_what_somebody_studied_is_told_by_the_label_before_it(school):
    row = [school, "大专", "专业", "林业"]
    assert values(row, ["拟晋升职务", "林业工程师"]) == {"title": "林业工程师"}
    asked = ["申报资格", "林业工程师", "专业", "营林"]
    assert values(row, asked)["specialty"] == "营林"


def test_a_group_that_is_asked_for_says_so_of_the_labels_in_it():
    runs, boxes = table(
        ["单位", "湄潭县图书馆", "职称", "助理馆员"],
        ["性别", "女", "民族", "汉"],
        ["系列", "图书资料", "职称", "馆员"],
        ["专业", "图书", "级别", "中级"],
        left=150,
    )
    sides = [Box(50, 100, 150, 160), Box(50, 160, 150, 220)]
    names = [run("申请人", 54, 120), run("拟评", 54, 180)]
    sheet = replace(page(*names, *runs), cells=(*sides, *boxes))
    found = find_fields({1: sheet}, DocumentKind.REVIEW_FORM, LABELS)
    assert found[Field.TITLE].value == "馆员"


def test_a_word_for_which_title_is_none():
    assert values(["专业技术职务", "现任", "助理馆员"], ["性别", "女"]) == {"sex": "女"}
