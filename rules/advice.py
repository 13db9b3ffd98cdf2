"""What an applicant should choose, bring and fill in: answers, not only complaints.

    @solver("gansu")
    def which_path(case: Case) -> Advice | None:
        ...

A solver asks the case as rules do. What it would have to know and nobody told becomes a question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from models.fields import DocumentKind, Field
from rules.case import Case, Unknown
from rules.profile import profile_names


class Wanted(StrEnum):
    """What a collection wants of a field in this case."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    BLANK = "blank"  # it must be left empty
    PRESET = "preset"  # the value is given


@dataclass(frozen=True, slots=True)
class Choice:
    """One lawful value of a field: why, in Chinese and English, and the clause it rests on."""

    field: Field
    value: str
    zh: str
    en: str
    source: str
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """One paper in one slot of the collection's form.

    at_hand: None where nobody said. seals: who must seal it (employer, hr-department).
    contains: what must stand in it. draft: the name of the draft that can be written of it.
    """

    slot: str
    slot_en: str
    zh: str
    en: str
    kind: DocumentKind
    at_hand: bool | None
    source: str
    seals: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    draft: str = ""


@dataclass(frozen=True, slots=True)
class FieldWanted:
    """What is wanted of one field; value is given for a preset. zh, en: why."""

    field: Field
    wanted: Wanted
    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One answer. topic: a stable word such as issuer, papers, fields, elsewhere.

    open: the path is open (True), closed (False), or that is not the question (None).
    setting: the figure that changes it where the notice is silent, "" where it is not.
    """

    topic: str
    title: str
    title_en: str
    zh: str
    en: str
    source: str
    open: bool | None = None
    setting: str = ""
    choices: tuple[Choice, ...] = ()
    papers: tuple[PaperWanted, ...] = ()
    fields: tuple[FieldWanted, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()  # in Chinese and English


@dataclass(frozen=True, slots=True)
class Advised:
    """The answers, and what would have to be known for more (needs as Unknown gives them)."""

    advice: tuple[Advice, ...]
    needs: tuple[str, ...]


Solver = Callable[[Case], Advice | None]
_SOLVERS: dict[str, list[Solver]] = {}


def solver(*profiles: str) -> Callable[[Solver], Solver]:
    """Make a function give advice in these profiles, in all where none is named."""

    def register(solve: Solver) -> Solver:
        for profile in profiles or profile_names():
            _SOLVERS.setdefault(profile, []).append(solve)
        return solve

    return register


def advise(case: Case) -> Advised:
    """The answers of every solver of the profile, by topic."""
    given: list[Advice] = []
    needs: dict[str, None] = {}
    for solve in _SOLVERS.get(case.profile, ()):
        try:
            if advice := solve(case):
                given.append(advice)
        except Unknown as unknown:
            needs[unknown.need] = None
    return Advised(tuple(sorted(given, key=lambda one: one.topic)), tuple(needs))
