"""What holds for the rules as a whole, whatever each of them says."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.declarations import KNOWN, problem_with
from intake.form import parse_form
from models.fields import DocumentKind, Field
from models.submissions import Form, verdict_of
from rules import judge as judging
from rules.advice import advise
from rules.clauses import Basis, clauses
from rules.examples import case_of_example
from rules.facts import case_of
from rules.judge import judge, rules_of
from rules.profile import profile_names
from rules.provinces import load
from rules.questions import question, questions
from rules.rule import checks
from rules.tables import load_tables

HERE = [clause for clause in clauses().values() if clause.where.here]
VALUES = [
    "", "-1", "11111111", "未办理证书", "已遗忘", "高级", "中级", "副高级", "工程师", "高级教师",
    "工程技术人员", "卫生技术人员", "艺术", "2013-12", "2012-02-30", "2021-12-24", "2020-12-31",
    "622826198501306421", "甘职改办〔2013〕121号", "黔高20125000123", "0113018001", "其他", "内科",
    "贵州省人力资源和社会保障厅", "遵义市中学教师系列高级专业技术职务评审委员会",
    "重庆市渝北区职改办",
    "广西壮族自治区人事厅", "以考代评", "社会化评审", "男", "居民身份证", "\U00020000", "x" * 300,
]  # fmt: skip
DECLARED = {
    "certificate_state": ["held", "lost", "never-issued"],
    "evaluated_by": ["this-province", "other-province", "central", "army"],
    "employer_state": ["same", "moved-in-province", "moved-out-of-province", "dissolved"],
    "employer_type": [
        "public-institution", "government", "state-owned", "private", "central", "other-province",
    ],
    "party_school_level": ["province", "prefecture", "county"],
    "route": ["evaluation", "exam", "recognition", "confirmation"],
    "source_system": ["title-system", "other-system", "offline"],
    "qualification_kind": [
        "title", "professional", "worker-skill", "doctor-licence", "political-work",
    ],
    "purpose": ["collect", "reissue", "correct", "complete"],
    "submitted_on": ["2012-04-01", "2021-05-31", "2021-06-01", "2022-03-01", "2026-11-26"],
    "sealed_by": VALUES,
    "current_employer": VALUES,
}  # fmt: skip
KINDS = ("certificate", "review-form", "approval", "statement", "appointment", "other")
PAPER = st.one_of(
    st.booleans(),
    st.fixed_dictionaries(
        {},
        optional={
            "seals": st.lists(st.sampled_from(["employer", "hr-department", "office"]), max_size=2),
            "roster": st.booleans(),
        },
    ),
)
HELD = st.fixed_dictionaries(
    {},
    optional={
        "series": st.sampled_from(VALUES),
        "specialty": st.sampled_from(VALUES),
        "level": st.sampled_from(VALUES),
        "obtained_on": st.sampled_from(VALUES),
        "in_use": st.booleans(),
    },
)


def declaration(name: str) -> st.SearchStrategy[object]:
    if name == "documents":
        return st.dictionaries(st.sampled_from(KINDS), PAPER)
    if name == "holds":
        return st.lists(HELD, max_size=3)
    choices = DECLARED.get(name)
    if choices is None:
        asked = [value for value, *_ in questions()[name].get("values", ())]
        choices = asked or [one for one in ("x", "2020-01-01") if not problem_with(name, one)]
    return st.sampled_from(choices)


FORMS = st.fixed_dictionaries(
    {
        "fields": st.dictionaries(st.sampled_from(list(Field)), st.sampled_from(VALUES)),
        "declarations": st.fixed_dictionaries({}, optional={n: declaration(n) for n in KNOWN}),
    }
)


@settings(max_examples=60, deadline=None)
@given(form=FORMS, profile=st.sampled_from(profile_names()))
def test_any_form_gets_a_verdict_and_advice(form, profile):
    case = case_of(profile, parse_form(form), load_tables(profile))
    judgement = judge(case)
    verdict_of(judgement.findings)
    assert advise(case).advice is not None
    assert all(one.zh and one.en and one.source for one in judgement.findings)
    assert all(one.zh and one.en for one in judgement.unclear)


@settings(max_examples=25, deadline=None)
@given(form=FORMS, profile=st.sampled_from(profile_names()), seed=st.integers())
def test_the_order_of_the_rules_never_changes_the_result(form, profile, seed):
    case = case_of(profile, parse_form(form), load_tables(profile))
    before = judge(case)
    shuffled = list(rules_of(profile))
    random.Random(seed).shuffle(shuffled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "rules_of", lambda _: shuffled)
        assert judge(case) == before


WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F) if chr(c) not in "'\"~"})


@pytest.mark.parametrize("clause", HERE, ids=lambda clause: clause.code)
@pytest.mark.parametrize("example", ["passes", "fails"])
def test_spaces_width_and_brackets_never_change_a_verdict(clause, example):
    facts = getattr(clause, example)
    profile = facts.get("profile", clause.profiles[0])
    plain = verdict_of(judge(case_of_example(profile, facts)).findings)
    for vary in (
        lambda text: " ".join(text),
        lambda text: text.translate(WIDE),
        lambda text: text.replace("〔", "[").replace("〕", "]"),
        lambda text: text.replace("(", "（").replace(")", "）"),
    ):
        varied = {**facts, "fields": {k: vary(v) for k, v in facts.get("fields", {}).items()}}
        assert verdict_of(judge(case_of_example(profile, varied)).findings) == plain


def test_every_rule_that_is_checked_here_has_one_function_and_every_function_its_rule():
    load()
    assert set(checks()) == {clause.code for clause in HERE}


@pytest.mark.parametrize("clause", clauses().values(), ids=lambda clause: clause.code)
def test_a_rule_speaks_both_languages_and_names_its_clause(clause):
    assert clause.title
    assert clause.title_en
    assert clause.clause
    if clause.where.here:
        assert clause.zh.endswith(("。", "？", "！")), clause.zh
        assert clause.do_zh.endswith(("。", "？", "！", "}")), clause.do_zh
        assert clause.en.endswith((".", "?", "!"))
        assert clause.do_en.endswith((".", "?", "!", "}"))
        assert clause.passes
        assert clause.fails
    else:
        assert clause.why
        assert clause.why_en


@pytest.mark.parametrize("clause", clauses().values(), ids=lambda clause: clause.code)
def test_a_rule_that_rests_on_a_default_names_the_figure_that_changes_it(clause):
    if clause.where.here and clause.basis is Basis.DEFAULT:
        name = clause.setting.split(".")[0]
        assert all(name in load_tables(p).values for p in clause.profiles), clause.setting


def test_every_declaration_has_its_question():
    assert set(questions()) == set(KNOWN)
    for name in KNOWN:
        for value, zh, en in question(f"declarations.{name}").values:
            assert value
            assert zh
            assert en
    for kind in DocumentKind:
        assert kind.zh in question(f"documents.{kind}").zh


@pytest.mark.parametrize("name", sorted(set(KNOWN) - {"documents", "holds"}))
def test_the_answers_to_a_question_are_values_that_the_form_takes(name):
    for value, *_ in questions()[name].get("values", ()):
        assert problem_with(name, value) is None


def test_a_rule_is_silent_before_its_notice_is_in_force():
    clause = next(iter(clauses().values()))
    assert clause.holds_on(date.max) or clause.until


def test_what_nobody_told_makes_rules_unclear_and_never_passes_by_silence():
    case = case_of("gansu", Form({}, {"submitted_on": "2021-05-20"}), load_tables("gansu"))
    needs = {one.need for one in judge(case).unclear}
    assert {"declarations.route", "declarations.evaluated_by"} <= needs


CODES = {"GZ-H": 67, "GZ-E": 42, "GS": 63, "CQ": 44, "GX": 67, "X": 22}


def test_no_rule_of_the_catalogue_is_dropped():
    wanted = {f"{room}-{n:02}" for room, count in CODES.items() for n in range(1, count + 1)}
    assert set(clauses()) == wanted
