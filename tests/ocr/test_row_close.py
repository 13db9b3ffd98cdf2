"""Names that stand close together, and lists whose lines are read close together, lose nobody."""

from models.box import Box
from ocr.page import Run
from tests.ocr.pages_of_text import SIZE, run, written
from tests.ocr.sheets_of_lists import Sheet, lines, people

ABOVE = lines(("下列同志具备任职资格：", 84), ("一、馆员（5人）", 84)).runs
STARTS = (84.0, 172.0, 260.0, 348.0, 436.0)


def names(sheet: Sheet) -> list[str]:
    return [person["name"] for person in people(sheet)]


def close(text: str, x: float, y: float, step: float = 0.7, **wider: float) -> Run:
    """A run whose letters are so many heights apart, some of them, by their letter, otherwise."""
    centres = [x + step * SIZE / 2]
    for letter in text[1:]:
        centres.append(centres[-1] + SIZE * wider.get(letter, 0.0 if letter == " " else step))
    box = Box(x, y, centres[-1] + step * SIZE / 2, y + SIZE)
    return Run(text, 0.99, box, tuple(centres))


def in_row(*texts: Run) -> Sheet:
    return Sheet((*ABOVE, *texts))


ROW = ABOVE[-1].box.y0 + 24


def test_a_name_with_a_dot_and_the_one_in_the_next_column_are_two() -> None:
    row = [close("阿卜杜拉·买买提 龚静", 84, ROW, 0.5, 龚=0.98)]
    others = ("吴龙", "曹建", "王仁")
    row += [close(name, x, ROW) for name, x in zip(others, STARTS[2:], strict=True)]
    assert names(in_row(*row)) == ["阿卜杜拉·买买提", "龚静", *others]


def test_letters_that_are_wider_than_others_in_the_line_are_parted_at_gaps_alone() -> None:
    others = ("傅英凤", "揭英敏", "毛琳琳")
    row = [close(name, x, ROW) for name, x in zip(others, STARTS, strict=False)]
    row.append(close("努尔兰·叶尔肯扎西才让", 348, ROW, 0.98, 扎=1.48, 才=1.17))
    assert names(in_row(*row)) == [*others, "努尔兰·叶尔肯", "扎西才让"]


def test_two_names_that_are_read_without_a_gap_lose_nobody_in_their_line() -> None:
    row = [close("傅英凤", 84, ROW), close("李建国赵敏", 172, ROW), close("毛琳", 348, ROW)]
    assert names(in_row(*row)) == ["傅英凤", "李建国", "赵敏", "毛琳"]


def test_names_parted_by_narrow_blanks_are_several() -> None:
    text = "辛英丽 阎东波 贺娟艳 宋娟 余昕勇 令狐雪晓 李"
    here = close(text, 84, ROW, 0.66, 阎=1.14, 贺=1.31, 宋=1.31, 余=1.14, 令=1.31, 李=1.31)
    above = run("讲师（7名）：", 84, ROW - 24)
    rest = run("旸立", 60, ROW + 20)
    sheet = Sheet((*lines(("下列同志具备任职资格：", 84)).runs, above, here, rest))
    assert names(sheet) == [*text.split()[:-1], "李旸立"]


def test_lines_that_reach_the_margin_go_on_though_who_signs_reaches_further() -> None:
    text = (
        "根据某某省卫生系列高级专业技术职务任职资格评审委员会评审的结果，经审核，授予下列"
        "同志副主任药师任职资格，任职资格从二〇〇二年五月二十三日起计算，特此通知。"
    )
    body = written(text)
    y = body[-1].box.y0
    for unit, *staff in (
        ("清水县第一中心卫生院", "高忠", "孔平刚"),
        ("天水市妇幼保健院", "梁亮平"),
    ):
        y += 24
        body.append(run(unit, 60, y))
        body += [run(name, 290 + 60 * i, y) for i, name in enumerate(staff)]
    foot = run("某某省职称改革工作领导小组办公室", 260, y + 60)
    found = people(Sheet((*body, foot)))
    assert [(p["name"], p["employer"]) for p in found] == [
        ("高忠", "清水县第一中心卫生院"),
        ("孔平刚", "清水县第一中心卫生院"),
        ("梁亮平", "天水市妇幼保健院"),
    ]
    assert all(p["title"] == "副主任药师" for p in found)


def test_the_last_letter_of_a_name_is_taken_from_the_line_that_a_margin_parts_it_into() -> None:
    sheet = lines(
        ("经评审委员会评审，并经职称改革工作领导小组批准，现将", 84),
        ("下列具备中小学教师专业技术职务任职资格的人员予以公布如下：", 60),
        ("一、小学高级教师", 84),
        ("黎平县第一中学：范辉涛、上官俊堃、邹敏梅、高瑄、叶俊", 84),
        ("仁", 60),
        ("黔东南苗族侗族自治州职称改革工作领导小组办公室办公室", 180),
    )
    assert names(sheet) == ["范辉涛", "上官俊堃", "邹敏梅", "高瑄", "叶俊仁"]


def test_a_line_of_a_name_and_its_unit_is_a_person_whatever_the_surname() -> None:
    sheet = lines(
        ("经评审委员会评审通过，同意以下2名同志取得经济师任职资格。", 84),
        ("逢婷（贵州省供销合作社）", 84),
        ("白孝栋（贵州省商业银行）", 84),
    )
    assert [p["employer"] for p in people(sheet)] == ["贵州省供销合作社", "贵州省商业银行"]
    numbered = lines(
        ("同意以下2名同志具备专业技术职务任职资格：", 84),
        ("1．何生，男，1967年10月生，三台县农牧局，高级畜牧师；", 84),
        ("2．撤德民，男，1952年11月生，三台县农牧局，高级兽医师。", 84),
    )
    assert [p["birth_date"] for p in people(numbered)] == ["1967-10", "1952-11"]


def test_what_is_left_of_a_seal_far_from_the_margin_is_nobody() -> None:
    above = lines(
        ("同意以下2名同志取得经济师任职资格：", 84),
        ("王静（贵州省供销合作社）", 84),
        ("白孝栋（贵州省商业银行）", 84),
    ).runs
    y = above[-1].box.y0 + 40
    stamp = (run("德州", 330, y), run("和社会保障局", 390, y))
    assert names(Sheet((*above, *stamp))) == ["王静", "白孝栋"]


def test_a_name_with_a_dot_whose_equal_letters_stand_apart_is_one() -> None:
    name = close("阿依古丽·买买提", 84, ROW, 0.9, 买=1.6)
    assert "阿依古丽·买买提" in names(in_row(name, run("李浩", 348, ROW)))
