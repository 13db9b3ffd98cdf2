"""What stands in Gansu's drafts: all that the notice asks for, and nothing that nobody said."""

import re

import pytest

from models.drafts import Grid, Letter, Opinion, Paragraph, Sheet
from rules.drafts import drafts_of
from rules.examples import case_of_example
from rules.judge import judge

FIELDS = {
    "name": "马建国",
    "id_number": "622826198501306421",
    "employer": "兰州市第一人民医院",
    "series": "卫生技术人员",
    "specialty": "内科",
    "title": "主治医师",
    "level": "中级",
    "review_type": "评审",
    "obtained_on": "2013.12.26",
    "committee": "兰州市卫生系列中级评审委员会",
    "approval_number": "甘职改办[2013]121 号",
}
LOST = {"certificate_state": "lost", "documents": {"approval": True, "review-form": True}}
NO_FORM = {"documents": {"certificate": True, "approval": True}}
NO_FILE = {"documents": {"certificate": True, "review-form": True}}


def drafts(declarations, fields=None):
    example = {"fields": FIELDS if fields is None else fields, "declarations": declarations}
    return drafts_of(case_of_example("gansu", example))


def text_of(letter: Letter) -> str:
    said = [letter.title]
    for part in letter.parts:
        if isinstance(part, Paragraph):
            said.append(part.text)
        elif isinstance(part, Grid):
            said += [cell for row in part.rows for cell in row]
        else:
            said += [part.title, *part.foot]
    return "\n".join(said)


def test_a_statement_of_loss_says_who_which_evaluation_and_why():
    (letter,) = drafts({**LOST, "number_known": False})
    text = text_of(letter)
    assert letter.file == "马建国-职称证书遗失情况说明（草稿）"
    for said in (
        "填报人基本信息",
        "马建国",
        "1985年1月30日",
        "兰州市第一人民医院",
        "该层级职称评审基本信息",
        "主治医师",
        "2013年12月26日",
        "兰州市卫生系列中级评审委员会",
        "甘职改办〔2013〕121号",
        "遗失原因",
        "甘职改办〔2013〕1216421号",
        "用人单位印章",
        "不能用业务处室印章",
        "年　　月　　日",
    ):
        assert said in text
    assert not any(isinstance(part, Opinion) for part in letter.parts)


def test_the_number_in_it_is_the_known_one_the_derived_one_or_a_line_to_write_on():
    known = {**FIELDS, "certificate_number": "甘中20131234"}
    assert "原证书编号为：甘中20131234。" in text_of(
        drafts({**LOST, "number_known": True}, known)[0]
    )
    assert "原证书编号为：________" in text_of(drafts(LOST)[0])
    malformed = {**FIELDS, "approval_number": "2013年第121号文"}
    text = text_of(drafts({**LOST, "number_known": False}, malformed)[0])
    assert "6421号" not in text
    assert "填写为：________" in text


@pytest.mark.parametrize(
    ("declared", "lacking"), [(NO_FORM, "评审表（认定表）"), (NO_FILE, "资格文件")]
)
def test_a_statement_of_what_is_missing_says_why_what_and_who_and_has_room_for_both_seals(
    declared, lacking
):
    letter, sheet = drafts(declared)
    text = text_of(letter)
    for said in ("缺失原因", "缺失内容", "缺失人员名册", f"{lacking}缺失", "用人单位印章"):
        assert said in text
    (opinion,) = (part for part in letter.parts if isinstance(part, Opinion))
    assert "人社（职改）部门" in opinion.title
    assert any("盖章" in line for line in opinion.foot)
    assert isinstance(sheet, Sheet)
    heads = [column.head for column in sheet.columns]
    row = dict(zip(heads, sheet.rows[0], strict=True))
    assert (row["姓名"], row["身份证号码"]) == ("马建国", "622826198501306421")
    assert (row["缺失材料"], row["缺失原因"]) == (lacking, "")


def test_what_the_form_does_not_hold_is_a_line_to_write_on():
    (letter,) = drafts(LOST, {"level": "中级"})
    text = text_of(letter)
    assert "关于________同志" in text
    assert text.count("________") > 12
    _, sheet = drafts(NO_FORM, {})
    assert set(sheet.rows[0]) == {"1", "评审表（认定表）", ""}


def test_the_unit_that_seals_is_the_present_employer_or_of_one_who_left_the_former():
    moved = {**LOST, "employer_state": "moved-in-province", "current_employer": "定西市人民医院"}
    assert "定西市人民医院" in text_of(drafts(moved)[0])
    away = {**moved, "employer_state": "moved-out-of-province", "current_employer": "西安某医院"}
    assert "西安某医院" not in text_of(drafts(away)[0])


def test_sex_and_birth_are_not_taken_from_a_wrong_identity_number():
    (letter,) = drafts(LOST, {**FIELDS, "id_number": "622826198501306422"})
    assert "1985年1月30日" not in text_of(letter)


@pytest.mark.parametrize(
    "declared",
    [
        {},
        {"documents": {"certificate": True}},
        {"documents": {"certificate": True, "approval": True, "review-form": True}},
        {"certificate_state": "lost", "documents": {"approval": True}},
        {**LOST, "purpose": "reissue"},
    ],
)
def test_where_no_statement_is_wanted_none_is_drafted(declared):
    assert drafts(declared) == ()
    senior = {"level": "正高级"}
    assert drafts(LOST, senior) == ()


def test_other_collections_have_no_drafts():
    assert drafts_of(case_of_example("guangxi", {"declarations": LOST})) == ()


@pytest.mark.parametrize(
    ("declared", "code"),
    [({**LOST, "number_known": False}, "GS-17"), (NO_FORM, "GS-23"), (NO_FILE, "GS-28")],
)
def test_a_draft_passes_the_rules_once_its_reason_is_written(declared, code):
    sealed = {"seals": ["employer", "hr-department"]}
    papers = {**declared["documents"], "statement": sealed, "appointment": sealed}
    text = text_of(drafts(declared)[0])
    hint = re.compile("_+（请写明[^）]*）")

    def found(said):
        example = {
            "fields": FIELDS,
            "declarations": {**declared, "documents": papers},
            "text": {"statement": said},
        }
        return {finding.code for finding in judge(case_of_example("gansu", example)).findings}

    assert code in found(text)
    assert code not in found(hint.sub("办公室搬迁", text))
