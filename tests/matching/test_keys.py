"""Keys: two ways of writing one thing have one key, and nothing uncertain is written out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.keys import match_key, words, written_out
from matching.text import ORGANISATIONS
from models.fields import Field

UNIT_WORDS = [word.short for word in words()] + [word.full for word in words()]
NAMES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "贵州省",
                "贵阳市",
                "毕节地区",
                "省",
                "市",
                "中国科学院",
                "工程系列",
                "(内科)",
                "办公室",
                "【",
                "]",
            ]
        ),
        st.sampled_from(UNIT_WORDS),
        st.text(max_size=3),
    ),
    max_size=5,
).map("".join)


@given(st.sampled_from(Field), st.text(), st.booleans())
def test_a_key_is_its_own_key(field, text, current):
    key = match_key(field, text, current=current)
    assert match_key(field, key, current=current) == key


@given(st.sampled_from(sorted(ORGANISATIONS)), NAMES, st.booleans())
def test_writing_out_is_done_once(field, text, current):
    key = match_key(field, text, current=current)
    assert match_key(field, key, current=current) == key
    assert match_key(field, match_key(field, text, current=False)) == match_key(field, text)


@given(st.sampled_from(sorted(ORGANISATIONS)), NAMES)
def test_width_spaces_and_brackets_never_change_a_key(field, text):
    narrow = unicodedata.normalize("NFKC", text)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in narrow)
    spaced = " ".join(narrow)
    turned = narrow.translate(str.maketrans("()[]【】", "［］（）〔〕"))
    keys = {match_key(field, one) for one in (narrow, wide, turned)}
    assert len(keys) == 1
    if not any(unicodedata.combining(c) for c in narrow):
        assert match_key(field, spaced) in keys


def test_traditional_characters_are_simplified_in_keys_alone():
    assert match_key(Field.TITLE, "高級工程師") == "高级工程师"
    for code in (*range(0x3400, 0xA000), *range(0x20000, 0x2A6E0)):
        key = match_key(Field.TITLE, chr(code))
        assert match_key(Field.TITLE, key) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("贵州省工程系列高评委", "贵州省工程系列高级评审委员会"),
        ("贵州省工程系列高评委会", "贵州省工程系列高级评审委员会"),
        ("贵阳市评委会", "贵阳市评审委员会"),
        ("正高评委", "正高级评审委员会"),
        ("高评委办公室", "高级评审委员会办公室"),
        ("贵州省人社厅", "贵州省人力资源和社会保障厅"),
        ("贵州省人力资源社会保障厅", "贵州省人力资源和社会保障厅"),
        ("渝北区人力社保局", "渝北区人力资源和社会保障局"),
        ("省职改办", "省职称改革工作领导小组办公室"),
        ("甘肃省职称改革办公室", "甘肃省职称改革工作领导小组办公室"),
        ("贵州省人事廳", "贵州省人力资源和社会保障厅"),
        ("毕节地区人事局", "毕节地区人力资源和社会保障局"),
        ("贵州省贵阳市人事局", "贵州省贵阳市人力资源和社会保障局"),
        ("广西劳动和社会保障厅", "广西人力资源和社会保障厅"),
        ("湖南省人事厅", "湖南省人力资源和社会保障厅"),
        ("人社部", "人力资源和社会保障部"),
    ],
)
def test_short_forms_and_old_names_are_written_out(text, key):
    assert match_key(Field.ISSUER, text) == key


@pytest.mark.parametrize(
    "text",
    [
        "中国科学院人事局",
        "铁道部人事局",
        "人事局",
        "贵州大学人事处",
        "贵州省人事厅专技处",
        "贵州省人事考试中心",
        "用人单位经人社部门备案",
        "提高评委水平",
        "贵州省人力资源和社会保障厅",
        "贵州省教育委员会",
    ],
)
def test_what_is_not_certain_stays_as_it_is(text):
    assert match_key(Field.ISSUER, text) == text


def test_old_names_can_be_kept_and_what_was_written_out_is_told():
    assert match_key(Field.ISSUER, "贵州省人事厅", current=False) == "贵州省人事厅"
    key, used = written_out(Field.ISSUER, "贵州省人事厅")
    assert key == "贵州省人力资源和社会保障厅"
    assert [(word.short, word.kind) for word in used] == [("人事厅", "former")]


@pytest.mark.parametrize("field", [Field.NAME, Field.TITLE, Field.SERIES, Field.CERTIFICATE_NUMBER])
def test_only_units_and_committees_are_written_out(field):
    assert match_key(field, "贵州省高评委") == "贵州省高评委"


def test_the_middle_dot_of_a_name_and_the_year_of_a_number_stay():
    assert match_key(Field.NAME, "阿依古丽•买买提") == "阿依古丽·买买提"
    one, other = "甘职改办〔2013〕121号", "甘职改办[2013]121号"
    assert match_key(Field.APPROVAL_NUMBER, one) == match_key(Field.APPROVAL_NUMBER, other)


@pytest.mark.parametrize("text", ["工程系列", "工程", "工程系列 系列"])
def test_the_word_series_means_nothing_in_a_series(text):
    assert match_key(Field.SERIES, text) == "工程"
    assert match_key(Field.SERIES, "系列") == "系列"


TIDY = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("0123456789ABOX〇一"),
    )
)


@given(st.sampled_from(Field), TIDY)
def test_text_that_is_tidy_takes_a_short_way_to_the_same_key(field, text):
    assert match_key(field, text) == match_key(field, f" {text}")
