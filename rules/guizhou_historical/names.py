"""Full names of units and committees, never short ones."""

import re
from collections.abc import Iterator
from functools import lru_cache

from matching.dictionary_data import derived
from matching.keys import Word, words, written_out
from models.fields import Field
from rules.case import Case
from rules.rule import Breach, breach, rule

_UNITS = (Field.EMPLOYER, Field.COMMITTEE, Field.CONVENER, Field.ISSUER)
_COMMITTEE = "评审委员会"
_NUMERAL = "[一二三四五六七八九十0-9]"


@rule("GZ-H-41")
def units_have_full_names(case: Case) -> Iterator[Breach]:
    """Employer, committee, its convener and the issuer have their full names."""
    for field in _UNITS:
        name = case.value(field)
        if name and (short := _short(case, field, name)):
            typed, full = short
            yield breach(field, full, typed=name, short=typed, label=field.zh, label_en=field.en)


def _short(case: Case, field: Field, name: str) -> tuple[str, str | None] | None:
    """What is short in a name, and the full name where it is known."""
    tables = case.tables
    if full := tables["short_names"].get(name):
        return name, str(full)
    beginnings = tables["short_beginnings"]
    start = next((word for word in beginnings["words"] if name.startswith(word)), "")
    if start and not name.startswith(tuple(beginnings["but"])):
        whole = f"{beginnings['province']}{name[1:]}" if start == "省" else ""
        inner = _short_form(field, whole) if whole else None
        return start, (inner[1] if inner else whole) or None
    if found := _short_form(field, name):
        return found
    return _short_ending(name, tuple(tables["short_endings"]["words"]))


@derived(8192)
def _short_form(field: Field, name: str) -> tuple[str, str | None] | None:
    """人社局 and its like, which the dictionary writes out; those of committees are GZ-H-42's."""
    short = [word for word in _short_words() if word.short in name]
    if not short:
        return None
    full, used = written_out(field, name, current=False)
    written = next((word for word in used if word in short), None)
    if written:
        return written.short, full
    at_end = (word.short for word in short if name.endswith(word.short) and len(word.short) > 2)
    return next(((word, None) for word in at_end), None)


@derived()
def _short_words() -> tuple[Word, ...]:
    """The short forms of units; those of committees are GZ-H-42's."""
    return tuple(w for w in words() if w.kind == "short" and not w.full.endswith(_COMMITTEE))


@lru_cache(maxsize=8192)
def _short_ending(name: str, endings: tuple[str, ...]) -> tuple[str, str | None] | None:
    """一中, 二小, 一医 at the end."""
    ending = next((word for word in endings if name.endswith(word)), "")
    before = name[: len(name) - len(ending)]
    if ending and re.search(f"(?<!第){_NUMERAL}$", before) and "第" not in before[-4:]:
        return name[len(before) - 1 :], None
    return None


@rule("GZ-H-42")
def committees_are_written_out(case: Case) -> Iterator[Breach]:
    """高评委 is entered as 高级评审委员会, 评委会 as 评审委员会."""
    for field in _UNITS:
        name = case.value(field)
        endings = case.tables["committee_endings"]
        if name and (full := written_out_committee(name, tuple(endings.items()))) != name:
            yield breach(field, full, typed=name, full=full, label=field.zh, label_en=field.en)


@derived(8192)
def written_out_committee(name: str, endings: tuple[tuple[str, str], ...]) -> str:
    """The name with the short forms of committees written out; a full name as it is."""
    for word in words():
        if word.kind == "short" and word.full.endswith(_COMMITTEE):
            name = re.sub(f"{word.short}(?!员会|会)", word.full, name)
    ending = next((pair for pair in endings if name.endswith(pair[0])), None)
    return name[: -len(ending[0])] + ending[1] if ending else name
