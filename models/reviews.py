"""What reviewers decide, what they tell the applicant, and what may be changed after a return."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from models.box import Box
from models.fields import DocumentKind, Field
from models.work import NewAttachment


class Decided(StrEnum):
    """What a reviewer makes of a case."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    SEALED = "sealed"

    @property
    def zh(self) -> str:
        """In Chinese."""
        return {"accepted": "通过", "returned": "退回", "sealed": "用印"}[self]


class Choice(StrEnum):
    """What a reviewer makes of a field."""

    ACCEPT = "accept"
    CORRECT = "correct"  # the reading was wrong
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field as it was decided; value is what stands on the document, where it was misread."""

    field: Field
    choice: Choice
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case goes back, in words for the applicant, and what may be changed for it.

    page is None where the whole document may be replaced; with neither field nor document it is
    about what is declared beside the fields. code is that of a finding, or "".
    """

    words: str
    field: Field | None = None
    document: DocumentKind | None = None
    page: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A reading that was wrong, with what it should have been; kept for calibration."""

    field: Field
    document: DocumentKind
    sha256: str
    page: int
    box: Box | None
    printed: str
    value: str
    confidence: float | None
    right: str
    version: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on one edition of a case. The applicant never sees `internal`."""

    decided: Decided
    edition: int
    fields: tuple[FieldChoice, ...] = ()
    reasons: tuple[Reason, ...] = ()
    internal: str = ""
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A decision as it was kept, for reviewers; form and attachments are those decided on."""

    id: int
    round: int
    who: str
    at: datetime
    decided: Decided
    fields: tuple[FieldChoice, ...]
    reasons: tuple[Reason, ...]
    internal: str
    form: dict[str, Any]
    attachments: tuple[NewAttachment, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A decision as its applicant sees it."""

    at: datetime
    decided: Decided
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """What an applicant may change; fields and documents None: everything, as in a draft.

    documents: the kinds that may be added or replaced, each with the pages that were named; none
    named: all of it. declarations: what is declared beside the fields.
    """

    fields: frozenset[Field] | None = None
    documents: dict[DocumentKind, frozenset[int]] | None = None
    declarations: bool = True

    def field(self, field: Field) -> bool:
        """May the value of the field be changed?"""
        return self.fields is None or field in self.fields

    def document(self, kind: DocumentKind) -> bool:
        """May documents of this kind be added or replaced?"""
        return self.documents is None or kind in self.documents


EVERYTHING_MAY_CHANGE = Allowed()
NOTHING_MAY_CHANGE = Allowed(frozenset(), {}, declarations=False)


def allowed_by(reasons: Iterable[Reason]) -> Allowed:
    """What the reasons of a return let the applicant change."""
    fields: set[Field] = set()
    documents: dict[DocumentKind, frozenset[int]] = {}
    whole: set[DocumentKind] = set()
    declarations = False
    for one in reasons:
        declarations |= not (one.field or one.document)
        if one.field:
            fields.add(one.field)
        if one.document:
            if one.page is None:
                whole.add(one.document)
            pages = frozenset({one.page} if one.page else ())
            documents[one.document] = documents.get(one.document, frozenset()) | pages
    return Allowed(
        frozenset(fields), documents | dict.fromkeys(whole, frozenset()), declarations=declarations
    )
