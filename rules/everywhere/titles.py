"""Titles and names as all provinces check them, and the next door of what is out of scope."""

from collections.abc import Iterator

from matching.dictionary import entry_of, standard
from matching.dictionary_data import derived
from matching.differences import differences, kinds_of
from matching.entries import Standing
from matching.fits import PairFit, fits
from models.comparisons import SegmentKind
from models.fields import DocumentKind, Field
from rules.case import Case, days_of
from rules.rule import Breach, breach, rule

_SHOW_NAMES = (
    DocumentKind.CERTIFICATE,
    DocumentKind.E_CERTIFICATE,
    DocumentKind.REVIEW_FORM,
)
_JUDGED = {Field.SERIES, Field.TITLE, Field.LEVEL}


@rule("X-02")
def exam_in_place_of_evaluation(case: Case) -> Breach | None:
    """Some collections take titles by exam, others don't."""
    known = case.tables["exam_titles"]
    if case.profile not in known["closed"]:
        return None
    if case.value(Field.REVIEW_TYPE) != "以考代评" and case.declared("route") != "exam":
        return None
    return breach(open_zh=known["open_zh"], open_en=known["open_en"])


@rule("X-03")
def title_of_another_province(case: Case) -> Breach | None:
    """Where a title of another province can be taken to."""
    known = case.tables["other_province_titles"]
    if case.profile not in known["closed"] or case.declared("evaluated_by") != "other-province":
        return None
    return breach(open_zh=known["open_zh"], open_en=known["open_en"])


@rule("X-10")
def title_fits(case: Case) -> Iterator[Breach]:
    """Series, level and title are of one ladder, and the title had that name at the time."""
    if case.profile == "guangxi":  # asks the same of its own tables (GX-60)
        return
    title = case.entered(Field.TITLE)
    if title in case.tables["mapped_titles"].get(case.profile, ()):
        return
    for pair in _conflicts(case.value(Field.SERIES), case.value(Field.LEVEL), title):
        yield breach(pair.pair[0], problem_zh=pair.zh, problem_en=pair.en)
    obtained = days_of(case.value(Field.OBTAINED_ON))
    if obtained is None:
        return
    year = obtained[0].year
    since, until = (case.tables[name].get(title) for name in ("titles_since", "titles_until"))
    if since and year < since:
        zh = f"“{title}”这一名称{since}年以后才有，取得时间却是{year}年"
        en = f"{title} is a name since {since}, but was obtained in {year}"
        yield breach(Field.TITLE, problem_zh=zh, problem_en=en)
    if until and year > until:
        zh = f"“{title}”是旧名称，{until}年以后不再使用，取得时间却是{year}年"
        en = f"{title} was given up after {until}, but was obtained in {year}"
        yield breach(Field.TITLE, problem_zh=zh, problem_en=en)


@derived(8192)
def _conflicts(series: str, level: str, title: str) -> tuple[PairFit, ...]:
    return tuple(pair for pair in fits(series, level, title).conflicts if set(pair.pair) <= _JUDGED)


@rule("X-18")
def former_name_of_a_unit(case: Case) -> Iterator[Breach]:
    """A unit that has another name today.

    Guizhou asks for today's itself (GZ-H-52), Guangxi takes the former one as printed (GX-10).
    """
    if case.profile in ("guizhou-historical", "guangxi"):
        return
    for field in (Field.CONVENER, Field.ISSUER):
        value = case.value(field)
        now = _today(field, value) if value else None
        if now:
            yield breach(field, typed=value, now=now, label=field.zh, label_en=field.en)


@derived(8192)
def _today(field: Field, name: str) -> str | None:
    hit = standard(field, name)
    if hit is None or hit.name.standing is not Standing.FORMER:
        return None
    return entry_of(hit.entry.id).name


@rule("X-20")
def name_is_that_of_the_certificate(case: Case) -> Breach | None:
    """The name on the form and on the document; look-alikes are for the comparison to say."""
    name = case.entered(Field.NAME)
    shown = case.read(Field.NAME, *_SHOW_NAMES)
    if shown is None or SegmentKind.OTHER not in kinds_of(differences(name, shown[1].value)):
        return None
    kind = shown[0].kind
    return breach(
        Field.NAME,
        shown[1].value,
        seen=shown,
        typed=name,
        shown=shown[1].value,
        document_zh=kind.zh,
        document_en=kind.en,
    )
