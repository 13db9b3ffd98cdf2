"""Regular script is read in the characters that it is printed in."""

from ocr.simplified import _TABLE, simplified


def test_traditional_twins_become_the_simplified_characters_that_were_printed():
    assert simplified("重慶市工程技术中级職務评审委員會") == "重庆市工程技术中级职务评审委员会"


def test_old_forms_of_characters_in_names_become_the_usual_ones():
    assert simplified("熊彥欣") == "熊彦欣"


def test_names_keep_their_rare_characters():
    assert simplified("黃堃喆淼赟犇翀") == "黄堃喆淼赟犇翀"


def test_the_length_stays_and_no_twin_leads_to_another():
    text = "".join(map(chr, _TABLE))
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


def test_the_rule_under_a_label_is_no_letter():
    assert simplified("姓_名：_") == "姓 名： "
    assert simplified("姓一名：王一名") == "姓 名：王一名"


def test_the_day_at_the_end_of_a_date_is_no_latin_letter():
    assert simplified("2008年9月29H") == "2008年9月29日"
    assert simplified("二〇〇八年九月二十曰") == "二〇〇八年九月二十日"
    assert simplified("月9Hz") == "月9Hz"
