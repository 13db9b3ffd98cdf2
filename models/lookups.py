"""What rosters say of a submission: the person, and the units that are named.

Nothing of other people stands in here. Of the person's own entry the values are given only to who
already has its identity number (`matching/lookup.py`); of who came second only what they lost by.
"""

from dataclasses import dataclass
from enum import StrEnum

from models.comparisons import ComparisonState, Match
from models.fields import Field


class PersonVerdict(StrEnum):
    """Is the person in the roster?"""

    SAME_PERSON = "same-person"
    PROBABLY = "probably"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not-found"


class CertificateVerdict(StrEnum):
    """Is the certificate that person's?"""

    THEIRS = "theirs"
    ANOTHERS = "anothers"  # it is in the roster, and another person's
    OTHER = "other"  # the person is in the roster, with other certificates
    UNCLEAR = "unclear"  # whether it is theirs, or which of theirs
    NOT_FOUND = "not-found"
    NOT_GIVEN = "not-given"


@dataclass(frozen=True, slots=True)
class EntryField:
    """A field of the entry beside what was given: agrees, differs, or unclear where it is near.

    there is the entry's value, "" where it is not for the eyes of who asks. weight: in bits, how
    much the field speaks for this being the person.
    """

    field: Field
    given: str
    there: str
    state: ComparisonState
    weight: float


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """Another person who came next: how far behind, in bits, and the fields that told."""

    behind: float
    lost_by: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class PersonLookup:
    """A person looked up in one roster. score: how probably the entry is theirs.

    entry and fields are there only where the person was found, or probably was. tied: people who
    are as probable, told where it is ambiguous.
    """

    roster: str
    rows: int
    verdict: PersonVerdict
    certificate: CertificateVerdict
    score: float
    entry: Match | None = None
    fields: tuple[EntryField, ...] = ()
    runner_up: RunnerUp | None = None
    tied: int = 0


class UnitVerdict(StrEnum):
    """Is a unit or committee in the roster?"""

    LISTED = "listed"
    NEAR = "near"  # a name that is nearly the same is
    TIED = "tied"  # several are, equally near
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class UnitLookup:
    """A unit or committee looked up in one roster.

    former: the former name by which the entry was found, "" for its present one. successor: what
    the entry says it is called now, "" where it says nothing.
    """

    roster: str
    field: Field
    text: str
    verdict: UnitVerdict
    match: Match | None = None
    runner_up: Match | None = None
    former: str = ""
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Lookups:
    """All that rosters say; in_annex1 is None where no roster is named or it can't be told."""

    people: tuple[PersonLookup, ...] = ()
    units: tuple[UnitLookup, ...] = ()
    in_annex1: bool | None = None


NOT_LOOKED_UP = Lookups()
"""No roster was asked."""
