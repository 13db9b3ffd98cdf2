"""What requests hold and answers are made of, beside the objects of the contract."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from intake.declarations import KNOWN
from models.fields import DocumentKind
from models.fields import Field as FormField
from models.reviews import Decided
from models.work import SubmissionState, WorkStage
from rules.profile import profile_names
from web.api.contract_shapes import Finding, Told

REF = "^[0-9a-f]{32}$"
_DEEPEST = 20  # a form's declarations have three levels
NAME = r"^[^\x00-\x1f\x7f]*$"


class Given(BaseModel):
    """What a request may hold, and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _storable(value: Any) -> Any:
    """Raises ValueError for what JSON or the database has no place for."""
    if _depth(value) > _DEEPEST:
        raise ValueError("it is nested too deeply")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    text.encode()
    if "\\u0000" in text.replace("\\\\", ""):
        raise ValueError("it holds a zero character")
    return value


def _depth(value: Any, within: int = 0) -> int:
    """How deeply it is nested; it is not looked at further than need be."""
    if within > _DEEPEST or not isinstance(value, dict | list):
        return within
    inner = value.values() if isinstance(value, dict) else value
    return max((_depth(one, within + 1) for one in inner), default=within)


def _instant(value: datetime) -> datetime:
    """The instant, of this world's time where no zone is told. Raises ValueError at its ends."""
    try:
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        raise ValueError("it is too long ago or too far ahead") from None


Free = Annotated[dict[str, Any], AfterValidator(_storable)]
Since = Annotated[datetime, AfterValidator(_instant)]
Text = Annotated[str, Field(max_length=4000), AfterValidator(_storable)]


# What is wrong with a form is found by the code that reads forms everywhere: the document alone
# says what it may hold.
Fields = Annotated[
    Free,
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"enum": [str(field) for field in FormField]},
            "additionalProperties": {"type": "string"},
        }
    ),
]
Declarations = Annotated[
    Free, WithJsonSchema({"type": "object", "propertyNames": {"enum": list(KNOWN)}})
]
ProfileName = Annotated[
    str, Field(max_length=40), WithJsonSchema({"type": "string", "enum": list(profile_names())})
]


class FormGiven(Given):
    """FORM.json of the contract."""

    fields: Fields = {}
    declarations: Declarations = {}


class HandIn(Given):
    """A submission: what was typed, and what to do with it.

    key is the sender's own name for it: the same again is the same submission. send: at once; else
    it is a draft that is checked and can be changed. unit: whose reviewers decide.
    """

    profile: ProfileName
    form: FormGiven = FormGiven()
    key: Annotated[
        str | None, Field(min_length=1, max_length=120, pattern=NAME), AfterValidator(_storable)
    ] = None
    unit: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None
    send: bool = False


class FormChange(Given):
    """What changes of a form; a declaration that is null goes, all else stays."""

    fields: Annotated[dict[FormField, str], AfterValidator(_storable)] = {}
    declarations: Declarations = {}


class Send(Given):
    """To whom it goes."""

    unit: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None


class Attachment(Told):
    """A file of a submission; place is its number in addresses."""

    place: int
    kind: DocumentKind
    file: str
    bytes: int
    sha256: str


class ReasonTold(Told):
    """Why it was returned: field and document may be changed, the page says where to look."""

    words: str
    field: FormField | None
    document: DocumentKind | None
    page: int | None
    code: str | None


class NoticeTold(Told):
    """A decision as its applicant sees it."""

    decided: Decided
    at: datetime
    reasons: list[ReasonTold]


class Standing(Told):
    """Where a submission stands; the sender's key is not told."""

    ref: str
    profile: str
    state: SubmissionState
    verdict: str | None
    reason: str | None
    round: int
    pages: int
    pages_done: int
    received_at: datetime
    changed_at: datetime


class SubmissionRow(Standing):
    """A submission in a list of its sender's."""

    key: str | None


class Submission(SubmissionRow):
    """A submission with what it holds. sent: nothing of it may be changed now."""

    new: bool | None = None
    sent: bool
    edition: int
    stage: WorkStage | None
    form: dict[str, Any]
    attachments: list[Attachment]
    decision: NoticeTold | None


class Submissions(Told):
    """A page of a list; next is the cursor of the one after, null on the last."""

    submissions: list[SubmissionRow]
    next: str | None


class EventTold(Told):
    """Something that happened to a submission; what else it holds depends on its kind."""

    number: int
    ref: str
    at: datetime
    kind: str


class Events(Told):
    """Events in their order; next is the number to go on after."""

    events: list[EventTold]
    next: int


class Unit(Told):
    """A unit that reviews."""

    id: int
    name: str


class Profile(Told):
    """A collection."""

    name: str
    zh: str
    en: str
    notice: str


class Profiles(Told):
    """All collections, and the units that a submission can be sent to."""

    profiles: list[Profile]
    units: list[Unit]


class Problem(Told):
    """What went wrong (RFC 9457). type is urn:zhenghe: and the code of the first finding."""

    type: str
    title: str
    status: int
    detail: str
    findings: list[Finding]
