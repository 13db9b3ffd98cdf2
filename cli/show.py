"""Results as people want to see them in a terminal."""

from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cli.show_lookups import show_lookups
from cli.style import STATES, VERDICTS, marked, plain, print_findings, stdout
from models.comparisons import Comparison, ComparisonState
from models.documents import Document, Inspection, PageSource
from models.fields import Field
from models.findings import Severity
from models.submissions import Report
from workers.report_layout import IN_TABLES

_SOURCES = {PageSource.SCAN: "扫描", PageSource.TEXT: "文字", PageSource.MIXED: "图文"}


def show_inspection(inspection: Inspection) -> None:
    """Whether a file is acceptable, its pages, and what was found."""
    accepted = inspection.accepted
    verdict = ("✓ 可以接受 accepted", "green") if accepted else ("✗ 不能接受 refused", "red")
    stdout().print(Text.assemble((inspection.file, "bold"), "  ", verdict))
    if inspection.pages:
        table = Table("页", "像素", "DPI", "来源", box=None, padding=(0, 2), header_style="dim")
        for page in inspection.pages:
            dpi = f"{page.dpi:.0f}" if page.dpi is not None else "—"
            size = f"{page.width_px}×{page.height_px}"
            table.add_row(str(page.number), size, dpi, _SOURCES[page.source])
        stdout().print(table)
    print_findings(inspection.findings, stdout(), indent=2)


def show_document(document: Document) -> None:
    """What a document is and the fields on it."""
    kind = f"{document.kind.zh} {document.kind}"
    stdout().print(Text.assemble((document.file, "bold"), "  ", (kind, "cyan")))
    if document.fields:
        table = Table("栏目", "内容", "把握", "页", box=None, padding=(0, 2), header_style="dim")
        for field, reading in document.fields.items():
            table.add_row(
                field.zh, plain(reading.value), _share(reading.confidence), str(reading.page)
            )
        stdout().print(table)
    if document.rows:
        stdout().print(_people(document))
    print_findings(document.findings, stdout(), indent=2)


def _people(document: Document) -> Table:
    """The people of an approval's list, a row each, with what the list says of anybody."""
    shown = [field for field in Field if any(field in row for row in document.rows)]
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for head in ("序", *(field.zh for field in shown)):
        table.add_column(head, overflow="fold")  # no value may be cut short
    for number, row in enumerate(document.rows, 1):
        values = (plain(row[field].value) if field in row else "" for field in shown)
        table.add_row(str(number), *values)
    return table


def show_report(report: Report, title: str) -> None:
    """The discrepancy report: verdict, comparisons, findings that belong to no comparison."""
    zh, en, style = VERDICTS[report.verdict]
    counts = [
        sum(finding.severity is severity for finding in report.findings) for severity in Severity
    ]
    line = "错误 {} · 注意 {} · 提示 {}".format(*counts)
    heading = Text.assemble((zh, style), f"  {en}\n", (line, "dim"))
    stdout().print(Panel(heading, title=title, title_align="left", border_style=style.split()[-1]))
    if report.comparisons:
        table = Table(padding=(0, 1), header_style="dim")
        for column in ("栏目", "填写", "材料", "结果", "把握", "说明"):
            table.add_column(column, overflow="fold")  # no value may be cut short
        for field, comparison in report.comparisons.items():
            table.add_row(field.zh, *_values(comparison), *_outcome(comparison))
        stdout().print(table)
    show_lookups(report.lookups)
    # What the tables above say is not said again: a line for each would bury the rest.
    print_findings((f for f in report.findings if f.code not in IN_TABLES), stdout())


def _values(comparison: Comparison) -> tuple[Text, Text]:
    """What was entered and what was read, differences marked where there are any."""
    if comparison.state in (ComparisonState.DIFFERS, ComparisonState.UNCLEAR):
        segments = comparison.segments
        return marked(segments, entered=True), marked(segments, entered=False)
    return plain(comparison.entered), plain(comparison.read.value if comparison.read else "—")


def _outcome(comparison: Comparison) -> tuple[Text, Text, Text]:
    """The state, how sure the reading is, and the note."""
    zh, style = STATES[comparison.state]
    sure = _share(comparison.read.confidence) if comparison.read else ""
    return Text(zh, style), Text(sure, "dim"), Text(comparison.note)


def _share(confidence: float) -> str:
    """A confidence in percent, rounded down: what is not certain is never shown as 100%."""
    return f"{int(confidence * 100)}%"
