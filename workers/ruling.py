"""The rules of a collection held against a form, with or without what its documents show."""

from collections.abc import Iterable
from dataclasses import replace

from models.documents import Document
from models.fields import Field
from models.photos import Photo, ReceiptState
from models.settings import Settings
from models.submissions import Form, Ruling, verdict_of
from rules.advice import advise
from rules.case import Case, PhotoFacts
from rules.evidence import papers_seen, sure
from rules.facts import case_of
from rules.judge import judge
from rules.profile import load_profile
from rules.tables import load_tables


def form_case(profile: str, form: Form, settings: Settings) -> Case:
    """The facts of a form alone. Raises UsageWrong for a profile that there is not."""
    return case_of(load_profile(profile).name, form, load_tables(profile, settings.rules_folder))


def submission_case(
    profile: str,
    form: Form,
    documents: Iterable[Document],
    photo: Photo | None,
    settings: Settings,
) -> Case:
    """The facts of a form with its documents and photo; the files say which papers are at hand."""
    documents = tuple(documents)
    if documents:
        papers = papers_seen(documents, form.fields.get(Field.EMPLOYER, ""))
        form = replace(form, declarations={**form.declarations, "documents": papers})
    return case_of(
        profile,
        form,
        load_tables(profile, settings.rules_folder),
        sure(documents, settings.unclear_below),
        _photo_facts(photo) if photo else None,
    )


def _photo_facts(photo: Photo) -> PhotoFacts:
    """Without a receipt nobody knows whether the tool was used: the system's own writes none."""
    known = photo.receipt not in (None, ReceiptState.ABSENT)
    tool = photo.receipt is not ReceiptState.DIFFERS if known else None
    return PhotoFacts(photo.bytes, photo.background_white, tool)


def rule_on(case: Case) -> Ruling:
    """The findings of the rules."""
    judgement = judge(case)
    return Ruling(
        case.profile, verdict_of(judgement.findings), judgement.findings, judgement.unclear
    )


def advise_on(case: Case) -> Ruling:
    """The findings of the rules, and the answers to what the applicant would ask."""
    advised = advise(case)
    return replace(rule_on(case), advice=advised.advice, questions=advised.questions)
