"""The site's own dictionary in the terminal."""

from typing import Any

from rich.table import Table
from rich.text import Text

from cli.style import plain, stdout
from models.dictionaries import (
    DictionaryChange,
    DictionaryChangeKind,
    DictionaryDifference,
    DictionaryVersion,
)
from workers.dictionary_draft import DictionaryProposal

_SHOWN = 100  # changes, at most
_SIGNS = {
    DictionaryChangeKind.ADDED: ("+", "green"),
    DictionaryChangeKind.CHANGED: ("~", "yellow"),
    DictionaryChangeKind.REMOVED: ("-", "red"),
}


def show_dictionaries(versions: tuple[DictionaryVersion, ...]) -> None:
    """All versions, the newest first."""
    if not versions:
        stdout().print("还没有生效的版本  No version has been put in force", markup=False)
        return
    table = Table(box=None, pad_edge=False)
    for head in ("版本 version", "时间 time", "谁 who", "+ ~ -", "文件 file", "说明 note"):
        table.add_column(head)
    for one in versions:
        number = f"{one.number} ✓" if one.current else str(one.number)
        back = f"↩ {one.back_to}  " if one.back_to is not None else ""
        table.add_row(
            Text(number, "bold green" if one.current else ""),
            one.created_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            plain(one.who),
            f"{one.added} {one.changed} {one.removed}",
            plain(one.file or "—"),
            plain(back + one.note),
        )
    stdout().print(table)


def show_version(version: DictionaryVersion, difference: DictionaryDifference) -> None:
    """A version, and what it changed."""
    show_dictionaries((version,))
    _show_difference(difference)


def show_proposal(proposal: DictionaryProposal) -> None:
    """What a file would change."""
    against = f"与第 {proposal.before} 版相比  against version {proposal.before}"
    if not proposal.mistakes:
        stdout().print(against, style="dim", markup=False)
        _show_difference(proposal.difference)


def _show_difference(difference: DictionaryDifference) -> None:
    told = difference.counts
    head = (
        f"新增 {told['added']}，改变 {told['changed']}，消失 {told['removed']}，"
        f"不变 {difference.same}"
    )
    english = "  added, changed, removed, the same"
    stdout().print(Text.assemble((head, "bold"), (english, "dim")))
    for change in difference.changes[:_SHOWN]:
        stdout().print(_line(change), soft_wrap=True)
    if (more := len(difference.changes) - _SHOWN) > 0:
        stdout().print(f"还有 {more} 条，见 --json  {more} more: --json", style="dim", markup=False)


def _line(change: DictionaryChange) -> Text:
    sign, style = _SIGNS[change.kind]
    line = Text(f"{sign} ", style).append(f"{change.table} ", "dim").append(plain(change.entry))
    if change.kind is DictionaryChangeKind.CHANGED:
        for key, old, new in change.values:
            line.append(f"  {key}: ", "dim").append(plain(f"{told(old)} → {told(new)}"))
    return line


def told(value: Any) -> str:
    """A value of an entry as a person reads it."""
    if value is None:
        return "—"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
