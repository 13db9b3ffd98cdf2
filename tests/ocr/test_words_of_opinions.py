"""Who gives an opinion, when, and what it says, however offices word and sign it."""

import pytest
from test_opinions import opinion

COMMITTEE, OFFICE = "陇南市教育系列中级评审委员会", "陇南市人事局"
PAPER = "陇职改发〔2014〕15号"
FOOT = f"\n{OFFICE}\n2014年12月30日"
SIGNED = {"issuer": OFFICE, "issued_on": "2014-12-30"}


def reviewed(text: str) -> dict[str, str]:
    return opinion("评审委员会\n意见", text)


def approved(text: str) -> dict[str, str]:
    return opinion("审批机关\n意见", text)


@pytest.mark.parametrize(
    "said",
    [
        "{}意见：同意。",
        "经2014年{}评审，同意。",
        "经2014年度{}评审，同意。",
        "经{}（2014）年度会议评审，同意。",
        "王静同志已通过{}评审。",
        "通过{}的评审，符合条件。",
        "王静同志的资格，{}已于2014年12月3日评审通过。",
        "委托{}评审，同意。",
        "经委托{}评审，同意。",
        "经省职改办委托{}评审，同意。",
        "2014年度{}评审，同意。",
        "经2013-2014年度{}评审，同意。",
        "本次{}会议评审，同意。",
        "同意。\n（公章）{}   主任：李国庆",
        "同意。\n主任：李国庆   {}",
        "同意。\n（{}章）",
    ],
)
def test_a_committee_is_named_in_many_ways(said):
    read = reviewed(f"{said.format(COMMITTEE)}\n2014年12月3日")
    assert read == {"committee": COMMITTEE, "obtained_on": "2014-12-03"}


@pytest.mark.parametrize(
    "said",
    [
        "王静同志为陇南市教育系列中级评审委员会委员，回避。",
        "同意。\n评审委员会主任（签字）：李国庆   公章",
        "通过陇南市教育系列中级评审委员会的评审办法，同意。",
    ],
)
def test_a_committee_that_is_not_named_whole_or_does_not_find_is_not_told(said):
    assert reviewed(f"{said}\n2014年12月3日") == {"obtained_on": "2014-12-03"}


def test_the_day_behind_the_votes_is_that_of_the_meeting():
    said = "出席21人，同意20人，评审结果：通过。评审时间2014年12月3日。"
    assert reviewed(f"评委会人数25人，\n{said}") == {"obtained_on": "2014-12-03"}


@pytest.mark.parametrize(
    "said",
    [
        "经评审，暂缓通过。",
        "未达到工程师任职条件。",
        "不符合评审条件。",
        "不予评审通过。",
        "同意票3票，未通过。",
    ],
)
def test_who_is_put_off_gets_nothing(said):
    assert reviewed(f"{said}\n2014年12月3日") == {}


@pytest.mark.parametrize(
    "line",
    [
        f"签发人：李国庆   {OFFICE}\n2014年12月30日",
        f"2014年12月30日   {OFFICE}",
        f"{OFFICE}二〇一四年十二月三十日",
        f"审批机关盖章 {OFFICE}\n2014年12月30日",
        f"{OFFICE}章\n2014年12月30日",
        f"（{OFFICE}印章）\n2014年12月30日",
        f"单位：{OFFICE}\n2014年12月30日",
        f"单位（盖章）\n{OFFICE}\n2014年12月30日",
    ],
)
def test_an_office_signs_and_seals_in_many_ways(line):
    assert approved(f"同意。\n{line}") == SIGNED


@pytest.mark.parametrize(
    "unit",
    [
        "中国农业银行岭南省分行",
        "中国农业银行总行",
        "岭南第一中学",
        "岭南机床厂",
        "岭南日报社",
        "岭南省气象台",
        "岭南地质勘查大队",
        "岭南省人事厅职称处",
        "岭南县科技干部管理科",
    ],
)
def test_banks_works_schools_and_divisions_of_offices_approve(unit):
    assert approved(f"同意。\n{unit}\n1994年12月30日") == {
        "issuer": unit,
        "issued_on": "1994-12-30",
    }


@pytest.mark.parametrize(
    "said",
    [
        "经审核，同意评审结果，今后请王静同志所在的岭南地区\n教师进修学校附属第一中学",
        "同意。\n请聘到岭南第一中学",
        "同意。\n王静同志在岭南机床厂",
    ],
)
def test_where_somebody_works_is_no_office_that_approves(said):
    assert approved(f"{said}\n1994年12月30日") == {"issued_on": "1994-12-30"}


def test_the_office_of_a_group_may_stand_on_a_line_of_its_own():
    assert approved("同意。\n陇南市职称改革领导小组\n办公室\n2014年12月30日") == {
        "issuer": "陇南市职称改革领导小组办公室",
        "issued_on": "2014-12-30",
    }


@pytest.mark.parametrize(
    "said",
    [
        f"已以{PAPER}文公布。",
        f"任职资格已在{PAPER}文件中公布。",
        f"批准（{PAPER}）。",
        f"批准文号为{PAPER}。",
    ],
)
def test_the_paper_that_granted_a_title_is_named_in_many_ways(said):
    assert approved(said + FOOT) == SIGNED | {"approval_number": PAPER}


@pytest.mark.parametrize(
    "said",
    [
        "资格起算时间为2014年12月3日",
        "取得资格时间2014年12月3日",
        "资格时间2014年12月3日",
    ],
)
def test_since_when_a_title_counts_is_told_without_a_colon(said):
    assert approved(f"同意确认，{said}。{FOOT}") == SIGNED | {"obtained_on": "2014-12-03"}


@pytest.mark.parametrize(
    "said",
    [
        "聘任时间从2014年12月3日起",
        "从2014年12月3日起聘任为一级教师",
        "该同志从2008年7月1日开始从事教学工作",
        "该同志自2008年7月1日起任教",
        "参照陇职改发〔2014〕15号文件批准",
        "原二级教师资格时间2014年12月3日",
        "现任职资格时间2014年12月3日",
        "该同志于2014年12月3日取得二级教师资格，同意认定一级教师",
    ],
)
def test_since_when_somebody_is_appointed_or_held_another_title_is_not_told(said):
    assert approved(f"同意，{said}。{FOOT}") == SIGNED


@pytest.mark.parametrize(
    "said",
    [
        "同意报市评委会评审。",
        "同意转报市职改办审批。",
        "同意提交评审。",
        "经审核符合条件，同意参加评审。",
        "情况属实，同意送审。",
        "同意委托省评委会评审。",
    ],
)
def test_an_office_that_hands_on_an_application_approves_nothing(said):
    assert approved(said + FOOT) == {}
    assert approved(f"评审通过，批准任职资格。{said}{FOOT}") == SIGNED
