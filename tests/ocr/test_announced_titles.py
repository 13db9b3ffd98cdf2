"""Papers that announce titles tell their number, their committee and their people."""

import pytest

from models.fields import DocumentKind
from models.settings import load_settings
from ocr.document import content_of
from ocr.fields import readings_of
from ocr.page import Run
from tests.ocr.pages_of_text import page, run, written
from tests.ocr.sheets_of_lists import Sheet, in_columns, people

THREE = ("王静", "李建国", "赵敏")
LISTED = "王静、李建国、赵敏"
ANNOUNCED = "经评审委员会评审通过，现将取得任职资格人员名单通知如下："


def fields(*runs: Run) -> dict[str, str]:
    """What an approval says as a whole."""
    found = content_of({1: page(*runs)}, DocumentKind.APPROVAL, load_settings())
    return {str(field): one.value for field, one in readings_of(found.fields).items()}


def told(*paragraphs: str, wide: int = 30) -> list[dict[str, str]]:
    return people(Sheet(tuple(written(*paragraphs, wide=wide))))


def all_of(**same: str) -> list[dict[str, str]]:
    return [{"name": name, **same} for name in THREE]


@pytest.mark.parametrize(
    "sentence",
    [
        "同意王静、李建国、赵敏3名同志由农艺师晋升为高级农艺师。",
        "经评审，王静、李建国、赵敏同志由农艺师转评为高级农艺师。",
        "经考核，王静、李建国、赵敏同志见习期满，初定为高级农艺师。",
        "经评审通过，确定王静、李建国、赵敏同志为高级农艺师。",
        "经评审，王静、李建国、赵敏同志高级农艺师任职资格已通过。",
        "王静、李建国、赵敏同志具备高级农艺师任职条件，同意任命为高级农艺师。",
    ],
)
def test_a_sentence_tells_what_people_become_whatever_they_were(sentence: str) -> None:
    assert told(sentence, wide=60) == all_of(title="高级农艺师")


@pytest.mark.parametrize(
    "sentence",
    [
        "评审通过了以下同志的工程师任职资格：",
        "各单位报来的材料已由有关专家于近日会同审定，通过了下列人员的工程师任职资格：",
        "下列人员工程师任职资格已经评审通过，现印发给你们，请各单位认真做好聘任工作：",
        "下列人员经过规定的程序，其所申报的专业技术资格已由本会通过，下列人员获工程师任职资格：",
        "经审定，现将取得工程师资格人员名单印发给你们，请遵照执行。",
    ],
)
def test_a_sentence_above_a_list_gives_its_title(sentence: str) -> None:
    assert told(sentence, LISTED, wide=60) == all_of(title="工程师")


@pytest.mark.parametrize("subject", ["语文", "机械", "土木工程", "给水排水", "口腔医学"])
@pytest.mark.parametrize("count", ["", "（3人）"])
def test_a_subject_before_a_colon_is_what_people_do_and_nobody(subject: str, count: str) -> None:
    assert told(ANNOUNCED, f"{subject}{count}：{LISTED}") == all_of(specialty=subject)


def test_a_word_before_a_colon_is_nobody_and_among_subjects_another_one() -> None:
    assert told(ANNOUNCED, f"农经：{LISTED}") == all_of()
    found = told(ANNOUNCED, f"植保：{LISTED}", "农经：陈红、周杰")
    assert found[3:] == [{"name": name, "specialty": "农经"} for name in ("陈红", "周杰")]


def test_who_is_of_the_committee_is_in_no_list() -> None:
    committee = ("主任委员：孙强（省水利厅）", "副主任委员：马芳（省农业厅）", "委员：吴军、周杰")
    sentence = "王静、李建国、赵敏3名同志具备工程师任职资格。"
    assert told(ANNOUNCED, *committee, sentence) == all_of(title="工程师")


def test_a_subject_and_how_many_they_are_stand_above_people() -> None:
    assert told(ANNOUNCED, "语文（3人）", "王静  李建国  赵敏") == all_of(specialty="语文")


@pytest.mark.parametrize(
    "line",
    ["校对：孙强  打印：马芳", "校对：孙强", "打印：马芳", "主题词：职称 资格", "核稿：孙强"],
)
def test_who_printed_a_paper_is_in_no_list(line: str) -> None:
    sentence = "王静、李建国、赵敏3名同志具备工程师任职资格。"
    assert told(sentence, line) == all_of(title="工程师")


def test_proof_readers_are_people_of_a_list() -> None:
    found = told(ANNOUNCED, "编辑：王静、李建国", "校对：赵敏、陈红")
    assert [one["title"] for one in found] == ["编辑", "编辑", "校对", "校对"]


def test_a_school_district_employs() -> None:
    found = told(ANNOUNCED, "城关镇中心小学（2人）：王静、李建国", "河口乡学区（1人）：赵敏")
    assert [one.get("employer") for one in found] == ["城关镇中心小学"] * 2 + ["河口乡学区"]


def test_titles_of_schools_stand_among_names() -> None:
    found = told(ANNOUNCED, "城关镇中心小学：小学高级教师王静、李建国；小学一级教师赵敏")
    assert [(one["name"], one["title"]) for one in found] == [
        ("王静", "小学高级教师"),
        ("李建国", "小学高级教师"),
        ("赵敏", "小学一级教师"),
    ]


def test_a_sentence_says_who_has_which_title() -> None:
    found = told("经评审，取得副编审资格的有：王静、李建国；取得编辑资格的有：赵敏。", wide=60)
    assert [(one["name"], one["title"]) for one in found] == [
        ("王静", "副编审"),
        ("李建国", "副编审"),
        ("赵敏", "编辑"),
    ]


def test_a_unit_before_names_that_become_teachers_of_schools() -> None:
    found = told(ANNOUNCED, "城关镇中心小学王静、李建国为小学高级教师；", "赵敏为小学一级教师。")
    assert [(one["name"], one["title"]) for one in found] == [
        ("王静", "小学高级教师"),
        ("李建国", "小学高级教师"),
        ("赵敏", "小学一级教师"),
    ]


def test_each_numbered_sentence_has_its_own_committee() -> None:
    found = told(
        "一、经省卫生系列高级评委会2012年11月9日评审，王静、李建国具备主任医师任职资格；",
        "二、经省工程系列高级评委会2012年11月20日评审，赵敏、陈红具备高级工程师任职资格。",
        wide=60,
    )
    first = {"committee": "省卫生系列高级评委会", "obtained_on": "2012-11-09"}
    second = {"committee": "省工程系列高级评委会", "obtained_on": "2012-11-20"}
    assert found == [
        {"name": "王静", "title": "主任医师", **first},
        {"name": "李建国", "title": "主任医师", **first},
        {"name": "赵敏", "title": "高级工程师", **second},
        {"name": "陈红", "title": "高级工程师", **second},
    ]


@pytest.mark.parametrize("head", ["现工作单位", "现所在单位"])
def test_a_list_tells_where_people_work_by_now_where_it_tells_no_other_unit(head: str) -> None:
    starts = (60.0, 120.0, 280.0)
    rows = (("王静", "兰州市第一中学", "高级教师"), ("赵敏", "兰州市第二中学", "高级教师"))
    found = people(in_columns(("姓名", head, "任职资格"), *rows, starts=starts))
    assert [one["employer"] for one in found] == ["兰州市第一中学", "兰州市第二中学"]
    both = in_columns(
        ("姓名", "工作单位", head, "任职资格"),
        ("王静", "兰州市第一中学", "兰州市第三中学", "高级教师"),
        ("赵敏", "兰州市第二中学", "兰州市第三中学", "高级教师"),
        starts=(60.0, 120.0, 280.0, 440.0),
    )
    assert [one["employer"] for one in people(both)] == ["兰州市第一中学", "兰州市第二中学"]


@pytest.mark.parametrize("head", ["科目", "专业方向"])
def test_a_list_calls_specialties_by_other_words(head: str) -> None:
    rows = (("王静", "语文", "高级教师"), ("赵敏", "数学", "高级教师"))
    found = people(in_columns(("姓名", head, "任职资格"), *rows, starts=(60.0, 160.0, 280.0)))
    assert [one["specialty"] for one in found] == ["语文", "数学"]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("（88）定职改字第12号", "〔88〕定职改字第12号"),
        ("【2005】黔职改字第9号", "〔2005〕黔职改字第9号"),
        ("甘人厅〔1999〕职字31号", "甘人厅〔1999〕职字31号"),
        ("某厂人劳〔2001〕号外8号", None),
        ("（2012）年度第3号", None),
    ],
)
def test_the_year_of_a_number_may_stand_before_whose_it_is(
    printed: str, number: str | None
) -> None:
    text = written("经评审，王静、李建国、赵敏3名同志具备工程师任职资格。")
    assert fields(run(printed, 200, 50), *text).get("approval_number") == number


@pytest.mark.parametrize("unit", ["广西壮族自治区职改办", "中国人民银行兰州中心支行"])
def test_banks_and_offices_for_titles_sign(unit: str) -> None:
    text = written("同意王静、李建国具备经济师任职资格。", foot=(unit, "2013年5月16日"))
    assert fields(*text)["issuer"] == unit


@pytest.mark.parametrize(
    ("sentence", "committee", "day"),
    [
        ("经2013年3月2日省高评委评审通过，", "省高评委", "2013-03-02"),
        (
            "经兰州市工程系列中级评审委员会评审，2012年9月8日表决通过，",
            "兰州市工程系列中级评审委员会",
            "2012-09-08",
        ),
        (
            "经兰州市工程系列中级评审委员会评审（2012年12月6日），",
            "兰州市工程系列中级评审委员会",
            "2012-12-06",
        ),
        (
            "经市职改办组织的工程专业中级职务评审委员会评审，",
            "工程专业中级职务评审委员会",
            None,
        ),
        (
            "经日喀则市工程系列中级评审委员会2012年12月6日评审，",
            "日喀则市工程系列中级评审委员会",
            "2012-12-06",
        ),
        ("经评审，取得资格时间统一为2012年12月6日，", None, "2012-12-06"),
    ],
)
def test_a_sentence_tells_which_committee_and_when(
    sentence: str, committee: str | None, day: str | None
) -> None:
    found = fields(*written(sentence + "下列人员具备工程师任职资格：", LISTED, wide=60))
    assert (found.get("committee"), found.get("obtained_on")) == (committee, day)


def test_a_committee_that_a_day_stands_before_is_told_without_it() -> None:
    found = told("下列同志经2002年12月6日评委会评审，具备工程师任职资格：", LISTED, wide=60)
    assert found == all_of(title="工程师", obtained_on="2002-12-06")
