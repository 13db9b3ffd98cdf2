"""The JSON objects of the contract, as the API's document describes them.

What a later version adds to an object passes through: keys are only ever added.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict

from models.comparisons import ComparisonState
from models.fields import DocumentKind, Field
from models.findings import Severity
from models.submissions import Verdict

Box = list[float]


class Told(BaseModel):
    """An object of an answer."""

    model_config = ConfigDict(extra="allow")


class Evidence(Told):
    """Where a finding can be seen."""

    page: int
    box: Box | None


class Suggestion(Told):
    """A correction that can be applied as it stands."""

    field: Field
    value: str


class Finding(Told):
    """FINDING of the contract."""

    code: str
    severity: Severity
    field: Field | None
    document: DocumentKind | None
    message: str
    message_en: str
    source: str
    evidence: Evidence | None
    suggestion: Suggestion | None


class Reading(Told):
    """READING of the contract."""

    value: str
    printed: str
    confidence: float
    page: int
    box: Box


class Matched(Told):
    """An entry of the dictionary or of a roster."""

    id: str
    name: str
    score: float


class Comparison(Told):
    """COMPARISON of the contract."""

    entered: str
    read: Reading | None
    state: ComparisonState
    matched: Matched | None
    note: str


class Document(Told):
    """A document as it was read."""

    file: str
    kind: DocumentKind
    fields: dict[Field, Reading]
    rows: list[dict[Field, Reading]]
    findings: list[Finding]


class Photo(Told):
    """PHOTO of the contract; null where it was refused."""

    file: str | None
    bytes: int | None
    width_px: int | None
    height_px: int | None
    background_white: float | None


class PhotoCheck(Photo):
    """A photo as it was measured, and what is wrong with it."""

    dpi: float | None
    measures: dict[str, float | None] | None
    receipt: str | None
    findings: list[Finding]


class Unclear(Told):
    """A rule that could not be decided, and the question that would decide it."""

    code: str
    need: str
    question: str
    question_en: str


class Advice(Told):
    """An answer to what the applicant would ask."""

    topic: str
    title: str
    title_en: str
    answer: str
    answer_en: str
    open: bool | None
    source: str
    setting: str | None
    choices: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    fields: list[dict[str, Any]]
    steps: list[dict[str, Any]]


class Check(Told):
    """What `zhenghe check` prints."""

    profile: str
    verdict: Verdict
    fields: dict[Field, Comparison]
    documents: list[Document]
    photo: Photo | None
    findings: list[Finding]
    unclear: list[Unclear]
    advice: list[Advice]


class Ruling(Told):
    """What `zhenghe rules` prints."""

    profile: str
    verdict: Verdict
    findings: list[Finding]
    unclear: list[Unclear]


class Advised(Told):
    """What `zhenghe advise` prints."""

    profile: str
    verdict: Verdict
    advice: list[Advice]
    questions: list[dict[str, Any]]
    findings: list[Finding]
    drafts: list[str]


class Candidate(Matched):
    """A candidate with what differs; of a roster also how many rows have the value."""

    differences: list[dict[str, Any]]


class Candidates(Told):
    """What `zhenghe match` prints for one text."""

    field: str
    text: str
    candidates: list[Candidate]


class Matches(Told):
    """The candidates of each text, in the order given."""

    matches: list[Candidates]


class Person(Told):
    """What `zhenghe match person` prints."""

    verdict: str
    certificate: str
    margin: float | None
    rows: int
    prior: float
    candidates: list[dict[str, Any]]
    holding: dict[str, Any] | None
    number_of: dict[str, Any] | None


class RosterVersion(Told):
    """A version of a roster."""

    roster: str
    version: int
    current: bool
    mode: str
    rows: int
    fields: list[str]
    created_at: str
    file: str
    sha256: str


class Rosters(Told):
    """What `zhenghe roster list` prints."""

    rosters: list[RosterVersion]


class RosterDetails(Told):
    """What `zhenghe roster show` prints."""

    roster: str
    versions: list[RosterVersion]
    unfinished: list[dict[str, Any]]
    index_bytes: int


class RosterImport(Told):
    """What `zhenghe roster import` prints; version is null when nothing was stored."""

    roster: str
    version: int | None
    file: str
    sha256: str
    format: str
    encoding: str | None
    sheet: str | None
    header_row: int
    columns: list[dict[str, Any]]
    rows: int
    good: int
    counts: dict[str, int]
    by_row: list[dict[str, Any]]
    findings: list[Finding]


class RosterRemoval(Told):
    """What `zhenghe roster remove` prints."""

    roster: str
    removed: list[int]
    rows: int
    kept: list[int]


class Queue(Told):
    """What `zhenghe status` prints."""

    submissions: dict[str, int]
    work: dict[str, int]
    oldest_waiting_seconds: float | None
    failures: list[dict[str, Any]]


class Retried(Told):
    """What `zhenghe retry` prints."""

    retried: int
    anew: bool
