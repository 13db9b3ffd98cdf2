"""Rosters as other programs save them: ODS and XLS, merged, with errors, or without end."""

import zipfile
from pathlib import Path

import pytest

from models.errors import FileRefused
from models.fields import Field
from models.settings import Settings
from ocr.labels import load_labels
from workers.roster_reading import Source, look_at, read_rows

SHEETS = Path(__file__).parents[2] / "fixtures/spreadsheets"
VOCABULARY = {label.text: label.field for label in load_labels(None).labels}
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def hear(path: Path):
    """The rows of a file, and what is told of each."""
    settings = Settings()
    source = Source(path, (path.stat().st_size, path.stat().st_mtime_ns), None)
    look = look_at(source, VOCABULARY, {}, settings)
    batch = read_rows(source, look.header, 0, 10_000, settings)
    told = {row.number: [finding.code for finding in row.findings] for row in batch.by_row}
    return batch.rows, told, look


def cell(text: str, more: str = "") -> str:
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}{more}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    inner = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<table:table-row{more}>{inner}</table:table-row>"


HEAD = row("姓名", "身份证号", "工作单位")
WANG = row("王静", "520102198001010013", "某单位")
COVERED = "<table:covered-table-cell/>"


def ods(path: Path, *rows: str, doctype: str = "") -> Path:
    body = f'<table:table table:name="名单">{"".join(rows)}</table:table>'
    content = (
        f'<?xml version="1.0"?>{doctype}<office:document-content {SPACES} {CALC}>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as book:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        book.writestr("mimetype", kind)
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        entry = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        book.writestr(
            "META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}">{entry}</m:manifest>'
        )
        book.writestr("content.xml", content)
    return path


@pytest.mark.parametrize("name", ["libreoffice.xls", "libreoffice.ods"])
def test_files_of_a_real_program_say_the_same(name):
    rows, told, look = hear(SHEETS / name)
    assert [tuple(r.fields.values()) for r in rows] == [
        ("王静", "520102198001010013", "贵州省第一中学", "2013-01-25", "黔高职2013001"),
        ("李伟", "52010219800101003X", "贵州省第一中学", "2014-12-03", "黔高职2014002"),
        ("𠮷田·买买提", "520102198001010056", "贵州省第二中学", "2015-07-01", "00123"),
    ]
    assert told == {4: ["ROSTER_MERGED_FILLED"]}
    assert (look.format, look.header.row) == (name[-3:].upper(), 2)


def test_cells_of_an_ods_file_that_are_merged_are_told(tmp_path):
    spans = ' table:number-rows-spanned="3" table:number-columns-spanned="1"'
    wide = ' table:number-rows-spanned="1" table:number-columns-spanned="2"'
    book = ods(
        tmp_path / "a.ods",
        HEAD,
        row("王静", "520102198001010013", cell("某单位", spans)),
        row("李伟", "52010219800101003X", COVERED),
        row("张三", "520102198001010056", COVERED),
        row(cell("赵六", wide), COVERED, "某单位"),
    )
    rows, told, _ = hear(book)
    assert [r.fields[Field.EMPLOYER] for r in rows] == ["某单位"] * 3
    assert told == {
        3: ["ROSTER_MERGED_FILLED"],
        4: ["ROSTER_MERGED_FILLED"],
        5: ["ROSTER_MERGED_ACROSS"],
    }


@pytest.mark.parametrize(
    "wrong",
    [
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"'
        ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
        cell("#REF!"),
        cell("错误:502"),
    ],
)
def test_an_error_value_of_an_ods_file_is_no_empty_cell(tmp_path, wrong):
    rows, told, _ = hear(ods(tmp_path / "a.ods", HEAD, WANG, row("李伟", wrong, "某单位")))
    assert [r.fields[Field.NAME] for r in rows] == ["王静"]
    assert told == {3: ["ROSTER_CELL_ERROR"]}


def test_a_formula_of_an_ods_file_without_a_result_is_told(tmp_path):
    empty = '<table:table-cell table:formula="of:=A1"/>'
    _, told, _ = hear(ods(tmp_path / "a.ods", HEAD, row("李伟", empty, "某单位")))
    assert told == {2: ["ROSTER_FORMULA_EMPTY"]}


def test_rows_that_are_empty_to_the_end_of_the_sheet_are_nothing(tmp_path):
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    more = ' table:number-rows-repeated="1048574"'
    rows, told, _ = hear(ods(tmp_path / "a.ods", HEAD, WANG, row(empty, more=more)))
    assert (len(rows), told) == (1, {})


@pytest.mark.parametrize(
    "rows",
    [
        (row(cell("王", ' table:number-columns-repeated="2000000000"')),),
        (
            row(
                cell("王", ' table:number-columns-repeated="16384"'),
                more=' table:number-rows-repeated="1000000"',
            ),
        ),
        (
            row("<table:table-cell/>", more=' table:number-rows-repeated="1048570"'),
            row('<table:table-cell table:number-columns-repeated="16383"/>', "x"),
        ),
        (
            row(
                cell("王", ' table:number-rows-spanned="99999999" table:number-columns-spanned="9"')
            ),
        ),
    ],
)
def test_billions_of_cells_of_an_ods_file_are_refused_before_memory_is_taken(tmp_path, rows):
    with pytest.raises(FileRefused) as refused:
        hear(ods(tmp_path / "a.ods", HEAD, *rows))
    assert refused.value.findings[0].code == "ROSTER_TOO_MANY_CELLS"


def test_an_ods_file_that_defines_entities_is_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    late = f"<!--{' ' * 5000}-->{bomb}"
    for doctype in (bomb, late):
        with pytest.raises(FileRefused) as refused:
            hear(ods(tmp_path / "a.ods", HEAD, row("&b;"), doctype=doctype))
        assert refused.value.findings[0].code == "ROSTER_XML_UNSAFE"


def test_a_stray_zero_byte_makes_no_utf_16_of_a_file(tmp_path):
    lines = ["姓名,身份证号", *["李伟,52010219800101003X"] * 5, "李\0伟,52010219800101003X"]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    rows, told, look = hear(tmp_path / "a.csv")
    assert {r.fields[Field.NAME] for r in rows} == {"李伟"}
    assert (told, look.encoding) == ({}, "utf-8")
