"""What the queue is made of: submissions and their states, work and its stages, what happened."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from models.fields import DocumentKind


class SubmissionState(StrEnum):
    """Where a submission stands; the last four are final until somebody asks for more."""

    RECEIVED = "received"
    CHECKING = "checking"
    READY = "ready"
    ATTENTION = "attention"
    BLOCKED = "blocked"
    FAILED = "failed"

    @property
    def zh(self) -> str:
        """In Chinese."""
        return _STATES[self]

    @property
    def final(self) -> bool:
        """Is the checking over?"""
        return self not in (SubmissionState.RECEIVED, SubmissionState.CHECKING)


_STATES = {
    SubmissionState.RECEIVED: "已接收",
    SubmissionState.CHECKING: "检查中",
    SubmissionState.READY: "可以提交",
    SubmissionState.ATTENTION: "请留意",
    SubmissionState.BLOCKED: "需要更正",
    SubmissionState.FAILED: "未能检查",
}


class WorkStage(StrEnum):
    """The stages of the checking, each with a queue of its own."""

    INTAKE = "intake"  # one file: is it an acceptable scan, which pages has it
    PAGE = "page"  # one page of a file: its text
    PHOTO = "photo"  # one photo: its measures
    JUDGE = "judge"  # one submission: documents, comparisons, rules
    REPORT = "report"  # one submission: its page

    @property
    def zh(self) -> str:
        """In Chinese."""
        return _STAGES[self]


_STAGES = {
    WorkStage.INTAKE: "检查扫描件",
    WorkStage.PAGE: "识别文字",
    WorkStage.PHOTO: "检查照片",
    WorkStage.JUDGE: "比对和规则",
    WorkStage.REPORT: "生成报告",
}


class WorkState(StrEnum):
    """Where a piece of work stands."""

    WAITING = "waiting"
    RESTING = "resting"  # it failed, and waits a while for its next try
    SENT = "sent"  # a message is with the broker, or was
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Priority(IntEnum):
    """Who goes first."""

    SCREEN = 0  # somebody waits
    BULK = 5


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file that is in the file store already, as one paper (or the photo) of a submission."""

    kind: DocumentKind
    file: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """A submission to be taken in.

    key: the sender's own name for it, unique; the same key again is the same submission. form: as
    in FORM.json. owner_id: the applicant's account; unit_id: whose reviewers decide. draft: it is
    only checked, and nobody else sees it, until its owner sends it.
    """

    key: str
    profile: str
    form: dict[str, Any]
    attachments: tuple[NewAttachment, ...]
    priority: Priority = Priority.BULK
    owner_id: int | None = None
    unit_id: int | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What a piece of work is about; its result is kept under it.

    name: the SHA-256 of a file, or the ref of a submission with the round of its checking. page:
    from 1, 0 where the whole is meant. version: of the code that does the stage.
    """

    stage: WorkStage
    name: str
    page: int
    version: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of work that one worker has to itself; number tells this claim from any other.

    refs: the submissions that wait for it, the first few.
    """

    id: int
    number: int
    subject: Subject
    priority: Priority
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission as stored, with its attachments in the order given.

    verdict: "" until it is judged. report: the SHA-256 of its page in the file store, "" for none.
    """

    id: int
    ref: str
    key: str
    profile: str
    form: dict[str, Any]
    state: SubmissionState
    verdict: str
    reason: str
    round: int
    attachments: tuple[NewAttachment, ...]
    received_at: datetime
    changed_at: datetime
    pages: int
    pages_done: int
    report: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a submission, in the order in which it was written."""

    number: int
    ref: str
    at: datetime
    kind: str
    body: dict[str, Any]
