"""Of two readings of what a seal covers the one that is whole is told, with a doubt."""

from dataclasses import replace

import pytest
from pages_of_text import page, run

from ocr.page import Run
from ocr.rival_readings import with_whole_readings


def told(text: str, *rivals: str) -> Run:
    """What is made of a run of which these other readings were made."""
    sealed = replace(run(text, 60, 100), rivals=rivals, under_red=0.3)
    return with_whole_readings(page(sealed)).runs[0]


@pytest.mark.parametrize(
    ("text", "rival"),
    [
        ("批准时间：20年3月11日", "批准时间：2001年3月11日"),
        ("2014年97日", "2014年9月7日"),
        ("发证机关：甘肃省人力资源和社会保障", "发证机关：甘肃省人力资源和社会保障厅"),
        ("签发单位：甘肃省人力资源和社会保障I厅", "签发单位：甘肃省人力资源和社会保障厅"),
        ("兰州市职称改革领导", "兰州市职称改革领导小组"),
    ],
)
def test_a_letter_that_only_the_other_reading_has_is_told_but_not_for_sure(text, rival):
    one = told(text, rival, rival)
    assert (one.text, one.confidence <= 0.5) == (rival, True)
    assert text in one.rivals
    assert len(one.centres) == len(rival)


@pytest.mark.parametrize(
    ("text", "rivals"),
    [
        ("2001年3月1日", ("2001年3月11日",)),
        ("20年3月11日", ("2001年3月11日", "2011年3月11日")),
        ("甘肃省人事厅", ("甘肃省人事厅办公室",)),
        ("高级工程师", ("高级工程师资格",)),
        ("甘肃省人力资源", ()),
    ],
)
def test_what_is_whole_or_may_be_two_things_stays(text, rivals):
    assert told(text, *rivals).text == text


def test_the_end_of_a_rule_before_a_unit_is_no_letter_of_it():
    assert told("一铁道部第二工程局", "铁道部第二工程局").text == "铁道部第二工程局"
    assert told("一一三地质队", "一一三地质队").text == "一一三地质队"
    assert told("1", "").text == "1"
    assert told("", "").text == ""
