"""Rosters in the terminal."""

import re

from rich.table import Table
from rich.text import Text

from cli.style import SEVERITIES, plain, print_findings, stderr, stdout
from models.findings import catalogue
from models.rosters import (
    Removal,
    RosterDetail,
    RosterPreview,
    RosterReport,
    RosterVersion,
    Unfinished,
)
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
        known = column.field or column.beside
        field = Text(known.zh) if known else Text("—", "dim")
        key = Text(column.key or "", "dim")
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


def show_details(
    name: str, details: tuple[RosterDetail, ...], unfinished: tuple[Unfinished, ...], size: int
) -> None:
    """One roster: each version with its file, its columns and what it is made of."""
    index = f"索引 index {size / 2**20:.1f} MB" if size else "没有索引，查找时建立 no index yet"
    stdout().print(Text.assemble((plain(name).plain, "bold"), (f"  {index}", "dim")))
    for detail in details:
        version = detail.version
        mark = ("  ✓ 当前 current", "green") if version.current else ("", "")
        when = f"{version.created_at.astimezone():%Y-%m-%d %H:%M}"
        head = Text.assemble((f"第 {version.version} 版", "bold"), mark, f"  {when}  ")
        stdout().print(head.append_text(plain(version.file)), soft_wrap=True)
        own = f"，其中本次追加 {version.own_rows:,} 行" if detail.takes else ""
        lines = [f"{version.rows:,} 行 rows{own}"]
        if detail.takes:
            lines.append(f"包含第 {_listed(detail.takes)} 版的内容 includes their rows")
        if detail.used_by:
            lines.append(f"用于第 {_listed(detail.used_by)} 版，不能单独删除 in use by them")
        fields = [f"{c.label}={c.key or '—'}" for c in detail.columns]
        lines += ["栏目 columns: " + "、".join(fields), f"SHA-256 {version.sha256}"]
        for line in lines:
            stdout().print(Text("  ").append_text(plain(line)), style="dim", soft_wrap=True)
    for one in unfinished:
        when = f"{one.touched_at.astimezone():%Y-%m-%d %H:%M}"
        told = f"! 有一次导入未完成：已写 {one.rows:,} 行，最近写入 {when}；若已中断，会自动清除"
        stdout().print(f"{told}  an unfinished import", style="yellow", markup=False)


def show_removal(removal: Removal, *, done: bool) -> None:
    """What goes and what must stay, before it is done, and that it is done."""
    numbers = _listed(tuple(version.version for version in removal.removed))
    if done:
        if removal.removed:
            stdout().print(f"✓ 已删除  removed: {numbers}", style="green", markup=False)
        return
    if not removal.removed:
        stdout().print("没有可删除的版本  Nothing to remove", markup=False)
    else:
        head = f"将删除名单“{removal.name}”的第 {numbers} 版，{removal.rows:,} 行"
        stderr().print(f"{head}  versions to be removed for good", style="bold", markup=False)
        if any(version.current for version in removal.removed):
            stderr().print("其中有正在使用的当前版本  the current one, too", markup=False)
    for version in removal.kept:
        why = (
            "是当前版本 current" if version.current else "其内容用于后来的版本 its rows are in use"
        )
        stderr().print(f"保留第 {version.version} 版：{why}", style="yellow", markup=False)


def _listed(numbers: tuple[int, ...]) -> str:
    return "、".join(map(str, sorted(numbers)))
