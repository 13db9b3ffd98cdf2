"""Letters as DOCX, set as Chinese offices set theirs; the only module that imports python-docx."""

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from models.drafts import Grid, Letter, Opinion, Paragraph, Style, printable

# A4; the margins leave room for the whole letter on one page, with the tables and the opinion.
_PAGE = (Cm(21.0), Cm(29.7))
_MARGINS = (Cm(2.2), Cm(2.5), Cm(2.0), Cm(2.5))  # top, right, bottom, left
_WIDTH = Cm(16.0)
_BODY, _TITLE, _HEADING = "仿宋", "宋体", "黑体"
_OPINION_LINES = 3
_SIZE, _IN_CELL, _IN_LIST = Pt(12), Pt(10.5), Pt(9)


def letter_docx(letter: Letter) -> bytes:
    """The letter as a DOCX file."""
    document = Document()
    _set_page(document)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(12)
    _run(title, letter.title, _TITLE, Pt(20), bold=True)
    for part in letter.parts:
        if isinstance(part, Paragraph):
            _paragraph(document, part)
        elif isinstance(part, Grid):
            _grid(document, part)
        else:
            _opinion(document, part)
    about = document.core_properties
    about.title, about.author, about.comments = printable(letter.title), "", ""
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _set_page(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = _MARGINS
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.name, normal.font.size = _BODY, _SIZE
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.3


def _run(
    paragraph: DocxParagraph, text: str, face: str, size: Length, *, bold: bool = False
) -> None:
    run = paragraph.add_run(printable(text))
    run.font.name, run.font.size, run.font.bold = face, size, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _paragraph(document: DocumentType, part: Paragraph) -> None:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    if part.style is Style.SIGNATURE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        form.keep_with_next = True
    else:
        form.first_line_indent = 2 * _SIZE  # two characters
        form.space_before = Pt(3)
    if part.style is Style.HEADING:
        form.space_before, form.keep_with_next = Pt(6), True
    _run(paragraph, part.text, _HEADING if part.style is Style.HEADING else _BODY, _SIZE)


def _grid(document: DocumentType, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), len(grid.widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    whole = sum(grid.widths)
    for at, column in enumerate(table.columns):
        column.width = Length(_WIDTH * grid.widths[at] // whole)
    for number, (row, texts) in enumerate(zip(table.rows, grid.rows, strict=True)):
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Length(_WIDTH * grid.widths[at] // whole)  # Word heeds the cell's alone
            label = number == 0 if grid.heads else at % 2 == 0
            _fill(cell, text, _IN_LIST if grid.heads else _IN_CELL, label=label)


def _fill(cell: _Cell, text: str, size: Length, *, label: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = 1.15
    if label:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, _BODY, size, bold=label)


def _opinion(document: DocumentType, part: Opinion) -> None:
    """A frame with room for handwriting and a seal, never torn apart by the end of a page."""
    document.add_paragraph().paragraph_format.line_spacing = 0.5
    table = document.add_table(1, 1, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    cell = table.cell(0, 0)
    _run(cell.paragraphs[0], part.title, _BODY, _SIZE)
    for _ in range(_OPINION_LINES):
        cell.add_paragraph()
    for line in part.foot:
        foot = cell.add_paragraph()
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(foot, line, _BODY, _SIZE)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
