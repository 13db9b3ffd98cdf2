"""Normal forms: what is only written another way becomes equal, what differs stays different."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matching.text import is_date, normal_date, normal_form, squeezed
from models.fields import Field

# Text as it comes from forms and scans, and then anything at all.
PRINTED = st.text(
    "〇零元一二三四十廿卅年月日号第OoIlL1|x×*X09 　\u200b〔[(〕)]·•.-—、，ＡａⅢ㈠é\u0301"
)
ANY = PRINTED | st.text()


@given(st.sampled_from(Field), ANY)
@example(Field.NAME, "a \u0301")
@example(Field.ID_NUMBER, "\u0390" * 15)
@example(Field.OBTAINED_ON, "二〇一三年十十月")
@example(Field.OBTAINED_ON, "2013-05·")
@example(Field.APPROVAL_NUMBER, "甘2013201320号")
def test_a_normal_form_is_its_own_normal_form(field, text):
    once = normal_form(field, text)
    assert normal_form(field, once) == once


@given(st.sampled_from(Field), ANY)
def test_spaces_and_what_can_not_be_seen_never_matter(field, text):
    spaced = "\u200b".join(f"{c} " for c in text)
    if squeezed(spaced) == squeezed(text):  # a space can keep two characters from combining
        assert normal_form(field, spaced) == normal_form(field, text)


@pytest.mark.parametrize(
    "printed",
    [
        "2013年5月1日",
        "２０１３年０５月０１日",
        "2013.5.1",
        "2013-05-01",
        "2013/5/1",
        "2013 . 05 . 01 .",
        "2013·05·01",
        "20130501",
        "二〇一三年五月一日",
        "二○一三年五月一日",
        "二O一三年五月一日",
        "二零一三年〇五月〇一日",
        "2013年五月一号",
        "2013一05一01",
    ],
)
def test_a_date_is_read_however_it_is_written(printed):
    assert normal_date(printed) == "2013-05-01"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("二〇一二年十二月三十一日", "2012-12-31"),
        ("二OO七年元月廿四日", "2007-01-24"),
        ("一九九八年十一月卅日", "1998-11-30"),
        ("二〇〇八年一二月二〇日", "2008-12-20"),
        ("2013年5月", "2013-05"),
        ("2013.05", "2013-05"),
        ("201305", "2013-05"),
        ("二〇一三年五月", "2013-05"),
    ],
)
def test_a_date_is_as_precise_as_printed(printed, day):
    assert normal_date(printed) == day
    assert is_date(day)


@pytest.mark.parametrize(
    "text",
    [
        "2013-02-30",
        "2013年13月1日",
        "二〇一三年十十月",
        "二〇一三年元一月",
        "2013年5月1日至今",
        "长期",
        "",
    ],
)
def test_what_is_no_day_of_the_calendar_stays_as_it_was(text):
    assert normal_date(text) == text
    assert not is_date(text)


@given(st.dates().filter(lambda day: day.year >= 1900))
def test_every_day_is_found_in_its_chinese_numerals(day):
    numerals = "〇一二三四五六七八九"
    tens = ("", "十", "二十", "三十")

    def written(number):
        return tens[number // 10] + (numerals[number % 10] if number % 10 else "")

    year = "".join(numerals[int(digit)] for digit in str(day.year))
    chinese = f"{year}年{written(day.month)}月{written(day.day)}日"
    assert normal_date(chinese) == day.isoformat()
    assert is_date(day.isoformat()) == (day.year < 2100)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("６２０１０２１９８７０５１２３４５ｘ", "62010219870512345X"),
        ("620102 19870512 345 ×", "62010219870512345X"),
        ("62O1O2I9870512345l", "620102198705123451"),
        ("620102870512345", "620102870512345"),
        ("62010219870512345*", "62010219870512345X"),
        ("62010219870512345X.", "62010219870512345X"),
        ("620102********345X", "620102********345X"),
        ("e12345678", "E12345678"),
    ],
)
def test_an_identity_number_is_read_though_letters_were_seen_for_digits(printed, number):
    assert normal_form(Field.ID_NUMBER, printed) == number


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("甘职改办（2013）121号", "甘职改办〔2013〕121号"),
        ("甘职改办[2013]121号", "甘职改办〔2013〕121号"),
        ("甘职改办 〔２０１３〕 121 号", "甘职改办〔2013〕121号"),
        ("甘职改办〔2013J121号", "甘职改办〔2013〕121号"),
        ("甘职改办〔2013ì121号", "甘职改办〔2013〕121号"),
        ("甘职改办〔2013年121号", "甘职改办〔2013〕121号"),
        ("甘职改办|2013〕 121号", "甘职改办〔2013〕121号"),
        ("甘职改办L2013〕121号", "甘职改办〔2013〕121号"),
        ("甘职改办〔20131121号", "甘职改办〔2013〕121号"),
        ("甘职改办2013121号", "甘职改办〔2013〕121号"),
        ("甘职改办2013第121号", "甘职改办〔2013〕第121号"),
        ("甘职改办〔2013〕20145号", "甘职改办〔2013〕20145号"),
    ],
)
def test_the_brackets_of_an_approval_number_are_restored_and_no_digit_is_lost(printed, number):
    assert normal_form(Field.APPROVAL_NUMBER, printed) == number


def test_brackets_are_not_put_into_a_certificate_number_that_has_none():
    assert normal_form(Field.CERTIFICATE_NUMBER, "黔职证字第20130012号") == "黔职证字第20130012号"
    assert normal_form(Field.MANAGEMENT_NUMBER, "２０１３ 0012") == "20130012"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("欧 阳 静 怡", "欧阳静怡"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽-买买提", "阿依古丽·买买提"),
        ("：欧阳静怡。".strip("："), "欧阳静怡。"),
        (":欧阳静怡;", "欧阳静怡"),
        ("Mary-Ann", "Mary-Ann"),
    ],
)
def test_a_name_keeps_its_characters_and_one_kind_of_dot(printed, name):
    assert normal_form(Field.NAME, printed) == name


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("副高", "副高级"),
        ("正 高 级", "正高级"),
        ("中", "中级"),
        ("高级", "高级"),
        ("助理", "助理级"),
    ],
)
def test_a_level_has_the_name_of_the_contract(printed, level):
    assert normal_form(Field.LEVEL, printed) == level


def test_an_organisation_is_half_width_and_its_brackets_keep_their_kind():
    printed = "贵州ＡＢＣ 建筑（集团）有限公司"
    assert normal_form(Field.EMPLOYER, printed) == "贵州ABC建筑(集团)有限公司"


def test_specks_of_dust_are_no_part_of_a_number_or_of_a_name():
    for speckled in (
        "云人社通〔2018〕·226号",
        "云人社通.[2018]226号",
        "云人社通|〔2018〕226号",
        "云人社通〔2018〕〕226号",
    ):
        assert normal_form(Field.APPROVAL_NUMBER, speckled) == "云人社通〔2018〕226号"
    for speckled in (
        "历.下区农村信用合作联社",
        "历下区农村·信用合作联社",
        "·历下区农村信用合作联社",
    ):
        assert normal_form(Field.EMPLOYER, speckled) == "历下区农村信用合作联社"


@pytest.mark.parametrize(
    ("printed", "day"),
    [("二〇七年三月二日", "2007-03-02"), ("二一七年十月", "2017-10"), ("〇〇五年五月", "2005-05")],
)
def test_a_year_that_lost_a_circle_is_known_where_only_one_can_be_meant(printed, day):
    assert normal_form(Field.OBTAINED_ON, printed) == day
    assert normal_form(Field.OBTAINED_ON, "二〇一年三月") == "二〇一年三月"


@pytest.mark.parametrize(
    ("field", "text", "normal"),
    [
        (Field.ID_TYPE, "身份证", "居民身份证"),
        (Field.ID_TYPE, "第二代居民身份证", "居民身份证"),
        (Field.ID_TYPE, "护照", "护照"),
        (Field.LEVEL, "中级职称", "中级"),
        (Field.LEVEL, "副高职称", "副高级"),
        (Field.LEVEL, "职称", "职称"),
    ],
)
def test_words_that_say_nothing_more_are_left_out(field, text, normal):
    assert normal_form(field, text) == normal


@pytest.mark.parametrize(
    ("field", "printed", "value"),
    [
        (Field.SEX, "⼥", "女"),
        (Field.TITLE, "⾼级⼯程师", "高级工程师"),
        (Field.NAME, "⻢⻰⻓", "马龙长"),
        (Field.SPECIALTY, "⻋辆⼯程", "车辆工程"),
    ],
)
def test_a_radical_that_looks_like_a_character_is_that_character(field, printed, value):
    assert normal_form(field, printed) == value


def test_a_number_behind_第_holds_no_year():
    assert normal_form(Field.APPROVAL_NUMBER, "聘字第20030273号") == "聘字第20030273号"
