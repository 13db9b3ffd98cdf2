"""Paper or electronic: which titles get which, and what either is good for."""

from datetime import date

from models.fields import DocumentKind, Field
from rules.case import Case, Unknown, days_of
from rules.rule import Breach, breach, rule

EXAM = "以考代评"


def on_paper(case: Case) -> bool:
    """Is the certificate on paper: declared, or by what was read? Unknown for neither."""
    if declared := case.declarations.get("medium"):
        return bool(declared == "paper")
    kinds = {document.kind for document in case.documents}
    if DocumentKind.E_CERTIFICATE in kinds:
        return False
    # A certificate at hand with a day of issue is paper: the electronic one prints none.
    dated = bool(case.value(Field.ISSUED_ON)) and case.papers is not None
    if DocumentKind.CERTIFICATE in kinds or (dated and case.has(DocumentKind.CERTIFICATE)):
        return True
    raise Unknown("declarations.medium")


def dated(case: Case) -> date:
    """The day of issue, else the day of the title: the first that it may mean."""
    field = Field.ISSUED_ON if case.value(Field.ISSUED_ON) else Field.OBTAINED_ON
    return case.date_of(field)[0]


def by_exam(case: Case) -> bool:
    """Was it obtained by an exam? Unknown where neither the type nor the way was said."""
    review_type, route = case.value(Field.REVIEW_TYPE), case.declarations.get("route")
    if review_type:
        return review_type == EXAM or route == "exam"
    return bool(case.declared("route") == "exam")


def national_line(case: Case) -> bool:
    """Was the national pass line of a national exam reached?"""
    return by_exam(case) and bool(case.declared("exam_line") == "national")


def evaluated_elsewhere(case: Case) -> bool:
    """Did another province, a central body or the army evaluate it?"""
    return case.declarations.get("evaluated_by") in ("other-province", "central", "army")


@rule("GZ-E-01")
def no_paper_after_2020(case: Case) -> Breach | None:
    """After 2020-12-31 Guizhou issues no certificate on paper."""
    last = case.tables["days"]["last_paper"]
    day = dated(case)
    if day <= last or not on_paper(case) or evaluated_elsewhere(case):
        return None
    route = case.declarations.get("route")
    if route == "exam" and case.value(Field.REVIEW_TYPE) != EXAM and national_line(case):
        return None
    field = Field.ISSUED_ON if case.value(Field.ISSUED_ON) else Field.OBTAINED_ON
    return breach(field, day=day.isoformat(), last=last.isoformat())


@rule("GZ-E-02")
def paper_dated_after_2020_is_looked_at(case: Case) -> Breach | None:
    """A Guizhou paper certificate that bears a later day may be forged."""
    seen = case.read(Field.ISSUED_ON, DocumentKind.CERTIFICATE)
    span = days_of(seen[1].value) if seen else None
    last = case.tables["days"]["last_paper"]
    if span is None or span[0] <= last or evaluated_elsewhere(case):
        return None
    if case.declarations.get("exam_line") == "national":
        return None  # that one is the state's, on paper
    return breach(Field.ISSUED_ON, seen=seen, day=span[0].isoformat(), last=last.isoformat())


@rule("GZ-E-03")
def national_line_gets_paper_from_the_state(case: Case) -> Breach | None:
    """Who reached the national pass line gets paper through the old channel."""
    if not by_exam(case) or not national_line(case):
        return None
    return None if case.declarations.get("medium") == "paper" else breach()


@rule("GZ-E-04")
def provincial_line_gets_the_electronic_one(case: Case) -> Breach | None:
    """Who reached the provincial pass line alone gets the electronic certificate."""
    if not by_exam(case) or case.declared("exam_line") != "local":
        return None
    return breach() if on_paper(case) else None


@rule("GZ-E-08")
def old_paper_stays_valid(case: Case) -> Breach | None:
    """Paper issued up to 2020-12-31 stays valid and need not be exchanged."""
    last = case.tables["days"]["last_paper"]
    if dated(case) > last or not on_paper(case):
        return None
    return breach(last=last.isoformat())


@rule("GZ-E-15")
def verification_begins_with_2010(case: Case) -> Breach | None:
    """Older certificates can't be verified online yet, which says nothing against them."""
    first = case.tables["days"]["verified_from"]
    if case.date_of(Field.OBTAINED_ON)[1] >= first:
        return None
    return breach(Field.OBTAINED_ON, first=first.isoformat())


def query_only(case: Case) -> bool:
    """Is it of a year before 2020, and not exchanged yet?"""
    first = case.tables["download"]["first_year"]
    if case.year_of(Field.OBTAINED_ON) >= first:
        return False
    return all(document.kind is not DocumentKind.E_CERTIFICATE for document in case.documents)


@rule("GZ-E-33")
def before_2020_it_is_shown_only(case: Case) -> Breach | None:
    """Certificates of years before 2020 can be looked up, not downloaded."""
    if not query_only(case):
        return None
    first = case.tables["download"]["first_year"]
    return breach(Field.OBTAINED_ON, year=case.year_of(Field.OBTAINED_ON), first=first)


@rule("GZ-E-34")
def before_2020_it_can_be_exchanged(case: Case) -> Breach | None:
    """The later collection exchanges paper for an electronic certificate."""
    if not case.tables["download"]["exchange_open"] or not query_only(case):
        return None
    return breach(Field.OBTAINED_ON)


@rule("GZ-E-35")
def early_2020_may_be_of_2019(case: Case) -> Breach | None:
    """一（一） goes by the day, 附件3 by the year of evaluation: early 2020 may be of 2019."""
    until = case.tables["days"]["year_2019_until"]
    first, last = case.date_of(Field.OBTAINED_ON)
    if first.year != until.year or last > until:
        return None
    return breach(Field.OBTAINED_ON, year=until.year - 1)


@rule("GZ-E-40")
def notice_is_in_force(case: Case) -> Breach | None:
    """The notice holds from the day on which it was issued."""
    day = case.tables["days"]["in_force"]
    return breach(day=day.isoformat()) if case.submitted_on < day else None
