"""What is asked for, and what is held, is told by the words of the labels in a form."""

import pytest
from test_cells import values

HELD = "现任专业技术职务"


def beside(label: str, value: str) -> dict[str, str]:
    return values([(HELD, 110.0), ("二级教师", 110.0), (label, 110.0), (value, 110.0)])


@pytest.mark.parametrize(
    "label",
    [
        *("送评职务", "现申报资格", "现申请资格", "本次申报资格", "此次申报职称", "本人申报资格"),
        *("改系列评审资格", "评为何职务", "评聘职务", "确定职务", "套改职务", "考评资格"),
        *("以考代评资格", "申报教师职务", "申请教师职务"),
    ],
)
def test_what_is_asked_for_now_is_the_title(label):
    assert beside(label, "一级教师") == {"title": "一级教师"}


@pytest.mark.parametrize(
    "label", ["评前资格", "申报前资格", "申报前职称", "晋升前职称", "评审前资格", "申报前所任职务"]
)
def test_what_was_held_before_is_not_the_title(label):
    assert values([label, "二级教师", "性别", "女"]) == {"sex": "女"}


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("本次申报专业", "小学语文", "specialty"),
        ("所评专业", "小学语文", "specialty"),
        ("任教学科", "小学语文", "specialty"),
        ("本次申报系列", "中小学教师", "series"),
        ("本次申报级别", "中级", "level"),
        ("评价方式", "考评结合", "review_type"),
    ],
)
def test_what_is_asked_for_stands_beside_the_held_title(label, value, field):
    assert beside(label, value) == {field: value}


def test_the_time_of_a_vote_is_that_of_the_title_and_of_a_confirmation_nothing():
    row = ["申报资格", "一级教师"]
    assert values([*row, "评审表决时间", "2014年12月3日"])["obtained_on"] == "2014-12-03"
    assert values([*row, "任职资格\n确认时间", "2014年12月3日"]) == {"title": "一级教师"}


@pytest.mark.parametrize("label", ["现在工作单位", "现工作单位全称", "现在单位", "现服务单位"])
def test_where_somebody_works_now_is_the_employer_where_no_other_is_told(label):
    found = values(["姓名", "王静", (label, 110.0), ("岭南第一中学", 110.0)])
    assert found == {"name": "王静", "employer": "岭南第一中学"}
