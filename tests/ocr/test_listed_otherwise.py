"""Lists of rarer wordings lose nobody, and give everybody what stands beside the name or above."""

import pytest
from test_words_of_opinions import approved

from models.fields import DocumentKind
from ocr.kinds import recognise_kind
from tests.ocr.pages_of_text import written
from tests.ocr.sheets_of_lists import lines, people
from tests.ocr.test_announced_titles import fields, told

DECIDED = "经某某市中级专业技术职务评审委员会评审，并报市职称改革工作领导小组"
ANNOUNCED = f"{DECIDED}同意，现将名单公布如下："
WANG = {"name": "王静", "employer": "贵阳市第一中学"}
LI = {"name": "李建国", "employer": "遵义市第二中学"}
BOTH = [WANG, LI]


def under(*texts: str, announced: str = ANNOUNCED) -> list[dict[str, str]]:
    return people(lines(*((text, 84.0) for text in (announced, *texts))))


def both(**same: str) -> list[dict[str, str]]:
    return [{"name": name, **same} for name in ("王静", "李建国")]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("主任医师（内科）：王静、李建国",), both(title="主任医师", specialty="内科")),
        (
            ("内科：王静　贵阳市第三医院", "外科：李建国　贵阳市第三医院"),
            [
                {"name": "王静", "specialty": "内科", "employer": "贵阳市第三医院"},
                {"name": "李建国", "specialty": "外科", "employer": "贵阳市第三医院"},
            ],
        ),
        (("钻采：王静、李建国",), both(specialty="钻采")),
        (("水文：王静、李建国",), both(specialty="水文")),
        (("学科：小学语文", "1．王静", "2．李建国"), both(specialty="小学语文")),
        (("【高级教师】", "王静　李建国"), both(title="高级教师")),
        (("表1　研究馆员", "1．王静", "2．李建国"), both(title="研究馆员")),
        (("表2　馆员", "1．王静", "2．李建国"), both(title="馆员")),
    ],
)
def test_a_heading_gives_its_title_and_specialty(
    texts: tuple[str, ...], found: list[dict[str, str]]
) -> None:
    assert under(*texts) == found


@pytest.mark.parametrize(
    "unit", ["天水市一中", "松桃民中", "西昌一中", "水城二小", "一公司", "第三项目部"]
)
def test_a_school_as_its_place_calls_it_is_a_unit(unit: str) -> None:
    assert under(f"{unit}：王静、赵敏；") == [
        {"name": "王静", "employer": unit},
        {"name": "赵敏", "employer": unit},
    ]
    found = under(f"王一中　{unit}", "李建国　遵义市第二中学")
    assert found == [{"name": "王一中", "employer": unit}, LI]


def test_a_name_and_a_title_behind_a_colon_are_of_one_person() -> None:
    assert under(
        "王静：高级工程师", "李建国：高级会计师", announced=f"{DECIDED}同意，批准授予："
    ) == [
        {"name": "王静", "title": "高级工程师"},
        {"name": "李建国", "title": "高级会计师"},
    ]


def test_the_people_of_a_nation_are_nobody() -> None:
    assert under(
        "巴特尔（男、蒙古族、海拉尔区图书馆）",
        "娜仁花（女、蒙古族、海拉尔区档案局）",
        announced=f"{DECIDED}审定，同意巴特尔等同志具备副研究馆员任职资格。",
    ) == [
        {"name": "巴特尔", "sex": "男", "employer": "海拉尔区图书馆"},
        {"name": "娜仁花", "sex": "女", "employer": "海拉尔区档案局"},
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("王静、赵敏（贵阳市第一中学）；李建国（遵义市第二中学）。",),
        ("王静、赵敏（贵阳市第一中学）；", "李建国（遵义市第二中学）。"),
    ],
)
def test_brackets_at_the_end_of_a_clause_tell_of_all_in_it(texts: tuple[str, ...]) -> None:
    assert under(*texts) == [WANG, {**WANG, "name": "赵敏"}, LI]


def test_numbers_in_brackets_are_those_of_whom_they_stand_behind() -> None:
    sentence = (
        "同意认定王静（女，身份证号：520102198001014225）、李建国（男，身份证号："
        "52010319750303561X）具备高级会计师任职资格。"
    )
    assert [(p["name"], p["id_number"], p["title"]) for p in told(sentence)] == [
        ("王静", "520102198001014225", "高级会计师"),
        ("李建国", "52010319750303561X", "高级会计师"),
    ]


@pytest.mark.parametrize("annex", ["附件：", "附："])
def test_the_subject_of_a_title_is_nobody(annex: str) -> None:
    found = under(f"{annex}林业高级工程师资格人员名单", "王静　李建国")
    assert [(p["name"], p["title"]) for p in found] == [
        ("王静", "林业高级工程师"),
        ("李建国", "林业高级工程师"),
    ]


def test_a_list_may_follow_a_sentence_that_says_how_many_got_a_title() -> None:
    given = f"{DECIDED}审定，王静等2人具备高级教师资格。"
    found = under("1. 王静 女 贵阳市第一中学", "2. 李建国 男 遵义市第二中学", announced=given)
    assert [(p["name"], p["employer"]) for p in found] == [
        ("王静", "贵阳市第一中学"),
        ("李建国", "遵义市第二中学"),
    ]


def test_entries_that_end_alike_are_no_running_text() -> None:
    found = under(
        "王静　男　1966年3月　贵阳市花溪区农业技术推广站",
        "李建国　女　1970年8月　贵阳市乌当区农业服务中心站",
        announced="经某某评审委员会评审，王静等2人取得基层副高级职称，在基层有效，现予公布：",
    )
    assert [p["name"] for p in found] == ["王静", "李建国"]


def test_one_name_alone_below_the_last_unit_is_in_the_list() -> None:
    found = people(
        lines(
            (ANNOUNCED, 84.0),
            ("贵阳市农业学校", 240.0),
            ("王静  赵敏", 84.0),
            ("遵义市卫生学校", 240.0),
            ("李建国", 84.0),
        )
    )
    assert [(p["name"], p["employer"]) for p in found][-1] == ("李建国", "遵义市卫生学校")


@pytest.mark.parametrize("told_of", ["你办报来的材料收悉。", "《关于评审结果的报告》悉。"])
def test_an_office_that_handed_in_employs_nobody(told_of: str) -> None:
    found = people(
        lines(
            ("凉山州职改办：", 60.0),
            (f"{told_of}批准下列同志具备高级教师任职资格：", 84.0),
            ("王静　李建国　赵敏", 84.0),
        )
    )
    assert found
    assert not any("employer" in person for person in found)


@pytest.mark.parametrize(
    ("sentence", "told_on"),
    [
        ("任职资格从1994年10月18日起生效。", "1994-10-18"),
        ("具备相应资格，时间从1994年10月18日起计。", "1994-10-18"),
        ("以下同志通过评审（评审通过日期：1994年10月18日）。", "1994-10-18"),
    ],
)
def test_since_when_a_paper_counts_is_told_in_many_ways(sentence: str, told_on: str) -> None:
    assert fields(*written(sentence))["obtained_on"] == told_on


def test_the_year_before_a_committee_is_none_of_its_name() -> None:
    sentence = "经2019年甘肃省农业系列高级职称评审委员会评审，王静等4人具备任职资格。"
    shown = fields(*written(sentence))
    assert shown["committee"] == "甘肃省农业系列高级职称评审委员会"


def test_a_heading_without_the_word_qualification_tells_the_title() -> None:
    heading = "关于印发2021年辽宁省正高级工程师评审通过人员名单的通知"
    assert fields(*written(heading, wide=40))["title"] == "正高级工程师"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("关于转发《关于批准王静同志高级教师任职资格的通知》的通知", DocumentKind.APPROVAL),
        ("卫生专业技术人员考核认定医士(师)职务审批表", DocumentKind.REVIEW_FORM),
    ],
)
def test_more_headings_tell_the_kind(heading: str, kind: DocumentKind) -> None:
    assert recognise_kind([heading], set()) is kind


@pytest.mark.parametrize(
    "opinion",
    [
        "同意备案。\n陇职改发〔2014〕15号\n陇南市人事局\n2014年12月30日",
        "同意认定助理农艺师，陇职改发〔2014〕15号\n陇南市人事局\n2014年12月30日",
        "经审查，同意认定王静同志助理工程师任职资格，\n从评审通过之日起计算，以上意见已经公示。\n"
        "陇职改发〔2014〕15号\n陇南市人事局",
        "根据陇职改发〔2014〕15号文批准王静同志具备研究员任职资格。\n2014年12月30日",
    ],
)
def test_an_opinion_tells_the_number_of_its_paper(opinion: str) -> None:
    assert approved(opinion)["approval_number"] == "陇职改发〔2014〕15号"


def test_the_rules_that_an_opinion_rests_on_are_not_its_paper() -> None:
    opinion = "同意，根据陇职改发〔2014〕15号文件规定办理。\n陇南市人事局\n2014年12月30日"
    assert "approval_number" not in approved(opinion)
