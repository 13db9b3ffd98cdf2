"""The parts of a form are told by their names, however an office calls them."""

import pytest
from test_cells import values
from test_opinions import opinion

COMMITTEE, OFFICE = "甘肃省工程系列高级评审委员会", "甘肃省人力资源和社会保障厅"


def part(name: str, unit: str) -> set[str]:
    """The fields that an opinion of this name gives."""
    narrow = "\n".join(name[at : at + 6] for at in range(0, len(name), 6))
    return set(opinion(narrow, f"同意。\n{unit}\n2014年1月3日"))


@pytest.mark.parametrize(
    "name",
    [
        *(
            "高评委评审意见",
            "中评会意见",
            "初评委评审结果",
            "大评委意见",
            "评审决议",
            "评委会评审情况",
        ),
        *("卫生系列高评会意见", "评审委员会评语", "评委会对申报人的评审意见", "评聘委员会意见"),
        *("职称评审结果", "评审结果意见"),
    ],
)
def test_what_a_committee_finds(name):
    assert part(name, COMMITTEE) == {"committee", "obtained_on"}


@pytest.mark.parametrize(
    "name",
    [
        "人力社保部门意见",
        "政工职评领导小组意见",
        "职称综合管理部门意见",
        "科技干部局审批意见",
        "初定意见",
        "初定机关意见",
        "审定机关审批意见",
        "授予意见",
        "公布机关意见",
        "批复部门意见",
        "审批机关",
        "批准单位",
        "任职资格审批意见",
        "职称审批意见",
        "备案意见",
        "核准备案意见",
        "评审结果审批意见",
        "审批结论",
    ],
)
def test_what_an_authority_approves(name):
    assert part(name, OFFICE) == {"issuer", "issued_on"}


@pytest.mark.parametrize(
    "name",
    [
        *("人事代理机构意见", "人才交流中心意见", "市级人社部门推荐意见", "见习期考核意见"),
        *("评审专业组意见", "评委会学科组意见", "评委会评议组意见", "评委会办公室审查意见"),
    ],
)
def test_what_others_say_decides_nothing(name):
    assert part(name, OFFICE) == set()


def test_a_label_of_a_unit_beside_an_opinion_is_the_name_of_a_part():
    assert part("评审委员会", COMMITTEE) == {"committee", "obtained_on"}
    alone = values([("审批机关", 80), (OFFICE, 420)])
    assert alone == {"issuer": OFFICE}


@pytest.mark.parametrize("said", ["同意评审结果。", "经审核，确认其高级教师职称资格。"])
def test_who_agrees_with_the_committee_approves_though_its_name_is_unread(said):
    found = opinion("一\n二", f"{said}\n{OFFICE}\n2014年1月3日")
    assert found == {"issuer": OFFICE, "issued_on": "2014-01-03"}


@pytest.mark.parametrize(
    "name",
    [
        *("医院意见", "企业意见", "总厂意见", "省分行审批意见", "总行人事部审批意见", "中学意见"),
        *("校(院)意见", "院长意见", "厂长意见", "校长办公会意见", "市委组织部审批意见", "报社意见"),
    ],
)
def test_an_employer_of_any_kind_approves_below_a_committee_and_nowhere_else(name):
    def read(*parts: tuple[str, str]) -> dict[str, str]:
        return values(*([(part, 110.0), (text, 420.0)] for part, text in parts))

    own = name, "同意。\n岭南大学\n2014年1月3日"
    review = "评审委员会意见", f"同意。\n{COMMITTEE}\n2014年1月1日"
    found = {"committee": COMMITTEE, "obtained_on": "2014-01-01"}
    assert read(review, own) == found | {"issuer": "岭南大学", "issued_on": "2014-01-03"}
    assert read(own, review) == found


def test_governments_approve_and_committees_of_assessment_find():
    assert part("特区人民政府批准意见", "盘县特区人民政府") == {"issuer", "issued_on"}
    assert part("省技师考评委员会意见", COMMITTEE) == {"committee", "obtained_on"}
    assert part("评审（认定）意见", COMMITTEE) == {"committee", "obtained_on"}


def test_who_gives_an_opinion_may_stand_between_its_name_and_it():
    row = [("审批\n意见", 40.0), ("省职改办", 100.0), (f"同意。\n{OFFICE}\n2012年12月26日", 300.0)]
    assert values(["姓名", "王静"], row) == {
        "name": "王静",
        "issuer": OFFICE,
        "issued_on": "2012-12-26",
    }


def test_who_signs_for_a_committee_dates_what_it_found():
    votes = [
        "评审结果",
        ("赞成11票，反对2票。", 160.0),
        ("评委会主任签字", 100.0),
        "石开\n1996.12.3",
    ]
    assert values(["姓名", "王静"], votes) == {"name": "王静", "obtained_on": "1996-12-03"}


def test_further_names_of_what_a_committee_and_an_authority_say():
    for name in (
        "任职资格评审意见",
        "最终评审结果",
        "评审表决情况",
        "评审意见及结果",
        "评审结论及投票情况",
    ):
        assert part(name, COMMITTEE) == {"committee", "obtained_on"}
    for name in ("人劳局意见", "科干局审批意见", "核发证书部门意见"):
        assert part(name, OFFICE) == {"issuer", "issued_on"}


def test_who_is_above_a_committee_is_none_and_offices_of_labour_approve():
    assert "obtained_on" not in part("评审委员会主管部门审核意见", COMMITTEE)
    for name in ("劳动部门审批意见", "省政工人员专业职务评定工作领导小组意见"):
        assert part(name, OFFICE) == {"issuer", "issued_on"}
    assert part("确认意见", "广西壮族自治区人事厅职称改革处") == {"issuer", "issued_on"}


def test_a_unit_that_signed_with_a_date_employs_nobody():
    row = ["呈报单位", ("嘉峪关市档案局（章）2003年6月9日", 250.0)]
    assert values(row, ["性别", "女"]) == {"sex": "女"}
