"""Names that stand together without spaces are parted, and units line by line are no one list."""

import pytest

from tests.ocr.sheets_of_lists import in_columns, lines, people, ruled


def names_of(*texts: str) -> list[tuple[str, str | None]]:
    """Who is listed under a title, each with the unit."""
    found = people(lines(("一、讲师", 84), *((text, 60) for text in texts)))
    return [(person["name"], person.get("employer")) for person in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("（4人）：王静李建国赵敏陈红", ["王静", "李建国", "赵敏", "陈红"]),
        ("（4人）：袁豪钰汪全鹏田云妍马娟", ["袁豪钰", "汪全鹏", "田云妍", "马娟"]),
        ("（2人）：吴先曾安", ["吴先", "曾安"]),
        ("（1人）：范徐丽泰", ["范徐丽泰"]),
        ("：欧阳建国司马静王敏", ["欧阳建国", "司马静", "王敏"]),
        ("：王  静    李建国赵敏", ["王静", "李建国", "赵敏"]),
        ("：王静、李建国赵敏、张伟", ["王静", "李建国", "赵敏", "张伟"]),
        ("：冯莉　刘辉", ["冯莉", "刘辉"]),
        ("：石垚　呙明", ["石垚", "呙明"]),
        ("：司马　相如", ["司马相如"]),
    ],
)
def test_names_are_parted_by_their_surnames_and_number(text: str, names: list[str]) -> None:
    unit = "贵阳市妇幼保健院"
    assert names_of(unit + text) == [(name, unit) for name in names]


def test_each_unit_begins_a_list_of_its_own_though_the_line_before_is_full() -> None:
    one, two = "遵义市第二人民医院", "华池县图书馆"
    found = names_of(
        f"{one}（5人）：杜强庆 吴  先 曾安武 赵黛娣 陈红",
        f"{two}：朱全 鲁山德 戴斌 李建国 王静",
        "张伟",
    )
    assert [unit for _, unit in found] == [one] * 5 + [two] * 6
    assert found[-2:] == [("王静", two), ("张伟", two)]


def test_words_are_not_parted_into_names() -> None:
    assert names_of("主送单位：各市州人力资源和社会保障局") == []
    assert names_of("遵义市公路管理局水利水电工程局") == []


def test_a_name_of_two_lines_stands_around_its_row() -> None:
    rows = (("1", "努尔兰\n巴合提", "男", "贵阳市第一中学"), ("2", "王静", "女", "遵义市第二中学"))
    found = people(
        in_columns(("序号", "姓名", "性别", "工作单位"), *rows, starts=(60, 100, 160, 200))
    )
    assert [person["name"] for person in found] == ["努尔兰巴合提", "王静"]


def test_titles_over_columns_of_names_are_those_of_the_names() -> None:
    heads = ("单位", "高级工程师", "工程师", "助理工程师")
    rows = (("贵阳市公路局", "王静", "李建国\n赵敏", ""), ("遵义市公路局", "", "陈红", "周杰"))
    found = people(ruled(heads, *rows, widths=(120, 100, 100, 100)))
    one, two = "贵阳市公路局", "遵义市公路局"
    assert [(p["name"], p["title"], p["employer"]) for p in found] == [
        ("王静", "高级工程师", one),
        ("李建国", "工程师", one),
        ("赵敏", "工程师", one),
        ("陈红", "工程师", two),
        ("周杰", "助理工程师", two),
    ]
