"""Guizhou's answers beside the issuing unit, question by question, with the near misses."""

import pytest

from rules.examples import case_of_example
from rules.judge import judge

MAPPED = {f"GZ-H-{n:02}" for n in range(7, 13)}
NUMBERS = {f"GZ-H-{n}" for n in (31, 32, 33, 34, 35, 36, 37)}
ACCOUNTS = {f"GZ-H-{n}" for n in (15, 16, 17, 18)}
CARDS = {"GZ-H-01", "GZ-H-03", "GZ-H-05"}


def found(fields=None, example=None, **declared):
    facts = {"fields": fields or {}, "declarations": declared, **(example or {})}
    return judge(case_of_example("guizhou-historical", facts)).findings


def codes(fields=None, example=None, **declared):
    return {one.code for one in found(fields, example, **declared)}


def value_of(code, findings):
    (one,) = (one for one in findings if one.code == code)
    return one.suggestion.value if one.suggestion else None


def card(series, specialty="", level="", in_use=None):
    entry = {"series": series, "specialty": specialty, "level": level, "in_use": in_use}
    return {key: value for key, value in entry.items() if value not in ("", None)}


# Questions 1 and 2: which of several certificates


@pytest.mark.parametrize(
    ("level", "other", "expected"),
    [
        ("中级", "副高级", {"GZ-H-01"}),
        ("副高级", "正高级", {"GZ-H-01"}),
        ("员级", "助理级", {"GZ-H-01"}),
        ("副高级", "中级", set()),
        ("副高级", "高级", set()),  # may be the same level
        ("中级", "中级", set()),
    ],
)
def test_of_one_specialty_the_highest_level(level, other, expected):
    form = {"series": "工程技术人员", "specialty": "机械", "level": level}
    holds = [card("工程", "机械", level), card("工程系列", "机械", other)]
    assert codes(form, holds=holds) & CARDS == expected


def test_the_specialty_of_the_certificate_counts_where_other_was_chosen():
    form = {"series": "工程", "specialty": "其他", "local_specialty": "机械", "level": "中级"}
    holds = [card("工程", "机械", "中级"), card("工程", "机械", "副高级")]
    assert codes(form, holds=holds) & CARDS == {"GZ-H-01"}


@pytest.mark.parametrize(
    ("series", "used", "expected"),
    [
        ("会计", (True, False), set()),
        ("经济", (True, False), {"GZ-H-03"}),
        ("会计", (False, False), {"GZ-H-03"}),
        ("会计", (True, True), {"GZ-H-03"}),
        ("会计", (None, None), set()),  # asked, not accused
    ],
)
def test_of_different_series_the_one_in_use(series, used, expected):
    holds = [card("会计", in_use=used[0]), card("经济", in_use=used[1])]
    assert codes({"series": series}, holds=holds) & CARDS == expected


def test_the_one_in_use_may_be_of_a_lower_level():
    form = {"series": "会计", "specialty": "会计", "level": "中级"}
    holds = [card("工程", "机械", "副高级", False), card("会计", "会计", "中级", True)]
    assert codes(form, holds=holds) & CARDS == set()


def test_one_certificate_raises_no_question_of_which():
    assert codes({"series": "会计"}, holds=[card("会计", level="中级")]) & CARDS == set()


@pytest.mark.parametrize(
    "holds",
    [
        [card("工程", "机械", "副高级"), card("工程", "电气", "中级")],
        [
            card("工程", "机械", "副高级"),
            card("工程", "机械", "中级"),
            card("会计", "会计", "中级"),
        ],
    ],
)
def test_what_neither_question_covers_is_left_to_a_person(holds):
    form = {"series": "工程", "specialty": "机械", "level": "副高级"}
    (hint,) = (one for one in found(form, holds=holds) if one.code == "GZ-H-05")
    assert hint.severity == "hint"
    assert "several_certificates.uncovered" in hint.zh


def test_a_department_can_settle_what_is_not_covered():
    form = {"series": "工程", "specialty": "机械", "level": "副高级"}
    holds = [card("工程", "机械", "副高级"), card("工程", "电气", "中级")]
    highest = {"tables": {"several_certificates": {"uncovered": "highest"}}}
    assert "GZ-H-05" not in codes(form, highest, holds=holds)
    assert "GZ-H-05" in codes({**form, "level": "中级", "specialty": "电气"}, highest, holds=holds)


# The years


@pytest.mark.parametrize(
    ("day", "out"),
    [("2003-12-31", True), ("2004-01", False), ("2019-12-31", False), ("2020-01-01", True)],
)
def test_the_years_collected(day, out):
    assert ("GZ-H-06" in codes({"obtained_on": day})) is out


def test_a_units_own_years_take_the_place_of_the_general_ones():
    years = {"tables": {"unit_windows": {"遵义市人力资源和社会保障局": [2000, 2019]}}}
    form = {"obtained_on": "2001-05", "issuer": "遵义市人力资源社会保障局"}
    assert "GZ-H-06" not in codes(form, years)
    assert "GZ-H-06" in codes({**form, "issuer": "遵义市教育局"}, years)


def test_no_certificate_and_before_2004_is_for_the_unit_to_confirm():
    assert "GZ-H-56" in codes({"certificate_number": "未办理证书", "obtained_on": "2003-12-31"})
    assert "GZ-H-56" not in codes({"certificate_number": "未办理证书", "obtained_on": "2004-01"})
    assert "GZ-H-56" not in codes({"certificate_number": "黔中1999", "obtained_on": "1999-12"})


# Questions 3 to 7: series and titles


@pytest.mark.parametrize(
    ("fields", "code", "right"),
    [
        ({"series": "工程", "title": "工程技术应用研究员"}, "GZ-H-07", "正高级工程师"),
        ({"series": "工程技术人员", "title": "研究员"}, "GZ-H-07", "正高级工程师"),
        ({"series": "群众文化", "title": "馆员"}, "GZ-H-08", "图书资料系列"),
        ({"series": "艺术", "local_specialty": "群众文化"}, "GZ-H-08", "图书资料系列"),
        ({"series": "党校教师", "employer": "中共贵州省委党校"}, "GZ-H-09", "高等学校教师系列"),
        (
            {"series": "中等职业学校教师", "employer": "中共遵义市委党校"},
            "GZ-H-09",
            "高等学校教师系列",
        ),
        ({"series": "高校教师", "employer": "仁怀市委党校"}, "GZ-H-09", "中等职业学校教师"),
        (
            {"series": "卫生技术", "title": "主管药师", "employer": "贵州某制药有限公司"},
            "GZ-H-10",
            "工程技术系列",
        ),
        (
            {"series": "艺术", "specialty": "影视编辑", "title": "一级剪辑师"},
            "GZ-H-11",
            "一级导演（编导）",
        ),
        (
            {"series": "艺术", "specialty": "影视文学编辑", "title": "编辑", "level": "中级"},
            "GZ-H-12",
            "三级文学创作",
        ),
    ],
)
def test_old_series_and_titles_are_chosen_as_the_answers_say(fields, code, right):
    answers = found(fields)
    assert {one.code for one in answers} & MAPPED == {code}
    assert value_of(code, answers) == right


@pytest.mark.parametrize(
    ("fields", "declared"),
    [
        ({"series": "自然科学研究人员", "title": "研究员"}, {}),
        ({"series": "工程技术人员", "title": "正高级工程师"}, {}),
        ({"series": "图书资料", "specialty": "群众文化", "title": "馆员"}, {}),
        ({"series": "艺术", "specialty": "表演", "title": "二级演员"}, {}),
        ({"series": "会计", "employer": "中共湄潭县委党校", "title": "会计师"}, {}),
        ({"series": "中等职业学校教师", "employer": "湄潭县委党校"}, {}),
        ({"series": "中小学教师", "employer": "湄潭县第一中学"}, {}),
        ({"series": "卫生技术", "title": "主管药师", "employer": "遵义市第一人民医院"}, {}),
        ({"series": "卫生技术", "title": "主管药师"}, {"pharmacy_in_hospital": True}),
        ({"series": "卫生技术", "title": "主治医师", "employer": "贵州某制药有限公司"}, {}),
        ({"series": "工程技术", "specialty": "药学"}, {"pharmacy_in_hospital": False}),
        ({"series": "艺术", "specialty": "影视编辑", "title": "二级编导"}, {}),
        ({"series": "艺术", "specialty": "影视文学编辑", "title": "二级文学创作"}, {}),
        ({"series": "新闻", "specialty": "影视编辑", "title": "编辑"}, {}),
    ],
)
def test_series_and_titles_that_are_right_are_left_alone(fields, declared):
    assert codes(fields, **declared) & MAPPED == set()


def test_a_declared_level_of_the_school_counts_more_than_its_name():
    form = {"series": "高等学校教师", "employer": "某党校"}
    assert "GZ-H-09" in codes(form, party_school_level="county")
    assert "GZ-H-09" not in codes(form, party_school_level="prefecture")


# Questions 8 and 9: the employer


def test_the_present_employer_is_not_the_one_that_is_asked_for():
    form = {"employer": "贵阳建筑勘察设计有限公司"}
    now = {"current_employer": "贵阳建筑勘察设计有限公司"}
    assert "GZ-H-13" in codes(form, employer_state="dissolved", **now)
    assert "GZ-H-13" not in codes(form, employer_state="same", **now)
    other = {"employer": "贵州省第一建筑工程公司"}
    assert "GZ-H-13" not in codes(other, employer_state="moved-in-province", **now)


def test_the_employer_on_the_review_form_settles_it():
    now = "贵阳建筑勘察设计有限公司"
    shown = {"read": {"review-form": {"employer": "贵州省第一建筑工程公司"}}}
    answers = found({"employer": now}, shown, current_employer=now)
    assert value_of("GZ-H-13", answers) == "贵州省第一建筑工程公司"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"employer_state": "dissolved", "employer_type": "private"}, "GZ-H-15"),
        ({"employer_state": "dissolved", "employer_type": "public-institution"}, "GZ-H-15"),
        ({"employer_state": "dissolved", "current_employer": "贵阳某建筑公司"}, "GZ-H-15"),
        ({"employer_state": "moved-out-of-province", "archive_in_province": True}, "GZ-H-16"),
        (
            {
                "employer_state": "dissolved",
                "current_employer": "深圳市某公司",
                "archive_in_province": True,
            },
            "GZ-H-16",
        ),
        (
            {
                "employer_state": "dissolved",
                "employer_type": "other-province",
                "archive_in_province": False,
            },
            "GZ-H-17",
        ),
        ({"employer_state": "moved-out-of-province", "archive_in_province": False}, "GZ-H-17"),
        ({"employer_state": "dissolved", "employer_type": "government"}, "GZ-H-18"),
        ({"employer_state": "dissolved", "current_employer": ""}, "GZ-H-18"),
        ({"employer_state": "dissolved", "retired": True}, "GZ-H-18"),
        ({"employer_state": "same"}, None),
        ({"employer_state": "moved-in-province", "employer_type": "private"}, None),
    ],
)
def test_who_creates_the_account(declared, expected):
    assert codes(**declared) & ACCOUNTS == ({expected} if expected else set())


# Questions 13 to 15: the number and its proofs

LOST = {"certificate_state": "lost", "number_known": False}
NEVER = {"certificate_state": "never-issued"}
OTHER = {"documents": {"approval": True}}


@pytest.mark.parametrize(
    ("number", "declared", "expected"),
    [
        ("黔高20125000123", {}, set()),
        ("黔高20125000123", {"certificate_state": "held"}, set()),
        ("", {}, {"GZ-H-32"}),
        ("未办理证书", {**NEVER, **OTHER}, set()),
        ("“未办理证书”", {**NEVER, **OTHER}, {"GZ-H-31", "GZ-H-37"}),
        ("黔高20125000123", {**NEVER, **OTHER}, {"GZ-H-31"}),
        ("已遗忘", {**NEVER, **OTHER}, {"GZ-H-31"}),
        ("未办理证书", {"certificate_state": "held", **OTHER}, {"GZ-H-31"}),
        ("未办理证书", {**NEVER, "documents": {"certificate": True}}, {"GZ-H-33"}),
        ("未办理证书", {**NEVER, "documents": {"review-form": True}}, set()),
        ("已遗忘", {**LOST, **OTHER}, set()),
        ("已遗忘", {**LOST, "documents": {"certificate": True}}, {"GZ-H-35"}),
        ("已遗忘", {"certificate_state": "held", **OTHER}, {"GZ-H-34"}),
        ("已遗忘", {**LOST, "number_known": True, **OTHER}, {"GZ-H-34"}),
        ("未办理证书", {**LOST, **OTHER}, {"GZ-H-34"}),
        ("遗失", {**LOST, **OTHER}, {"GZ-H-34", "GZ-H-37"}),
        ("黔中20086000777", {"certificate_state": "lost", **OTHER}, set()),
        (
            "黔中20086000777",
            {"certificate_state": "lost", "documents": {"certificate": True}},
            {"GZ-H-36"},
        ),
        ("黔字第一二三号", {}, set()),
    ],
)
def test_the_number_and_what_stands_in_its_place(number, declared, expected):
    assert codes({"certificate_number": number}, **declared) & NUMBERS == expected


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("己遗忘", "已遗忘"),
        ("巳遗忘", "已遗忘"),
        ("以遗忘", "已遗忘"),
        ("证书遗失", "已遗忘"),
        ("末办理证书", "未办理证书"),
        ("未办", "未办理证书"),
        ("未办理职称证书", "未办理证书"),
        ("无", None),
        ("/", None),
        ("0", None),
        ("N/A", None),
    ],
)
def test_other_words_are_turned_into_the_uniform_ones(typed, right):
    assert value_of("GZ-H-37", found({"certificate_number": typed})) == right


def test_the_declared_state_says_which_of_the_two_a_blank_is():
    assert value_of("GZ-H-32", found({}, **NEVER)) == "未办理证书"
    assert value_of("GZ-H-32", found({}, **LOST)) == "已遗忘"


@pytest.mark.parametrize(
    ("documents", "missing"),
    [
        ({"certificate": True}, False),
        ({"review-form": True}, False),
        ({"approval": True}, False),
        ({"certificate": False}, True),
        ({"statement": True, "appointment": True, "other": True}, True),
    ],
)
def test_one_of_three_proofs_is_enough_and_no_other_paper_is(documents, missing):
    assert ("GZ-H-30" in codes(documents=documents)) is missing


def test_the_form_of_an_exam_goes_with_an_exam():
    evaluated = {"read": {"review-form": {"committee": "贵州省会计系列高级评审委员会"}}}
    exam = {"text": {"review-form": "贵州省专业技术职务“以考代评”表"}}
    assert "GZ-H-65" in codes({"review_type": "以考代评"}, evaluated)
    assert "GZ-H-65" in codes({"review_type": "社会化评审"}, exam)
    assert "GZ-H-65" not in codes({"review_type": "以考代评"}, exam)
    assert "GZ-H-65" not in codes({"review_type": "社会化评审"}, evaluated)


# Question 17: full names


@pytest.mark.parametrize(
    ("field", "typed", "right"),
    [
        ("employer", "省医", "贵州省人民医院"),
        ("employer", "省建筑设计研究院", "贵州省建筑设计研究院"),
        ("employer", "遵义一中", None),
        ("employer", "市人民医院", None),
        ("issuer", "贵州省人社厅", "贵州省人力资源和社会保障厅"),
        ("convener", "遵义市人社局", "遵义市人力资源和社会保障局"),
    ],
)
def test_short_names_of_units_are_told_with_the_full_one_where_it_is_known(field, typed, right):
    assert value_of("GZ-H-41", found({field: typed})) == right


@pytest.mark.parametrize(
    "name",
    [
        "贵州省人民医院", "遵义市第一中学", "贵州省人力资源社会保障厅", "市政工程有限公司",
        "贵州一一三地质大队", "贵阳市第四人民医院", "黔南州人民医院", "贵州医科大学附属医院",
    ],
)  # fmt: skip
def test_full_names_are_left_alone(name):
    assert not {"GZ-H-41", "GZ-H-42"} & codes({"employer": name, "issuer": name})


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("贵州省卫生系列高评委", "贵州省卫生系列高级评审委员会"),
        ("贵州省卫生系列高级评委会", "贵州省卫生系列高级评审委员会"),
        ("遵义市中评委", "遵义市中级评审委员会"),
        ("遵义市高评委会", "遵义市高级评审委员会"),
        ("遵义市高评委员会", "遵义市高级评审委员会"),
        ("贵州省工程系列高评委（建筑）", "贵州省工程系列高级评审委员会(建筑)"),
    ],
)
def test_short_committees_are_written_out_once(typed, full):
    assert value_of("GZ-H-42", found({"committee": typed})) == full
    assert "GZ-H-42" not in codes({"committee": full})


# Question 19: photo and scans


@pytest.mark.parametrize(
    ("size", "severity"),
    [(20000, None), (20001, "hint"), (20480, "hint"), (20481, "error")],
)
def test_20kb_is_20480_bytes_at_most_and_a_hint_from_20001(size, severity):
    photo = {"photo": {"bytes": size, "background_white": 0.99, "tool": True}}
    told = {one.code: one.severity for one in found({}, photo)}
    assert told.get("GZ-H-47") == severity


def test_pages_that_break_the_rules_of_scans_are_named():
    codes_of = ["DPI_TOO_LOW", "PAGE_BLURRED"]
    answers = {one.code: one for one in found({}, {"findings": {"approval": codes_of}})}
    assert {"GZ-H-50", "GZ-H-51"} <= set(answers)
    assert answers["GZ-H-50"].document == "approval"
    assert "第1页" in answers["GZ-H-50"].zh
    assert "GZ-H-49" not in answers


# Questions 22, 23 and 25


def test_only_people_with_a_title_are_entered():
    assert "GZ-H-57" in codes(holds=[], documents={})
    assert "GZ-H-57" in codes(qualification_kind="worker-skill")
    assert "GZ-H-57" not in codes(qualification_kind="title", documents={"approval": True})


SPECIALTIES = {"GZ-H-59", "GZ-H-60", "GZ-H-61", "GZ-H-62"}


@pytest.mark.parametrize(
    ("chosen", "local", "expected"),
    [
        ("其他", "水利水电施工", set()),
        ("机械工程", "机械工程", set()),
        ("水利工程", "水利水电施工", {"GZ-H-59"}),
        ("机械工程", "", {"GZ-H-60"}),
        ("其他", "", {"GZ-H-60", "GZ-H-62"}),
    ],
)
def test_both_specialties(chosen, local, expected):
    form = {"specialty": chosen, "local_specialty": local}
    assert codes(form) & SPECIALTIES == expected


def test_the_certificate_that_was_read_says_what_the_local_specialty_is():
    shown = {"read": {"certificate": {"specialty": "内科"}}}
    answers = found({"specialty": "内科", "local_specialty": "内科学"}, shown)
    assert value_of("GZ-H-61", answers) == "内科"
    assert value_of("GZ-H-60", found({"specialty": "其他"}, shown)) == "内科"
    assert "GZ-H-59" in codes({"specialty": "内科学", "local_specialty": "内科"}, shown)


@pytest.mark.parametrize(
    ("fields", "declared", "out"),
    [
        ({"issuer": "湖南省人力资源和社会保障厅"}, {}, True),
        ({"committee": "成都市卫生系列高级职称评审委员会"}, {}, True),
        ({"issuer": "重庆市职称改革办公室"}, {}, True),
        ({}, {"sealed_by": "广东省人力资源和社会保障厅"}, True),
        ({}, {"evaluated_by": "other-province"}, True),
        ({"issuer": "贵州省人力资源和社会保障厅"}, {}, False),
        ({"committee": "毕节地区中学教师系列高级评审委员会"}, {}, False),
        ({}, {"evaluated_by": "this-province"}, False),
        ({"employer": "湖南省人民医院", "issuer": "遵义市教育局"}, {}, False),
    ],
)
def test_titles_of_other_provinces_are_out(fields, declared, out):
    assert ("GZ-H-64" in codes(fields, **declared)) is out
