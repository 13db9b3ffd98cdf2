"""Gansu's notice, 二（二）: the derived certificate number, and the re-issue with its -1."""

import pytest
from gansu_cases import (
    APPROVAL,
    BOTH,
    CERTIFICATE,
    COPY,
    DERIVED,
    FILE,
    FORGOTTEN,
    FORM,
    ID,
    MIDDLE,
    codes,
    judged,
    suggested,
    unclear,
)

from rules.gansu.numbers import derived_number
from rules.gansu.reissue import means_minus_one

# 二（二）2 The derived number


@pytest.mark.parametrize(
    ("approval", "identity", "number"),
    [
        (FILE, ID, DERIVED),
        ("平职改办〔2009〕33号", "62010219720503004X", "平职改办〔2009〕33004X号"),
        ("甘人职〔1998〕第12号", "620102720503004", "甘人职〔1998〕第123004号"),
        ("2013年第121号文", ID, None),
        ("甘职改办〔13〕121号", ID, None),
        ("甘职改办〔2013〕号", ID, None),
        ("甘职改办〔2013〕121", ID, None),
        ("〔2013〕121号", ID, None),
        ("无", ID, None),
        ("", ID, None),
        (FILE, "6421", None),
        (FILE, "护照E12345678", None),
    ],
)
def test_a_number_is_derived_from_well_formed_parts_alone(approval, identity, number):
    assert derived_number(approval, identity) == number


@pytest.mark.parametrize("written", [FILE, "甘职改办[2013]121 号", "甘职改办（２０１３）１２１号"])
@pytest.mark.parametrize(
    "number", [DERIVED, "甘职改办[2013]1216421号", "甘职改办【2013】 1216421 号"]
)
def test_ways_of_writing_the_derived_number_are_no_finding(written, number):
    fields = {**MIDDLE, "approval_number": written, "certificate_number": number}
    assert codes(fields, FORGOTTEN) == set()


@pytest.mark.parametrize(
    "number", ["", "甘职改办〔2013〕121号6421", FILE, "6421", "无", "甘职改办〔2013〕1210017号"]
)
def test_any_other_number_is_corrected_in_one_step(number):
    fields = {**MIDDLE, "certificate_number": number}
    assert suggested("GS-18", fields, FORGOTTEN) == DERIVED


def test_a_small_x_is_an_x_and_a_lost_x_is_found():
    fields = {
        "level": "助理级",
        "id_number": "62010219720503004x",
        "approval_number": "平职改办[2009]33号",
    }
    assert codes({**fields, "certificate_number": "平职改办〔2009〕33004x号"}, FORGOTTEN) == set()
    lost_x = {**fields, "certificate_number": "平职改办〔2009〕33004号"}
    assert codes(lost_x, FORGOTTEN) == {"GS-18", "GS-19"}
    assert suggested("GS-18", lost_x, FORGOTTEN) == "平职改办〔2009〕33004X号"


@pytest.mark.parametrize("approval", ["2013年第121号文", "", "甘职改办〔2013〕121", "不详"])
def test_nothing_is_made_of_a_malformed_or_missing_approval_number(approval):
    fields = {**MIDDLE, "approval_number": approval, "certificate_number": ""}
    told = judged(fields, FORGOTTEN).findings
    assert "GS-20" in {f.code for f in told}
    assert "GS-18" not in {f.code for f in told}
    assert not [f for f in told if f.suggestion and "6421" in f.suggestion.value]


def test_a_number_that_is_known_or_of_a_certificate_at_hand_is_not_derived():
    known = {**FORGOTTEN, "number_known": True}
    assert codes({**MIDDLE, "certificate_number": "甘中20131234"}, known) == set()
    held = {"certificate_state": "held", "documents": {**CERTIFICATE, **APPROVAL, **FORM}}
    assert codes({**MIDDLE, "certificate_number": "甘中20131234"}, held) == set()
    assert codes({**MIDDLE, "certificate_number": FILE}, held) == set()
    assert codes({**MIDDLE, "certificate_number": DERIVED}, held) == {"GS-21"}


def test_whether_the_number_is_known_is_asked_while_it_is_blank():
    declared = {"certificate_state": "lost", "documents": FORGOTTEN["documents"]}
    assert "GS-18" in unclear(MIDDLE, declared)
    assert codes({**MIDDLE, "certificate_number": "甘职改办〔2013〕121号6421"}, declared) == {
        "GS-18"
    }
    assert codes({**MIDDLE, "certificate_number": DERIVED}, declared) == set()


def test_a_derived_number_of_another_person_is_noticed():
    other = {"certificate_number": DERIVED, "id_number": "620102198001010017"}
    assert codes(other) - {"GS-61"} == {"GS-21"}


def test_an_appointments_number_makes_no_certificate_number():
    declared = {"documents": {**CERTIFICATE, **FORM, "appointment": COPY, "statement": BOTH}}
    fields = {**MIDDLE, "approval_number": "定安教发〔2011〕45号"}
    made = {**fields, "certificate_number": "定安教发〔2011〕456421号"}
    assert codes(made, declared) == {"GS-32"}
    assert codes({**fields, "certificate_number": "甘中10203040"}, declared) == set()
    shown = {"certificate": {"certificate_number": "甘中10203040"}}
    assert suggested("GS-32", made, declared, read=shown) == "甘中10203040"


@pytest.mark.parametrize("number", ["", "无", "不详"])
def test_the_approval_number_is_that_of_the_appointment(number):
    declared = {"documents": {**CERTIFICATE, **FORM, "appointment": COPY, "statement": BOTH}}
    shown = {"appointment": {"approval_number": "定安教发〔2011〕45号"}}
    fields = {"level": "中级", "approval_number": number}
    assert suggested("GS-29", fields, declared, read=shown) == "定安教发〔2011〕45号"
    assert suggested("GS-29", fields, declared) is None
    assert suggested("GS-29", {**fields, "approval_number": FILE}, declared, read=shown)


# 二（二）1 The re-issue

REISSUE = {
    "purpose": "reissue",
    "certificate_state": "lost",
    "number_known": False,
    "documents": {**APPROVAL, **FORM},
}
SENIOR = {"level": "副高级", "issuer": "甘肃省职称改革办公室"}


@pytest.mark.parametrize("number", ["-1", "－1", " - 1 ", "甘高0912345"])
def test_minus_one_or_the_number_is_the_old_number_of_a_reissued_certificate(number):
    assert codes({**SENIOR, "management_number": number}, REISSUE) == set()


@pytest.mark.parametrize("number", ["", "“-1”", '"-1"', "'-1'", "‘-1’", "「—1」"])
def test_quotation_marks_and_blanks_become_minus_one(number):
    fields = {**SENIOR, "management_number": number}
    assert suggested("GS-08", fields, REISSUE) == "-1"
    assert codes(fields, REISSUE) == {"GS-08"}


@pytest.mark.parametrize(
    "number", ["—1", "−1", "负1", "无", "0", "已遗忘", "11111111", "未办理证书"]
)
def test_near_misses_become_minus_one(number):
    fields = {**SENIOR, "management_number": number}
    assert suggested("GS-09", fields, REISSUE) == "-1"
    assert codes(fields, REISSUE) == {"GS-09"}


def test_a_known_number_is_asked_for_and_not_replaced():
    fields = {**SENIOR, "management_number": "", "certificate_number": "甘高0912345"}
    known = {**REISSUE, "number_known": True}
    assert suggested("GS-08", fields, known) == "甘高0912345"
    unknown = {key: value for key, value in REISSUE.items() if key != "number_known"}
    assert "GS-08" in unclear(SENIOR, unknown)


def test_an_old_number_without_a_declared_purpose_is_that_of_the_reissue():
    declared = {"certificate_state": "lost", "documents": {**APPROVAL, **FORM}}
    assert codes({**SENIOR, "management_number": "-1"}, declared) == set()
    assert "GS-10" in codes({**MIDDLE, "management_number": "-1"}, declared)
    collect = {**declared, "purpose": "collect"}
    assert codes({**SENIOR, "management_number": "-1"}, collect) == {"GS-06", "GS-10"}


@pytest.mark.parametrize("number", ["-1", "－1", "“-1”"])
def test_minus_one_is_no_certificate_number(number):
    fields = {**MIDDLE, "certificate_number": number}
    assert suggested("GS-10", fields, FORGOTTEN) == DERIVED
    held = {"certificate_state": "held", "documents": {**CERTIFICATE, **APPROVAL, **FORM}}
    assert codes(fields, held) == {"GS-10"}
    assert "GS-10" in codes({**SENIOR, "certificate_number": number}, REISSUE)


def test_minus_one_is_for_senior_certificates_alone():
    assert codes({"level": "中级", "management_number": "-1"}, REISSUE) == {"GS-10"}


@pytest.mark.parametrize("text", ["-1", "“-1”", "—1", "负1", "‘−1’"])
def test_minus_one_is_known_in_all_its_forms(text):
    assert means_minus_one(text)


@pytest.mark.parametrize("text", ["", "1", "-11", "甘-1", "－", "A-1"])
def test_other_numbers_are_not_minus_one(text):
    assert not means_minus_one(text)


def test_minus_one_is_gainsaid_by_a_paper_that_shows_the_number():
    fields = {**SENIOR, "name": "马建国", "management_number": "-1"}
    row = {"approval": [{"name": "马建国", "certificate_number": "甘高0912345"}]}
    assert suggested("GS-11", fields, REISSUE, rows=row) == "甘高0912345"
    other = {"approval": [{"name": "李红梅", "certificate_number": "甘高0912345"}]}
    assert "GS-11" not in codes(fields, REISSUE, rows=other)
    derived = {"review-form": {"certificate_number": DERIVED}}
    assert "GS-11" not in codes(fields, REISSUE, read=derived)
    assert "GS-11" in unclear(fields, REISSUE)


@pytest.mark.parametrize(
    "issuer", ["甘肃省职改办", "省职改办", "甘肃省职称改革工作领导小组办公室", "甘肃省人社厅"]
)
def test_the_issuer_in_charge_is_known_by_all_its_names(issuer):
    assert codes({"level": "正高级", "issuer": issuer, "management_number": "-1"}, REISSUE) == set()


def test_another_issuer_is_corrected_and_the_default_is_named():
    fields = {"level": "正高级", "issuer": "庆阳市人社局", "management_number": "-1"}
    assert suggested("GS-12", fields, REISSUE) == "甘肃省职称改革办公室"
    (finding,) = judged(fields, REISSUE).findings
    assert "reissue_authority" in finding.zh
    assert "GS-12" not in codes({"level": "中级", "issuer": "庆阳市人社局"}, REISSUE)
