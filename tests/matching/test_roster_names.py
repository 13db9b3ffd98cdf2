"""Units of a roster are found by the names they had, and by what people leave out."""

from pathlib import Path

import pytest

from matching.committees import bare_name
from matching.keys import match_key
from matching.roster_columns import chosen_columns, find_header
from matching.roster_index import build_roster, nearest_values, open_roster
from models.fields import Field
from models.rosters import Beside, RosterRow
from models.tables import TableRow

SENIOR = "贵阳市工程系列高级专业技术职务评审委员会"
OLD = "毕节地区卫生系列中级职称评审委员会"
ROWS = [
    (SENIOR, {"曾用名": "贵阳市建设工程高评委；贵阳市建筑高级评审委员会"}),
    (OLD, {"现名称": "毕节市卫生系列中级职称评审委员会"}),
    ("遵义市会计系列中级职称评审委员会", {}),
    ("遵义市会计系列中级专业技术职务评审委员会", {}),
]
BESIDE = {"曾用名": Beside.FORMER_NAMES, "现名称": Beside.SUCCESSOR}


@pytest.fixture
def roster(tmp_path: Path):
    rows = [RosterRow(n, {Field.COMMITTEE: name}, rest, n) for n, (name, rest) in enumerate(ROWS)]
    build_roster(tmp_path / "1", [Field.COMMITTEE], rows, "v", BESIDE)
    return open_roster(tmp_path / "1", "v")


@pytest.mark.parametrize(
    ("text", "name", "former", "successor"),
    [
        (SENIOR, SENIOR, "", ""),
        ("贵阳市建设工程高评委", SENIOR, "贵阳市建设工程高评委", ""),
        ("贵阳市建筑系列高级职称评审委员会", SENIOR, "贵阳市建筑高级评审委员会", ""),
        ("毕节地区卫生中评委", OLD, "", "毕节市卫生系列中级职称评审委员会"),
        ("贵阳市工程高评委", SENIOR, "", ""),
    ],
)
def test_a_committee_is_found_by_every_name_it_has(roster, text, name, former, successor):
    best = nearest_values(roster, Field.COMMITTEE, text, 2)[0]
    assert (best.match.name, best.distance) == (name, 0)
    assert (best.former, best.successor, best.tied) == (former, successor, 0)


def test_a_slip_in_a_former_name_is_a_slip_all_the_same(roster):
    best = nearest_values(roster, Field.COMMITTEE, "贵阳市建设工埕高评委", 2)[0]
    assert (best.match.name, best.former) == (SENIOR, "贵阳市建设工程高评委")
    assert best.distance > 0


def test_two_that_differ_in_idle_words_alone_are_a_tie_unless_written_out(roster):
    best = nearest_values(roster, Field.COMMITTEE, "遵义市会计中评委", 2)[0]
    assert (best.distance, best.tied) == (0, 1)
    best = nearest_values(roster, Field.COMMITTEE, ROWS[3][0], 2)[0]
    assert (best.match.name, best.tied) == (ROWS[3][0], 0)


def test_idle_words_are_left_out_of_committees_alone():
    assert bare_name(match_key(Field.COMMITTEE, "贵阳市工程系列高评委")) == bare_name(
        match_key(Field.COMMITTEE, SENIOR)
    )
    assert bare_name("重庆市卫生技术(内科)高级职称评审委员会") == (
        "重庆市卫生技术(内科)高级评审委员会"
    )
    for other in ("贵阳市人力资源和社会保障局", "贵州大学", ""):
        assert bare_name(other) == other


def test_columns_of_other_names_are_recognised_and_can_be_chosen():
    rows = [TableRow(1, ("评委会名称", "曾用名", "备注"))]
    # On a certificate 曾用名 is nothing that is read.
    vocabulary = {"评委会名称": Field.COMMITTEE, "曾用名": None}
    header, findings = find_header(rows, vocabulary, chosen_columns(["备注=successor"]))
    assert [column.key for column in header.columns] == ["committee", "former_names", "successor"]
    assert header.fields == (Field.COMMITTEE,)
    assert not findings
