"""Several titles of one person: the highest of each series first, one at a time (二（一）)."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from matching.dictionary import implied, standard
from matching.dictionary_data import derived
from matching.keys import match_key
from models.fields import Field
from rules.case import Case, Unknown
from rules.facts import plain
from rules.gansu.missing import reissuing
from rules.rule import Breach, breach, rule

_BETWEEN = re.compile(r"[、,，;；/\\+＋和及与]")
_GRADES = {"level.senior": frozenset({1, 2}), "level.junior": frozenset({4, 5})}


class Held(NamedTuple):
    """A title as it is compared. grades: 1 正高级 … 5 员级, several where it may be either."""

    series: str
    grades: frozenset[int]
    told: str

    def above(self, other: "Held") -> bool:
        """Is it surely of a higher level?"""
        return bool(self.grades and other.grades) and max(self.grades) < min(other.grades)


@derived(4096)
def series_key(text: str) -> str:
    """The same for all names of one series."""
    hit = standard(Field.SERIES, text)
    return hit.entry.id if hit else match_key(Field.SERIES, text)


@derived(4096)
def grades_of(level: str, title: str = "") -> frozenset[int]:
    """The grades of a level, else those that the title may have; empty for unknown."""
    hit = standard(Field.LEVEL, level) if level else None
    if hit:
        id_ = hit.entry.id
        return _GRADES.get(id_) or frozenset({int(id_.removeprefix("level."))})
    return frozenset(sense.level for sense in implied(title) if sense.level) if title else _NONE


_NONE: frozenset[int] = frozenset()


def this_title(case: Case) -> Held:
    """The title of the form. Unknown where its series or level is."""
    series, title = case.value(Field.SERIES), case.value(Field.TITLE)
    own = {sense.series for sense in implied(title)} if title and not series else set()
    key = own.pop() if len(own) == 1 else series_key(case.entered(Field.SERIES))
    grades = grades_of(case.value(Field.LEVEL), title)
    if not grades:
        raise Unknown("fields.level")
    return Held(key, grades, "")


def held_titles(case: Case) -> tuple[Held, ...]:
    """The titles that the person declares to hold."""
    return tuple(_held(one) for one in case.declared("holds"))


def _held(one: dict[str, Any]) -> Held:
    series = plain(Field.SERIES, one.get("series", ""))
    level = plain(Field.LEVEL, one.get("level", ""))
    key = series_key(series) if series else ""
    return Held(key, grades_of(level) if level else _NONE, f"{series}{level}")


@rule("GS-03")
def highest_of_each_series_first(case: Case) -> Breach | None:
    """Of the titles of one series the highest comes first."""
    if reissuing(case) or len(case.declared("holds")) < 2:
        return None
    own, held = this_title(case), held_titles(case)
    higher = [one for one in held if one.series == own.series and one.above(own)]
    if higher:
        return breach(Field.LEVEL, higher=_told(higher))
    if any(not one.series or not one.grades for one in held):
        raise Unknown("declarations.holds")
    return None


@rule("GS-62")
def others_can_follow(case: Case) -> Breach | None:
    """What else the person holds can be entered later, when its proofs are found."""
    if len(case.declared("holds")) < 2:
        return None
    own, held = this_title(case), held_titles(case)
    lower = [one for one in held if one.series == own.series and own.above(one)]
    return breach(others=_told(lower)) if lower else None


def _told(held: Iterable[Held]) -> str:
    return "、".join(dict.fromkeys(one.told for one in held))


@rule("GS-04")
def one_level_at_a_time(case: Case) -> Breach | None:
    """One submission is of one level."""
    for field in (Field.LEVEL, Field.TITLE):
        if len(grades := _several(field, case.value(field))) > 1:
            return breach(field, typed=case.value(field), count=len(grades))
    return None


@derived(4096)
def _several(field: Field, text: str) -> frozenset[frozenset[int]]:
    """The grades of each title or level in a text that lists some; empty where it lists none."""
    parts = [part for part in _BETWEEN.split(text) if part]
    if len(parts) < 2:
        return frozenset()
    level = field is Field.LEVEL
    grades = [grades_of(plain(field, part)) if level else grades_of("", part) for part in parts]
    return frozenset(grades) if all(grades) else frozenset()
