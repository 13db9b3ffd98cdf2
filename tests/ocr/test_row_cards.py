"""People of whom each has labels of their own, one person under the other."""

from tests.ocr.pages_of_text import run
from tests.ocr.sheets_of_lists import Sheet, people, roster

UNITS = ("贵阳市第一中学", "遵义市第二中学")
NAMES = ("王静", "李建国")


def cards(*, numbered: bool, many: int = 2) -> Sheet:
    runs = [run("经评审通过，现将名单公布如下：", 84, 60)]
    for at, (name, unit) in enumerate([*zip(NAMES, UNITS, strict=True)][:many]):
        y = 100 + 80 * at
        number = f"{at + 1}. " if numbered else ""
        runs += [run(f"{number}姓名：{name}", 60, y), run("性别：女", 320, y + 1)]
        runs += [run(f"工作单位：{unit}", 80, y + 18), run("出生年月：1984.12", 80, y + 36)]
        runs += [run("资格名称：高级教师", 320, y + 36), run("从事专业：数学", 80, y + 54)]
    return Sheet(tuple(runs))


def told(name: str, unit: str) -> dict[str, str]:
    own = {"name": name, "sex": "女", "employer": unit, "birth_date": "1984-12"}
    return {**own, "title": "高级教师", "specialty": "数学"}


def test_each_label_of_a_name_begins_another_person() -> None:
    for numbered in (True, False):
        found = people(cards(numbered=numbered))
        assert found == [told(*one) for one in zip(NAMES, UNITS, strict=True)]


def test_a_unit_of_two_lines_is_told_whole() -> None:
    sheet = cards(numbered=True)
    long = [run("工作单位：贵阳市城市建设", 80, 118), run("投资集团公司", 80, 134)]
    left = [r for r in sheet.runs if UNITS[0] not in r.text and r.box.y0 < 150]
    later = [r for r in sheet.runs if r.box.y0 >= 150]
    moved = [r for r in left if r.box.y0 < 120]
    found = people(Sheet((*moved, *long, *later)))
    assert [p["employer"] for p in found] == ["贵阳市城市建设投资集团公司", UNITS[1]]


def test_labels_of_one_person_are_those_of_the_document() -> None:
    one = roster(cards(numbered=False, many=1))
    assert not one.rows
    assert any("姓名" in r.text for r in one.rest[1])


def test_one_person_alone_is_the_last_of_those_of_the_page_before() -> None:
    found = people(cards(numbered=False), cards(numbered=False, many=1))
    assert [p["name"] for p in found] == [*NAMES, NAMES[0]]


def test_a_speck_before_a_label_is_no_part_of_it() -> None:
    sheet = cards(numbered=True)
    runs = [run("1.☑姓名：王静", 60, 100) if "姓名：王静" in r.text else r for r in sheet.runs]
    assert [p["name"] for p in people(Sheet(tuple(runs)))] == [*NAMES]
