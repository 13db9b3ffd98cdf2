"""Candidates for a text, for people and for programs."""

from collections.abc import Sequence

from rich.text import Text

from cli.style import marked, plain, stdout
from matching.contract import entry_told, segments_of
from matching.explain import explained, is_tie, understood
from matching.nearest import FIELDS, Candidate, grounds_of
from matching.probability import Grounds
from matching.reasons import Both, grounds_told
from matching.roster_index import Entry
from models.comparisons import Segment

_DICTIONARY: Both = ("字典", "dictionary")
_ROSTER: Both = ("名单", "roster")
_LIKELY = 0.5  # what is less probable is shown, but nothing to rely on


def show_candidates(
    field: str, text: str, candidates: tuple[Candidate, ...], *, explain: bool
) -> None:
    """The entries nearest to a text, the characters that differ marked; why, where asked for."""
    _heading(field, text)
    if explain and (told := understood(field, text)):
        _aside(*told, indent=2)
    if not candidates:
        stdout().print(Text("  字典中没有相近的 Nothing in the dictionary is near", "yellow"))
        return
    _warned(is_tie(candidates), candidates[0].score)
    reasons = explained(text, candidates) if explain else ()
    for place, candidate in enumerate(candidates):
        entry = candidate.hit.entry
        row = _row(candidate.score, entry.name, candidate.differences)
        stdout().print(row.append(f"  {entry.id}", "dim"), soft_wrap=True)
        if explain:
            _aside(*reasons[place], indent=10)
    if explain:
        _none(grounds_of(FIELDS[field], text), _DICTIONARY)


def show_entries(
    field: str, text: str, entries: tuple[Entry, ...], grounds: Grounds | None = None
) -> None:
    """The values of a roster nearest to a text; with their grounds, why they are so probable."""
    _heading(field, text)
    if not entries:
        stdout().print(Text("  名单中没有相近的 Nothing in the roster is near", "yellow"))
        return
    _warned(entries[0].tied > 0, entries[0].match.score)
    for entry in entries:
        row = _row(entry.match.score, entry.match.name, segments_of(field, text, entry))
        if entry.former:
            row.append(f"  旧称 formerly {plain(entry.former).plain}", "yellow")
        if entry.successor:
            row.append(f"  现为 now {plain(entry.successor).plain}", "yellow")
        row.append(f"  {entry.rows} 行 rows  {entry.match.id}", "dim")
        stdout().print(row, soft_wrap=True)
        if grounds:
            _aside(*entry_told(field, text, entry), indent=10)
    if grounds:
        _none(grounds, _ROSTER)


def _heading(field: str, text: str) -> None:
    stdout().print(Text.assemble((plain(text).plain, "bold"), (f"  {field}", "cyan")))


def _warned(tie: bool, best: float) -> None:
    """A tie, or a best candidate that is more probably wrong than right, is said before all."""
    if tie:
        stdout().print(Text("  并列，未定 A tie: which is meant is left open", "yellow"))
    elif best < _LIKELY:
        told = "  不能确定，可能都不是 Not sure: it may be none of these"
        stdout().print(Text(told, "yellow"))


def _row(score: float, name: str, segments: Sequence[Segment]) -> Text:
    style = "" if segments else "green"
    row = Text(f"  {_share(score)}  ", style).append(plain(name).plain, style)
    if segments:
        row.append("  ").append_text(marked(segments, entered=True))
        row.append(" → ", "dim").append_text(marked(segments, entered=False))
    return row


def _share(score: float) -> str:
    return f"{score:6.1%}" if score >= 0.001 else " <0.1%"


def _none(grounds: Grounds, listed: Both) -> None:
    """The last row: that it is none of them, and what all the probabilities rest on."""
    stdout().print(Text(f"  {_share(grounds.none)}  都不是 none of these", "dim"))
    _aside(*grounds_told(grounds, listed), indent=10)


def _aside(zh: str, en: str, *, indent: int) -> None:
    for line in (zh, en):
        stdout().print(Text(" " * indent).append(plain(line).plain, "dim"), soft_wrap=True)
