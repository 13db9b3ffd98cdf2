"""What stands right before or behind a value is no part of it."""

from dataclasses import replace

import pytest
from pages_of_text import LABELS, run, values

from ocr.alternatives import mended
from ocr.layout import find_values
from ocr.pieces import cut


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("工作单位：湄潭县农业技术推广中心9", {"employer": "湄潭县农业技术推广中心"}),
        ("工作单位：（公章）衡阳市第一人民医院", {"employer": "衡阳市第一人民医院"}),
        ("工作单位：孙（盖群）衡阳市第一人民医院", {"employer": "衡阳市第一人民医院"}),
        ("工作单位：甘肃（公路）咨询有限公司", {"employer": "甘肃(公路)咨询有限公司"}),
        ("发证日期：2005年2月18日用", {"issued_on": "2005-02-18"}),
        ("身份证号：622826198501306421使", {"id_number": "622826198501306421"}),
        ("批准文号：甘职改办〔2013〕121号人", {"approval_number": "甘职改办〔2013〕121号"}),
    ],
)
def test_dust_and_seals_beside_a_value_are_no_part_of_it(printed: str, told: dict[str, str]):
    assert values(run(printed, 60, 100)) == told


def test_the_place_of_a_value_is_that_of_what_is_left_of_it():
    (found,) = find_values(cut(run("工作单位：（公章）兰州市第一中学", 60, 100), LABELS))
    assert mended(found).box.x0 > found.box.x0


def test_a_certificate_number_keeps_the_brackets_of_its_year() -> None:
    """Brackets that the engine was torn about are no specks where a year stands in them."""
    printed = run("证号：云A〔2017〕01990", 60, 100)
    torn = tuple((("〔", 0.1),) if character in "〔〕" else () for character in printed.text)
    scores = tuple(0.83 if character in "〔〕" else 0.99 for character in printed.text)
    told = values(replace(printed, scores=scores, others=torn))
    assert told == {"certificate_number": "云A〔2017〕01990"}


def test_a_letter_that_no_given_name_has_is_the_one_that_looks_like_it() -> None:
    assert values(run("姓名：黄斌字", 60, 100)) == {"name": "黄斌宇"}


@pytest.mark.parametrize("name", ["黄斌字", "逢建国"])
def test_a_name_that_a_text_layer_prints_is_told_as_it_stands(name: str) -> None:
    """What is likelier is for scans: an electronic certificate says what it says."""
    assert values(run(f"姓名：{name}", 60, 100, confidence=1.0)) == {"name": name}
