"""What an applicant should choose, bring and fill in: answers, not only complaints.

    @solver("gansu")
    def which_path(case: Case) -> Advice | None:
        ...

A solver asks the case as rules do. What it would have to know and nobody told becomes a question.
"""

from collections.abc import Callable

from models.advice import Advice, Advised
from models.advice import Choice as Choice
from models.advice import FieldWanted as FieldWanted
from models.advice import PaperWanted as PaperWanted
from models.advice import Wanted as Wanted
from rules.case import Case, Unknown
from rules.profile import profile_names
from rules.provinces import load
from rules.questions import question

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
    load()
    given: list[Advice] = []
    needs: dict[str, None] = {}
    for solve in _SOLVERS.get(case.profile, ()):
        try:
            if advice := solve(case):
                given.append(advice)
        except Unknown as unknown:
            needs[unknown.need] = None
    return Advised(
        tuple(sorted(given, key=lambda one: one.topic)), tuple(question(need) for need in needs)
    )
