"""Labels in two languages are known by their English where the Chinese was misread."""

import pytest
from pages_of_text import LABELS, run, values

from models.fields import Field


def two_columns(*rows: tuple[str, str]) -> dict[str, str]:
    """What a certificate says that prints its values below their labels, in two columns."""
    return values(
        *(
            run(text, x, 100 + 20 * number)
            for number, row in enumerate(rows)
            for x, text in zip((60, 320), row, strict=True)
        )
    )


def test_a_value_below_a_misread_label_is_told_by_the_english():
    assert two_columns(
        ("姓尔 Name", "性别Gender"),
        ("王静", "女"),
        ("身份证号码ID No.", "川生日期Date of Birth"),
        ("622826198501306421", "1985年1月30日"),
        ("资名称 Tile", "业Specialty"),
        ("高级教师", "历史"),
        ("评中时间Date of Evaluation", "Evaluation Committee"),
        ("2024年5月19日", "甘肃省中小学教师高级职称评审委员会"),
    ) == {
        "name": "王静",
        "sex": "女",
        "id_number": "622826198501306421",
        "birth_date": "1985-01-30",
        "title": "高级教师",
        "specialty": "历史",
        "obtained_on": "2024-05-19",
        "committee": "甘肃省中小学教师高级职称评审委员会",
    }


def test_english_on_a_page_in_chinese_is_no_label():
    told = two_columns(("姓名：王静", "性别：女"), ("Title", "Series"), ("高级教师", "历史"))
    assert told == {"name": "王静", "sex": "女"}


def test_english_counts_for_no_field_that_has_its_label():
    told = two_columns(
        ("姓名 Name", "性别 Gender"), ("王静", "女"), ("Name", "Gender"), ("Title", "男")
    )
    assert told == {"name": "王静", "sex": "女"}


@pytest.mark.parametrize(
    ("english", "field"),
    [
        ("Date of Birth:", Field.BIRTH_DATE),
        ("Date ot Birtn", Field.BIRTH_DATE),
        ("Tile", Field.TITLE),
        ("Committee", None),
        ("No.", None),
        ("Certificate of Qualification", None),
    ],
)
def test_english_names_a_field_though_letters_are_misread(english, field):
    assert LABELS.in_english(english) is field


def test_english_between_a_label_and_its_value_is_passed_over():
    lines = (run("管理号：", 60, 100), run("Its Number in Files", 60, 116))
    assert values(*lines, run("60029535172017524549", 62, 136)) == {
        "management_number": "60029535172017524549"
    }


def test_a_value_between_a_label_and_its_english_is_that_labels():
    told = values(
        *(run("姓名：", 393, 65), run("Full Name", 393, 81), run("王雪莲", 489, 73)),
        *(run("性别：", 393, 109), run("Sex", 393, 125), run("女", 489, 117)),
    )
    assert told == {"name": "王雪莲", "sex": "女"}
