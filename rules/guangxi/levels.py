"""Guangxi: level, series, title and committee, and whether they are of one ladder."""

from collections.abc import Iterator

from matching.dictionary import implied, named, standard
from matching.dictionary_data import derived
from matching.entries import Kind
from matching.fits import PairFit, fits
from models.fields import Field
from models.findings import Severity
from rules.case import Case, Rank, Unknown
from rules.guangxi.labels import label_of
from rules.rule import Breach, breach, rule

_HEALTH = "series.health"
_WORDS = {Rank.SENIOR: "高级", Rank.MIDDLE: "中级", Rank.JUNIOR: "初级"}


def word_of(rank: Rank) -> str:
    """高级, 中级 or 初级."""
    return _WORDS[rank]


def is_health(case: Case) -> bool:
    """Is the title one of health? By its series, else by what the title implies."""
    series, title = case.value(Field.SERIES), case.value(Field.TITLE)
    if not series and not title:
        raise Unknown(f"fields.{Field.SERIES}")
    return _of_health(series, title)


@derived(4096)
def _of_health(series: str, title: str) -> bool:
    if series and (hit := standard(Field.SERIES, series)):
        return hit.entry.id == _HEALTH
    ladders = {sense.series for sense in implied(title)} if title else set()
    return ladders == {_HEALTH}


@rule("GX-60")
def one_ladder(case: Case) -> Iterator[Breach]:
    """职称等级, 职称系列, 评审会 and 资格名称 belong together."""
    series, level = case.value(Field.SERIES), case.value(Field.LEVEL)
    title, committee = case.value(Field.TITLE), case.value(Field.COMMITTEE)
    for pair in _conflicts(series, level, title, committee):
        yield breach(pair.pair[0], problem_zh=pair.zh, problem_en=pair.en)
    for field in (Field.SERIES, Field.LEVEL, Field.TITLE):
        case.entered(field)


@derived(8192)
def _conflicts(series: str, level: str, title: str, committee: str) -> tuple[PairFit, ...]:
    return fits(series, level, title, committee).conflicts


@rule("GX-20")
def values_of_the_code_lists(case: Case) -> Iterator[Breach]:
    """What is chosen from a list is a value of it, as far as the lists are known."""
    sex, level, series = (case.value(f) for f in (Field.SEX, Field.LEVEL, Field.SERIES))
    if sex and sex not in ("男", "女"):
        yield _unlisted(case, Field.SEX, sex)
    if level and not _known_level(level):
        yield _unlisted(case, Field.LEVEL, level)
    if series and not _known_series(series):
        yield _unlisted(case, Field.SERIES, series, Severity.WARNING)
    way = case.value(Field.REVIEW_TYPE)
    if way and not any(way in known for known in case.tables["ways"].values()):
        yield _unlisted(case, Field.REVIEW_TYPE, way, Severity.WARNING)


def _unlisted(case: Case, field: Field, typed: str, severity: Severity | None = None) -> Breach:
    label = label_of(case, field)
    return breach(field, severity=severity, label=label, label_en=field.en, typed=typed)


@derived(4096)
def _known_level(level: str) -> bool:
    return standard(Field.LEVEL, level) is not None


@derived(4096)
def _known_series(series: str) -> bool:
    return bool(named(Kind.SERIES, series))
