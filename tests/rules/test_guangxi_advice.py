"""What Guangxi's professionals are told: is it collected, how to fill it in, what to correct."""

from typing import Any

import pytest

from models.advice import Advice, FieldWanted, Wanted
from models.fields import Field
from rules.advice import advise
from rules.examples import case_of_example

KNOWN = {
    "retired": False,
    "qualification_kind": "title",
    "evaluated_by": "this-province",
    "employer_type": "private",
    "route": "evaluation",
}


def told(topic: str, fields: dict[str, str], **declarations: Any) -> Advice:
    example = {"fields": fields, "declarations": declarations}
    advice = advise(case_of_example("guangxi", example)).advice
    return next(one for one in advice if one.topic == topic)


def wanted(fields: dict[str, str], **declarations: Any) -> dict[Field, FieldWanted]:
    return {w.field: w for w in told("fields", fields, **declarations).fields}


def test_a_title_of_guangxi_is_collected():
    assert told("scope", {"title": "工程师"}, **KNOWN).open is True


def test_what_is_out_of_scope_is_told_with_the_way_that_is_open():
    scope = told("scope", {"title": "工程师"}, **KNOWN | {"evaluated_by": "other-province"})
    assert scope.open is False
    assert any("重新确认" in zh for zh, _ in scope.steps)
    retired = told("scope", {"title": "工程师"}, **KNOWN | {"retired": True})
    assert (retired.open, retired.steps) == (False, ())


def test_what_is_not_known_leaves_the_scope_open_and_says_what_is_asked():
    scope = told("scope", {"title": "工程师"})
    assert scope.open is None
    assert "退休" in scope.zh


@pytest.mark.parametrize(
    ("obtained", "way", "committee"),
    [
        ("1998-10", "晋升、转评或者第二职称", ""),
        ("2005-05", "考试取得", "中级考试取得"),
    ],
)
def test_health_has_its_way_by_the_year(obtained, way, committee):
    fields = wanted({"series": "卫生", "level": "中级", "obtained_on": obtained})
    assert fields[Field.REVIEW_TYPE].value == way
    assert fields[Field.COMMITTEE].value == committee


def test_in_2000_nothing_is_preset():
    fields = wanted({"series": "卫生", "level": "中级", "obtained_on": "2000-05"})
    assert fields[Field.REVIEW_TYPE].wanted is Wanted.REQUIRED


def test_ways_other_than_evaluation_stand_as_committee_themselves():
    assert "认定" in wanted({}, route="recognition")[Field.COMMITTEE].zh
    assert wanted({"level": "高级"}, route="exam")[Field.COMMITTEE].value == "高级考试取得"


@pytest.mark.parametrize(
    ("issued", "state"), [("2010-12-31", Wanted.BLANK), ("2011-01-01", Wanted.OPTIONAL)]
)
def test_management_numbers_are_left_blank_before_2011(issued, state):
    assert wanted({"issued_on": issued})[Field.MANAGEMENT_NUMBER].wanted is state


def test_everything_to_be_corrected_is_listed_in_the_order_of_the_form():
    fields = {
        "employer": "南宁市 第二中学",
        "review_type": "考试取得",
        "committee": "南宁市中级职称评审委员会",
        "level": "中级",
        "certificate_number": "无",
    }
    steps = [zh for zh, _ in told("corrections", fields, **KNOWN | {"route": "exam"}).steps]
    wrong = ["南宁市第二中学", "XX考试取得", "11111111"]
    places = [next(i for i, step in enumerate(steps) if word in step) for word in wrong]
    assert places == sorted(places)
