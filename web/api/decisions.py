"""What reviewers' programs do with cases: take, let go, decide, pass what fits."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Response

from models.cases import Case
from models.errors import NotAllowed, UsageWrong
from models.findings import found
from models.review_steps import decide, hold, release
from models.reviews import Choice, Decided, Decision, FieldChoice, Reason
from models.submissions import Report
from web.api import case_shapes
from web.api.callers import Caller, Decider
from web.api.cases import Filtered, Ref, case_told, row_told, seen
from web.api.once import Made, OnceOnly
from web.case_view import draft_reason, judged_report
from web.review import pass_listed, take_next
from web.review_access import REVIEWERS, may_decide
from web.review_decision import corrections_of, deciders
from workers.report_layout import lay_out

router = APIRouter(prefix="/cases", tags=["review"])


@router.post("/next", response_model=case_shapes.NextCase)
def next_case(caller: Decider, filters: Filtered, once: OnceOnly) -> Response:
    """Take the first case that nobody else has, of those that the filters let through."""
    _only_reviewers(caller)

    def make() -> Made:
        taken = take_next(caller, filters.asked(caller))
        if taken is None:
            return Made(case_shapes.NextCase(case=None), 200)
        mine = replace(taken, held_by=caller.who.name, mine=True)
        told = case_shapes.NextCase.model_validate({"case": row_told(mine)})
        return Made(told, 200, about=taken.ref)

    return once.answer(caller, None, make)


@router.post("/pass", response_model=case_shapes.Passed)
def pass_cases(caller: Decider, filters: Filtered, once: OnceOnly) -> Response:
    """Accept the listed cases that have no discrepancy, but for a random share."""
    _only_reviewers(caller)

    def make() -> Made:
        passed, sampled = pass_listed(caller, filters.asked(caller))
        return Made(case_shapes.Passed(passed=passed, sampled=sampled), 200)

    return once.answer(caller, None, make)


@router.post("/{ref}/hold", response_model=case_shapes.Held)
def hold_case(caller: Decider, ref: Ref) -> dict[str, Any]:
    """Take a case in hand, or keep it; it is let go after 15 minutes."""
    case, who = seen(caller, ref), caller.who
    _only_reviewers(caller)
    held = may_decide(who, case) and caller.service.store.act(lambda c, at: hold(c, at, case, who))
    now = seen(caller, ref)
    other = now.held_by if now.held_by and now.held_by.id != who.id else None
    return {"held": held, "by": other.name if other else None, "edition": now.edition}


@router.post("/{ref}/release", response_model=case_shapes.Held)
def release_case(caller: Decider, ref: Ref) -> dict[str, Any]:
    """Let a case go."""
    case, who = seen(caller, ref), caller.who
    _only_reviewers(caller)
    caller.service.store.act(lambda c, at: release(c, at, case, who))
    now = seen(caller, ref)
    return {"held": False, "by": now.held_by.name if now.held_by else None, "edition": now.edition}


@router.post("/{ref}/decision", response_model=case_shapes.CaseTold)
def decide_case(
    caller: Decider, ref: Ref, given: case_shapes.DecisionGiven, once: OnceOnly
) -> Response:
    """Accept, return or seal the edition that was looked at; 409 where it is another by now."""
    case = seen(caller, ref)
    if not caller.who.may(*deciders(given.decided)):
        raise NotAllowed(found("NOT_ALLOWED"))

    def make() -> Made:
        decision = _decision_of(caller, case, given)
        caller.service.store.act(lambda c, at: decide(c, at, ref, caller.who, decision))
        told = case_told(caller, seen(caller, ref))
        return Made(case_shapes.CaseTold.model_validate(told), 200)

    return once.answer(caller, given.model_dump(), make)


def _only_reviewers(caller: Caller) -> None:
    """The scope is for seal officers, too; taking and passing is not."""
    if not caller.who.may(*REVIEWERS):
        raise NotAllowed(found("NOT_ALLOWED"))


def _decision_of(caller: Caller, case: Case, given: case_shapes.DecisionGiven) -> Decision:
    """As the form of the case's page would say it. Raises UsageWrong where it is not whole."""
    report = judged_report(caller.service, case)
    if given.decided is Decided.SEALED or report is None:
        reasons = tuple(Reason(**one.model_dump()) for one in given.reasons if one.words)
        return Decision(given.decided, given.edition, reasons=reasons, internal=given.internal)
    choices = tuple(FieldChoice(**one.model_dump()) for one in given.fields)
    for one in choices:
        if one.choice is Choice.CORRECT and not one.value.strip():
            raise UsageWrong(found("CORRECTION_EMPTY", zh=one.field.zh, en=one.field.en))
    known = tuple(one for one in choices if one.field in report.comparisons)
    return Decision(
        decided=given.decided,
        edition=given.edition,
        fields=known,
        reasons=_reasons(report, given, choices),
        internal=given.internal.strip(),
        corrections=corrections_of(caller.service, case, report, known),
    )


def _reasons(
    report: Report, given: case_shapes.DecisionGiven, choices: tuple[FieldChoice, ...]
) -> tuple[Reason, ...]:
    """The reasons given, and one for each other field that goes back; words are drafted."""
    items = {item.field: item.findings for item in lay_out(report).fields}
    reasons = []
    for one in given.reasons:
        draft = Reason("")
        if one.field:
            compared = report.comparisons.get(one.field)
            draft = draft_reason(one.field, compared, items.get(one.field, ()))
        words = one.words.strip() or draft.words
        if not words:
            raise UsageWrong(found("REASON_MISSING"))
        reasons.append(Reason(words, one.field, one.document, one.page, one.code or draft.code))
    told = {one.field for one in reasons}
    for choice in choices:
        if choice.choice is Choice.RETURN and choice.field not in told:
            compared = report.comparisons.get(choice.field)
            draft = draft_reason(choice.field, compared, items.get(choice.field, ()))
            reasons.append(replace(draft, document=None, page=None))
    return tuple(reasons)
