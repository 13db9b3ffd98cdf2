"""Candidates for a text as the JSON objects of the public contract, for commands and the API."""

from matching.differences import differences
from matching.explain import explained, understood
from matching.keys import match_key
from matching.nearest import FIELDS, Candidate, grounds_of
from matching.probability import Grounds
from matching.reasons import Both, edits_told
from matching.roster_index import Entry
from models.comparisons import Segment
from models.contract import Json, match_json
from models.fields import Field


def candidates_json(
    field: str, text: str, candidates: tuple[Candidate, ...], *, explain: bool
) -> Json:
    """The object of the contract; with explain, reasons beside each candidate."""
    told = match_json(field, text, ((one.match, one.differences) for one in candidates))
    if explain:
        reasons = explained(text, candidates)
        for candidate, one, (zh, en) in zip(told["candidates"], candidates, reasons, strict=True):
            candidate |= {"distance": round(one.distance, 2), "note": zh, "note_en": en}
        zh, en = understood(field, text) or ("", "")
        told |= {"note": zh, "note_en": en} | _grounds_json(grounds_of(FIELDS[field], text))
    return told


def entries_json(
    field: str, text: str, entries: tuple[Entry, ...], grounds: Grounds | None = None
) -> Json:
    """The object of the contract, with how many rows have the value; with grounds, reasons."""
    told = match_json(
        field, text, ((entry.match, segments_of(field, text, entry)) for entry in entries)
    )
    for candidate, entry in zip(told["candidates"], entries, strict=True):
        candidate["rows"] = entry.rows
        candidate |= {"former": entry.former} if entry.former else {}
        candidate |= {"successor": entry.successor} if entry.successor else {}
        if grounds:
            zh, en = entry_told(field, text, entry)
            candidate |= {"distance": round(entry.distance, 2), "note": zh, "note_en": en}
    return told | (_grounds_json(grounds) if grounds else {})


def _grounds_json(grounds: Grounds) -> Json:
    return {
        "none": round(grounds.none, 4),
        "grounds": {
            "given": round(grounds.given, 4),
            "lacking": round(grounds.lacking, 4),
            "rivals": grounds.rivals,
        },
    }


def entry_told(field: str, text: str, entry: Entry) -> Both:
    """What makes an entry as far off as it is, and that others are as near."""
    nearest = entry.former or entry.match.name
    zh, en = edits_told(match_key(Field(field), text), match_key(Field(field), nearest))
    if entry.tied:
        others = "1 other is" if entry.tied == 1 else f"{entry.tied} others are"
        return f"{zh}；另有{entry.tied}个一样近", f"{en}; {others} as near"
    return zh, en


def segments_of(field: str, text: str, entry: Entry) -> tuple[Segment, ...]:
    """What differs between a text and the entry, by whichever name it was found."""
    if not entry.distance:
        return ()
    nearest = entry.former or entry.match.name
    return differences(match_key(Field(field), text), match_key(Field(field), nearest))
