"""What is told of each fault of a roster's file, by row."""

import csv
import io
import random
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from fixtures.workbooks import Day, Raw, workbook
from models.errors import FileRefused, UsageWrong
from models.fields import Field
from models.rosters import RosterRow, TableLook
from models.settings import Settings
from ocr.labels import load_labels
from workers.roster_reading import Source, look_at, read_rows

NOISE = random.Random(7).randbytes
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = ["序号", "姓名", "身份证号", "工作单位", "取得时间", "证书编号"]
WANG = [1, "王静", "520102198001010013", "贵州省第一中学", "2013年1月25日", "黔高职2013001"]
LI = [2, "李伟", "52010219800101003X", "贵州省第二中学", "2014-12-03", "黔高职2014002"]
VOCABULARY = {label.text: label.field for label in load_labels(None).labels}


@dataclass(frozen=True)
class Heard:
    look: TableLook
    rows: tuple[RosterRow, ...]
    told: dict[int, list[str]]

    def values(self, field: Field) -> list[str | None]:
        return [row.fields.get(field) for row in self.rows]


def hear(path: Path, sheet: str | None = None, settings: Settings | None = None, **chosen: Field):
    """All that is read from a file, in this process."""
    settings = settings or Settings()
    source = Source(path, (path.stat().st_size, path.stat().st_mtime_ns), sheet)
    look = look_at(source, VOCABULARY, chosen, settings)
    batch = read_rows(source, look.header, 0, 10_000, settings)
    told = {row.number: [finding.code for finding in row.findings] for row in batch.by_row}
    return Heard(look, batch.rows, told)


def saved(path: Path, *rows: list[object], **options: object) -> Path:
    path.write_bytes(workbook({"名单": rows}, **options))
    return path


def as_csv(rows: list[list[object]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "roster"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_file_is_read_in_any_common_encoding(file, encoding, delimiter):
    file.write_bytes(as_csv([HEAD, WANG, LI], delimiter).encode(encoding))
    heard = hear(file)
    assert heard.values(Field.NAME) == ["王静", "李伟"]
    assert heard.values(Field.OBTAINED_ON) == ["2013-01-25", "2014-12-03"]
    assert not heard.told
    assert heard.look.header.row == 1


def test_characters_beyond_gbk_are_kept(file):
    rows = [HEAD, [1, "王㛃䶮", *WANG[2:]]]
    file.write_bytes(as_csv(rows).encode("gb18030"))
    assert hear(file).values(Field.NAME) == ["王㛃䶮"]


def test_a_workbook_says_the_same_as_a_csv_file(tmp_path):
    book = hear(saved(tmp_path / "a.xlsx", HEAD, WANG, LI))
    (tmp_path / "a.csv").write_text(as_csv([HEAD, WANG, LI]), "utf-8")
    assert book.rows == hear(tmp_path / "a.csv").rows
    assert book.rows[0].fields[Field.CERTIFICATE_NUMBER] == "黔高职2013001"
    assert book.rows[0].rest == {"序号": "1"}


def test_rows_keep_the_numbers_that_excel_shows(file):
    heard = hear(saved(file, [], ["2004—2019年人员名单"], [], HEAD, WANG, [], LI))
    assert heard.look.header.row == 4
    assert [row.number for row in heard.rows] == [5, 7]


def test_a_header_that_is_repeated_on_each_page_is_no_row(file):
    assert len(hear(saved(file, HEAD, WANG, HEAD, LI)).rows) == 2


def test_columns_may_begin_anywhere(file):
    heard = hear(saved(file, [None, None, *HEAD], [None, None, *WANG]))
    assert heard.values(Field.NAME) == ["王静"]


def test_a_number_that_excel_rounded_is_refused_with_its_row(file):
    rounded = [1, "王静", 520102198001010014.0, "一中", "2013年1月", "证1"]
    text = [2, "李伟", "5.20102E+17", "一中", "2013年1月", "证2"]
    zeros = [3, "张芳", "520102198001010000", "一中", "2013年1月", "证3"]
    heard = hear(saved(file, HEAD, rounded, text, zeros, LI))
    assert heard.told == {number: ["ROSTER_NUMBER_ROUNDED"] for number in (2, 3, 4)}
    assert [row.number for row in heard.rows] == [5]


def test_an_old_number_of_fifteen_digits_is_exact_even_as_a_number(file):
    heard = hear(saved(file, HEAD, [1, "王静", 520102800101001.0, "一中", "2013年1月", "证1"]))
    assert heard.values(Field.ID_NUMBER) == ["520102800101001"]
    assert not heard.told


def test_a_long_number_in_a_column_that_is_no_field_refuses_nothing(file):
    heard = hear(saved(file, [*HEAD, "银行账号"], [*WANG, 6222020200112233445]))
    assert not heard.told
    assert len(heard.rows) == 1


@pytest.mark.parametrize(
    ("cell", "epoch_1904", "value", "told"),
    [
        (Day(41299), False, "2013-01-25", []),
        (41299, False, "2013-01-25", ["ROSTER_DATE_CONVERTED"]),
        ("41299", False, "2013-01-25", ["ROSTER_DATE_CONVERTED"]),
        (39837, True, "2013-01-25", ["ROSTER_DATE_CONVERTED"]),
        (Day(39837), True, "2013-01-25", []),
        (20130125, False, "2013-01-25", []),
        (201301, False, "2013-01", []),
        (2013.12, False, "2013-12", []),
        ("二〇一三年元月", False, "2013-01", []),
        ("去年", False, "去年", ["ROSTER_DATE_WRONG"]),
    ],
)
def test_dates_are_read_however_they_are_kept(file, cell, epoch_1904, value, told):
    path = saved(file, HEAD, [*WANG[:4], cell, "证1"], epoch_1904=epoch_1904)
    heard = hear(path)
    assert heard.values(Field.OBTAINED_ON) == [value]
    assert heard.told.get(2, []) == told


def test_october_is_not_taken_for_january(file):
    # A cell that shows 2013.10 as a number holds 2013.1.
    heard = hear(saved(file, HEAD, [*WANG[:4], 2013.10, "证1"]))
    assert heard.told == {2: ["ROSTER_DATE_AMBIGUOUS"]}
    assert not heard.rows


def test_a_certificate_number_that_became_a_date_is_refused(file):
    assert hear(saved(file, HEAD, [*WANG[:5], Day(41299)])).told == {2: ["ROSTER_TURNED_INTO_DATE"]}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Raw("|<f>B9</f>"), "ROSTER_FORMULA_EMPTY"),
        (Raw("|<f>B9</f><v></v>"), "ROSTER_FORMULA_EMPTY"),
        (Raw('|<f t="shared" si="0"/><v/>'), "ROSTER_FORMULA_EMPTY"),
        (Raw('t="e"|<f>B9</f><v>#REF!</v>'), "ROSTER_CELL_ERROR"),
    ],
)
def test_a_formula_without_a_value_is_told(file, cell, code):
    heard = hear(saved(file, HEAD, WANG, [2, "李伟", LI[2], cell, *LI[4:]]))
    assert heard.told == {3: [code]}
    assert len(heard.rows) == 1


def test_a_formula_with_a_value_is_its_value(file):
    cell = Raw('t="str"|<f>A1</f><v>第三中学</v>')
    heard = hear(saved(file, HEAD, [*WANG[:3], cell, *WANG[4:]]))
    assert heard.values(Field.EMPLOYER) == ["第三中学"]
    assert not heard.told


def test_cells_merged_downwards_are_filled_and_told(file):
    below = [2, "李伟", LI[2], None, *LI[4:]]
    heard = hear(saved(file, HEAD, WANG, below, merged=["D2:D3"]))
    assert heard.values(Field.EMPLOYER) == ["贵州省第一中学"] * 2
    assert heard.told == {3: ["ROSTER_MERGED_FILLED"]}


def test_cells_merged_across_columns_are_refused(file):
    heading = ["贵阳市", None, None, None, None, None]
    heard = hear(saved(file, HEAD, heading, WANG, merged=["A2:F2"]))
    assert heard.told == {2: ["ROSTER_MERGED_ACROSS"] * 5}
    assert [row.number for row in heard.rows] == [3]


def test_a_merged_title_above_the_labels_is_no_fault(file):
    heard = hear(saved(file, ["人员名单"], HEAD, WANG, merged=["A1:F1"]))
    assert not heard.told
    assert len(heard.rows) == 1


@pytest.mark.parametrize("below", [("编号", "取得时间"), ("甲", "乙")])
def test_labels_may_take_two_rows(file, below):
    upper, lower = ["姓名", "身份证号", "证书", None], [None, None, *below]
    row = [*WANG[1:3], WANG[5], WANG[4]]
    heard = hear(saved(file, upper, lower, row, merged=["A1:A2", "B1:B2", "C1:D1"]))
    assert heard.look.header.row == 2
    assert heard.values(Field.NAME) == ["王静"]
    assert not heard.told


@pytest.mark.parametrize(
    ("row", "codes", "stored"),
    [
        ([1, "王静", "520102198001010015", "一中", "", ""], ["ROSTER_ID_NUMBER_WRONG"], True),
        ([1, "王静", "52010219800101", "一中", "", ""], ["ROSTER_ID_NUMBER_WRONG"], True),
        ([1, "王静", "", "一中", "", ""], [], True),
        ([1, "", "520102198001010013", "一中", "", ""], ["ROSTER_NAME_EMPTY"], False),
        ([1, " 　", "520102198001010013", "一中", "", ""], ["ROSTER_NAME_EMPTY"], False),
        ([*WANG, "", "多出来"], ["ROSTER_ROW_TOO_LONG"], False),
    ],
)
def test_what_is_wrong_with_a_row_is_told(file, row, codes, stored):
    file.write_text(as_csv([HEAD, row, LI]), "utf-8")
    heard = hear(file)
    assert heard.told == ({2: codes} if codes else {})
    assert len(heard.rows) == 1 + stored


def test_a_passport_has_no_check_digit(file):
    rows = [["姓名", "证件类型", "证件号码"], ["JOHN SMITH", "护照", "E12345678"]]
    file.write_text(as_csv(rows), "utf-8")
    assert not hear(file).told


@pytest.mark.parametrize("broken", ['1,"王"静,x,y,,', '1,"王静,x,y,,', '1,王静,"x\n2,李伟,"z",y,,'])
def test_a_broken_quote_costs_its_own_line_and_no_other(file, broken):
    before, rest = as_csv([WANG]).strip(), as_csv([[n, *LI[1:]] for n in range(300)])
    file.write_text(f"{as_csv([HEAD])}{before}\n{broken}\n{rest}", "utf-8", newline="")
    heard = hear(file)
    assert heard.told[3] == ["ROSTER_QUOTE_BROKEN"]
    after = 4 + broken.count("\n")
    assert {row.number for row in heard.rows} >= {2, *range(after, after + 300)}


def test_a_quoted_value_may_hold_commas_quotes_and_lines(file):
    employer = '贵州省"第一"中学,\n南校区'
    file.write_text(as_csv([HEAD, [*WANG[:3], employer, *WANG[4:]], LI]), "utf-8", newline="")
    heard = hear(file)
    assert heard.values(Field.NAME) == ["王静", "李伟"]
    assert [row.number for row in heard.rows] == [2, 4]
    assert not heard.told


def test_a_byte_that_is_no_character_costs_its_own_row(file):
    content = as_csv([HEAD, WANG, LI]).encode()
    file.write_bytes(content.replace("李伟".encode(), "李".encode() + b"\xff"))
    assert hear(file).told == {3: ["ROSTER_TEXT_BROKEN"]}


def test_numbers_guarded_against_excel_are_unwrapped(file):
    file.write_text(f'{as_csv([HEAD])}1,王静,="520102198001010013",一中,,\n', "utf-8")
    assert hear(file).values(Field.ID_NUMBER) == ["520102198001010013"]


def test_the_first_sheet_that_is_seen_is_read_and_the_others_are_named(file):
    file.write_bytes(
        workbook({"说明": [["x"]], "甲": [HEAD, WANG], "乙": [HEAD, LI]}, hidden=["说明"])
    )
    heard = hear(file)
    assert heard.look.sheet == "甲"
    assert "ROSTER_SHEETS_LEFT" in {finding.code for finding in heard.look.findings}
    assert hear(file, "乙").values(Field.NAME) == ["李伟"]
    assert hear(file, "3").values(Field.NAME) == ["李伟"]
    with pytest.raises(UsageWrong):
        hear(file, "丙")


def refusal(path: Path, settings: Settings | None = None) -> str:
    with pytest.raises(FileRefused) as refused:
        hear(path, settings=settings)
    return refused.value.findings[0].code


STRAY = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
)


def test_a_sheet_of_billions_of_cells_is_refused_before_room_is_made_for_it(file):
    file.write_bytes(workbook({"a": []}, parts={"xl/worksheets/sheet1.xml": STRAY}))
    assert refusal(file) == "ROSTER_TOO_MANY_CELLS"


def test_a_sheet_that_only_claims_to_be_large_is_read(file):
    content = workbook({"名单": [HEAD, WANG]})
    with ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    claimed = sheet.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    claimed = claimed.replace("</sheetData>", '<row r="9"><c r="XFD9" s="1"/></row></sheetData>')
    file.write_bytes(workbook({"名单": []}, parts={"xl/worksheets/sheet1.xml": claimed}))
    assert len(hear(file).rows) == 1


def test_a_huge_merged_cell_is_refused(file):
    assert refusal(saved(file, HEAD, WANG, merged=["A1:XFD1048576"])) == "ROSTER_TOO_MANY_CELLS"


def test_an_xml_bomb_is_not_opened(file):
    file.write_bytes(workbook({"a": [HEAD]}, parts={"xl/sharedStrings.xml": BOMB}))
    assert refusal(file) == "ROSTER_XML_UNSAFE"


def test_a_file_that_unpacks_too_large_is_refused(file):
    file.write_bytes(workbook({"a": [HEAD]}, parts={"xl/sharedStrings.xml": " " * 2**22}))
    assert refusal(file, Settings(roster_unpacked_bytes_max=2**20)) == "ROSTER_UNPACKS_TOO_LARGE"


def test_a_size_that_is_a_lie_is_found_out(file):
    content = workbook({"a": [HEAD]}, parts={"xl/sharedStrings.xml": "<a>" + " " * 2**22})
    real, false = (2**22 + 3).to_bytes(4, "little"), (100).to_bytes(4, "little")
    file.write_bytes(content.replace(real, false))
    assert refusal(file) == "ROSTER_BROKEN"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (workbook({"a": [HEAD, WANG]})[:-200], "ROSTER_BROKEN"),
        (b"PK\x03\x04" + NOISE(500), "ROSTER_BROKEN"),
        (OLE + NOISE(2000), "ROSTER_BROKEN"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "ROSTER_ENCRYPTED"),
        (b"%PDF-1.7\n", "ROSTER_NOT_A_TABLE"),
        ("<html><table><tr><td>姓名</td></tr></table></html>".encode(), "ROSTER_NOT_A_TABLE"),
        (b"\xff\xd8\xff\xe0" + NOISE(500), "ROSTER_NOT_A_TABLE"),
        (b"\x00" + NOISE(5000), "ROSTER_ENCODING_UNKNOWN"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(file, content, code):
    file.write_bytes(content)
    assert refusal(file) == code


def test_a_zip_of_something_else_is_refused(file):
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<w/>")
    assert refusal(file) == "ROSTER_BROKEN"


def test_a_child_that_was_replaced_goes_on_where_the_other_was(file):
    file.write_text(as_csv([HEAD, *([n, *WANG[1:]] for n in range(100))]), "utf-8")
    settings = Settings()
    source = Source(file, (0, 0), None)
    header = look_at(source, VOCABULARY, {}, settings).header
    inside = [read_rows(source, header, start, 30, settings) for start in (0, 30, 60, 90)]
    again = read_rows(source, header, 60, 30, settings)
    assert again == inside[2]
    assert [batch.taken for batch in inside] == [30, 30, 30, 11]
    assert sum(len(batch.rows) for batch in inside) == 100


def test_only_so_many_rows_are_listed_but_all_are_counted(file):
    file.write_text(as_csv([HEAD, *([n, "", *WANG[2:]] for n in range(50))]), "utf-8")
    settings = Settings(roster_findings_max=10)
    source = Source(file, (0, 0), None)
    header = look_at(source, VOCABULARY, {}, settings).header
    batch = read_rows(source, header, 0, 100, settings)
    assert batch.counts == {"ROSTER_NAME_EMPTY": 50}
    assert len(batch.by_row) == 10
