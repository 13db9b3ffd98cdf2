"""Which series and which title stand in the list for what an old certificate says."""

from collections.abc import Iterable

from matching.dictionary import entry_of, standard
from models.fields import DocumentKind, Field
from rules.case import Case, Unknown
from rules.facts import plain
from rules.rule import Breach, breach, rule
from rules.whereabouts import place_of

_PAPERS = (DocumentKind.CERTIFICATE, DocumentKind.APPROVAL, DocumentKind.REVIEW_FORM)
_PROVINCE = "贵州省"
_ENGINEERING, _ARTS, _HEALTH = "series.engineering", "series.arts", "series.health"
_LEVELS = {2: "province", 4: "prefecture", 6: "county"}


def series_id(text: str) -> str:
    """The dictionary's id of a series; the text itself where it has none."""
    hit = standard(Field.SERIES, text) if text else None
    return hit.entry.id if hit else text


def told(case: Case, *fields: Field) -> tuple[str, ...]:
    """What was entered in these fields, and what the papers that were read show of them."""
    entered = (case.value(field) for field in fields)
    shown = (
        plain(field, paper.fields[field].value)
        for paper in case.documents
        if paper.kind in _PAPERS
        for field in fields
        if field in paper.fields
    )
    return tuple(text for text in (*entered, *shown) if text)


def has_word(texts: Iterable[str], *words: str) -> bool:
    """Does one of the texts contain one of the words?"""
    return any(word in text for text in texts for word in words)


@rule("GZ-H-07")
def researcher_of_engineering(case: Case) -> Breach | None:
    """工程技术应用研究员 is 正高级工程师 in the list."""
    title = case.value(Field.TITLE)
    if not title:
        return None
    right = renamed_here((title, *told(case, Field.TITLE)))
    if not right and title == "研究员" and _is_engineering(case):
        right = "正高级工程师"  # engineering has no 研究员 but this one
    if not right or right == title:
        return None
    return breach(Field.TITLE, right, typed=title, right=right)


def _is_engineering(case: Case) -> bool:
    return series_id(case.value(Field.SERIES)) == _ENGINEERING


def renamed_here(titles: Iterable[str]) -> str:
    """What Guizhou has one of the titles chosen as; "" for none."""
    for title in titles:
        hit = standard(Field.TITLE, title)
        said = hit.entry.renamed if hit else None
        if hit and said and said.scope == _PROVINCE:
            return entry_of(hit.entry.successor).name
    return ""


@rule("GZ-H-08")
def mass_culture_is_library(case: Case) -> Breach | None:
    """群众文化 belongs to the series 图书资料."""
    series = case.value(Field.SERIES)
    if not series:
        return None
    words = told(case, Field.SERIES, Field.SPECIALTY, Field.LOCAL_SPECIALTY, Field.TITLE)
    if not has_word((*words, case.value(Field.COMMITTEE)), "群众文化"):
        return None
    if "群众文化" not in series and series_id(series) == "series.library":
        return None
    right = case.tables["mapped_series"]["mass_culture"]
    return breach(Field.SERIES, right, typed=series, right=right)


@rule("GZ-H-09")
def party_school_by_its_level(case: Case) -> Breach | None:
    """Teachers of Party schools: of a province or prefecture 高等学校教师, of a county 中职."""
    series = case.value(Field.SERIES)
    if not series or not in_party_school(case):
        return None
    right = party_school_series(case)
    if series_id(series) == series_id(right):
        return None
    return breach(Field.SERIES, right, typed=series, right=right)


def in_party_school(case: Case) -> bool:
    """Is it the title of a teacher of a Party school or a school of administration?"""
    words, series = case.tables["party_school"]["words"], case.value(Field.SERIES)
    own = told(case, Field.SERIES, Field.SPECIALTY, Field.LOCAL_SPECIALTY)
    if has_word((*own, case.value(Field.COMMITTEE)), *words):
        return True
    # Who works there as an accountant is no teacher.
    employed = has_word((case.value(Field.EMPLOYER),), *words)
    declared = case.declarations.get("party_school_level") is not None
    hit = standard(Field.SERIES, series) if series else None
    return (employed or declared) and "教师" in (hit.entry.name if hit else series)


def party_school_series(case: Case) -> str:
    """The series for the level of the school, declared or in its name. Unknown for neither."""
    level = case.declarations.get("party_school_level") or _level_of_school(case)
    if not level:
        raise Unknown("declarations.party_school_level")
    name = "party_school_of_county" if level == "county" else "party_school"
    return str(case.tables["mapped_series"][name])


def _level_of_school(case: Case) -> str:
    school = case.value(Field.EMPLOYER)
    if not has_word((school,), *case.tables["party_school"]["words"]):
        return ""
    return _LEVELS.get(len(place_of(school)), "")


@rule("GZ-H-10")
def pharmacy_outside_hospitals(case: Case) -> Breach | None:
    """Pharmacy outside medical institutions belongs to engineering."""
    series = case.value(Field.SERIES)
    if series_id(series) != _HEALTH or not is_pharmacy(case):
        return None
    if pharmacy_in_hospital(case):
        return None
    right = case.tables["mapped_series"]["pharmacy_outside"]
    return breach(Field.SERIES, right, typed=series, right=right)


def is_pharmacy(case: Case) -> bool:
    """Is it a title of pharmacy?"""
    words = told(case, Field.SPECIALTY, Field.LOCAL_SPECIALTY, Field.TITLE)
    return has_word(words, *case.tables["pharmacy"]["words"])


def pharmacy_in_hospital(case: Case) -> bool:
    """Was the employer a medical institution: declared, or plain from its name?"""
    declared = case.declarations.get("pharmacy_in_hospital")
    employer, figures = case.value(Field.EMPLOYER), case.tables["pharmacy"]
    if declared is None and has_word((employer,), *figures["medical"]):
        return True
    if declared is None and employer.endswith(tuple(figures["not_medical"])):
        return False
    return bool(case.declared("pharmacy_in_hospital"))


@rule("GZ-H-11")
def film_editing_is_directing(case: Case) -> Breach | None:
    """影视编辑 is chosen as 导演（编导）."""
    return _art_title(case, "影视编辑")


@rule("GZ-H-12")
def screenplay_editing_is_writing(case: Case) -> Breach | None:
    """影视文学编辑 is chosen as 文学创作."""
    return _art_title(case, "影视文学编辑")


def _art_title(case: Case, specialty: str) -> Breach | None:
    title = case.value(Field.TITLE)
    fields = (Field.SPECIALTY, Field.LOCAL_SPECIALTY, Field.TITLE, Field.SERIES)
    if not title or not has_word(told(case, *fields), specialty):
        return None
    series = case.value(Field.SERIES)
    if series and specialty not in series and series_id(series) != _ARTS:
        return None  # an editor of journalism or publishing
    known = case.tables["art_titles"][specialty]
    if has_word((title,), *known["words"]):
        return None
    grade = art_grade(case)
    right = f"{grade}{known['name']}" if grade else None
    return breach(Field.TITLE, right, typed=title, right=known["name"])


def art_grade(case: Case) -> str:
    """一级 to 四级, from the title or from the level; "" where neither says."""
    grades = case.tables["art_grades"]
    start = case.value(Field.TITLE)[:2]
    return start if start in grades.values() else str(grades.get(case.value(Field.LEVEL), ""))
