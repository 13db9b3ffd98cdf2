"""Guizhou's electronic certificates: the notice's sentences, with the near misses."""

import pytest

from rules.examples import case_of_example
from rules.judge import judge

PAGE = {
    "name": "王丽", "sex": "女", "id_type": "居民身份证", "id_number": "520102197806123029",
    "series": "工程技术人员", "specialty": "建筑工程", "title": "工程师",
    "review_type": "社会化评审", "obtained_on": "2020-12-20", "employer": "贵阳某建筑有限公司",
    "committee": "贵阳市工程系列中级评审委员会", "convener": "贵阳市人力资源和社会保障局",
}  # fmt: skip


def found(fields=None, example=None, **declared):
    facts = {"fields": fields or {}, "declarations": declared, **(example or {})}
    return judge(case_of_example("guizhou-ecert", facts)).findings


def codes(fields=None, example=None, **declared):
    return {one.code for one in found(fields, example, **declared)}


def test_a_complete_page_has_nothing_wrong():
    assert codes(PAGE, route="evaluation", medium="electronic") == set()


@pytest.mark.parametrize("missing", PAGE)
def test_every_field_of_the_page_is_asked_for(missing):
    answers = found({**PAGE, missing: ""}, route="evaluation", medium="electronic")
    assert [one.field for one in answers if one.code == "GZ-E-06"] == [missing]


def test_the_column_of_the_collection_counts_as_the_forming_unit():
    form = {**PAGE, "convener": "", "issuer": "贵阳市人力资源和社会保障局"}
    assert codes(form, route="evaluation", medium="electronic") == set()


@pytest.mark.parametrize(
    ("day", "medium", "expected"),
    [
        ("2020-12-31", "paper", {"GZ-E-08"}),
        ("2021-01-01", "paper", {"GZ-E-01"}),
        ("2021-01", "paper", {"GZ-E-01"}),
        ("2020-12-31", "electronic", set()),
        ("2021-01-01", "electronic", set()),
    ],
)
def test_paper_ends_with_2020(day, medium, expected):
    answers = codes({"issued_on": day}, medium=medium, route="evaluation")
    assert answers & {"GZ-E-01", "GZ-E-08"} == expected


def test_paper_of_the_state_and_of_other_places_is_no_breach():
    late = {"issued_on": "2021-06-01"}
    assert "GZ-E-01" not in codes(late, medium="paper", route="exam", exam_line="national")
    assert "GZ-E-01" not in codes(late, medium="paper", evaluated_by="other-province")
    assert "GZ-E-01" in codes({**late, "review_type": "以考代评"}, medium="paper")


def test_what_was_read_says_whether_it_is_paper():
    late = {"issued_on": "2021-06-01"}
    assert "GZ-E-01" in codes(late, {"read": {"certificate": {"name": "王丽"}}})
    assert "GZ-E-01" not in codes(late, {"read": {"e-certificate": {"name": "王丽"}}})
    assert "GZ-E-01" in codes(late, documents={"certificate": True})


@pytest.mark.parametrize(("day", "looked_at"), [("2020-12-31", False), ("2021-01-01", True)])
def test_a_scan_of_late_paper_is_looked_at(day, looked_at):
    shown = {"read": {"certificate": {"issued_on": day}}}
    assert ("GZ-E-02" in codes({}, shown)) is looked_at


@pytest.mark.parametrize(
    ("line", "medium", "expected"),
    [
        ("national", "paper", set()),
        ("national", "electronic", {"GZ-E-03"}),
        ("local", "electronic", set()),
        ("local", "paper", {"GZ-E-04"}),
    ],
)
def test_the_pass_line_decides_who_issues(line, medium, expected):
    answers = codes({}, route="exam", exam_line=line, medium=medium)
    assert answers & {"GZ-E-03", "GZ-E-04"} == expected
    evaluated = codes({}, route="evaluation", exam_line=line, medium=medium)
    assert not evaluated & {"GZ-E-03", "GZ-E-04"}


@pytest.mark.parametrize(
    ("obtained", "expected"),
    [
        ("2009-12-31", {"GZ-E-15", "GZ-E-33", "GZ-E-34"}),
        ("2010-01-01", {"GZ-E-33", "GZ-E-34"}),
        ("2019-12-31", {"GZ-E-33", "GZ-E-34"}),
        ("2020-01-01", {"GZ-E-35"}),
        ("2020-03", {"GZ-E-35"}),
        ("2020-04-01", set()),
        ("2020-12-31", set()),
        ("2021-01-15", set()),
    ],
)
def test_the_years_of_verification_and_download(obtained, expected):
    watched = {"GZ-E-15", "GZ-E-33", "GZ-E-34", "GZ-E-35"}
    assert codes({"obtained_on": obtained}) & watched == expected


def test_an_exchanged_certificate_can_be_downloaded():
    exchanged = {"read": {"e-certificate": {"obtained_on": "2012-12-20"}}}
    assert not codes({"obtained_on": "2012-12-20"}, exchanged) & {"GZ-E-33", "GZ-E-34"}


@pytest.mark.parametrize(
    "review_type",
    [
        "社会化评审", "自主评审", "基层评审认定", "绿色通道", "民营经济组织专项评审", "以考代评",
        "“9+3”定向评价", "“9＋3”定向评价", "9+3定向评价", '"9+3"定向评价',
    ],
)  # fmt: skip
def test_the_seven_review_types_are_taken_whatever_their_quotation_marks(review_type):
    assert "GZ-E-17" not in codes({"review_type": review_type})


@pytest.mark.parametrize(
    ("typed", "near"),
    [("破格评审", None), ("认定", None), ("社会评审", "社会化评审"), ("评审", None)],
)
def test_any_other_review_type_is_refused(typed, near):
    (error,) = (one for one in found({"review_type": typed}) if one.code == "GZ-E-17")
    assert (error.suggestion.value if error.suggestion else None) == near


@pytest.mark.parametrize(
    ("fields", "declared", "code", "broken"),
    [
        ({"review_type": "社会化评审", "convener": "贵州省住房和城乡建设厅"}, {}, 18, False),
        ({"review_type": "社会化评审", "convener": "遵义市人力资源社会保障局"}, {}, 18, False),
        ({"review_type": "社会化评审", "convener": "贵州大学"}, {}, 18, True),
        ({"review_type": "自主评审", "convener": "贵州大学"}, {}, 18, False),
        (
            {"review_type": "自主评审", "employer": "贵州大学附属医院", "convener": "贵州大学"},
            {},
            19,
            False,
        ),
        (
            {"review_type": "自主评审", "employer": "遵义师范学院", "convener": "贵州大学"},
            {},
            19,
            True,
        ),
        ({"review_type": "基层评审认定", "employer": "贵阳市花溪区某中心卫生院"}, {}, 20, False),
        ({"review_type": "基层评审认定", "employer": "遵义市第一人民医院"}, {}, 20, True),
        (
            {"review_type": "绿色通道", "obtained_on": "2020-12"},
            {"introduced_on": "2019-01-01"},
            21,
            False,
        ),
        (
            {"review_type": "绿色通道", "obtained_on": "2020-12"},
            {"introduced_on": "2020-01-01"},
            21,
            True,
        ),
        (
            {"review_type": "绿色通道", "obtained_on": "2020-12"},
            {"introduced_on": "2018-12-31"},
            21,
            True,
        ),
        ({"review_type": "民营经济组织专项评审"}, {"employer_type": "private"}, 22, False),
        ({"review_type": "民营经济组织专项评审"}, {"employer_type": "state-owned"}, 22, True),
        ({"review_type": "民营经济组织专项评审", "employer": "贵州省人民医院"}, {}, 22, True),
        ({"review_type": "以考代评"}, {"route": "evaluation"}, 23, True),
        ({"review_type": "社会化评审"}, {"route": "exam"}, 23, True),
        ({"review_type": "以考代评"}, {"route": "exam", "documents": {}}, 23, False),
    ],
)
def test_what_annex_2_asks_of_each_review_type(fields, declared, code, broken):
    assert (f"GZ-E-{code}" in codes(fields, **declared)) is broken


@pytest.mark.parametrize(
    "employer",
    [
        "威宁彝族回族苗族自治县人民医院", "威宁县第一中学", "纳雍县某小学",
        "紫云苗族布依族自治县民族中学", "榕江县人民医院", "从江县农业农村局", "赫章县水务局",
        "沿河土家族自治县人民医院", "沿河自治县某中学", "望谟县人民医院", "晴隆县某镇卫生院",
        "织金县人民医院", "水城县人民医院", "水城区人民医院", "六盘水市水城区某小学",
        "毕节市七星关区某中学", "贵州省毕节市织金县某中学",
    ],
)  # fmt: skip
def test_the_twelve_counties_under_any_of_their_names(employer):
    assert "GZ-E-24" not in codes({"review_type": "“9+3”定向评价", "employer": employer})


@pytest.mark.parametrize(
    "employer", ["仁怀市人民医院", "六盘水市钟山区某中学", "毕节市第一人民医院"]
)
def test_no_other_place_is_of_the_twelve(employer):
    assert "GZ-E-24" in codes({"review_type": "“9+3”定向评价", "employer": employer})


@pytest.mark.parametrize(
    ("number", "sex", "suggestion"),
    [
        ("520102197806123010", "男", None),
        ("52010219780612301", "男", "refused"),
        ("520102197806123011", "男", "refused"),
        ("520102197806123010", "女", "男"),
        ("520102197806123029", "男", "女"),
        ("520102780612301", "男", "520102197806123010"),
    ],
)
def test_number_and_sex_fit(number, sex, suggestion):
    form = {"id_type": "居民身份证", "id_number": number, "sex": sex}
    wrong = [one for one in found(form) if one.code == "GZ-E-36"]
    if suggestion is None:
        assert wrong == []
    else:
        value = wrong[0].suggestion.value if wrong[0].suggestion else "refused"
        assert value == suggestion


def test_other_identity_documents_are_not_held_against_its_rule():
    assert "GZ-E-36" not in codes({"id_type": "护照", "id_number": "E12345678", "sex": "男"})


@pytest.mark.parametrize(
    ("fields", "broken"),
    [
        ({"committee": PAGE["committee"], "convener": PAGE["convener"]}, set()),
        ({"committee": PAGE["convener"], "convener": PAGE["committee"]}, {"committee", "convener"}),
        ({"committee": "贵州省人事考试院", "convener": PAGE["convener"]}, set()),
        (
            {
                "committee": "贵州省人力资源和社会保障厅",
                "convener": "贵州省人力资源和社会保障厅",
                "review_type": "以考代评",
            },
            set(),
        ),
        ({"committee": "贵州大学教师系列高级评审委员会", "convener": "贵州大学"}, set()),
    ],
)
def test_three_fields_for_three_organisations(fields, broken):
    assert {one.field for one in found(fields) if one.code == "GZ-E-38"} == broken


def test_the_seal_of_an_electronic_certificate():
    right = {"seals": {"e-certificate": ["贵州省专业技术职务资格证书专用章"]}}
    other = {"seals": {"e-certificate": ["遵义市人力资源和社会保障局"]}}
    no_pdf = {"findings": {"e-certificate": ["NOT_A_PDF"]}}
    assert "GZ-E-05" not in codes({}, right)
    assert "GZ-E-05" in codes({}, other)
    assert "GZ-E-05" in codes({}, no_pdf)


@pytest.mark.parametrize(("day", "early"), [("2021-02-18", True), ("2021-02-19", False)])
def test_the_notice_holds_from_the_day_it_was_issued(day, early):
    assert ("GZ-E-40" in codes(submitted_on=day)) is early
