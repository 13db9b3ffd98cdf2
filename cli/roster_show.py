"""Rosters in the terminal."""

import re

from rich.table import Table
from rich.text import Text

from cli.style import SEVERITIES, plain, print_findings, stderr, stdout
from models.findings import catalogue
from models.rosters import RosterPreview, RosterReport, RosterVersion
from models.tables import column_letters

_LONG_NUMBER = re.compile(r"(?<=\d{4})\d(?=\d{4})")  # the middle of an identity or phone number
_ROWS_SHOWN = 20  # of each code


def show_preview(preview: RosterPreview) -> None:
    """What the columns were taken for, with the first row, for the person to confirm."""
    look, header = preview.look, preview.look.header
    place = (
        f"第{header.row}行是表头 labels in row {header.row}" if header.row else "无表头 no labels"
    )
    facts = (look.format, look.encoding, look.sheet, place)
    stderr().print(plain(f"{preview.file}  {' · '.join(fact for fact in facts if fact)}"))
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim", pad_edge=False)
    for head in ("列", "表头", "栏目", "", "第一行"):
        table.add_column(head, overflow="fold")
    for column in header.columns:
        sample = look.sample[column.place] if column.place < len(look.sample) else ""
        field = Text(column.field.zh) if column.field else Text("—", "dim")
        key = Text(column.field or "", "dim")
        letters = column_letters(column.place)
        table.add_row(
            letters, plain(column.label), field, key, plain(_LONG_NUMBER.sub("*", sample[:40]))
        )
    stderr().print(table)


def show_import(report: RosterReport, *, dry_run: bool) -> None:
    """What was stored, or why nothing was; the first rows of each code and how many there are."""
    print_findings(report.findings, stdout())
    shown: dict[str, int] = {}
    for row in report.by_row:
        few = [f for f in row.findings if shown.get(f.code, 0) < _ROWS_SHOWN]
        for finding in few:
            shown[finding.code] = shown.get(finding.code, 0) + 1
        print_findings(few, stdout())
    for code, count in report.counts.items():
        mark, style = SEVERITIES[catalogue()[code].severity]
        stdout().print(Text.assemble((f"{mark} ", style), f"{count} 行 rows  ", (code, "dim")))
    stdout().print(_outcome(report, dry_run))


def _outcome(report: RosterReport, dry_run: bool) -> Text:
    rows, good = report.rows, report.good
    read = f"读取 {rows} 行，可导入 {good} 行  {rows} rows read, {good} good"
    if report.version is not None:
        done = f"✓ 已导入名单“{report.name}”，第 {report.version} 版  version {report.version}"
        return Text.assemble((done, "bold green"), f"\n  {read}")
    why = "试运行，没有写入  dry run, nothing written" if dry_run else "没有写入  nothing written"
    return Text.assemble((f"· {why}", "bold"), f"\n  {read}")


def show_versions(versions: tuple[RosterVersion, ...]) -> None:
    """All rosters with their versions, the current one marked."""
    if not versions:
        stdout().print("还没有名单。No rosters yet: zhenghe roster import NAME FILE", markup=False)
        return
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim", pad_edge=False)
    for head in ("名单", "版本", "", "行数", "栏目", "导入时间", "文件"):
        table.add_column(
            head, overflow="fold", justify="right" if head in ("行数", "栏目") else "left"
        )
    for version in versions:
        table.add_row(
            plain(version.name),
            str(version.version),
            Text("✓ 当前 current", "green") if version.current else Text(""),
            f"{version.rows:,}",
            str(len(version.fields)),
            f"{version.created_at.astimezone():%Y-%m-%d %H:%M}",
            plain(version.file),
        )
    stdout().print(table)
