"""Red ink that labels speak for is read, other red ink is not."""

from dataclasses import replace

import pytest
from pages_of_text import run, values

from ocr.page import Run

NAME = run("姓名：王静", 60, 100)


def red(text: str, x: float, y: float) -> Run:
    return replace(run(text, x, y, apart=True), under_red=0.2)


def test_a_number_in_red_behind_its_label_is_read():
    told = {"name": "王静", "certificate_number": "渝职〔2012〕第65668号"}
    assert values(red("证号：渝职〔2012〕第65668号", 60, 60), NAME) == told
    assert values(run("证号：", 60, 60), red("渝职〔2012〕第65668号", 110, 60), NAME) == told


def test_a_date_under_a_seal_is_print_by_its_label():
    under = red("发证日期:2015年2 月 13 日", 60, 130)
    assert values(NAME, under) == {"name": "王静", "issued_on": "2015-02-13"}


@pytest.mark.parametrize(
    "ink",
    [
        red("甘肃省人事厅", 60, 60),
        red("5201030012345", 300, 60),
        red("职称专用章：5201030012345", 60, 140),
        run("编号：20120012", 60, 60, apart=True),
    ],
)
def test_other_red_ink_and_watermarks_are_no_values(ink):
    assert values(ink, NAME) == {"name": "王静"}


def test_a_label_in_red_belongs_to_the_column_of_labels():
    column = [
        NAME,
        run("职称级别：副高级", 60, 140),
        red("系列", 60, 180),
        run("卫生系列", 110, 180),
    ]
    assert values(*column) == {"name": "王静", "level": "副高级", "series": "卫生系列"}
    heading = red("专业技术职务资格", 120, 40)
    assert "title" not in values(heading, *column)
