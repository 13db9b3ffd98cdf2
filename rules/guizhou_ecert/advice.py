"""Paper or electronic, which review type, and what the page takes."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from models.advice import Advice, Choice, FieldWanted, Wanted
from models.fields import Field
from rules.advice import solver
from rules.case import Case, Unknown
from rules.facts import plain_words
from rules.guizhou_ecert.page import formed_by
from rules.guizhou_ecert.review_types import (
    EXAM,
    GRASSROOTS,
    GREEN,
    NINE_THREE,
    OWN,
    PRIVATE,
    SOCIAL,
    is_grassroots,
    twelve,
)
from rules.guizhou_ecert.scope import by_exam, evaluated_elsewhere
from rules.profile import load_profile
from rules.whereabouts import county_named

PROFILE = "guizhou-ecert"


@cache
def texts() -> dict[str, Any]:
    """Every answer, by topic."""
    return tomllib.loads((files("rules") / "guizhou_ecert" / "answers.toml").read_text("utf-8"))


def cited(clause: str) -> str:
    """A clause with the notice that it stands in."""
    return f"《{load_profile(PROFILE).notice}》{clause}"


@solver(PROFILE)
def paper_or_electronic(case: Case) -> Advice:
    """Who issues what, and how it is fetched."""
    if evaluated_elsewhere(case):
        return _scope("elsewhere")
    if case.declarations.get("exam_line") == "national" and by_exam(case):
        return _scope("national")
    year, download = case.year_of(Field.OBTAINED_ON), case.tables["download"]
    if year >= download["first_year"]:
        if case.declarations.get("route") == "exam" and not case.value(Field.REVIEW_TYPE):
            case.declared("exam_line")
        return _scope("electronic", year=year)
    if download["exchange_open"]:
        return _scope("exchange", "download.exchange_open", year=year)
    return _scope("paper", "download.exchange_open", year=year)


def _scope(name: str, setting: str = "", **blanks: Any) -> Advice:
    entry, topic = texts()["scope"][name], texts()["scope"]
    return Advice(
        topic="scope",
        title=topic["title"],
        title_en=topic["title_en"],
        zh=entry["zh"].format(**blanks),
        en=entry["en"].format(**blanks),
        source=cited(entry["source"]),
        open=entry["open"],
        setting=setting,
        steps=tuple((zh, en) for zh, en in entry.get("steps", ())),
    )


@solver(PROFILE)
def which_review_type(case: Case) -> Advice | None:
    """The types of annex 2 whose conditions are met, while none of the seven is entered."""
    names = case.tables["review_types"]["names"]
    if case.value(Field.REVIEW_TYPE) in map(plain_words, names):
        return None
    entry = texts()["review"]
    printed = {plain_words(name): name for name in names}
    fitting = [printed[one] for one in _fitting(case) if one in printed]
    choices = tuple(_type(name, preferred=len(fitting) == 1) for name in fitting)
    return Advice(
        topic="review-type",
        title=entry["title"],
        title_en=entry["title_en"],
        zh=entry["zh"],
        en=entry["en"],
        source=cited(entry["source"]),
        choices=choices,
    )


def _type(name: str, *, preferred: bool) -> Choice:
    zh, en = texts()["review"]["types"].get(name, ("", ""))
    return Choice(Field.REVIEW_TYPE, name, zh, en, cited("附件2"), preferred)


def _fitting(case: Case) -> Iterator[str]:
    """An exam is 以考代评 alone; an evaluation may be of several types."""
    if case.declared("route") == "exam":
        yield EXAM
        return
    employer, unit = case.value(Field.EMPLOYER), formed_by(case)
    if employer and unit and employer.startswith(unit):
        yield OWN
        return
    yield SOCIAL
    if case.declarations.get("employer_type") == "private":
        yield PRIVATE
    if _came_the_year_before(case):
        yield GREEN
    if employer and county_named(employer) in twelve(tuple(case.tables["nine_three"]["counties"])):
        yield NINE_THREE
    if employer and _at_the_grassroots(case, employer):
        yield GRASSROOTS


def _came_the_year_before(case: Case) -> bool:
    came = case.declarations.get("introduced_on")
    obtained = case.value(Field.OBTAINED_ON)
    if not came or not obtained[:4].isdigit():
        return False
    return date.fromisoformat(came).year == int(obtained[:4]) - 1


def _at_the_grassroots(case: Case, employer: str) -> bool:
    try:
        return is_grassroots(case, employer)
    except Unknown:
        return False


@solver(PROFILE)
def fields_of_the_page(case: Case) -> Advice:
    """The fields of the page with what was entered; blanks are still to be filled in."""
    entry = texts()["fields"]
    names = [Field(name) for name in case.tables["page"]["fields"]]
    return Advice(
        topic="fields",
        title=entry["title"],
        title_en=entry["title_en"],
        zh=entry["zh"],
        en=entry["en"],
        source=cited(entry["source"]),
        fields=tuple(_wanted(case, field) for field in names),
    )


def _wanted(case: Case, field: Field) -> FieldWanted:
    zh, en = texts()["fields"]["notes"].get(field.value, ("", ""))
    value = formed_by(case) if field is Field.CONVENER else case.value(field)
    return FieldWanted(field, Wanted.REQUIRED, value, zh, en)
