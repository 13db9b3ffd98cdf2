"""Do series, level, title and committee fit together?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from matching.committees import read_committee
from matching.dictionary import entries, entry_of, implied, level_name, standard
from matching.dictionary_data import facts
from matching.entries import Certainty, Entry, Kind, Sense
from models.fields import Field

_GENERAL = {"level.senior": frozenset({1, 2}), "level.junior": frozenset({4, 5})}


class Fit(StrEnum):
    """The answer; unknown where the dictionary lacks what it takes to say."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PairFit:
    """Whether two fields fit, and why, in Chinese and English."""

    pair: tuple[Field, Field]
    fit: Fit
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Fits:
    """The answer for all: no where a pair conflicts, yes where every pair that was given fits."""

    fit: Fit
    pairs: tuple[PairFit, ...]

    @property
    def conflicts(self) -> tuple[PairFit, ...]:
        """The pairs that don't fit."""
        return tuple(pair for pair in self.pairs if pair.fit is Fit.NO)


def fits(series: str = "", level: str = "", title: str = "", committee: str = "") -> Fits:
    """Whether the values fit together; "" for one that is not given. A pair needs both.

    Values are as on documents, in any way of writing that the dictionary knows; nothing is read
    and nothing is cached but the dictionary, so rules may call it for each form. They ask for
    `conflicts`; `fit` is UNKNOWN where the dictionary can't say.
    """
    known = _Known(series, level, title, committee)
    pairs = tuple(
        _as_sure_as_the_series(judged, known)
        for judge in (
            _title_series,
            _title_level,
            _series_level,
            _committee_level,
            _committee_series,
        )
        for judged in judge(known)
    )
    answers = {pair.fit for pair in pairs}
    if Fit.NO in answers:
        return Fits(Fit.NO, pairs)
    return Fits(Fit.YES if answers == {Fit.YES} else Fit.UNKNOWN, pairs)


def _as_sure_as_the_series(pair: PairFit, known: "_Known") -> PairFit:
    """Of a series whose titles are doubtful nothing is said not to fit."""
    entry = known.series_entry
    if pair.fit is Fit.NO and entry and entry.certainty is Certainty.DOUBTFUL:
        zh, en = "（该系列的名称未核实）", " (the titles of this series are not confirmed)"
        return replace(pair, fit=Fit.UNKNOWN, zh=pair.zh + zh, en=pair.en + en)
    return pair


class _Known:
    """What the dictionary knows of the values, looked up once."""

    __slots__ = (
        "committee",
        "level",
        "levels",
        "senses",
        "series",
        "series_entry",
        "title",
        "unit",
    )

    def __init__(self, series: str, level: str, title: str, committee: str) -> None:
        self.series, self.level, self.title, self.committee = series, level, title, committee
        hit = standard(Field.SERIES, series) if series else None
        self.series_entry: Entry | None = hit.entry if hit else None
        self.levels = _levels(level)
        self.senses: tuple[Sense, ...] = implied(title) if title else ()
        self.unit = read_committee(committee) if committee else None

    def title_levels(self) -> frozenset[int]:
        """The levels the title can have, in the series where that is known."""
        own = [
            sense
            for sense in self.senses
            if not self.series_entry or sense.series == self.series_entry.id
        ]
        return frozenset(sense.level for sense in own or self.senses if sense.level)


def _levels(level: str) -> frozenset[int]:
    hit = standard(Field.LEVEL, level) if level else None
    if hit is None:
        return frozenset()
    number = hit.entry.id.removeprefix("level.")
    return _GENERAL.get(hit.entry.id) or frozenset({int(number)})


def _pair(first: Field, second: Field, fit: Fit, zh: str, en: str) -> PairFit:
    return PairFit((first, second), fit, zh, en)


def _not_known(first: Field, second: Field, text: str) -> PairFit:
    zh, en = f"字典中没有“{text}”，无法判断", f"{text!r} is not in the dictionary"
    return _pair(first, second, Fit.UNKNOWN, zh, en)


def _title_series(known: _Known) -> Iterator[PairFit]:
    if not (known.title and known.series):
        return
    pair = Field.TITLE, Field.SERIES
    if not known.senses or not known.series_entry:
        yield _not_known(*pair, known.series if known.senses else known.title)
        return
    own = {sense.series for sense in known.senses}
    if "" in own and known.series_entry.id not in own:
        yield _not_known(*pair, known.title)
        return
    if known.series_entry.id not in own and (note := _sent_elsewhere(known)):
        yield _pair(*pair, Fit.UNKNOWN, note, "a notice sends some of these titles to this series")
        return
    names = [entry_of(id_).name for id_ in sorted(own)]
    fit = Fit.YES if known.series_entry.id in own else Fit.NO
    no_zh, no_en = ("", "") if fit is Fit.YES else ("，不属于", ", not of ")
    name = known.series_entry.name if no_zh else ""
    yield _pair(
        *pair,
        fit,
        f"“{known.title}”是{'、'.join(names)}的职称{no_zh}{name}",
        f"{known.title!r} is a title of {', '.join(names)}{no_en}{name}",
    )


def _sent_elsewhere(known: _Known) -> str:
    """What a notice says of titles of this kind in this series; "" for nothing."""
    title, series = standard(Field.TITLE, known.title), known.series_entry
    for row in facts("series")["elsewhere"]:
        own = title and title.entry.id.startswith(f"title.{row['ladder']}.")
        if own and series and series.id == f"series.{row['id']}":
            return f"{row['scope']}，{row['note']}"
    return ""


def _title_level(known: _Known) -> Iterator[PairFit]:
    if not (known.title and known.level):
        return
    pair = Field.TITLE, Field.LEVEL
    own = known.title_levels()
    if not own or not known.levels:
        yield _not_known(*pair, known.level if own else known.title)
        return
    told = "或".join(level_name(level) for level in sorted(own))
    yield _pair(
        *pair,
        Fit.YES if own & known.levels else Fit.NO,
        f"“{known.title}”是{told}，所填级别是“{known.level}”",
        f"{known.title!r} is {told}; the level given is {known.level!r}",
    )


def _series_level(known: _Known) -> Iterator[PairFit]:
    if not (known.series and known.level):
        return
    pair = Field.SERIES, Field.LEVEL
    if not known.series_entry or not known.levels:
        yield _not_known(*pair, known.level if known.series_entry else known.series)
        return
    own = {
        sense.level
        for entry in entries(Kind.TITLE)
        for sense in entry.senses
        if sense.series == known.series_entry.id
    }
    fit = Fit.YES if own & known.levels else Fit.NO
    has = "有" if fit is Fit.YES else "没有"
    yield _pair(
        *pair,
        fit,
        f"{known.series_entry.name}{has}“{known.level}”职称",
        f"{known.series_entry.name} has {'' if fit is Fit.YES else 'no '}titles of {known.level}",
    )


def _committee_level(known: _Known) -> Iterator[PairFit]:
    """A committee grants its own level; what a higher one grants below it is for a person."""
    own = known.title_levels() or known.levels
    if not known.committee or not (known.title or known.level):
        return
    pair = Field.COMMITTEE, Field.TITLE if known.title_levels() else Field.LEVEL
    given = known.title or known.level
    if not own or known.unit is None or not known.unit.levels:
        yield _not_known(*pair, known.committee if own else given)
        return
    if own & known.unit.levels:
        fit, zh, en = Fit.YES, "相符", "fits"
    elif max(known.unit.levels) < min(own):
        fit, zh, en = (
            Fit.UNKNOWN,
            "低于该评委会的级别，须由人判断",
            "is below the committee's level",
        )
    else:
        fit, zh, en = Fit.NO, "高于该评委会的级别", "is above the committee's level"
    level = known.unit.level
    yield _pair(
        *pair,
        fit,
        f"评审委员会是{level}，“{given}”{zh}",
        f"the committee is one of {level}; {given!r} {en}",
    )


def _committee_series(known: _Known) -> Iterator[PairFit]:
    if not known.committee or not (known.series_entry or known.senses):
        return
    pair = Field.COMMITTEE, Field.SERIES if known.series_entry else Field.TITLE
    own = (
        frozenset({known.series_entry.id})
        if known.series_entry
        else frozenset(sense.series for sense in known.senses)
    )
    if known.unit is None or not known.unit.series:
        yield _not_known(*pair, known.committee)
        return
    names = "、".join(entry_of(id_).name for id_ in sorted(known.unit.series))
    given = known.series or known.title
    if own & known.unit.series:
        fit = Fit.YES
    else:  # 经济工程 ends like 工程 and may yet be something else
        fit = Fit.NO if known.unit.sure else Fit.UNKNOWN
    yield _pair(
        *pair,
        fit,
        f"评审委员会属于{names}，所填是“{given}”",
        f"the committee is for {names}; given is {given!r}",
    )
