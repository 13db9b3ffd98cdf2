"""What is written differently and means the same agrees, with a note that says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_compare import compared, document

from matching.compare import compare
from matching.dictionary import entries
from matching.entries import Kind
from matching.known import known_as
from matching.meaning import same_meaning
from models.comparisons import ComparisonState
from models.fields import Field

AGREES, DIFFERS, UNCLEAR, *_ = ComparisonState
VALUES = st.one_of(
    st.sampled_from(
        [name.text for kind in Kind for entry in entries(kind)[:60] for name in entry.names]
        + [
            "省人社厅",
            "毕节市人事局",
            "毕节市人社局",
            "贵州省贵阳市人事局",
            "湖南省人事厅",
            "高評委",
        ]
    ),
    st.text(max_size=4),
)


@pytest.mark.parametrize(
    ("field", "entered", "printed", "words"),
    [
        (Field.SERIES, "工程系列", "工程技术人员", "即“工程技术人员”"),
        (Field.COMMITTEE, "贵州省高评委", "贵州省高级评审委员会", "“高评委”即“高级评审委员会”"),
        (Field.ISSUER, "贵州省人社厅", "贵州省人力资源和社会保障厅", "“人社厅”即"),
        (Field.ISSUER, "贵州省人力资源和社会保障厅", "贵州省人事厅", "旧称"),
        (Field.ISSUER, "湖南省人事厅", "湖南省人社厅", "旧称"),
        (Field.EMPLOYER, "贵阳市人社局", "贵阳市人事局", "旧称"),
        (Field.TITLE, "正高级工程师", "工程技术应用研究员", "现为“正高级工程师”"),
        (Field.TITLE, "一级翻译", "副译审", "旧称"),
        (Field.TITLE, "高級工程師", "高级工程师", "写法不同"),
        (Field.SERIES, "图书资料系列", "群众文化", "旧称"),
        (Field.ISSUER, "广西人事厅", "广西壮族自治区人事厅", "旧称"),
        (Field.ISSUER, "渝北区职改办", "重庆市渝北区职称改革办公室", "同一单位"),
    ],
)
def test_the_dictionary_knows_that_they_are_the_same(field, entered, printed, words):
    comparison = compared(field, entered, printed)
    assert comparison.state is AGREES
    assert words in comparison.note
    assert comparison.note_en


def test_what_is_only_generally_known_says_so():
    assert "通常知识" in compared(Field.ISSUER, "贵州省人社厅", "贵州省人事厅").note
    assert "通常知识" not in compared(Field.SERIES, "工程系列", "工程技术人员").note


@pytest.mark.parametrize(
    ("field", "entered", "printed", "state"),
    [
        (Field.ISSUER, "毕节市人社局", "毕节市人事局", UNCLEAR),  # of the prefecture or the city?
        (Field.ISSUER, "省人社厅", "贵州省人社厅", UNCLEAR),
        (Field.NAME, "於敏", "于敏", UNCLEAR),
        (Field.TITLE, "二级教练", "三级教练", DIFFERS),  # both became 初级教练
        (Field.TITLE, "工程师", "高级工程师", DIFFERS),
        (Field.SERIES, "会计系列", "审计系列", DIFFERS),
        (Field.ISSUER, "中国科学院人事局", "中国科学院人力资源和社会保障局", DIFFERS),
        (Field.ISSUER, "贵州省人社厅", "甘肃省人社厅", DIFFERS),
        (Field.COMMITTEE, "贵州省中评委", "贵州省高级评审委员会", DIFFERS),
        (Field.REVIEW_TYPE, "确认", "重新确认", DIFFERS),
        # Two that became one were two.
        (Field.ISSUER, "贵州省人事厅", "贵州省劳动和社会保障厅", DIFFERS),
        (Field.ISSUER, "湖南省人事厅", "湖南省劳动和社会保障厅", DIFFERS),
        (Field.CONVENER, "甘肃省国土资源厅", "甘肃省测绘局", DIFFERS),
        (Field.SERIES, "中学教师", "小学教师", DIFFERS),
        (Field.SERIES, "体育专业人员（教练员）", "体育专业人员（运动防护师）", DIFFERS),
    ],
)
def test_what_is_not_certain_does_not_agree(field, entered, printed, state):
    assert compared(field, entered, printed).state is state


@given(st.sampled_from(Field), VALUES, VALUES)
def test_meaning_the_same_does_not_depend_on_the_side(field, one, other):
    assert same_meaning(field, one, other) == same_meaning(field, other, one)


@given(st.sampled_from(Field), VALUES, VALUES)
def test_comparing_does_not_depend_on_the_side(field, one, other):
    if one.strip() and other.strip():
        there, back = compared(field, one, other), compared(field, other, one)
        if field is not Field.ID_NUMBER:  # a letter typed for a digit was not misread
            assert there.state is back.state


def test_where_full_names_are_asked_for_a_short_one_differs():
    documents = (document(Field.COMMITTEE, "贵州省工程系列高级评审委员会"),)
    entered = {Field.COMMITTEE: "贵州省工程系列高评委"}
    lax = compare(entered, documents, 0.8)[Field.COMMITTEE]
    strict = compare(entered, documents, 0.8, full_names=True)[Field.COMMITTEE]
    assert (lax.state, strict.state) == (AGREES, DIFFERS)
    assert "应写全称" in strict.note


def test_where_full_names_are_asked_for_no_word_of_a_committee_may_be_left_out():
    entered = {Field.COMMITTEE: "贵阳市工程高级评审委员会"}
    documents = (document(Field.COMMITTEE, "贵阳市工程系列高级专业技术职务评审委员会"),)
    assert compare(entered, documents, 0.8)[Field.COMMITTEE].state is AGREES
    strict = compare(entered, documents, 0.8, full_names=True)[Field.COMMITTEE]
    assert strict.state is ComparisonState.DIFFERS
    assert "应写全称" in strict.note


def test_where_full_names_are_asked_for_the_full_one_agrees_with_a_short_print():
    documents = (document(Field.COMMITTEE, "贵州省工程系列高评委"),)
    entered = {Field.COMMITTEE: "贵州省工程系列高级评审委员会"}
    assert compare(entered, documents, 0.8, full_names=True)[Field.COMMITTEE].state is AGREES


def test_a_comparison_names_the_entry_of_what_the_document_shows():
    comparison = compared(Field.SERIES, "工程系列", "工程技术人员")
    assert comparison.matched.id == "series.engineering"
    assert comparison.matched.score > 0.99
    assert comparison.runner_up is None
    assert compared(Field.NAME, "王静", "王静").matched is None
    assert compared(Field.TITLE, "怪职称", "怪职称").matched is None


def test_a_field_that_no_document_shows_is_matched_as_entered():
    comparison = compare({Field.TITLE: "工程师"}, (), 0.8)[Field.TITLE]
    assert comparison.matched.name == "工程师"


def test_a_misread_value_is_matched_with_the_score_of_its_nearest_entry():
    matched = compared(Field.TITLE, "高级工程师", "高级工程帅").matched
    assert matched.name == "高级工程师"
    assert 0.8 < matched.score < 1


def test_a_tie_is_said_to_be_a_tie():
    known = known_as(Field.ISSUER, "省人社厅")
    assert known.match is None
    assert known.runner_up is not None
    assert "并列" in known.note
    assert "tie" in known.note_en


def test_of_two_near_entries_the_second_is_told_and_why_it_lost():
    known = known_as(Field.ISSUER, "贵州市人力资源和社会保障局")  # no such place
    assert known.note
    assert known.runner_up is not None


@pytest.mark.parametrize(
    ("one", "other", "state"),
    [
        ("贵阳市工程高评委", "贵阳市工程系列高级专业技术职务评审委员会", "agrees"),
        ("黔西南州会计系列中评委", "黔西南布依族苗族自治州会计系列中级职称评审委员会", "agrees"),
        ("贵州省贵阳市工程高评委", "贵阳市工程系列高级职称评审委员会", "agrees"),
        ("贵阳市卫生高评委", "贵阳市卫生技术系列高级评审委员会", "agrees"),
        ("省工程高评委", "贵州省工程系列高级评审委员会", "unclear"),
        ("贵阳市工程高评委", "遵义市工程系列高级专业技术职务评审委员会", None),
        ("贵阳市工程中评委", "贵阳市工程系列高级职称评审委员会", None),
        (
            "重庆市卫生技术(内科)高级职称评审委员会",
            "重庆市卫生技术(外科)高级职称评审委员会",
            None,
        ),
        (
            "重庆市工程技术中级职务渝北区评审委员会",
            "重庆市工程技术中级职务评审委员会",
            None,
        ),
        ("高评委", "贵阳市工程系列高级职称评审委员会", None),
    ],
)
def test_a_committee_is_the_same_by_place_series_and_level(one, other, state):
    for pair in ((one, other), (other, one)):
        outcome = same_meaning(Field.COMMITTEE, *pair)
        assert (outcome.state if outcome else None) == state
