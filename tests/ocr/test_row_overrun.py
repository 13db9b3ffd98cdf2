"""Names with a dot that run into the unit beside them are cut where its column begins."""

from ocr.page import Run
from ocr.row_overrun import overruns_cut
from tests.ocr.pages_of_text import run
from tests.ocr.sheets_of_lists import Sheet, people


def _list(long: str, *, unit_at: float = 140) -> list[Run]:
    rows = [("王 静", "渝北区中医医院"), ("李建国", "铜梁区人民医院")]
    runs = [
        run(text, 60 if x == 0 else unit_at, 80 + 20 * at)
        for at, row in enumerate(rows)
        for x, text in enumerate(row)
    ]
    return [*runs, run(long, 60, 120)]


def test_it_is_cut_at_the_column_of_units() -> None:
    made = overruns_cut(_list("努尔兰·哈力克武隆区卫生院"))
    assert [one.text for one in made[-2:]] == ["努尔兰·哈力克", "武隆区卫生院"]


def test_without_lines_that_show_it_a_run_stays_whole() -> None:
    long = run("努尔兰·哈力克武隆区卫生院", 60, 120)
    assert overruns_cut([long]) == [long]
    whole = _list("努尔兰·哈力克武隆区卫生院", unit_at=400)
    assert overruns_cut(whole) == whole
    plain = _list("王静同志武隆区卫生院职工")
    assert overruns_cut(plain) == plain


def test_the_person_of_such_a_line_is_told() -> None:
    head = run("一、医师（3人）", 60, 60)
    found = people(Sheet((head, *_list("努尔兰·哈力克武隆区卫生院"))))
    assert found[-1]["name"] == "努尔兰·哈力克"
    assert found[-1]["employer"] == "武隆区卫生院"


def test_a_blank_may_part_the_two() -> None:
    made = overruns_cut(_list("努尔兰·哈力克 武隆区卫生院"))
    assert [one.text.strip() for one in made[-2:]] == ["努尔兰·哈力克", "武隆区卫生院"]
