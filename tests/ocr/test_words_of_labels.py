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


@pytest.mark.parametrize(
    "label",
    ["申请评审(认定)职务", "申报(聘任)专业职务", "定何职务", "晋升何职", "考核认定何种职称"],
)
def test_a_title_is_asked_for_in_few_words_and_in_brackets(label):
    assert values([(label, 150.0), "馆员", "性别", "女"]) == {"title": "馆员", "sex": "女"}


@pytest.mark.parametrize("label", ["评审（认定）时间", "定职时间"])
def test_the_time_of_the_title_has_further_names(label):
    assert values([(label, 110.0), "2000.11.9", "性别", "女"])["obtained_on"] == "2000-11-09"


@pytest.mark.parametrize("label", ["分配单位", "学校名称"])
def test_where_somebody_was_sent_is_the_employer_where_no_other_is_told(label):
    assert values(["姓名", "王静"], [label, ("岭南第一中学", 110.0)])["employer"] == "岭南第一中学"


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        *((label, "会计师", "title") for label in ("初聘职务", "转正后职务", "报评职务")),
        *((label, "会计师", "title") for label in ("过渡后职务", "要求晋升职称", "申报会计职务")),
        *((label, "内科", "specialty") for label in ("所属专业", "专业或学科", "现任教学科")),
        *((label, "王静", "name") for label in ("被推荐人", "被考核人姓名", "评审对象")),
        ("身份证", "522101196503122049", "id_number"),
        ("资格批准文件及文号", "黔人发〔2003〕12号", "approval_number"),
        ("评委会会议时间", "2003-11-20", "obtained_on"),
    ],
)
def test_labels_have_further_words(label, value, field):
    assert values(["民族", "汉"], [(label, 130.0), (value, 150.0)]) == {field: value}


def test_the_title_at_the_time_of_applying_is_held():
    assert values(["申报时职称", "讲师"], ["申报职称", "副教授"]) == {"title": "副教授"}


def test_a_kind_of_paper_is_no_label_of_its_number():
    row = ["证件类型", "居民身份证", "证件号码", ("522101196503122049", 150.0)]
    assert values(row) == {"id_type": "居民身份证", "id_number": "522101196503122049"}
