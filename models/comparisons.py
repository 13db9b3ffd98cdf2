"""What was entered held against what was read."""

from dataclasses import dataclass
from enum import StrEnum

from models.documents import Reading
from models.fields import DocumentKind


class ComparisonState(StrEnum):
    """The outcome for one field."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNCLEAR = "unclear"
    NOT_SHOWN = "not-shown"
    NOT_ENTERED = "not-entered"


class SegmentKind(StrEnum):
    """How a run of characters of the entered value relates to what was read."""

    SAME = "same"
    WIDTH = "width"  # full and half width of one character
    BRACKET = "bracket"  # 〔〕 and [] and the like
    SPACE = "space"
    LOOK_ALIKE = "look-alike"  # 己 and 已, 0 and O
    OTHER = "other"  # a real difference


@dataclass(frozen=True, slots=True)
class Segment:
    """One run of an alignment; entered or read may be empty (a missing or an additional run)."""

    kind: SegmentKind
    entered: str
    read: str


@dataclass(frozen=True, slots=True)
class Match:
    """The dictionary's or roster's entry that a value was matched to."""

    id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field: the entered text, the reading it is held against, and how they differ.

    matched is the entry that the reading (or, without one, the entered text) was matched to;
    runner_up the one that came next where it came near; the note says why it lost, or that it is
    a tie.
    """

    entered: str
    read: Reading | None
    state: ComparisonState
    matched: Match | None
    note: str
    note_en: str
    segments: tuple[Segment, ...]
    document: DocumentKind | None
    file: str | None
    runner_up: Match | None = None
