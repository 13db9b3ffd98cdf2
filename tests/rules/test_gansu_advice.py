"""What Gansu's applicants are told to bring, to fill in, and whom to ask."""

from itertools import product

import pytest

from models.advice import Wanted
from models.fields import DocumentKind, Field
from rules.advice import advise
from rules.examples import case_of_example
from rules.gansu.advice import texts

KINDS = ("certificate", "approval", "review-form")
LEVELS = {"正高级": "senior", "中级": "middle", "员级": "junior"}


def advised(fields=None, declarations=None):
    example = {"fields": fields or {}, "declarations": declarations or {}}
    return advise(case_of_example("gansu", example))


def on(topic, fields=None, declarations=None):
    return next((a for a in advised(fields, declarations).advice if a.topic == topic), None)


def papers(level, *kinds, fields=None, **declared):
    documents = dict.fromkeys(kinds, True)
    return on("papers", {"level": level, **(fields or {})}, {"documents": documents, **declared})


def test_the_matrix_has_one_row_for_each_combination_and_level():
    rows = [(tuple(row["proofs"]), level) for row in texts()["path"] for level in row["levels"]]
    assert sorted(rows) == sorted(product(product((False, True), repeat=3), LEVELS.values()))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("there", list(product((False, True), repeat=3)))
def test_every_combination_is_answered_in_both_languages_with_its_clause(there, level):
    told = papers(level, *(kind for kind, at_hand in zip(KINDS, there, strict=True) if at_hand))
    certificate, approval, form = there
    assert told.open is (approval and form if not certificate else approval or form)
    assert all((told.title, told.title_en, told.zh, told.en))
    assert told.source.startswith("《甘人社通〔2021〕166号》二")
    # Silent is the notice on what it leaves out, and on who is in charge of a re-issue.
    assert bool(told.setting) is (not certificate and (not told.open or level == "正高级"))
    if not told.open:
        assert told.steps, "what to look for next"


@pytest.mark.parametrize(
    ("level", "kinds", "slots"),
    [
        ("中级", KINDS, ["上传资格证书", "上传资格文件证明", "上传评审/认定表"]),
        ("中级", KINDS[1:], ["上传资格证书", "上传资格文件证明", "上传评审/认定表"]),
        ("正高级", KINDS[1:], []),
        ("正高级", KINDS[:2], ["上传资格证书", "上传资格文件证明", "上传评审/认定表"]),
        ("员级", KINDS[::2], ["上传资格证书", "上传资格文件证明", "上传评审/认定表", "其他"]),
    ],
)
def test_each_paper_has_its_slot(level, kinds, slots):
    assert [paper.slot for paper in papers(level, *kinds).papers] == slots


def test_a_statement_tells_its_seals_its_contents_and_that_a_draft_can_be_written():
    loss = papers("中级", "approval", "review-form").papers[0]
    assert (loss.kind, loss.seals, loss.draft) == (
        DocumentKind.STATEMENT,
        ("employer",),
        "statement",
    )
    assert loss.contains == ("填报人基本信息", "该层级职称评审基本信息", "遗失原因")
    assert "业务处室" in loss.zh
    form = papers("副高级", "certificate", "approval").papers[2]
    assert form.seals == ("employer", "hr-department")
    assert form.contains == ("缺失原因", "缺失内容", "缺失人员名册")
    file = papers("副高级", "certificate", "review-form", "statement").papers
    assert (file[1].kind, file[1].at_hand) == (DocumentKind.APPOINTMENT, False)
    assert (file[3].slot, file[3].at_hand) == ("其他", True)


FIELDS = {"approval_number": "甘职改办〔2013〕121号", "id_number": "622826198501306421"}


def number(level, *kinds, fields=None, **declared):
    (first, *_) = papers(level, *kinds, fields=fields, **declared).fields
    return first.field, first.wanted, first.value


def test_a_forgotten_number_is_preset_where_it_can_be_derived():
    lost = ("中级", "approval", "review-form")
    field = Field.CERTIFICATE_NUMBER
    derived = (field, Wanted.PRESET, "甘职改办〔2013〕1216421号")
    assert number(*lost, fields=FIELDS, number_known=False) == derived
    malformed = {**FIELDS, "approval_number": "2013年第121号文"}
    assert number(*lost, fields=malformed, number_known=False) == (field, Wanted.REQUIRED, "")
    assert number(*lost, fields=FIELDS, number_known=True) == (field, Wanted.REQUIRED, "")
    assert number(*lost, fields=FIELDS) == (field, Wanted.REQUIRED, "")


def test_the_re_issue_tells_minus_one_and_the_issuers_in_charge():
    lost = ("副高级", "approval", "review-form")
    assert number(*lost, number_known=False) == (Field.MANAGEMENT_NUMBER, Wanted.PRESET, "-1")
    assert number(*lost, number_known=True) == (Field.MANAGEMENT_NUMBER, Wanted.REQUIRED, "")
    choices = papers(*lost).choices
    assert [choice.value for choice in choices if choice.preferred] == ["甘肃省职称改革办公室"]
    assert {choice.field for choice in choices} == {Field.ISSUER}


def test_a_certificate_that_was_never_made_is_left_to_a_person():
    told = papers("中级", "approval", "review-form", certificate_state="never-issued")
    assert (told.open, told.setting) == (False, "uncovered")


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ({"employer_state": "same"}, "现工作单位"),
        ({"employer_state": "moved-in-province"}, "档案托管机构"),
        (
            {"employer_state": "moved-out-of-province", "archive_in_province": False},
            "通过我省原工作单位",
        ),
        (
            {"employer_state": "moved-out-of-province", "archive_in_province": True},
            "通过该档案托管机构",
        ),
        ({"employer_state": "dissolved"}, "咨询人社"),
    ],
)
def test_the_unit_that_collects_is_told(declared, words):
    assert words in on("unit", {}, declared).zh


def test_who_opens_the_account_of_an_employer_is_told():
    for kind in ("public-institution", "government", "state-owned", "private", "central"):
        assert on("account", {}, {"employer_type": kind}).zh
    assert "委托函" in on("account", {}, {"employer_type": "other-province"}).zh


def test_the_days_that_are_left_are_counted():
    assert "还有11天" in on("deadline", {}, {"submitted_on": "2021-05-20"}).zh
    assert "还有0天" in on("deadline", {}, {"submitted_on": "2021-05-31"}).zh
    assert on("deadline", {}, {"submitted_on": "2021-06-01"}).open is False
    assert on("deadline", {}, {"purpose": "reissue"}) is None


def test_what_is_left_out_is_sent_where_it_belongs():
    assert on("elsewhere", {}, {"evaluated_by": "this-province"}) is None
    guizhou = on("elsewhere", {"committee": "贵阳市工程系列高级评审委员会"})
    assert "贵州省历史职称证书采集" in guizhou.zh
    assert "guizhou-historical" in guizhou.en
    assert "中央单位" in on("elsewhere", {}, {"evaluated_by": "central"}).zh
    assert "贵州" in on("elsewhere", {}, {"route": "exam"}).zh
    assert "部队" in on("elsewhere", {"committee": "兰州军区评审委员会"}).zh


def test_several_titles_are_put_in_order():
    holds = [
        {"series": "工程", "level": "中级"},
        {"series": "工程", "level": "副高级"},
        {"series": "经济", "level": "中级"},
    ]
    told = on("order", {}, {"holds": holds}).zh
    assert "先填报各系列最高层级：工程副高级、经济中级" in told
    assert "再报：工程中级" in told


def test_what_is_not_known_is_asked():
    asked = {one.need for one in advised().questions}
    assert {"declarations.certificate_state", "declarations.employer_state"} <= asked
    lost = {"certificate_state": "lost", "documents": {"approval": True, "review-form": True}}
    assert "fields.level" in {one.need for one in advised({}, lost).questions}
