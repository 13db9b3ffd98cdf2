"""Candidates for a text, for people and for programs."""

from rich.text import Text

from cli.style import marked, plain, stdout
from matching.differences import differences
from matching.explain import explained, is_tie, understood
from matching.keys import match_key
from matching.nearest import Candidate
from matching.roster_index import Entry
from models.comparisons import Segment
from models.contract import Json, match_json
from models.fields import Field


def show_candidates(
    field: str, text: str, candidates: tuple[Candidate, ...], *, explain: bool
) -> None:
    """The entries nearest to a text, the characters that differ marked; why, where asked for."""
    stdout().print(Text.assemble((plain(text).plain, "bold"), (f"  {field}", "cyan")))
    if explain and (told := understood(field, text)):
        _aside(*told, indent=2)
    if not candidates:
        stdout().print(Text("  字典中没有相近的 Nothing in the dictionary is near", "yellow"))
        return
    reasons = explained(candidates) if explain else ()
    if is_tie(candidates):
        stdout().print(Text("  并列，未定 A tie: which is meant is left open", "yellow"))
    for place, candidate in enumerate(candidates):
        stdout().print(_row(candidate), soft_wrap=True)
        if explain:
            _aside(*reasons[place], indent=8)


def _row(candidate: Candidate) -> Text:
    entry = candidate.hit.entry
    style = "green" if candidate.score == 1 else ""
    row = Text(f"  {candidate.score:.3f}  ", style).append(entry.name, style)
    if candidate.differences:
        row.append("  ").append_text(marked(candidate.differences, entered=True))
        row.append(" → ", "dim").append_text(marked(candidate.differences, entered=False))
    return row.append(f"  {entry.id}", "dim")


def _aside(zh: str, en: str, *, indent: int) -> None:
    for line in (zh, en):
        stdout().print(Text(" " * indent).append(plain(line).plain, "dim"), soft_wrap=True)


def candidates_json(
    field: str, text: str, candidates: tuple[Candidate, ...], *, explain: bool
) -> Json:
    """The object of the contract; with explain, reasons beside each candidate."""
    told = match_json(field, text, ((one.match, one.differences) for one in candidates))
    if explain:
        for candidate, (zh, en) in zip(told["candidates"], explained(candidates), strict=True):
            candidate |= {"note": zh, "note_en": en}
        zh, en = understood(field, text) or ("", "")
        told |= {"note": zh, "note_en": en}
    return told


def show_entries(field: str, text: str, entries: tuple[Entry, ...]) -> None:
    """The values of a roster nearest to a text, the characters that differ marked."""
    stdout().print(Text.assemble((plain(text).plain, "bold"), (f"  {field}", "cyan")))
    if not entries:
        stdout().print(Text("  名单中没有相近的 Nothing in the roster is near", "yellow"))
    if len(entries) > 1 and entries[0].distance == entries[1].distance:
        stdout().print(Text("  并列，未定 A tie: which is meant is left open", "yellow"))
    for entry in entries:
        segments = _segments(field, text, entry)
        style = "green" if entry.match.score == 1 else ""
        row = Text(f"  {entry.match.score:.3f}  ", style).append(
            plain(entry.match.name).plain, style
        )
        if segments:
            row.append("  ").append_text(marked(segments, entered=True))
            row.append(" → ", "dim").append_text(marked(segments, entered=False))
        row.append(f"  {entry.rows} 行 rows  {entry.match.id}", "dim")
        stdout().print(row, soft_wrap=True)


def entries_json(field: str, text: str, entries: tuple[Entry, ...]) -> Json:
    """The object of the contract, with how many rows have the value."""
    told = match_json(
        field, text, ((entry.match, _segments(field, text, entry)) for entry in entries)
    )
    for candidate, entry in zip(told["candidates"], entries, strict=True):
        candidate["rows"] = entry.rows
    return told


def _segments(field: str, text: str, entry: Entry) -> tuple[Segment, ...]:
    if entry.match.score == 1:
        return ()
    return differences(match_key(Field(field), text), match_key(Field(field), entry.match.name))
