"""Columns without heads are told by what stands in them, all of it together."""

from tests.ocr.sheets_of_lists import in_columns, people
from tests.ocr.test_rows_of_text import under

STARTS = (60.0, 140.0, 260.0, 380.0)
ROWS = (
    ("王静", "经济管理学院", "农学", "教授"),
    ("李建国", "法学院", "思想政治教育", "副教授"),
    ("訾敏", "图书馆", "音乐学", "教授"),
    ("陈红", "附属医院(第二医院)", "农学", "副教授"),
    ("周杰", "马克思主义学院", "音乐学", "教授"),
    ("吴芳", "外国语学院", "", "教授"),
)
KEYS = ("name", "employer", "specialty", "title")


def told(rows: tuple[tuple[str, ...], ...], keys: tuple[str | None, ...]) -> list[dict[str, str]]:
    return [
        {key: text for key, text in zip(keys, row, strict=True) if key and text} for row in rows
    ]


def test_short_units_specialties_and_rare_surnames_are_told_by_their_columns() -> None:
    assert people(in_columns(*ROWS, starts=STARTS)) == told(ROWS, KEYS)


def test_a_title_between_such_lines_is_that_of_the_people_below() -> None:
    rows = [(*row[:2], row[2]) for row in ROWS[:5]]
    first, second = ("一、教授（2人）", "", ""), ("二、讲师（3人）", "", "")
    sheet = in_columns(first, *rows[:2], second, *rows[2:], starts=STARTS[:3])
    assert [person["title"] for person in people(sheet)] == ["教授"] * 2 + ["讲师"] * 3


def test_schooling_is_no_specialty_and_of_two_titles_none_is_told() -> None:
    rows = tuple(
        (name, school, held, title)
        for name, school, held, title in (
            ("王静", "大学", "讲师", "副教授"),
            ("李建国", "研究生", "助教", "讲师"),
            ("赵敏", "本科", "讲师", "副教授"),
            ("陈红", "大学", "助教", "讲师"),
        )
    )
    sexed = tuple((*row, "女") for row in rows)
    found = people(in_columns(*sexed, starts=(*STARTS, 460.0)))
    assert found == told(sexed, ("name", None, None, None, "sex"))


def test_a_unit_beside_the_first_of_its_people_holds_for_those_below() -> None:
    units = [f"{place}第一中学" for place in ("贵阳市", "遵义市", "毕节市", "安顺市")]
    names = [f"{surname}静" for surname in "王李赵陈周吴郑钱孙冯蒋韩"]
    rows = [("" if i % 3 else units[i // 3], name, "讲师") for i, name in enumerate(names)]
    found = people(in_columns(*rows, starts=(60.0, 200.0, 300.0)))
    assert [p["name"] for p in found] == names
    assert [p["employer"] for p in found] == [unit for unit in units for _ in range(3)]


def test_what_is_a_subject_for_one_is_one_for_all() -> None:
    rows = (
        ("贵阳市农业局", "王静", "蔬菜"),
        ("", "李建国", "园艺"),
        ("", "訾敏", "茶叶"),
        ("遵义市农业局", "陈红", "土壤肥料"),
        ("", "周杰", "蔬菜"),
    )
    found = people(in_columns(*rows, starts=STARTS[:3]))
    assert [person["specialty"] for person in found] == [subject for _, _, subject in rows]
    assert [person["employer"] for person in found] == ["贵阳市农业局"] * 3 + ["遵义市农业局"] * 2


def test_who_signs_across_the_columns_is_nobody() -> None:
    rows = [(*row[:2], row[2] or "农学") for row in ROWS]
    signed = ("岳阳市职称改", "革工作领导小组办公室", "")
    found = people(in_columns(*rows, signed, starts=STARTS[:3]))
    assert [person["name"] for person in found] == [name for name, *_ in ROWS]


def test_a_title_that_begins_like_a_name_is_nobody() -> None:
    rows = (("王静", "高级教师", "李建国", "讲师"), ("赵敏", "讲师", "陈红", "高级教师"))
    found = people(in_columns(("一、2003年度", "", "", ""), *rows, starts=STARTS))
    assert "高级教师" not in [p["name"] for p in found]


def test_a_unit_alone_in_a_line_is_that_of_the_people_below_it() -> None:
    people_of = [(f"{surname}静", "女", "讲师") for surname in "王李赵陈周吴"]
    units = ("从江县测绘队", "（规划站）", ""), ("从江县公路段", "（3人）", "")
    starts = (60.0, 132.0, 260.0)
    sheet = in_columns(units[0], *people_of[:3], units[1], *people_of[3:], starts=starts)
    employers = [person.get("employer") for person in people(sheet)]
    assert employers == ["从江县测绘队(规划站)"] * 3 + ["从江县公路段"] * 3


def test_people_abreast_under_headings_without_heads_have_their_own_titles() -> None:
    names = [f"{surname}静" for surname in "王李赵陈周吴郑钱孙冯蒋韩"]
    subjects = ("暖通", "道路与桥梁", "电力系统及自动化")

    def row(left: int, right: int) -> tuple[str, ...]:
        cells = [(str(1 + at % 6), names[at], subjects[at % 3]) for at in (left, right)]
        return cells[0] + cells[1]

    upper, lower = [row(at, at + 3) for at in range(3)], [row(at, at + 3) for at in range(6, 9)]
    titled = zip(("一、", "二、"), ("教授", "讲师"), strict=True)
    heads = [(mark, f"{title}　6人", *[""] * 4) for mark, title in titled]
    starts = (60.0, 88.0, 150.0, 300.0, 328.0, 390.0)
    found = people(in_columns(heads[0], *upper, heads[1], *lower, starts=starts))
    assert [p["name"] for p in found] == names
    assert [p["title"] for p in found] == ["教授"] * 6 + ["讲师"] * 6
    assert [p["specialty"] for p in found] == [*subjects] * 4


def test_names_and_subjects_alone_stand_under_their_units() -> None:
    first, second = ("贵阳市第一学院(3人)", ""), ("遵义市第一学院(5人)", "")
    rows = [(name, subject) for name, _, subject, _ in ROWS[:5]]
    more = [("郑红", "临床医学"), ("孙丽", "应用数学"), ("冯强", "马克思主义理论")]
    sheet = in_columns(first, *rows[:3], second, *rows[3:], *more, starts=(80.0, 260.0))
    found = people(sheet)
    assert [(p["name"], p["specialty"]) for p in found] == [*rows, *more]
    assert [p["employer"] for p in found] == ["贵阳市第一学院"] * 3 + ["遵义市第一学院"] * 5


def test_units_as_their_place_calls_them_are_units() -> None:
    units = ("县二中", "县一中", "州医院", "城关小学", "乡政府", "县二中")
    names = ("王静", "李建国", "赵敏", "周红", "吴芳", "郑洁")
    rows = [(name, "女", unit) for name, unit in zip(names, units, strict=True)]
    found = people(in_columns(*rows, starts=STARTS[:3]))
    assert [(p["name"], p["employer"]) for p in found] == [*zip(names, units, strict=True)]


def test_all_schools_of_a_county_are_no_unit() -> None:
    found = under("一、高级教师（2人）", "县直学校", "王静　李建国", "县二中", "赵敏　周红")
    assert [p.get("employer") for p in found] == [None, None, "县二中", "县二中"]


def test_a_title_alone_among_rows_holds_for_those_below_it_though_a_gap_parts_it() -> None:
    rows = [(name, "女", "贵阳市图书馆") for name in ("王静", "赵敏", "周红", "吴芳", "郑洁")]
    one, two = ("", "", "文献信息专业　研究馆员"), ("", "", "图书资料专业研究馆员")
    found = people(in_columns(one, *rows[:3], two, *rows[3:], starts=(75, 180, 230)))
    told = [(p["name"], p["employer"], p.get("specialty"), p.get("title")) for p in found]
    subjects = ["文献信息"] * 3 + ["图书资料"] * 2
    assert told == [
        (name, unit, subject, "研究馆员")
        for (name, _, unit), subject in zip(rows, subjects, strict=True)
    ]


def test_dates_behind_the_sex_are_those_of_birth() -> None:
    births = ("1949年10月", "1958年7月", "1966年5月", "1970年12月")
    rows = tuple(
        (f"{surname}静", "女", born, "贵阳市农业局")
        for surname, born in zip("王李赵陈", births, strict=True)
    )
    starts = (60.0, 140.0, 200.0, 320.0)
    found = people(in_columns(*rows, starts=starts))
    assert [p["birth_date"] for p in found] == ["1949-10", "1958-07", "1966-05", "1970-12"]
    same = tuple((*row[:2], "1998年12月", row[3]) for row in rows)
    assert all("birth_date" not in p for p in people(in_columns(*same, starts=starts)))


def test_a_line_of_two_people_tells_when_they_were_born() -> None:
    found = under(
        "1．王静，女，1967年10月，贵阳市农业局，农艺师",
        "2．李红，女，1970.02，贵阳市农业局，农艺师",
    )
    assert [p["birth_date"] for p in found] == ["1967-10", "1970-02"]
