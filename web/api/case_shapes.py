"""What reviewers' programs get and give."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from models.cases import CaseState
from models.fields import DocumentKind
from models.fields import Field as FormField
from models.findings import Severity
from models.reviews import Choice, Decided
from web.api.contract_shapes import Told
from web.api.shapes import Attachment, Given, ReasonTold, Text


class SignTold(Told):
    """What a list tells of findings."""

    severity: Severity
    field: FormField | None
    code: str


class CaseRowTold(Told):
    """A case in a list. held_by: who looks at it; mine: that is this account; own: one's own."""

    ref: str
    name: str
    profile: str
    unit: str | None
    state: CaseState
    verdict: str | None
    signs: list[SignTold]
    at: datetime
    held_by: str | None
    mine: bool
    own: bool


class Cases(Told):
    """A page of a list; next is the cursor of the one after, null on the last."""

    cases: list[CaseRowTold]
    next: str | None


class CaseCountsTold(Told):
    """How many cases there are, by each filter under the others."""

    states: dict[str, int]
    verdicts: dict[str, int]
    profiles: dict[str, int]
    codes: dict[str, int]


class FieldChoiceTold(Told):
    """A field as it was decided."""

    field: FormField
    choice: Choice
    value: str


class ReviewTold(Told):
    """A decision as reviewers see it."""

    who: str
    at: datetime
    round: int
    decided: Decided
    fields: list[FieldChoiceTold]
    reasons: list[ReasonTold]
    internal: str


class CaseTold(Told):
    """A case. edition is what a decision must name; judged: the round that was judged last."""

    ref: str
    profile: str
    state: CaseState
    verdict: str | None
    unit: str | None
    sent_at: datetime
    decided_at: datetime | None
    held_by: str | None
    mine: bool
    own: bool
    edition: int
    judged: int
    form: dict[str, Any]
    attachments: list[Attachment]
    reviews: list[ReviewTold]


class Held(Told):
    """Is the case in this account's hands now? by: in whose else."""

    held: bool
    by: str | None
    edition: int


class CaseSearch(Given):
    """A name, a number, how one begins, or a ref; posted, so that it stands in no address."""

    text: Annotated[Text, Field(min_length=1, max_length=200)]


class Found(Told):
    """Cases that were found; more: there are others."""

    cases: list[CaseRowTold]
    more: bool


class NextCase(Told):
    """The case that was taken, null where there is none."""

    case: CaseRowTold | None


class Passed(Told):
    """How many cases were accepted, and how many set aside for a full look."""

    passed: int
    sampled: int


class FieldChoiceGiven(Given):
    """What is made of a field; value: what the document says, where it was misread."""

    field: FormField
    choice: Choice
    value: Annotated[Text, Field(max_length=400)] = ""


class ReasonGiven(Given):
    """Why it goes back. words may be left out where field says it: they are drafted then."""

    words: Text = ""
    field: FormField | None = None
    document: DocumentKind | None = None
    page: Annotated[int | None, Field(ge=1, le=9999)] = None
    code: Annotated[str, Field(pattern="^[A-Za-z0-9_-]{0,40}$")] = ""


class DecisionGiven(Given):
    """A decision on the edition that was looked at. The applicant never sees `internal`."""

    decided: Decided
    edition: Annotated[int, Field(ge=1, le=2**31 - 1)]
    fields: Annotated[tuple[FieldChoiceGiven, ...], Field(max_length=40)] = ()
    reasons: Annotated[tuple[ReasonGiven, ...], Field(max_length=60)] = ()
    internal: Text = ""
