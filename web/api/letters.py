"""Drafts of papers that stand in for missing ones, for the employer to edit and seal."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from intake.form import parse_form
from models.drafts import Draft, Letter
from models.errors import StillRunning
from models.findings import found
from web.api.callers import Caller, Checker, Reader, not_there
from web.api.checks import FormOf
from web.api.contract_shapes import Told
from web.api.submissions import Ref, own
from web.letters import letter_file, letters_of, letters_of_form
from workers.drafts import DraftFormat, file_name, formats_of
from workers.queue_stages import report_of

router = APIRouter(tags=["letters"])
Number = Annotated[int, Path(ge=1, le=99, description="The draft, from 1.")]
_FILE: dict[str, Any] = {
    "response_class": Response,
    "responses": {
        200: {
            "content": {kind.media_type: {} for kind in DraftFormat},
            "description": "The file, as a download.",
        }
    },
}


class LetterTold(Told):
    """A draft: a letter, or a list of people for a spreadsheet. number: its place in addresses."""

    number: int
    title: str
    file: str
    kind: str
    formats: list[DraftFormat]


class Letters(Told):
    """What can be drafted; none where no paper of the case can be, or something is unknown."""

    letters: list[LetterTold]


@router.post("/letters", response_model=Letters)
def list_form_letters(caller: Checker, given: FormOf) -> dict[str, Any]:
    """What papers can be drafted by a form alone."""
    return _told(_of_form(caller, given))


@router.post("/letters/{number}/{format}", **_FILE)
def get_form_letter(
    caller: Checker, number: Number, format: DraftFormat, given: FormOf
) -> Response:
    """A draft by a form alone, as a download."""
    return _file(caller, _of_form(caller, given), number, format)


def _of_form(caller: Caller, given: FormOf) -> tuple[Draft, ...]:
    return letters_of_form(given.profile, parse_form(given.form.model_dump()), caller.service)


@router.get("/submissions/{ref}/letters", response_model=Letters)
def list_letters(caller: Reader, ref: Ref) -> dict[str, Any]:
    """What papers can be drafted of a submission, by its form and the papers that it has.

    409 with Retry-After while it is being checked.
    """
    return _told(_of_submission(caller, ref))


@router.get("/submissions/{ref}/letters/{number}/{format}", **_FILE)
def get_letter(caller: Reader, ref: Ref, number: Number, format: DraftFormat) -> Response:
    """A draft of a submission, as a download."""
    return _file(caller, _of_submission(caller, ref), number, format)


def _of_submission(caller: Caller, ref: str) -> tuple[Draft, ...]:
    """Raises StillRunning, and NotThere where the checking failed."""
    one = own(caller, ref).submission
    report = report_of(one, caller.service.tools)
    if report:
        return letters_of(one, report, caller.service)
    if not one.state.final:
        raise StillRunning(found("API_RESULT_NOT_READY"))
    raise not_there()


def _told(drafts: tuple[Draft, ...]) -> dict[str, Any]:
    return {
        "letters": [
            {
                "number": number,
                "title": one.title,
                "file": file_name(one),
                "kind": "letter" if isinstance(one, Letter) else "list",
                "formats": formats_of(one),
            }
            for number, one in enumerate(drafts, 1)
        ]
    }


def _file(caller: Caller, drafts: tuple[Draft, ...], number: int, kind: DraftFormat) -> Response:
    written = (
        letter_file(drafts[number - 1], kind, caller.service) if number <= len(drafts) else None
    )
    if written is None:
        raise not_there()
    return written
