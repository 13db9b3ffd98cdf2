"""Names parted by blanks run on over the ends of lines, and columns do not."""

from tests.ocr.sheets_of_lists import Sheet, in_columns, lines, people

ABOVE = ("批准下列同志具备助理讲师任职资格：", 84.0)


def names(sheet: Sheet) -> list[str]:
    return [person["name"] for person in people(sheet)]


def test_a_name_that_the_end_of_a_line_breaks_is_one() -> None:
    sheet = lines(
        ABOVE,
        ("郭悦云　黎淼敏　萧珍明　乔珍明　胡丽顺　石帆梅　沙马", 84),
        ("·日洛　石梓沛　欧阳东　黎春彬　龙玉彬　曾怡海　梁德　丁", 60),
        ("晖璐　冯仁　崔红德　郭贵　孟帆　姜玉　董秀海　曾怡　欧阳", 60),
        ("静怡　马瑜　王明春　魏恩甯　高钰蕾　廖强霞　江洁　李建", 60),
        ("国", 60),
    )
    assert names(sheet) == [
        "郭悦云",
        "黎淼敏",
        "萧珍明",
        "乔珍明",
        "胡丽顺",
        "石帆梅",
        "沙马·日洛",
        "石梓沛",
        "欧阳东",
        "黎春彬",
        "龙玉彬",
        "曾怡海",
        "梁德",
        "丁晖璐",
        "冯仁",
        "崔红德",
        "郭贵",
        "孟帆",
        "姜玉",
        "董秀海",
        "曾怡",
        "欧阳静怡",
        "马瑜",
        "王明春",
        "魏恩甯",
        "高钰蕾",
        "廖强霞",
        "江洁",
        "李建国",
    ]


def test_what_is_left_of_a_name_in_the_last_of_columns_is_no_part_of_the_first_one() -> None:
    rows = (("王静", "李建国", "赵敏", "丁"), ("晖璐", "孟福珍", "马瑜", "江洁"))
    columns = in_columns(*rows, starts=(84, 150, 216, 282), top=130)
    found = names(Sheet((*lines(ABOVE).runs, *columns.runs)))
    assert "丁晖璐" not in found
    assert found[-3:] == ["孟福珍", "马瑜", "江洁"]


def test_the_last_letter_of_a_name_with_a_dot_is_taken_from_the_next_line() -> None:
    sheet = lines(ABOVE, ("江琳媛　赵静桂　秦兰丹　诸葛明　阎凤敏　次仁·卓", 84), ("玛", 60))
    assert names(sheet)[-1] == "次仁·卓玛"


def test_a_name_goes_to_the_next_line_with_the_mark_that_begins_none() -> None:
    sheet = lines(
        ("批准下列同志具备小学高级教师任职资格，任职资格从发文之日起计算，请即通知本人知照", 60),
        ("永兴镇中心小学：秦云天、尹伟光、农洁莲、吴德才、罗天云、郭才德、熊永、康霞", 84),
        ("佳、夏侯菊怡", 60),
    )
    assert names(sheet)[-2:] == ["康霞佳", "夏侯菊怡"]


def test_a_name_among_blanks_goes_on_at_the_margin() -> None:
    sheet = lines(
        ("批准下列同志具备高级教师任职资格，资格从发文之日起算：", 60),
        ("曲靖市第八中学（9人））", 84),
        ("高级教师：段国振　陶丽莲　郑霞雪　胡生俊　白小云　任琳翠　于", 84),
        ("强振　向宏　龙娜佳", 60),
    )
    found = people(sheet)
    assert [person["name"] for person in found][-3:] == ["于强振", "向宏", "龙娜佳"]
    assert {(person["employer"], person["title"]) for person in found} == {
        ("曲靖市第八中学", "高级教师")
    }
