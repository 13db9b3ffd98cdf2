"""What is exported: a row for each, safe in a spreadsheet, as long as need be."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from models.fields import Field
from models.work import SubmissionState
from models.work_export import ExportField, ExportRow
from workers.export import ExportFormat, cells, heads, keys, writing_export
from workers.export_xlsx import writing_xlsx

AT = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
ROW = ExportRow(
    ref="ab",
    key="key 13812345678",
    profile="gansu",
    state=SubmissionState.BLOCKED,
    verdict="blocked",
    reason="",
    round=1,
    pages=3,
    received_at=AT,
    changed_at=AT,
    fields={
        Field.NAME: ExportField("=HYPERLINK(1)", "王\u202e静", "differs"),
        Field.ID_NUMBER: ExportField("G12345678", "52010219800101001X", "differs"),
    },
    findings=(("A_B", "error"), ("A_B", "error"), ("C_D", "hint"), ("E_F", "error")),
)


def written(kind: ExportFormat, *rows: ExportRow, with_id_numbers: bool = False) -> bytes:
    file = io.BytesIO()
    with writing_export(kind, file, with_id_numbers=with_id_numbers) as write:
        for row in rows:
            write(row)
    return file.getvalue()


def sheet(data: bytes, number: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(number).to_python()


def test_a_workbook_has_a_row_for_each_under_heads_in_chinese():
    head, row = sheet(written(ExportFormat.XLSX, ROW))
    told = dict(zip(head, row, strict=True))
    assert told["姓名 填写"] == "=HYPERLINK(1)", "a text, not a formula"
    assert told["姓名 材料"] == "王静", "nothing turns the text around"
    assert told["证件号码 填写"] == "G123*5678"
    assert told["证件号码 材料"] == "5201**********001X"
    assert (told["错误 errors"], told["提示 hints"]) == ("A_B E_F", "C_D")
    assert told["提交人编号 key"] == "key 138****5678"


def test_a_csv_file_opens_in_a_spreadsheet_program_and_runs_nothing():
    data = written(ExportFormat.CSV, ROW, with_id_numbers=True)
    assert data.startswith(b"\xef\xbb\xbf")
    (told,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert told["name.entered"] == "'=HYPERLINK(1)"
    assert told["id_number.read"] == "52010219800101001X"
    assert told["received_at"] == "2026-11-26T08:30:00+00:00"
    assert told["title.entered"] == ""


def test_lines_of_json_hold_the_fields_that_there_are():
    first, second = written(ExportFormat.JSONL, ROW, ROW).splitlines()
    assert first == second
    told = json.loads(first)
    assert list(told["fields"]) == ["name", "id_number"]
    assert told["findings"][2] == {"code": "C_D", "severity": "hint"}


def test_all_kinds_have_the_same_columns():
    assert len(keys()) == len(heads()) == len(cells(ROW, False)) == 13 + 3 * len(Field)


def test_a_long_table_goes_on_to_the_next_sheet():
    file = io.BytesIO()
    with writing_xlsx(file, ("a", "b"), rows_max=2) as write:
        for number in range(5):
            write((str(number), ""))
    assert [row[0] for row in sheet(file.getvalue(), 0)] == ["a", "0", "1"]
    assert [row[0] for row in sheet(file.getvalue(), 2)] == ["a", "4"]


@pytest.mark.parametrize("kind", ExportFormat)
def test_an_export_of_nothing_is_a_file(kind):
    assert (written(kind) == b"") == (kind is ExportFormat.JSONL)
