"""A decision from the form of a case's page: by field, and for the whole."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from models.accounts import Role
from models.cases import Case
from models.errors import Conflict, NotAllowed, UsageWrong
from models.fields import DocumentKind, Field
from models.findings import found
from models.review_steps import decide
from models.reviews import Choice, Correction, Decided, Decision, FieldChoice, Reason
from models.submissions import Report
from models.work import WorkStage
from web.case_view import draft_reason, judged_report
from web.pages import go
from web.review import next_case
from web.review_access import REVIEWERS, case_of, looker
from web.review_case import show_case
from web.service import Service
from web.visit import Guarded, Visit
from workers.report_layout import lay_out

router = APIRouter(prefix="/review/cases", dependencies=[Depends(looker)])
_WORDS_MAX = 4000
Given = Mapping[str, str]


async def posted(request: Request) -> dict[str, str]:
    """The texts of a posted form, by name."""
    form: FormData = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


Posted = Annotated[dict[str, str], Depends(posted)]


@router.post("/{ref}/decision")
def take_decision(visitor: Guarded, request: Request, ref: str, given: Posted) -> Response:
    """Keep what was decided, or show the page again with what is missing and what was typed."""
    case = case_of(visitor, ref)
    try:
        decision = _decision_of(visitor, case, given)
        visitor.service.store.act(lambda c, at: decide(c, at, ref, visitor.who, decision))
    except (Conflict, UsageWrong) as error:
        now = case_of(visitor, ref)
        return show_case(visitor, request, now, error.findings[0], error.http_status, dict(given))
    if given.get("then"):
        return next_case(visitor, request, ref)
    return go(f"/review/cases/{ref}" + (f"?{request.url.query}" if request.url.query else ""))


def _decision_of(visitor: Visit, case: Case, given: Given) -> Decision:
    """Raises NotAllowed where the role may not, UsageWrong where the form is not whole."""
    decided = given.get("decided", "")
    if decided not in set(Decided) or not visitor.who.may(*deciders(Decided(decided))):
        raise NotAllowed(found("NOT_ALLOWED"))
    edition = given.get("edition", "")
    number = int(edition) if re.fullmatch("[0-9]{1,9}", edition) else 0
    report = judged_report(visitor.service, case)
    if decided == Decided.SEALED or report is None:
        return Decision(Decided(decided), number, internal=_text(given, "internal"))
    choices = _choices(report, given)
    return Decision(
        decided=Decided(decided),
        edition=number,
        fields=choices,
        reasons=(*_field_reasons(report, given), *_other_reasons(report, given), *_more(given)),
        internal=_text(given, "internal"),
        corrections=corrections_of(visitor.service, case, report, choices),
    )


def deciders(decided: Decided) -> tuple[Role, ...]:
    """Who may decide so."""
    return (Role.SEAL_OFFICER,) if decided is Decided.SEALED else REVIEWERS


def _choices(report: Report, given: Given) -> tuple[FieldChoice, ...]:
    """What was chosen for each field."""
    choices = []
    for field in report.comparisons:
        chosen = given.get(f"choice.{field}", "")
        if chosen not in set(Choice):
            continue
        value = _text(given, f"right.{field}") if chosen == Choice.CORRECT else ""
        if chosen == Choice.CORRECT and not value:
            raise UsageWrong(found("CORRECTION_EMPTY", zh=field.zh, en=field.en))
        choices.append(FieldChoice(field, Choice(chosen), value))
    return tuple(choices)


def _field_reasons(report: Report, given: Given) -> list[Reason]:
    """Why fields go back; their document may be replaced where the reviewer says so."""
    items = {item.field: item.findings for item in lay_out(report).fields}
    reasons = []
    for field, comparison in report.comparisons.items():
        if given.get(f"choice.{field}") != Choice.RETURN:
            continue
        draft = draft_reason(field, comparison, items.get(field, ()))
        paper = bool(given.get(f"paper.{field}"))
        words = _text(given, f"words.{field}") or draft.words
        place = (draft.document, draft.page) if paper else (None, None)
        reasons.append(Reason(words, field, *place, draft.code))
    return reasons


def _other_reasons(report: Report, given: Given) -> list[Reason]:
    """Why what concerns no compared field goes back."""
    reasons = []
    for number, item in enumerate(lay_out(report).others):
        if given.get(f"other.{number}"):
            draft = draft_reason(item.field, None, item.findings)
            words = _text(given, f"other.{number}.words") or draft.words
            reasons.append(replace(draft, words=words))
    return reasons


def _more(given: Given) -> list[Reason]:
    """What the reviewer adds in words of their own."""
    words = _text(given, "more.words")
    if not words:
        return []
    what, _, name = given.get("more.about", "").partition(":")
    field = Field(name) if what == "field" and name in set(Field) else None
    kind = DocumentKind(name) if what == "document" and name in set(DocumentKind) else None
    return [Reason(words, field, kind)]


def corrections_of(
    service: Service, case: Case, report: Report, choices: tuple[FieldChoice, ...]
) -> tuple[Correction, ...]:
    """The readings that were wrong, with where they stand."""
    version = service.store.versions[WorkStage.PAGE]
    corrections = []
    for one in choices:
        read = report.comparisons[one.field].read
        if one.choice is not Choice.CORRECT or read is None:
            continue
        kind, sha256 = _paper_of(case, report, one.field)
        corrections.append(
            Correction(
                field=one.field,
                document=kind,
                sha256=sha256,
                page=read.page,
                box=read.box,
                printed=read.printed,
                value=read.value,
                confidence=read.confidence,
                right=one.value,
                version=version,
            )
        )
    return tuple(corrections)


def _paper_of(case: Case, report: Report, field: Field) -> tuple[DocumentKind, str]:
    """The kind and the SHA-256 of the file that a field's reading stands in."""
    papers = [one for one in case.submission.attachments if one.kind is not DocumentKind.PHOTO]
    read = report.comparisons[field].read
    for document, paper in zip(report.documents, papers, strict=False):
        if document.fields.get(field) == read:
            return document.kind, paper.sha256
    return DocumentKind.OTHER, ""


def _text(given: Given, name: str) -> str:
    return given.get(name, "").replace("\0", "").strip()[:_WORDS_MAX]
