"""Gansu's notice, sentence by sentence: which codes come, which don't, and what is suggested."""

import pytest

from models.findings import Severity
from models.submissions import Form
from rules.examples import case_of_example
from rules.facts import case_of
from rules.gansu.numbers import derived_number
from rules.gansu.reissue import means_minus_one
from rules.gansu.scope import whose_body
from rules.judge import judge
from rules.tables import Tables, load_tables

ID = "622826198501306421"
FILE = "甘职改办〔2013〕121号"
DERIVED = "甘职改办〔2013〕1216421号"
EMPLOYER, BOTH = {"seals": ["employer"]}, {"seals": ["employer", "hr-department"], "roster": True}
COPY = {"seals": ["employer"]}


def judged(fields=None, declarations=None, **seen):
    example = {"fields": fields or {}, "declarations": declarations or {}, **seen}
    return judge(case_of_example("gansu", example))


def codes(*args, **seen):
    return {f.code for f in judged(*args, **seen).findings if f.code.startswith("GS")}


def unclear(*args, **seen):
    return {one.code for one in judged(*args, **seen).unclear}


def suggested(code, *args, **seen):
    (finding,) = (f for f in judged(*args, **seen).findings if f.code == code)
    return finding.suggestion and finding.suggestion.value


# 二 The matrix of proofs: which codes come for which papers, by level.

CERTIFICATE, APPROVAL, FORM = {"certificate": True}, {"approval": True}, {"review-form": True}
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


FORGOTTEN = {
    "certificate_state": "lost",
    "number_known": False,
    "documents": {**APPROVAL, **FORM, "statement": EMPLOYER},
}
MIDDLE = {"level": "中级", "id_number": ID, "approval_number": FILE}


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


# 一, 三, 四, 五


def test_entry_is_open_until_the_end_of_the_last_day():
    for day, told in (("2021-03-01", set()), ("2021-05-31", set()), ("2021-06-01", {"GS-01"})):
        assert codes({}, {"submitted_on": day}) == told
    assert codes({}, {"submitted_on": "2021-06-01", "purpose": "reissue"}) == set()


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("甘肃省工程系列高级评审委员会", "this-province"),
        ("兰州市卫生系列中级评审委员会", "this-province"),
        ("陕西省工程系列高级评审委员会", "other-province"),
        ("贵阳市工程系列高级评审委员会", "other-province"),
        ("中国石油天然气集团公司高级评审委员会", "central"),
        ("国家电网公司高级评审委员会", "central"),
        ("兰州军区联勤部专业技术资格评审委员会", "army"),
        ("中国甘肃国际经济技术合作总公司评审委员会", ""),
        ("金川集团股份有限公司高级评审委员会", ""),
    ],
)
def test_whose_a_committee_is(name, who):
    tables = load_tables("gansu")
    assert whose_body(name, tables.names("central_names"), tables.names("army_words")) == who


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("this-province", set()),
        ("other-province", {"GS-40"}),
        ("central", {"GS-41"}),
        ("army", {"GS-42"}),
    ],
)
def test_who_evaluated_decides_and_not_the_employer(who, told):
    assert codes({}, {"evaluated_by": who}) == told
    assert codes({}, {"evaluated_by": who, "employer_type": "central"}) == told
    here = {"evaluated_by": who, "employer_type": "state-owned"}
    assert codes({}, here) == (told | {"GS-43"} if told else set())


def test_who_evaluated_is_asked_where_nothing_tells():
    assert {"GS-40", "GS-41", "GS-42"} <= unclear({"committee": "金川集团高级评审委员会"})


def test_exams_are_left_out():
    assert codes({"review_type": "以考代评"}) == {"GS-39"}
    assert codes({}, {"route": "exam"}) == {"GS-39"}
    for route in ("evaluation", "recognition"):
        assert codes({}, {"route": route}) == set()


def test_through_whom_one_collects_after_moving():
    def told(state, **more):
        found = judged({}, {"employer_state": state, **more}).findings
        return {(f.code, f.severity) for f in found if f.code.startswith("GS")}

    inside, outside = "moved-in-province", "moved-out-of-province"
    assert told("same") == set()
    assert told(inside, submits_through="current-employer") == set()
    assert told(inside, submits_through="archive-agency") == set()
    assert told(inside, submits_through="former-employer") == {("GS-36", Severity.ERROR)}
    assert told(inside) == {("GS-36", Severity.HINT)}
    away = {"archive_in_province": False}
    assert told(outside, **away, submits_through="former-employer") == set()
    assert told(outside, **away, submits_through="current-employer") == {("GS-37", Severity.ERROR)}
    assert told(outside, **away) == {("GS-37", Severity.HINT)}
    kept = {"archive_in_province": True}
    assert told(outside, **kept, submits_through="archive-agency") == set()
    assert told(outside, **kept) == {("GS-38", Severity.HINT)}
    assert {"GS-37", "GS-38"} <= unclear({}, {"employer_state": outside})


def test_the_highest_title_of_each_series_comes_first():
    def told(series, level, *held):
        holds = [{"series": s, "level": one} for s, one in held]
        return codes({"series": series, "level": level}, {"holds": holds})

    engineer, both = ("工程", "高级"), (("工程", "高级"), ("工程", "中级"))
    assert told("工程", "高级", engineer) == set()
    assert told("工程技术人员", "中级", *both) == {"GS-03"}  # the same series by another name
    assert told("工程", "副高级", *both) == {"GS-62"}  # which 高级 it is, nobody knows
    assert told("工程", "副高级", ("工程", "正高级"), ("工程", "副高级")) == {"GS-03"}
    assert told("经济", "中级", engineer, ("经济", "中级")) == set()


def test_one_level_at_a_time():
    assert codes({"level": "高级、中级"}) == {"GS-04"}
    assert codes({"title": "高级工程师/工程师"}) == {"GS-04"}
    for title in ("高级工程师", "中小学二级教师", "助理研究员、讲师"):
        assert "GS-04" not in codes({"title": title})


@pytest.mark.parametrize("name", ["马建国", "阿依古丽·买买提", "𠮷田", "欧阳静怡", "马・哈桑"])
def test_names_in_characters_pass(name):
    assert codes({"name": name}) == set()


@pytest.mark.parametrize("name", ["MaJianguo马", "Ma Jianguo", "马建国1", "ｍａ建国"])
def test_names_with_letters_are_refused(name):
    assert codes({"name": name}) == {"GS-44"}
    assert codes({"name": name, "id_type": "护照"}) == set()


def test_a_wrong_dot_is_corrected():
    assert suggested("GS-45", {"name": "阿依古丽.买买提"}) == "阿依古丽·买买提"


@pytest.mark.parametrize("name", ["省医院", "市第一中学", "县人民医院", "省人社厅", "兰大一院"])
def test_short_names_of_the_employer_are_not_found(name):
    assert codes({"employer": name}) == {"GS-53"}
    assert codes({"employer": "甘肃省人民医院"}, {"current_employer": name}) == {"GS-53"}


@pytest.mark.parametrize(
    "name",
    ["甘肃省人民医院", "兰州市第三中学", "市政工程总公司", "金川集团股份有限公司", "甘肃矿区医院"],
)
def test_full_names_of_the_employer_pass(name):
    assert codes({"employer": name}) == set()


def test_a_nickname_is_written_out():
    assert suggested("GS-53", {"employer": "省医院"}) == "甘肃省人民医院"
    assert suggested("GS-53", {"employer": "兰州市人社局"}) == "兰州市人力资源和社会保障局"
    assert suggested("GS-53", {"employer": "县人民医院"}) is None


def test_the_unit_of_someone_who_left_is_not_taken_for_the_present_one():
    assert "GS-53" not in codes({"employer": "省医院"}, {"employer_state": "moved-in-province"})


@pytest.mark.parametrize(
    ("year", "told"), [(2011, True), (2012, False), (2013, False), (2014, True)]
)
def test_the_year_of_the_document_fits_the_date(year, told):
    fields = {"approval_number": FILE, "obtained_on": f"{year}-12"}
    assert ("GS-60" in codes(fields)) is told
    without = {"documents": {**CERTIFICATE, **FORM, "appointment": COPY, "statement": BOTH}}
    assert "GS-60" not in codes(fields, without)  # the number of an appointment


def test_a_withdrawn_area_code_is_valid():
    assert codes({"id_number": ID}) == set()
    assert codes({"id_number": "620102850130642"}) == set()  # 15 digits, an old card
    assert codes({"id_number": "622826198501306422"}) == {"GS-61"}
