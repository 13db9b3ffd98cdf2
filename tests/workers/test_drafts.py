"""Drafts as files: they open in the usual programs, hold what was told, and replace nothing."""

from pathlib import Path

import pytest
from docx import Document

from intake.pdf import open_pdf
from intake.table import open_table
from models.drafts import Grid, Letter, Paragraph
from models.errors import UsageWrong
from models.settings import Settings
from rules.examples import case_of_example
from workers.drafts import write_drafts
from workers.letter_docx import letter_docx
from workers.letter_pdf import letter_pdf

FIELDS = {
    "name": "阿依古丽·买买提",
    "id_number": "622826198501306421",
    "employer": "定西市安定区中华路中学",
    "title": "一级教师",
    "level": "中级",
    "obtained_on": "2013-12-26",
    "approval_number": "甘职改办〔2013〕121号",
    "certificate_number": "甘中20131234",
}
NO_FORM = {"documents": {"certificate": True, "approval": True}}


def written(folder: Path, fields=FIELDS, declarations=NO_FORM) -> dict[str, Path]:
    case = case_of_example("gansu", {"fields": fields, "declarations": declarations})
    return {path.suffix: path for path in write_drafts(case, folder)}


def docx_text(path: Path) -> str:
    document = Document(str(path))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def pdf_text(data: bytes) -> str:
    with open_pdf(data) as pdf:
        lines = [line for number in range(pdf.page_count) for line in pdf.text_lines(number + 1)]
    return "".join(line.text for line in lines)


def test_the_files_have_clear_names_and_hold_what_the_form_held(tmp_path):
    paths = written(tmp_path / "草稿")
    assert sorted(path.name for path in paths.values()) == [
        "阿依古丽·买买提-缺失人员名册（草稿）.xlsx",
        "阿依古丽·买买提-评审表（认定表）缺失情况说明（草稿）.docx",
        "阿依古丽·买买提-评审表（认定表）缺失情况说明（草稿）.pdf",
    ]
    for text in (docx_text(paths[".docx"]), pdf_text(paths[".pdf"].read_bytes())):
        for said in ("阿依古丽·买买提", "622826198501306421", "一级教师", "缺失原因", "审核意见"):
            assert said in text


def test_the_letter_is_printed_on_one_page_with_its_typeface_in_it(tmp_path):
    data = written(tmp_path)[".pdf"].read_bytes()
    with open_pdf(data) as pdf:
        assert pdf.page_count == 1
    assert len(data) < 100_000


def test_the_list_is_text_that_a_spreadsheet_program_reads(tmp_path):
    rows = list(open_table(written(tmp_path)[".xlsx"], None, Settings()).rows())
    assert rows[1].cells[:4] == ("序号", "姓名", "性别", "身份证号码")
    assert rows[2].cells[:4] == ("1", "阿依古丽·买买提", "女", "622826198501306421")
    assert "填报单位（盖章）：定西市安定区中华路中学" in [row.cells[0] for row in rows]


def test_no_file_is_replaced(tmp_path):
    first, second = written(tmp_path), written(tmp_path)
    assert second[".docx"].name.endswith("（草稿）（2）.docx")
    assert second[".pdf"].stem == second[".docx"].stem
    assert len(list(tmp_path.iterdir())) == 6
    assert set(first.values()).isdisjoint(second.values())


@pytest.mark.parametrize("name", ["../../马", "a/b\\c:马", "马\x00\n", ".", "=马*?"])
def test_a_name_never_leads_out_of_the_folder(tmp_path, name):
    folder = tmp_path / "in"
    for path in written(folder, {**FIELDS, "name": name}).values():
        assert path.parent == folder
        assert path.is_file()
    assert list(tmp_path.iterdir()) == [folder]


def test_nothing_is_written_where_nothing_can_be_drafted(tmp_path):
    assert written(tmp_path / "none", declarations={}) == {}
    assert not (tmp_path / "none").exists()


def test_a_folder_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageWrong):
        written(tmp_path / "file")


def test_markup_and_formulas_in_a_form_stay_text(tmp_path):
    evil = {**FIELDS, "name": "<b>马</b>", "title": '=HYPERLINK("http://x")&amp;'}
    paths = written(tmp_path, evil)
    assert "<b>马</b>" in docx_text(paths[".docx"])
    assert "<b>马</b>" in pdf_text(paths[".pdf"].read_bytes())
    row = list(open_table(paths[".xlsx"], None, Settings()).rows())[2].cells
    assert '=HYPERLINK("http://x")&amp;' in row


def test_control_characters_make_no_broken_file():
    letter = Letter("x", "题\x0b目", (Paragraph("甲\x00乙"), Grid((("a\x1f", "丙"),), (1, 2))))
    assert letter_docx(letter)
    assert "丙" in pdf_text(letter_pdf(letter))


def test_a_long_letter_goes_over_several_pages():
    letter = Letter("x", "题目", (Paragraph("一二三四五六七八九十" * 400),))
    with open_pdf(letter_pdf(letter)) as pdf:
        assert pdf.page_count > 1
