"""Two values that are written differently and mean the same, by the dictionary."""

import re

from matching.committees import same_committee
from matching.dictionary import KINDS, entry_of, named, standard, tied, told_source
from matching.dictionary_data import derived
from matching.entries import Certainty, Entry, Hit, Name, Standing
from matching.keys import Word, match_key, words, written_out
from matching.outcomes import Outcome
from matching.text import ORGANISATIONS
from models.comparisons import ComparisonState
from models.fields import Field

_WORDS = frozenset(
    {*KINDS, *ORGANISATIONS, Field.SPECIALTY, Field.LOCAL_SPECIALTY, Field.ID_TYPE, Field.NAME}
)
_BRANCH = re.compile(r"（([^（）]*)）$")
_CHECK = ("（通常知识，未见出处，请留意）", " (general knowledge, no source found: check it)")


def same_meaning(field: Field, one: str, other: str) -> Outcome | None:
    """Why two values that differ mean the same, or may: agrees, or unclear. None if neither.

    Exchanging the values gives the same outcome, word for word.
    """
    if field not in _WORDS:
        return None
    one, other = sorted((one, other))
    if not match_key(field, one) or not match_key(field, other):
        return None
    for compared in (_written_alike, _one_entry, _one_committee, _renamed, _old_department):
        if outcome := compared(field, one, other):
            return outcome
    return None


def left_out(field: Field, entered: str, full: str) -> bool:
    """Does a committee's name that is entered lack words that the full one has?"""
    if field is not Field.COMMITTEE:
        return False
    one, other = (match_key(field, text, current=False) for text in (entered, full))
    return len(one) < len(other) and bool(same_committee(entered, full))


def short_forms(field: Field, text: str) -> tuple[Word, ...]:
    """The short forms in the name of a unit or committee, where a full name is asked for."""
    used = written_out(field, text, current=False)[1]
    return tuple(word for word in used if word.kind == "short")


def _written_alike(field: Field, one: str, other: str) -> Outcome | None:
    (first, of_one), (second, of_other) = (
        written_out(field, text, current=False) for text in (one, other)
    )
    if first != second:
        return None
    used = {*of_one} ^ {*of_other}
    if used:
        told = sorted(used, key=lambda word: word.short)
        zh = "；".join(f"“{word.short}”即“{word.full}”" for word in told)
        en = "; ".join(f"{word.short} stands for {word.full}" for word in told)
        return _agreed(zh, en, max((w.certainty for w in told), key=tuple(Certainty).index))
    if field is Field.NAME:  # 於 and 于 are two surnames
        zh, en = "只有繁简写法之别，请人工核对", "only traditional characters differ: look at it"
        return Outcome(ComparisonState.UNCLEAR, zh, en)
    return Outcome(ComparisonState.AGREES, "写法不同，内容相同", "written another way, the same")


def _one_entry(field: Field, one: str, other: str) -> Outcome | None:
    """Both are names of one entry; or one of them leaves open which of several it names."""
    for kind in KINDS.get(field, ()):
        first, second = named(kind, one), named(kind, other)
        shared = {hit.entry.id for hit in first} & {hit.entry.id for hit in second}
        if not shared:
            continue
        if tied(first) or tied(second):
            return _open(one if tied(first) else other, first if tied(first) else second)
        if first[0].entry.id == second[0].entry.id and not _two(first[0].name, second[0].name):
            return _told_names(first[0], second[0])
    return None


def _one_committee(field: Field, one: str, other: str) -> Outcome | None:
    """Two names of committees that say the same place, series and level, one without idle words."""
    if field is not Field.COMMITTEE:
        return None
    same = same_committee(one, other)
    if same is None:
        zh, en = (
            "一处没有写明是哪个省的评委会",
            "one does not say of which province the committee is",
        )
        return Outcome(ComparisonState.UNCLEAR, f"{zh}，请人工核对", f"{en}; look at it")
    if not same:
        return None
    zh = "两种写法的地点、系列、级别都相同，只是详略不同"
    en = "both say the same place, series and level, one in fewer words"
    return Outcome(ComparisonState.AGREES, zh, en)


def _two(one: Name, other: Name) -> bool:
    """Do two names of one entry mean two things all the same?

    What two bodies or series became is one; they were two. So are the branches of a series.
    """
    if one.standing is other.standing is Standing.FORMER:
        return (one.part or one.text) != (other.part or other.text)
    branches = [match[1] for name in (one, other) if (match := _BRANCH.search(name.text))]
    return len(set(branches)) > 1


def _told_names(first: Hit, second: Hit) -> Outcome:
    entry = first.entry
    others = [hit.name for hit in (first, second) if hit.name.standing is not Standing.STANDARD]
    if not others:  # of one alone the places around its own are named
        zh, en = (
            "是同一单位，一处多写了上级地名",
            "one unit; one name also says where its place lies",
        )
        return Outcome(ComparisonState.AGREES, zh, en)
    zh = "；".join(_named_zh(name, entry) for name in dict.fromkeys(others))
    en = "; ".join(_named_en(name, entry) for name in dict.fromkeys(others))
    return _agreed(zh, en, max((name.certainty for name in others), key=tuple(Certainty).index))


def _named_zh(name: Name, entry: Entry) -> str:
    scope = f"（{name.scope}）" if name.scope else ""
    if name.standing is Standing.FORMER:
        changed = f"（{name.changed}年改）" if name.changed else ""
        return f"“{name.text}”是“{entry.name}”的旧称{changed}{scope}"
    return f"“{name.text}”即“{entry.name}”{scope}"


def _named_en(name: Name, entry: Entry) -> str:
    scope = f" ({name.scope})" if name.scope else ""
    if name.standing is Standing.FORMER:
        changed = f" (changed {name.changed})" if name.changed else ""
        return f"{name.text} is the former name of {entry.name}{changed}{scope}"
    return f"{name.text} is another name of {entry.name}{scope}"


def _renamed(field: Field, one: str, other: str) -> Outcome | None:
    """One title is what the other was renamed to; two that became one remain two."""
    first, second = standard(field, one), standard(field, other)
    if not first or not second:
        return None
    for old, new in ((first.entry, second.entry), (second.entry, first.entry)):
        if old.renamed and old.successor == new.id:
            said = old.renamed
            source = f"（{told_source(said.source)}）" if said.certainty.confirmed else ""
            zh = f"“{old.name}”是旧称，现为“{new.name}”{source}"
            en = f"{old.name} is a former name, now {entry_of(old.successor).name}"
            return _agreed(zh, en, said.certainty)
    return None


def _old_department(field: Field, one: str, other: str) -> Outcome | None:
    """The same department before and after it was renamed, of a place not in the dictionary."""
    if field not in ORGANISATIONS or match_key(field, one) != match_key(field, other):
        return None
    former = sorted(
        {word for text in (one, other) for word in written_out(field, text)[1]} & _former_words(),
        key=lambda word: word.short,
    )
    if len(former) > 1:  # two departments that became one were two
        return None
    zh = "；".join(f"“{word.short}”是“{word.full}”的旧称" for word in former)
    en = "; ".join(f"{word.short} is the former name of {word.full}" for word in former)
    return _agreed(zh, en, Certainty.GENERAL)


@derived()
def _former_words() -> frozenset[Word]:
    return frozenset(word for word in words() if word.kind == "former")


def _agreed(zh: str, en: str, certainty: str) -> Outcome:
    """What is generally known counts and says so; what is doubtful doesn't decide."""
    if certainty == Certainty.DOUBTFUL:
        return Outcome(ComparisonState.UNCLEAR, zh + _CHECK[0], en + _CHECK[1])
    doubt = ("", "") if Certainty(certainty).confirmed else _CHECK
    return Outcome(ComparisonState.AGREES, zh + doubt[0], en + doubt[1])


def _open(text: str, hits: tuple[Hit, ...]) -> Outcome:
    names = [hit.entry.name for hit in hits]
    return Outcome(
        ComparisonState.UNCLEAR,
        f"“{text}”未说明是哪一个：{'、'.join(names)}，请人工核对",
        f"{text} does not say which is meant: {', '.join(names)}; look at it",
    )
