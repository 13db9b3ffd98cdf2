"""Series, level, title and committee: what fits, what conflicts, and what can't be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.committees import read_committee
from matching.fits import Fit, fits
from models.fields import Field

YES, NO, UNKNOWN = Fit


def test_what_fits_together_fits_in_every_pair():
    answer = fits("工程系列", "副高级", "高级工程师", "贵州省工程系列高评委")
    assert answer.fit is YES
    assert {pair.pair for pair in answer.pairs} == {
        (Field.TITLE, Field.SERIES),
        (Field.TITLE, Field.LEVEL),
        (Field.SERIES, Field.LEVEL),
        (Field.COMMITTEE, Field.TITLE),
        (Field.COMMITTEE, Field.SERIES),
    }
    assert all(pair.zh and pair.en for pair in answer.pairs)


@pytest.mark.parametrize(
    ("given_", "pair"),
    [
        ({"series": "卫生系列", "title": "高级工程师"}, (Field.TITLE, Field.SERIES)),
        ({"level": "中级", "title": "高级工程师"}, (Field.TITLE, Field.LEVEL)),
        ({"level": "副高级", "title": "高级编辑"}, (Field.TITLE, Field.LEVEL)),
        ({"series": "高等学校教师", "level": "员级"}, (Field.SERIES, Field.LEVEL)),
        (
            {"title": "正高级工程师", "committee": "贵州省工程系列中评委"},
            (Field.COMMITTEE, Field.TITLE),
        ),
        ({"level": "高级", "committee": "贵阳市工程系列初评委"}, (Field.COMMITTEE, Field.LEVEL)),
        (
            {"series": "卫生技术人员", "committee": "贵州省农业系列中级评审委员会"},
            (Field.COMMITTEE, Field.SERIES),
        ),
        (
            {"title": "工程师", "committee": "贵州省农业系列中级评审委员会"},
            (Field.COMMITTEE, Field.TITLE),
        ),
    ],
)
def test_a_conflict_names_its_pair(given_, pair):
    answer = fits(**given_)
    assert answer.fit is NO
    assert [conflict.pair for conflict in answer.conflicts] == [pair]


@pytest.mark.parametrize(
    "given_",
    [
        {},
        {"title": "高级工程师"},
        {"title": "总工", "level": "中级"},
        {"title": "工程师", "committee": "贵州大学"},
        {"title": "工程师", "committee": "贵州省工程系列高评委"},  # may grant what is below it
        {"title": "工程师", "committee": "贵州省畜牧业经济中级评审委员会"},  # only ends in 经济
        {"series": "工程技术人员", "title": "主管药师"},  # outside hospitals, in Guizhou
        {"series": "船舶专业技术人员", "title": "工程师"},  # the titles of 船舶 are doubtful
        {"title": "高级政工师", "series": "工程系列"},
    ],
)
def test_what_can_not_be_said_is_not_said(given_):
    assert fits(**given_).fit is UNKNOWN
    assert not fits(**given_).conflicts


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("一级演员", "正高级"),
        ("一级演员", "高级"),
        ("小学高级教师", "中级"),
        ("工程师", "中级"),
        ("技术员", "初级"),
    ],
)
def test_a_title_fits_its_level_and_the_general_word_for_it(title, level):
    assert fits(title=title, level=level).fit is YES


@pytest.mark.parametrize("series", ["高等学校教师", "中等职业学校教师", "技工院校教师"])
def test_a_title_of_several_series_fits_each(series):
    assert fits(series=series, title="讲师", level="中级").fit is YES


@pytest.mark.parametrize(
    ("text", "places", "series", "level"),
    [
        ("重庆市卫生技术(内科)高级职称评审委员会", ("重庆市",), "health", "高级"),
        ("重庆市中小学教师高级职称评审委员会", ("重庆市",), "school-teacher", "高级"),
        ("重庆市工程技术中级职务渝北区评审委员会", ("重庆市", "渝北区"), "engineering", "中级"),
        ("遵义市工程系列高级专业技术职务评审委员会", ("遵义市",), "engineering", "高级"),
        ("黔南州农业系列中评委", ("黔南州",), "agriculture", "中级"),
    ],
)
def test_the_name_of_a_committee_says_where_it_sits_and_what_it_grants(text, places, series, level):
    committee = read_committee(text)
    assert committee.places == places
    assert committee.series == {f"series.{series}"}
    assert committee.level == level


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_gets_an_answer(series, level, title, committee):
    assert fits(series, level, title, committee).fit in Fit
