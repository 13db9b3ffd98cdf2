"""One's own submissions: handed in, listed, changed, sent; what became of them."""

from secrets import token_hex
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from intake.form import parse_form
from models.contract import report_json
from models.draft_steps import Change
from models.errors import Conflict, StillRunning
from models.findings import found
from models.reviews import Notice
from models.submissions import Report
from models.work import Submission, SubmissionState, WorkStage
from models.work_queries import Chosen, get, ids_after, latest_results, unfinished_of
from web.api import shapes
from web.api.callers import Caller, Reader, Sender, not_there
from web.api.contract_shapes import Check
from web.api.documented import FORM_WITH_FILES, LOCATION
from web.api.handing_in import HandedIn, hand_in, hand_in_of, shown_key, unit_of
from web.api.once import Made, OnceOnly
from web.api.uploads import Uploads, digest_of
from web.apply_view import Draft, draft_of
from workers.result_codec import of_this_version

router = APIRouter(prefix="/submissions", tags=["submissions"])
Ref = Annotated[str, Path(pattern=shapes.REF, description="The submission's ref.")]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.post(
    "",
    status_code=201,
    response_model=shapes.Submission,
    responses={
        200: {"model": shapes.Submission, "description": "It was handed in before."},
        201: {"headers": LOCATION},
    },
    **FORM_WITH_FILES,
)
def hand_in_submission(caller: Sender, upload: Uploads, once: OnceOnly) -> Response:
    """Hand in a submission: a form and its files, in one request."""
    given = hand_in_of(upload)
    files = [(kind, file.filename, digest_of(file)) for kind, file in upload.files]

    def make() -> Made:
        done = hand_in(caller, given, upload, once.key or token_hex(16))
        return _made(caller, done)

    return once.answer(caller, [given.model_dump(), files], make)


def _made(caller: Caller, done: HandedIn) -> Made:
    content = submission_told(caller, own(caller, done.ref)) | {"new": done.new}
    body = shapes.Submission.model_validate(content)
    return Made(body, 201 if done.new else 200, f"/api/v1/submissions/{done.ref}")


@router.get("", response_model=shapes.Submissions)
def list_submissions(
    caller: Reader,
    state: SubmissionState | None = None,
    since: Annotated[shapes.Since | None, Query(description="Those that changed since.")] = None,
    cursor: Annotated[str, Query(pattern="^[0-9]{0,18}$")] = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """One's own submissions, the oldest first."""
    chosen = Chosen(state=state, since=since, owner=caller.who.id)
    with caller.service.store.asking() as connection:
        ids = ids_after(connection, int(cursor or 0), chosen, limit + 1)
        rows = get(connection, ids[:limit])
    following = str(ids[limit - 1]) if len(ids) > limit else None
    return {"submissions": [_row(caller, one) for one in rows], "next": following}


@router.get("/{ref}", response_model=shapes.Submission)
def get_submission(caller: Reader, ref: Ref) -> dict[str, Any]:
    """A submission as it stands."""
    return submission_told(caller, own(caller, ref))


@router.patch("/{ref}", response_model=shapes.Submission)
def change_submission(caller: Sender, ref: Ref, given: shapes.FormChange) -> dict[str, Any]:
    """Change a draft, or of what was returned that which the return named; it is checked anew."""
    draft = own(caller, ref)
    declared = {name: one for name, one in given.declarations.items() if one is not None}
    parse_form({"fields": dict(given.fields), "declarations": declared})
    fields = {str(name): value.strip() for name, value in given.fields.items()}
    changed(caller, draft, Change(fields, given.declarations))
    return submission_told(caller, own(caller, ref))


@router.post("/{ref}/send", response_model=shapes.Submission)
def send_submission(caller: Sender, ref: Ref, given: shapes.Send, once: OnceOnly) -> Response:
    """Send a draft, or send again what was returned: reviewers see it from now on."""
    draft = own(caller, ref)

    def make() -> Made:
        unit = None if draft.notice else unit_of(caller, given.unit)
        if not caller.service.store.send_draft(draft.id, unit, caller.actor):
            raise Conflict(found("DRAFT_SENT"))
        told = submission_told(caller, own(caller, ref))
        return Made(shapes.Submission.model_validate(told), 200)

    return once.answer(caller, given.model_dump(), make)


@router.get("/{ref}/result", response_model=Check)
def get_result(caller: Reader, ref: Ref) -> dict[str, Any]:
    """What the checking made of it: the object that `zhenghe check` prints.

    409 with Retry-After while it is being checked.
    """
    return result_of(caller, own(caller, ref).submission)


def result_of(caller: Caller, one: Submission, round_: int | None = None) -> dict[str, Any]:
    """The report of a round, by default the present one. Raises StillRunning and NotThere."""
    name = f"{one.ref}:{round_ or one.round}"
    with caller.service.store.asking() as connection:
        stored = latest_results(connection, WorkStage.JUDGE, name)
    report = of_this_version(stored[0], Report) if stored else None
    if report:
        return report_json(report)
    if not one.state.final:
        raise StillRunning(found("API_RESULT_NOT_READY"))
    raise not_there()  # it has failed, or was judged by other code


@router.get(
    "/{ref}/report",
    response_class=Response,
    responses={200: {"content": {"text/html": {}}, "description": "The report, a web page."}},
)
def get_report(caller: Reader, ref: Ref) -> Response:
    """The report to keep or to print, as a download."""
    sha256 = own(caller, ref).submission.report
    if not sha256:
        raise not_there()
    headers = {"Content-Disposition": 'attachment; filename="zhenghe-report.html"'}
    content = caller.service.files.get(sha256)
    return Response(content, headers=headers, media_type="text/html; charset=utf-8")


def own(caller: Caller, ref: str) -> Draft:
    """A submission of the caller's account. Raises NotThere, whether or not another has it."""
    draft = draft_of(caller.service, ref)
    if draft is None or draft.owner != caller.who.id:
        raise not_there()
    return draft


def changed(caller: Caller, draft: Draft, change: Change) -> None:
    """Change a draft and have it checked. Raises Conflict where it was sent."""
    if not caller.service.store.change_draft(draft.id, change):
        raise Conflict(found("DRAFT_SENT"))
    caller.service.wake()


def submission_told(caller: Caller, draft: Draft) -> dict[str, Any]:
    """A submission with all that it holds."""
    one = draft.submission
    with caller.service.store.asking() as connection:
        waits_for = unfinished_of(connection, one.id)
    return _row(caller, one) | {
        "sent": draft.sent,
        "edition": draft.edition,
        "stage": waits_for[0].stage if waits_for else None,
        "form": {part: one.form.get(part, {}) for part in ("fields", "declarations")},
        "attachments": attachments_told(one),
        "decision": _notice(draft.notice) if draft.notice else None,
    }


def attachments_told(one: Submission) -> list[dict[str, Any]]:
    """The files of a submission."""
    return [
        {
            "place": place,
            "kind": given.kind,
            "file": given.file,
            "bytes": given.size,
            "sha256": given.sha256,
        }
        for place, given in enumerate(one.attachments)
    ]


def standing_of(one: Submission) -> dict[str, Any]:
    """Where a submission stands, in the shape of a Standing."""
    return {
        "ref": one.ref,
        "profile": one.profile,
        "state": one.state,
        "verdict": one.verdict or None,
        "reason": one.reason or None,
        "round": one.round,
        "pages": one.pages,
        "pages_done": one.pages_done,
        "received_at": one.received_at,
        "changed_at": one.changed_at,
    }


def _row(caller: Caller, one: Submission) -> dict[str, Any]:
    return {**standing_of(one), "key": shown_key(caller, one.key)}


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "decided": notice.decided,
        "at": notice.at,
        "reasons": [reason_told(one) for one in notice.reasons],
    }


def reason_told(one: Any) -> dict[str, Any]:
    """A reason to return."""
    return {
        "words": one.words,
        "field": one.field,
        "document": one.document,
        "page": one.page,
        "code": one.code or None,
    }
