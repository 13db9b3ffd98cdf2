"""Letters as PDF, for printing. Beside intake/pdf.py, which reads, the one module with PyMuPDF.

MuPDF sets the same parts that `letter_docx.py` sets, in a typeface of its own: no font of the
machine is needed.
"""

# mypy: disable-error-code="no-untyped-call"
# because PyMuPDF says that it is typed, and most of it is not.

from html import escape
from io import BytesIO

import pymupdf

from models.drafts import Grid, Letter, Opinion, Paragraph, Style, printable

_A4 = pymupdf.paper_rect("a4")
_WRITTEN_ON = pymupdf.Rect(70, 62, _A4.width - 70, _A4.height - 56)  # points
_BESIDE_TEXT = 7  # what padding and rules take of a cell's width
_CSS = """
body { font-family: sans-serif; font-size: 12pt; margin: 0; }
h1 { font-size: 18pt; text-align: center; margin: 0 0 8pt 0; }
p { text-indent: 2em; line-height: 1.45; margin: 2pt 0; }
p.heading { font-weight: bold; margin-top: 8pt; }
p.signature, td p.signature { text-indent: 0; text-align: right; }
table { width: 100%; border-collapse: collapse; margin: 2pt 0; }
td { border: 0.6pt solid black; padding: 3pt; font-size: 10.5pt; overflow-wrap: break-word; }
td.small { font-size: 9pt; }
td.label { text-align: center; font-weight: bold; }
td.opinion p { text-indent: 0; font-size: 12pt; }
"""
_ROOM = "<p>\u00a0</p>" * 3


def letter_pdf(letter: Letter) -> bytes:
    """The letter as a PDF file of A4 pages."""
    body = "".join(_html(part) for part in letter.parts)
    story = pymupdf.Story(f"<h1>{_text(letter.title)}</h1>{body}", user_css=_CSS)
    drawn = BytesIO()
    writer = pymupdf.DocumentWriter(drawn)
    more = True
    while more:
        device = writer.begin_page(_A4)
        more, _ = story.place(_WRITTEN_ON)
        story.draw(device)
        writer.end_page()
    writer.close()
    with pymupdf.open("pdf", drawn.getvalue()) as document:
        document.subset_fonts()  # of the whole typeface the characters that are used
        document.set_metadata({"title": printable(letter.title)})
        return bytes(document.tobytes(garbage=4, deflate=True))


def _html(part: Paragraph | Grid | Opinion) -> str:
    if isinstance(part, Paragraph):
        kind = "" if part.style is Style.BODY else f' class="{part.style}"'
        return f"<p{kind}>{_text(part.text)}</p>"
    if isinstance(part, Grid):
        return f"<table>{''.join(_row(part, number) for number in range(len(part.rows)))}</table>"
    foot = "".join(f'<p class="signature">{_text(line)}</p>' for line in part.foot)
    inside = f"<p>{_text(part.title)}</p>{_ROOM}{foot}"
    return f'<p>\u00a0</p><table><tr><td class="opinion">{inside}</td></tr></table>'


def _row(grid: Grid, number: int) -> str:
    """One row, its cells as wide as the grid says: in points, the only unit MuPDF heeds here."""
    room = (_WRITTEN_ON.width - _BESIDE_TEXT * len(grid.widths)) / sum(grid.widths)
    cells = []
    for at, (text, width) in enumerate(zip(grid.rows[number], grid.widths, strict=True)):
        label = number == 0 if grid.heads else at % 2 == 0
        kinds = " ".join(("label",) * label + ("small",) * grid.heads)
        style = f'class="{kinds}" style="width:{width * room:.0f}pt"'
        cells.append(f"<td {style}>{_text(text)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _text(text: str) -> str:
    """Text as HTML; nothing in it is taken for markup."""
    return escape(printable(text))
