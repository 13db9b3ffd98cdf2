"""Offices that confirm titles are put right where a seal took letters of their names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_of_text import run, values

from ocr.office_names import whole_office


@pytest.mark.parametrize(
    ("read", "whole"),
    [
        ("天水市大力资源和社会保障局", "天水市人力资源和社会保障局"),
        ("云南省人力i.社会保障厅", "云南省人力资源和社会保障厅"),
        ("福建省人力资源和社", "福建省人力资源和社会保障厅"),
        ("乌鲁木齐市人力资源和社会保", "乌鲁木齐市人力资源和社会保障局"),
        ("广西壮族自治区人力资源和社会保障", "广西壮族自治区人力资源和社会保障厅"),
        ("喀什地区人力资源社会保障局", "喀什地区人力资源和社会保障局"),
        ("贵贵州省人事厅", "贵州省人事厅"),
        ("厅内蒙古自治区人事厅", "内蒙古自治区人事厅"),
        ("宜宾市职称改革工作颁导小组办公室", "宜宾市职称改革工作领导小组办公室"),
    ],
)
def test_a_spoilt_name_is_that_of_the_one_office_that_is_like_it(read: str, whole: str):
    assert whole_office(read) == whole
    assert whole_office(whole) is None


@pytest.mark.parametrize(
    "name",
    [
        "兰州市劳动和社会保障局",
        "兰州市人事劳动和社会保障局",
        "兰州市人力资源市场管理办公室",
        "兰州市人力资源开发局",
        "兰州市人事局",
        "齐齐哈尔市人力资源和社会保障局",
        "某某省职称改革领导小组办公室",
        "甘肃省人民政府",
        "兰州市社会保障局",
    ],
)
def test_other_offices_stay_as_they_are(name: str):
    assert whole_office(name) is None


@given(st.text("人力资源和社会保障厅局省市县职改办", max_size=40))
def test_any_text_is_taken(text: str):
    whole_office(text)


def test_a_name_without_和_is_put_right_only_where_a_letter_may_have_been():
    text = "发证机关：苏州市人力资源社会保障局"
    told = run(text, 60, 100)
    assert values(told)["issuer"] == "苏州市人力资源社会保障局"
    at = text.index("社")
    moved = tuple(c + 12 * (n >= at) for n, c in enumerate(told.centres))
    assert values(replace(told, centres=moved))["issuer"] == "苏州市人力资源和社会保障局"


def test_letters_that_the_engine_was_sure_of_stay() -> None:
    text = "发证机关：苏州市人力资源和医疗保障局"
    sure = replace(run(text, 60, 100), scores=(0.999,) * len(text))
    assert values(sure)["issuer"] == "苏州市人力资源和医疗保障局"
    doubted = replace(sure, scores=(0.999,) * (len(text) - 5) + (0.6, 0.6) + (0.999,) * 3)
    assert values(doubted)["issuer"] == "苏州市人力资源和社会保障局"
