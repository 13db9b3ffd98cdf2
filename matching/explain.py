"""Why a candidate stands where it does, in Chinese and English."""

from matching.committees import read_committee
from matching.dictionary import entry_key, entry_of, level_name, told_source
from matching.entries import Hit, Kind, Sense, Standing
from matching.keys import written_out
from matching.nearest import Candidate
from matching.reasons import edits_told
from models.fields import Field

_STANDINGS = {
    Standing.STANDARD: ("规范名称", "the standard name"),
    Standing.ALIAS: ("别称", "another name"),
    Standing.FORMER: ("旧称", "a former name"),
}
_CERTAINTIES = {
    "printed": ("通知原文", "printed in a notice"),
    "ministry": ("部颁名称表", "the ministry's list"),
    "notice": ("改革文件转载", "a reform notice, reproduced"),
    "register": ("行政区划代码", "the register of places"),
    "secondary": ("转引", "a secondary page"),
    "general": ("通常知识，未核实", "general knowledge, not confirmed"),
    "doubtful": ("存疑", "doubtful"),
}


def explained(text: str, candidates: tuple[Candidate, ...]) -> tuple[tuple[str, str], ...]:
    """For each candidate: by which name it is near, what differs, and why it isn't first."""
    reasons = [_reasons(text, candidates, place) for place in range(len(candidates))]
    return tuple(
        ("；".join(zh for zh, _ in told), "; ".join(en for _, en in told)) for told in reasons
    )


def is_tie(candidates: tuple[Candidate, ...]) -> bool:
    """Are the first two equally near, by names of equal standing?"""
    return len(candidates) > 1 and candidates[0].farness == candidates[1].farness


def _reasons(text: str, candidates: tuple[Candidate, ...], place: int) -> list[tuple[str, str]]:
    candidate, best = candidates[place], candidates[0]
    hit = candidate.hit
    reasons = [_by_name(hit)]
    if candidate.distance:
        key, name = (entry_key(hit.entry.kind, one) for one in (text, hit.name.text))
        reasons.append(edits_told(key, name))
    reasons += [_sure(hit), *_implied(hit), *_renamed(hit)]
    tied = [one for one in candidates if one.farness == candidate.farness and one is not candidate]
    if candidate.farness == best.farness and tied:
        names = "、".join(one.hit.entry.name for one in tied)
        reasons.append((f"与{names}并列", f"tied with {names}"))
    elif candidate.distance == best.distance and candidate is not best:
        reasons.append(("一样近而居次，因为是旧称或别称", "second: this is not its own first name"))
    elif candidate is not best:
        lost = f"{candidate.distance - best.distance:.2f}"
        reasons.append((f"比第一多差{lost}", f"{lost} farther than the first"))
    return reasons


def _by_name(hit: Hit) -> tuple[str, str]:
    zh, en = _STANDINGS[hit.name.standing]
    changed = f"（{hit.name.changed}年改）" if hit.name.changed else ""
    scope = f"（{hit.name.scope}）" if hit.name.scope else ""
    return f"按{zh}“{hit.name.text}”{changed}{scope}", f"by {en}, {hit.name.text}"


def _sure(hit: Hit) -> tuple[str, str]:
    zh, en = _CERTAINTIES[hit.name.certainty]
    return f"来源：{zh}（{told_source(hit.name.source)}）", f"source: {en}"


def _implied(hit: Hit) -> list[tuple[str, str]]:
    if hit.entry.kind is not Kind.TITLE:
        return []
    told = "、".join(map(_sense, hit.entry.senses))
    return [(f"意味着{told}", f"implies {told}")]


def _sense(sense: Sense) -> str:
    series = entry_of(sense.series).name if sense.series else "无对应系列"
    return f"{series}{level_name(sense.level) or '（级别不详）'}"


def _renamed(hit: Hit) -> list[tuple[str, str]]:
    if not hit.entry.successor:
        return []
    new = entry_of(hit.entry.successor).name
    return [(f"现为“{new}”", f"now {new}")]


def understood(field: str, text: str) -> tuple[str, str] | None:
    """How a unit's or committee's name was understood: short forms, place, series and level."""
    if field not in (Field.COMMITTEE, Field.CONVENER, Field.ISSUER):
        return None
    _, words = written_out(Field(field), text, current=False)
    zh = [f"“{word.short}”即“{word.full}”" for word in words]
    en = [f"{word.short} stands for {word.full}" for word in words]
    if committee := read_committee(text):
        series = "、".join(sorted(entry_of(id_).name for id_ in committee.series))
        zh.append(
            f"评审委员会：地点{''.join(committee.places) or '不详'}，"
            f"系列{series or '不详'}，级别{committee.level or '不详'}"
        )
        en.append(
            f"a committee: place {''.join(committee.places) or 'not known'}, "
            f"series {series or 'not known'}, level {committee.level or 'not known'}"
        )
    return ("；".join(zh), "; ".join(en)) if zh else None
