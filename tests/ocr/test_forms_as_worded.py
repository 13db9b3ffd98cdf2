"""What forms, statements and letters of appointment say in words that offices often use."""

from dataclasses import replace

import pytest
from pages_of_text import LABELS, page, run, written
from test_cells import table, values
from test_opinions import opinion

from models.fields import DocumentKind
from ocr.fields import find_fields
from ocr.kinds import recognise_kind
from ocr.page import PageText

OFFICE = "临夏州人力资源和社会保障局"


def told(kind: DocumentKind, text: PageText) -> dict[str, str]:
    found = find_fields({1: text}, kind, LABELS)
    return {str(field): one.value for field, one in found.items()}


@pytest.mark.parametrize(
    "signed",
    [
        f"同意。{OFFICE}",
        f"同意认定，{OFFICE}",
        f"符合条件。{OFFICE}（盖章）",
        f"同意　　　　　{OFFICE}",
        f"同意。\n{OFFICE}（印章）",
    ],
)
def test_who_approves_may_sign_in_the_line_of_the_opinion(signed):
    assert opinion("人社部门\n审批意见", f"{signed}\n2013年1月15日") == {
        "issuer": OFFICE,
        "issued_on": "2013-01-15",
    }


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("审批意见", "淮河省企业思想政治工作人员专业职", "务评定工作领导小组办公室"),
        ("审批意见", "毕节市七星关区人力资源和社会保障", "局（盖章）"),
        ("审批意见", "甘肃省", "人力资源和社会保障厅"),
        ("评委会意见", "毕节市中小学教师系列中级职称评审", "委员会"),
        ("评委会意见", "毕节市中小学教师系列中级职称评审委员", "会（盖章）"),
    ],
)
def test_the_name_of_who_signs_goes_on_in_the_next_line(name, first, second):
    read = opinion(name, f"经研究，同意。\n{first}\n{second}\n2013年1月15日")
    assert read["issuer" if name == "审批意见" else "committee"] == (
        (first + second).removesuffix("（盖章）")
    )


@pytest.mark.parametrize(
    "votes",
    ["同意11人，不同意0人", "同意：十一票，不同意：一票", "同意票11，不同意票1"],
)
def test_votes_against_are_no_refusal(votes):
    read = opinion("评审委员会意见", f"经评审，{votes}。\n主任委员：李国庆\n1999年9月10日")
    assert read == {"obtained_on": "1999-09-10"}
    assert opinion("评审委员会意见", "经评审，不同意。\n1999年9月10日") == {}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("省中等专业学校教师\n高级职务评审委员\n会意见", "obtained_on"),
        ("任命机关\n意见", "issued_on"),
        ("县级人社\n部门意见", "issued_on"),
        ("主管局批\n准意见", "issued_on"),
        ("审批情况", "issued_on"),
        ("评审情况", "obtained_on"),
    ],
)
def test_offices_and_committees_have_further_names(name, field):
    assert opinion(name, "同意王静任高级讲师。\n1995年12月12日") == {field: "1995-12-12"}


def test_the_number_of_the_certificate_stands_in_the_sentence_of_an_opinion():
    read = opinion("审批意见", f"同意评委会结论，证书编号：05210388。\n{OFFICE}\n2005年11月8日")
    assert read["certificate_number"] == "05210388"


def test_a_sports_commission_approves_what_a_committee_finds():
    review = ("评审委员会意见", ("同意任一级教练。\n1995年7月14日", 420.0))
    assert values([*review], ["体委审批\n意见", ("同意。\n1995年8月29日", 420.0)]) == {
        "obtained_on": "1995-07-14",
        "issued_on": "1995-08-29",
    }


def test_a_works_office_of_titles_is_nobody_beside_who_decides():
    works = ["厂职改领导小\n组意见", ("同意推荐。\n1999年6月2日", 420.0)]
    review = ["评审委员会\n审定意见", ("同意。\n1999年8月14日", 420.0)]
    company = ["公司审批\n意见", ("同意。\n1999年9月1日", 420.0)]
    decided = {"obtained_on": "1999-08-14", "issued_on": "1999-09-01"}
    assert values(works, review, company) == decided
    assert values(["过渡前职称", "小学高级教师", "过渡后职称", "一级教师"])["title"] == "一级教师"


def test_a_year_in_letters_stands_behind_the_name_of_a_committee():
    committee = "玉门市工程系列高级职务评审委员会"
    read = opinion("评审委员会\n意见", f"经{committee}二OO四年十月二十六日评审，同意。\n主任委员：")
    assert read["committee"] == committee


def test_the_held_title_and_the_new_one_stand_in_rows_of_their_own():
    assert values(
        ["现有", "专业技术资格", "小学一级教师", "取得时间", "2003年8月"],
        ["申报", "专业技术资格", "小学高级教师", "申报学科", "语文"],
    ) == {"title": "小学高级教师", "specialty": "语文"}


def test_the_label_of_specialty_and_title_may_go_on_in_the_next_line():
    runs = [
        run("姓名：王静", 60, 100),
        run("评审专业/", 60, 124),
        run("技术职务：数学/一级教师", 60, 148),
    ]
    assert told(DocumentKind.REVIEW_FORM, page(*runs)) == {
        "name": "王静",
        "specialty": "数学",
        "title": "一级教师",
    }


def test_a_cover_asks_for_specialty_and_title_with_a_stroke_between_them():
    runs = [
        run("姓名：王静", 60, 100),
        run("评审专业/技术职务：", 60, 124),
        run("思想政治/高级教师", 60, 148),
    ]
    assert told(DocumentKind.REVIEW_FORM, page(*runs)) == {
        "name": "王静",
        "specialty": "思想政治",
        "title": "高级教师",
    }


@pytest.mark.parametrize("cell", ["王静\n（曾用名：王小静）", "王静（原名王小静）", "王静"])
def test_what_somebody_was_called_before_is_no_part_of_the_name(cell):
    assert values(["姓名", (cell, 200.0)], ["性别", "女"]) == {"name": "王静", "sex": "女"}


def test_the_seal_may_stand_behind_the_date_of_an_opinion():
    read = opinion("市级职改\n部门意见", f"同意。\n{OFFICE}\n2013年10月25日（公章）")
    assert read == {"issuer": OFFICE, "issued_on": "2013-10-25"}


def test_a_teacher_is_employed_by_the_school_that_the_form_names():
    assert values(["姓名", "王静"], ["学校", "贵州大学"], ["申请职务", "副教授"]) == {
        "name": "王静",
        "employer": "贵州大学",
        "title": "副教授",
    }


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("大、中专毕业生转正定职审批表", DocumentKind.REVIEW_FORM),
        ("职称套改审核表", DocumentKind.REVIEW_FORM),
        ("教师职称过渡登记表", DocumentKind.REVIEW_FORM),
        ("企业专业技术职务任职资格审定表", DocumentKind.REVIEW_FORM),
        ("专业技术资格审批表（考试类）", DocumentKind.REVIEW_FORM),
        ("岗位变动情况审核表", DocumentKind.APPOINTMENT),
        ("岗位等级审核表", DocumentKind.APPOINTMENT),
        ("更正说明", DocumentKind.STATEMENT),
        ("关于申请补办职称证书的报告", DocumentKind.STATEMENT),
        ("关于王静同志资格取得时间的说明", DocumentKind.STATEMENT),
    ],
)
def test_a_heading_tells_what_a_paper_is(heading, kind):
    assert recognise_kind([heading], set()) is kind


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "我单位职工王静，1999年12月参加职称评审，取得兽医师任职资格。",
            {"title": "兽医师", "obtained_on": "1999-12"},
        ),
        (
            "王静同志于2001年9月参加省卫生系列高级职称评审，并获通过，取得副主任技师资格。",
            {"title": "副主任技师", "obtained_on": "2001-09"},
        ),
        ("我公司员工王静同志，2008年通过工程师职称评审，评审表已丢失。", {"title": "工程师"}),
        (
            "王静同志于2006年12月评为中学一级教师（数学）。",
            {"title": "中学一级教师", "obtained_on": "2006-12", "specialty": "数学"},
        ),
        (
            "王静同志2005年7月取得助理馆员职称，任职文件（黔职改字〔2005〕8号）已丢失。",
            {
                "title": "助理馆员",
                "obtained_on": "2005-07",
                "approval_number": "黔职改字〔2005〕8号",
            },
        ),
        (
            "王静同志，其2005年7月取得的助理馆员资格证书照片处未加盖钢印。",
            {"title": "助理馆员", "obtained_on": "2005-07"},
        ),
        ("王静同志所持高级工程师职称证书遗失。", {"title": "高级工程师"}),
        (
            "王静同志职称证书（小学高级教师，2002年12月取得）上的姓名为曾用名。",
            {"title": "小学高级教师", "obtained_on": "2002-12"},
        ),
        (
            "我公司员工王静的助理工程师职称证书（编号：CQ2014-3321）上的出生日期有误。",
            {"title": "助理工程师", "certificate_number": "CQ2014-3321"},
        ),
        (
            "王静同志在我单位工作。该同志主管检验师资格于2010年5月取得。",
            {"title": "主管检验师", "obtained_on": "2010-05"},
        ),
        (
            "王静同志在我单位工作，其馆员任职资格于2004年9月经评审取得。",
            {"title": "馆员", "obtained_on": "2004-09"},
        ),
        (
            "王静同志于2010年12月6日通过工程师资格评审（兰化职改〔2010〕8号）。",
            {
                "title": "工程师",
                "obtained_on": "2010-12-06",
                "approval_number": "兰化职改〔2010〕8号",
            },
        ),
        (
            "王静同志于1997年10月31日获得兽医师资格，资格证书编号：97-中-0338。",
            {"title": "兽医师", "obtained_on": "1997-10-31", "certificate_number": "97-中-0338"},
        ),
        (
            "王静同志（女，1960年4月出生）的馆员证书系1993年12月由县职改办颁发，因年久不清。",
            {"sex": "女", "birth_date": "1960-04", "title": "馆员"},
        ),
        ("王静同志在我单位从事会计工作，现任会计师职务。", {"title": "会计师"}),
        (
            "本人王静，身份证号510228197311042214，工作单位永川区中医院，证书遗失。",
            {"id_number": "510228197311042214", "employer": "永川区中医院"},
        ),
    ],
)
def test_a_statement_tells_of_a_title_in_many_words(sentence, said):
    read = told(DocumentKind.STATEMENT, page(*written(sentence)))
    assert read == {"name": "王静"} | said


def test_a_statement_names_who_makes_it_behind_a_label():
    runs = written(
        "我单位职工王静，证书遗失。", foot=("单位名称（盖章）：灌阳县水利局", "2019年5月6日")
    )
    assert told(DocumentKind.STATEMENT, page(*runs)) == {
        "name": "王静",
        "employer": "灌阳县水利局",
        "issuer": "灌阳县水利局",
        "issued_on": "2019-05-06",
    }


def appointed(*rows: list[str | tuple[str, float]]) -> dict[str, str]:
    runs, boxes = table(*rows)
    return told(DocumentKind.APPOINTMENT, replace(page(*runs), cells=tuple(boxes)))


def test_who_gets_a_post_as_what_he_is_has_the_title_that_is_held():
    held = ["现任专业技术职务", "主治医师", "资格取得时间", "2006年12月"]
    assert appointed(["姓名", "王静", "性别", "女"], held) == {
        "name": "王静",
        "sex": "女",
        "title": "主治医师",
        "obtained_on": "2006-12",
    }
    read = appointed(["姓名", "王静", "性别", "女"], held, ["拟聘职务", "副主任医师"])
    assert (read["title"], read.get("obtained_on")) == ("副主任医师", None)


def test_the_last_of_those_who_agree_to_an_appointment_may_sign_in_one_line():
    read = appointed(
        ["姓名", "王静", "聘任职务", "工程师"],
        ["单位意见", ("同意聘用。\n2009年11月30日", 300.0)],
        ["人事部门意见", ("同意聘用。\n凯里市人事局 2009年12月21日", 300.0)],
    )
    assert (read["issuer"], read["issued_on"]) == ("凯里市人事局", "2009-12-21")


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (
            ("王静同志已取得副主任护师任职资格（渝职改办〔2017〕18号），聘用到七级岗位。",),
            {"title": "副主任护师", "approval_number": "渝职改办〔2017〕18号"},
        ),
        (("王静同志：", "担任我公司电气专业高级工程师，任期三年。"), {"specialty": "电气"}),
        (("受聘人员（乙方）：王静，岗位：专业技术岗位十二级（护师）。",), {"title": "护师"}),
    ],
)
def test_a_letter_tells_the_title_of_who_gets_a_post(paragraphs, said):
    read = told(DocumentKind.APPOINTMENT, page(*written(*paragraphs)))
    assert read["name"] == "王静"
    assert said.items() <= read.items()


def test_a_form_for_staff_is_nobody():
    read = told(DocumentKind.APPOINTMENT, page(*written("事业单位工作人员聘用登记表")))
    assert "name" not in read
