"""What reviewers see of submissions: cases, where each stands, and which are asked for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.accounts import Account, Unit
from models.fields import Field
from models.findings import Severity
from models.submissions import Verdict
from models.work import Submission

EVERYTHING = 0  # the scope of who sees all cases
NO_UNIT = -1  # the scope of cases that belong to no unit


class CaseState(StrEnum):
    """Where a submission that was sent stands with its reviewers."""

    WAITING = "waiting"
    AGAIN = "again"  # sent again after a return
    SAMPLED = "sampled"  # set aside from a bulk pass, for a full look
    CHECKING = "checking"
    FAILED = "failed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SEALED = "sealed"

    @property
    def zh(self) -> str:
        """In Chinese."""
        return _STATES[self][0]

    @property
    def en(self) -> str:
        """In English."""
        return _STATES[self][1]

    @property
    def decided(self) -> bool:
        """Has somebody decided?"""
        return self in (CaseState.RETURNED, CaseState.ACCEPTED, CaseState.SEALED)


_STATES = {
    CaseState.WAITING: ("待审核", "To review"),
    CaseState.AGAIN: ("更正后待审", "Sent again"),
    CaseState.SAMPLED: ("抽查待审", "Sampled"),
    CaseState.CHECKING: ("检查中", "Being checked"),
    CaseState.FAILED: ("未能检查", "Not checked"),
    CaseState.RETURNED: ("已退回", "Returned"),
    CaseState.ACCEPTED: ("已通过", "Accepted"),
    CaseState.SEALED: ("已用印", "Sealed"),
}
OPEN = (CaseState.WAITING, CaseState.AGAIN, CaseState.SAMPLED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cases are wanted: all that fit every one that is given.

    scope: a unit's id with those below it, EVERYTHING or NO_UNIT. since, before: when they were
    sent; of decided cases, when they were decided.
    """

    scope: int
    states: tuple[CaseState, ...] = OPEN
    verdict: Verdict | None = None
    profile: str | None = None
    code: str | None = None
    since: datetime | None = None
    before: datetime | None = None

    @property
    def newest_first(self) -> bool:
        """Who waits longest is first; of what is decided, the latest."""
        return all(state.decided for state in self.states)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of a case in a list: where the next page goes on."""

    at: int  # ms since 1970
    id: int


@dataclass(frozen=True, slots=True)
class Sign:
    """What a list tells of findings: their field, or where they have none their code."""

    severity: Severity
    field: Field | None
    code: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as a list shows it; signs are those of its findings, the gravest first.

    held_by is the name of who looks at it now; mine: that is who asks. own: it is the case of the
    person who asks.
    """

    id: int
    ref: str
    name: str
    profile: str
    unit: str
    state: CaseState
    verdict: str
    signs: tuple[Sign, ...]
    at: datetime
    held_by: str
    mine: bool
    own: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of a list; following is the place where the next one begins, None on the last."""

    rows: tuple[CaseRow, ...]
    following: Cursor | None


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """How many cases there are by state, verdict, profile and code, each under the other filters.

    What is asked of age is left out.
    """

    states: dict[str, int]
    verdicts: dict[str, int]
    profiles: dict[str, int]
    codes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A submission as one that is decided on; owner is None for a sender in bulk.

    judged is the last round that was judged, 0 for none. held_by is whose hands it is in now.
    """

    submission: Submission
    state: CaseState
    owner: Account | None
    unit: Unit | None
    sent_at: datetime
    decided_at: datetime | None
    held_by: Account | None
    edition: int
    judged: int


def scope_of(account: Account, senior: bool) -> int:
    """What an account sees at most; without a unit a senior sees all, others what has none."""
    if account.unit:
        return account.unit.id
    return EVERYTHING if senior else NO_UNIT


def sees(account: Account, senior: bool, unit: Unit | None) -> bool:
    """May the account see the cases of a unit?"""
    if account.unit is None:
        return senior or unit is None
    return unit is not None and unit.path.startswith(account.unit.path)
