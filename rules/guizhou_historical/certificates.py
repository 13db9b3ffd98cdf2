"""Which of several certificates is submitted: the highest, or the one in use."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from matching.dictionary import implied
from models.fields import Field
from rules.case import Case, Unknown
from rules.facts import plain
from rules.guizhou_historical.titles import series_id
from rules.rule import Breach, breach, rule

HOLDS = "declarations.holds"
_SPANS = {
    "正高级": (1, 1),
    "副高级": (2, 2),
    "高级": (1, 2),
    "中级": (3, 3),
    "助理级": (4, 4),
    "员级": (5, 5),
    "初级": (4, 5),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate of the person.

    series: the dictionary's id; specialty "" and in_use None where nobody said. level: its word;
    highest, lowest: what it may mean, 1 正高级 to 5 员级, 0 where it is not known.
    """

    name: str
    series: str
    specialty: str
    level: str
    highest: int
    lowest: int
    in_use: bool | None

    def above(self, other: "Held") -> bool:
        """Is its level surely the higher one?"""
        return bool(self.lowest and other.highest) and self.lowest < other.highest


def held(case: Case) -> tuple[Held, ...]:
    """All certificates that were declared."""
    return tuple(_held(entry) for entry in case.declared("holds"))


def _held(entry: dict[str, Any]) -> Held:
    level = plain(Field.LEVEL, entry.get("level", ""))
    highest, lowest = _SPANS.get(level, (0, 0))
    series = plain(Field.SERIES, entry.get("series", ""))
    specialty = plain(Field.SPECIALTY, entry.get("specialty", ""))
    name = "".join((series, f"（{specialty}）" if specialty else "", level))
    return Held(name, series_id(series), specialty, level, highest, lowest, entry.get("in_use"))


def submitted(case: Case) -> tuple[Held, frozenset[str]]:
    """The certificate of the form, and the names that its specialty goes by."""
    other = case.tables["specialty"]["other"]
    entered = (case.value(Field.SPECIALTY), case.value(Field.LOCAL_SPECIALTY))
    specialties = frozenset(text for text in entered if text and text != other)
    highest, lowest = level_span(case.value(Field.LEVEL), case.value(Field.TITLE))
    series = series_id(case.entered(Field.SERIES))
    return Held("", series, "", case.value(Field.LEVEL), highest, lowest, None), specialties


def level_span(level: str, title: str) -> tuple[int, int]:
    """The highest and lowest level that is meant; (0, 0) where it is not known."""
    if level in _SPANS:
        return _SPANS[level]
    levels = [sense.level for sense in implied(title)] if title else []
    return (min(levels), max(levels)) if levels and all(levels) else (0, 0)


@rule("GZ-H-01")
def highest_of_one_specialty(case: Case) -> Breach | None:
    """Of one series and specialty only the highest level is submitted."""
    cards = held(case)
    if len(cards) < 2:
        return None
    own, specialties = submitted(case)
    if not own.highest:
        case.level()  # unknown
    higher = [card for card in cards if card.series == own.series and card.above(own)]
    if not higher:
        return None
    if not specialties:
        case.entered(Field.SPECIALTY)
    same = [card for card in higher if card.specialty in specialties]
    if same:
        best = min(same, key=lambda card: (card.lowest, card.highest))
        return breach(Field.LEVEL, highest=best.level)
    if any(not card.specialty for card in higher):
        raise Unknown(HOLDS)
    return None


@rule("GZ-H-03")
def the_one_in_use(case: Case) -> Breach | None:
    """Of different series and specialties only the one in use is submitted."""
    cards = held(case)
    if len(cards) < 2:
        return None
    own, specialties = submitted(case)
    others = [c for c in cards if c.series != own.series and c.specialty not in specialties]
    if not others:
        return None
    used = [card for card in cards if card.in_use]
    if not used and any(card.in_use is None for card in cards):
        raise Unknown(HOLDS)
    if len(used) == 1:
        if used[0] not in others:
            return None
        zh = f"您正在使用的是“{used[0].name}”，提交的不是这一本"
        return breach(Field.SERIES, problem_zh=zh, problem_en="the one submitted is not in use")
    zh = "您没有指定唯一一本正在使用的证书"
    return breach(Field.SERIES, problem_zh=zh, problem_en="not exactly one is marked as in use")


@rule("GZ-H-05")
def combination_that_nobody_ruled_on(case: Case) -> Breach | None:
    """One series and two specialties, or three certificates of both kinds: the notice is silent."""
    cards = held(case)
    if len(cards) < 2 or not uncovered(cards):
        return None
    match case.tables["several_certificates"]["uncovered"]:
        case "highest":
            own, _ = submitted(case)
            wrong = any(card.above(own) for card in cards)
        case "in-use":
            own, specialties = submitted(case)
            wrong = not any(c.in_use and _is(c, own, specialties) for c in cards)
        case _:
            wrong = True
    return breach(Field.SERIES) if wrong else None


def _is(card: Held, own: Held, specialties: frozenset[str]) -> bool:
    return card.series == own.series and (not card.specialty or card.specialty in specialties)


def uncovered(cards: Iterable[Held]) -> bool:
    """Do neither question 1 nor question 2 cover these certificates?

    Unknown where a specialty is missing that would decide it.
    """
    kinds = {_pair(one, other) for one, other in combinations(cards, 2)}
    if "mixed" in kinds or {"same", "different"} <= kinds:
        return True
    if "unknown" in kinds:
        raise Unknown(HOLDS)
    return False


def _pair(one: Held, other: Held) -> str:
    if one.series == other.series:
        if not one.specialty or not other.specialty:
            return "unknown"
        return "same" if one.specialty == other.specialty else "mixed"
    alike = one.specialty and one.specialty == other.specialty
    return "mixed" if alike else "different"
