"""Gansu's notice, 二: which codes come for which papers, by level, and what statements say."""

import pytest
from gansu_cases import (
    APPROVAL,
    BOTH,
    CERTIFICATE,
    COPY,
    EMPLOYER,
    FORGOTTEN,
    FORM,
    ID,
    codes,
    judged,
    unclear,
)

from models.findings import Severity
from models.submissions import Form
from rules.facts import case_of
from rules.judge import judge
from rules.tables import Tables, load_tables

LEVELS = ("正高级", "副高级", "中级", "助理级", "员级")
LESSER = LEVELS[2:]


def papers_codes(level, *papers, state=None, **more):
    documents = {key: value for paper in papers for key, value in paper.items()} | more
    declared = {"documents": documents} | ({"certificate_state": state} if state else {})
    return codes({"level": level}, declared)


@pytest.mark.parametrize("level", LEVELS)
def test_with_all_three_proofs_nothing_is_asked(level):
    assert papers_codes(level, CERTIFICATE, APPROVAL, FORM) == set()


@pytest.mark.parametrize("state", ["lost", None])
@pytest.mark.parametrize("level", LEVELS[:2])
def test_a_lost_senior_certificate_is_issued_anew_whatever_the_employer_states(level, state):
    assert papers_codes(level, APPROVAL, FORM, state=state) == {"GS-06"}
    assert papers_codes(level, APPROVAL, FORM, state=state, statement=EMPLOYER) == {"GS-06"}


@pytest.mark.parametrize("level", LESSER)
def test_a_lost_lesser_certificate_needs_the_employers_statement(level):
    assert papers_codes(level, APPROVAL, FORM, state="lost") == {"GS-16"}
    assert papers_codes(level, APPROVAL, FORM, state="lost", statement=EMPLOYER) == set()


@pytest.mark.parametrize("level", LEVELS)
def test_without_a_review_form_the_statement_needs_a_list_and_both_seals(level):
    def told(**more):
        return papers_codes(level, CERTIFICATE, APPROVAL, **more)

    assert told() == {"GS-23", "GS-25"}
    assert told(statement=BOTH) == set()
    assert told(statement={**EMPLOYER, "roster": True}) == {"GS-24"}
    assert told(statement={**BOTH, "roster": False}) == {"GS-23"}
    assert told(statement={"seals": ["hr-department"], "roster": True}) == {"GS-22"}
    assert told(statement={"seals": ["office", "hr-department"], "roster": True}) == {"GS-22"}


@pytest.mark.parametrize("level", LEVELS)
def test_without_the_approval_an_appointment_and_the_statement_are_needed(level):
    def told(**more):
        declared = {"documents": {**CERTIFICATE, **FORM, **more}}
        return codes({"level": level, "approval_number": "定安教发〔2011〕45号"}, declared)

    assert told() == {"GS-27", "GS-28"}
    assert told(appointment=COPY) == {"GS-28"}
    assert told(statement=BOTH) == {"GS-27"}
    assert told(appointment=COPY, statement=BOTH) == set()
    assert told(appointment={"seals": []}, statement=BOTH) == {"GS-27"}
    assert told(appointment={"seals": ["office"]}, statement=BOTH) == {"GS-22"}
    assert told(appointment=COPY, statement={**BOTH, "roster": False}) == {"GS-28"}
    assert told(appointment=COPY, statement={**EMPLOYER, "roster": True}) == {"GS-24"}
    assert told(other=True, statement=BOTH) == {"GS-27"}  # a wage slip is no substitute


@pytest.mark.parametrize("level", LEVELS)
def test_a_certificate_alone_is_not_collected(level):
    assert papers_codes(level, CERTIFICATE) == {"GS-30"}
    assert papers_codes(level, CERTIFICATE, statement=BOTH, appointment=COPY) == {"GS-30"}
    assert papers_codes(level, state="held") == {"GS-30"}


@pytest.mark.parametrize("papers", [(), (APPROVAL,), (FORM,)])
@pytest.mark.parametrize("level", LEVELS)
def test_what_the_notice_leaves_out_is_refused_by_default(level, papers):
    assert papers_codes(level, *papers, state="lost") == {"GS-31"}
    assert papers_codes(level, *papers) == {"GS-31"}


def test_a_certificate_that_was_never_made_is_left_to_a_person():
    assert papers_codes("中级", APPROVAL, FORM, state="never-issued") == {"GS-31"}
    assert papers_codes("正高级", APPROVAL, FORM, state="never-issued") == {"GS-31"}


def test_a_department_can_have_the_left_out_combinations_asked_instead_of_refused():
    tables = Tables(load_tables("gansu").values | {"uncovered": "ask"})
    declared = {"submitted_on": "2021-05-01", "documents": {"approval": True}}
    (finding,) = judge(case_of("gansu", Form({}, declared), tables)).findings
    assert (finding.code, finding.severity) == ("GS-31", Severity.WARNING)
    assert "uncovered" in finding.message


def test_a_certificate_that_the_person_has_is_to_be_uploaded():
    assert papers_codes("中级", APPROVAL, FORM, state="held") == {"GS-05"}


def test_nothing_passes_while_nobody_said_what_is_at_hand():
    asked = unclear({"level": "中级"})
    assert {"GS-05", "GS-16", "GS-22", "GS-23", "GS-25", "GS-27", "GS-30", "GS-31"} <= asked
    assert "GS-24" in unclear({}, {"documents": {**CERTIFICATE, **APPROVAL, "statement": True}})


def test_the_path_of_a_lost_certificate_depends_on_the_level():
    lost = {"certificate_state": "lost", "documents": {**APPROVAL, **FORM}}
    assert {"GS-06", "GS-16"} <= unclear({}, lost)
    assert codes({"title": "高级工程师"}, lost) == {"GS-06"}
    assert codes({"title": "工程师"}, lost) == {"GS-16"}
    assert codes({"level": "副高级"}, {"certificate_state": "lost"}) == {"GS-06"}


# Statements that were read


def test_what_a_statement_of_loss_says_is_checked_where_it_was_read():
    fields = {"name": "马建国", "level": "中级", "title": "工程师"}
    declared = {"certificate_state": "lost", "documents": FORGOTTEN["documents"]}

    def lacking(text):
        told = judged(fields, declared, text={"statement": text}).findings
        return next((f.zh for f in told if f.code == "GS-17"), "")

    assert lacking("马建国同志2013年12月取得工程师资格，因搬迁不慎遗失证书。") == ""
    assert "遗失原因" in lacking("马建国同志取得工程师资格，证书遗失。")
    assert "评审基本信息" in lacking("马建国同志因保管不善遗失证书。")
    assert "填报人基本信息" in lacking("该同志取得工程师资格，因搬迁遗失证书。")
    assert "GS-17" in unclear(fields, declared)


def test_what_a_statement_of_a_missing_paper_says_is_checked_where_it_was_read():
    sealed = {"seals": BOTH["seals"]}

    def lacking(code, text, **papers):
        declared = {
            "documents": {**CERTIFICATE, **papers, "statement": {**sealed, "roster": False}}
        }
        told = judged({"level": "中级"}, declared, text={"statement": text}).findings
        return next((f.zh for f in told if f.code == code), "")

    good = "因档案室搬迁，马建国等2人的评审表缺失，缺失人员名册附后。"
    assert lacking("GS-23", good, approval=True) == ""
    assert "缺失原因" in lacking("GS-23", "评审表缺失，名册附后。", approval=True)
    assert "缺失人员名册" in lacking("GS-23", "因搬迁评审表缺失。", approval=True)
    assert "缺失内容" in lacking("GS-28", good, **{"review-form": True, "appointment": COPY})


def test_a_name_that_may_be_misread_is_not_said_to_be_missing_from_the_list():
    declared = {"documents": {**CERTIFICATE, **APPROVAL, "statement": BOTH}}
    near = {"statement": [{"name": "马健国"}]}
    assert "GS-26" in unclear({"name": "马建国"}, declared, rows=near)
    by_number = {"statement": [{"name": "马键", "id_number": ID}]}
    assert "GS-26" not in codes({"name": "马建国", "id_number": ID}, declared, rows=by_number)


def test_a_review_form_that_is_not_at_hand_is_not_asked_for_twice():
    assert "GS-59" not in unclear({}, {"route": "evaluation", "documents": {"certificate": True}})


def test_a_review_form_may_speak_of_recognition():
    text = {"review-form": "专业技术职务任职资格评审表 单位认定意见 年度考核认定表"}
    assert "GS-59" not in codes({}, {"route": "recognition"}, text=text)
    assert "GS-59" in codes({"review_type": "评审"}, {}, text={"review-form": "任职资格认定表"})
