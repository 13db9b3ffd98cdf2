"""Looking a submission up in rosters, and what may be told of it.

A roster holds the data of many people, and who asks is one of them at best. So of an entry values
are shown only where it is certainly the person's and the identity number that was given is the
entry's own (or the entry has none, and its name is what was given). Else it is only said which
fields agree. Of other people nothing is shown.
"""

from collections.abc import Mapping
from dataclasses import replace

from matching.compare import compare_values
from matching.dictionary import KINDS
from matching.outcomes import Outcome
from matching.person import Holding, PersonMatch, can_be_found, find_person
from matching.person_rows import FieldWeight
from matching.roster_index import Roster, nearest_values
from matching.weights import Agreement
from models.comparisons import Comparison, ComparisonState, Match
from models.fields import Field
from models.lookups import (
    EntryField,
    Lookups,
    PersonLookup,
    PersonVerdict,
    RunnerUp,
    UnitLookup,
    UnitVerdict,
)

UNITS = (Field.EMPLOYER, Field.COMMITTEE, Field.CONVENER, Field.ISSUER)
"""The fields that are looked up in rosters of units and committees."""
_ANY_UNIT = (Field.ISSUER, Field.CONVENER, Field.EMPLOYER)
_FOUND = (PersonVerdict.SAME_PERSON, PersonVerdict.PROBABLY)
_TAKEN = 0.5  # an entry less probable than this isn't taken for the name
_NAMED = 0.02  # a second entry as probable as this is named beside it
_RIVALS = 20
_TOLD = 1.0  # bits from which on a field is said to have told two people apart


def described(comparisons: Mapping[Field, Comparison], unclear_below: float) -> dict[Field, str]:
    """The values to look up: what a document clearly shows, else what was entered."""
    values = {}
    for field, comparison in comparisons.items():
        read = comparison.read
        if read and (read.confidence >= unclear_below or not comparison.entered.strip()):
            values[field] = read.value
        else:
            values[field] = comparison.entered
    return values


def look_up_person(name: str, roster: Roster, given: Mapping[Field, str]) -> PersonLookup | None:
    """The person whom these fields describe; None where they don't describe anybody."""
    if not can_be_found(roster, given):
        return None
    match = find_person(given, roster, _RIVALS)
    best = match.candidates[0] if match.candidates else None
    if best is None or match.verdict not in _FOUND:
        return PersonLookup(
            name,
            match.rows,
            match.verdict,
            match.certificate,
            best.probability if best else 0.0,
            tied=_tied(match) if match.verdict is PersonVerdict.AMBIGUOUS else 0,
        )
    holding = match.holding if _is_of(match.holding, best.holding) else best.holding
    holding = holding or best.holding
    shown = match.verdict is PersonVerdict.SAME_PERSON and _may_be_shown(holding)
    entry = Match(f"{name}/{holding.id}", _name_of(holding, shown), round(best.probability, 6))
    return PersonLookup(
        roster=name,
        rows=match.rows,
        verdict=match.verdict,
        certificate=match.certificate,
        score=best.probability,
        entry=entry if entry.name else None,
        fields=tuple(_entry_field(one, shown) for one in holding.weights if one.there),
        runner_up=_runner_up(match),
    )


def look_up_unit(name: str, roster: Roster, field: Field, text: str) -> UnitLookup | None:
    """A unit or committee by its name; None where the roster has no such names."""
    column = _column_for(roster, field)
    if column is None or not text.strip():
        return None
    near = nearest_values(roster, column, text, 2)
    best = near[0] if near else None
    if best is None or (best.distance and best.match.score * (1 + best.tied) < _TAKEN):
        return UnitLookup(name, field, text, UnitVerdict.NOT_FOUND)
    first, *others = (replace(one.match, id=f"{name}/{one.match.id}") for one in near)
    second = others[0] if others else None
    if best.distance and best.tied:
        return UnitLookup(name, field, text, UnitVerdict.TIED, None, second)
    verdict = UnitVerdict.NEAR if best.distance else UnitVerdict.LISTED
    second = second if second and second.score >= _NAMED else None
    return UnitLookup(name, field, text, verdict, first, second, best.former, best.successor)


def with_entries(
    comparisons: Mapping[Field, Comparison], lookups: Lookups
) -> dict[Field, Comparison]:
    """The comparisons, those without an entry of the dictionary with that of a roster.

    A unit that a roster lists is that entry, whatever the dictionary has: the list is the
    department's own.
    """
    entries: dict[Field, tuple[Match, Match | None]] = {}
    for person in lookups.people:
        for one in person.fields:
            agrees = one.state is not ComparisonState.DIFFERS
            if person.entry and one.there and agrees and one.field not in KINDS:
                entries.setdefault(one.field, (replace(person.entry, name=one.there), None))
    for unit in lookups.units:
        taken = comparisons[unit.field].matched if unit.field in comparisons else None
        if unit.match and (unit.verdict is UnitVerdict.LISTED or not taken):
            entries[unit.field] = unit.match, unit.runner_up
    return {
        field: replace(comparison, matched=entries[field][0], runner_up=entries[field][1])
        if field in entries
        else comparison
        for field, comparison in comparisons.items()
    }


def _tied(match: PersonMatch) -> int:
    """How many people are about as probable as the first."""
    least = match.candidates[0].probability / 2 if match.candidates else 0
    return sum(candidate.probability >= least for candidate in match.candidates)


def _is_of(holding: Holding | None, best: Holding) -> bool:
    """Is the certificate's row one of the person's? Another's row is never looked into."""
    return holding is not None and _identity(holding) == _identity(best)


def _identity(holding: Holding) -> str:
    return holding.values.get(Field.ID_NUMBER, holding.id)


def _may_be_shown(holding: Holding) -> bool:
    own = Field.ID_NUMBER if Field.ID_NUMBER in holding.values else Field.NAME
    return any(o.field is own and o.agreement is Agreement.EXACT for o in holding.weights)


def _name_of(holding: Holding, shown: bool) -> str:
    """The entry's name; "" where it is not what was given and may not be shown."""
    own = next((one for one in holding.weights if one.field is Field.NAME), None)
    same = own is not None and own.agreement is Agreement.EXACT
    return holding.values.get(Field.NAME, "") if shown or same else ""


def _entry_field(one: FieldWeight, shown: bool) -> EntryField:
    outcome: Outcome = compare_values(one.field, one.given, one.there)
    there = one.there if shown else one.given if outcome.state is ComparisonState.AGREES else ""
    return EntryField(one.field, one.given, there, outcome.state, one.weight)


def _runner_up(match: PersonMatch) -> RunnerUp | None:
    """What the second lost by; nothing of theirs is told."""
    if len(match.candidates) < 2 or match.margin is None:
        return None
    first, second = (
        {one.field: one.weight for one in candidate.holding.weights}
        for candidate in match.candidates[:2]
    )
    ahead = {field: weight - second.get(field, 0.0) for field, weight in first.items()}
    told = sorted((f for f in ahead if ahead[f] >= _TOLD), key=lambda f: -ahead[f])
    return RunnerUp(round(match.margin, 1), tuple(told[:3]))


def _column_for(roster: Roster, field: Field) -> Field | None:
    """The column in which to look for a unit: in a mere list of units any of them will do."""
    if field in roster.indexes and roster.columns[field].count:
        return field
    if (
        field is Field.COMMITTEE
        or Field.COMMITTEE in roster.columns
        or Field.NAME in roster.columns
    ):
        return None
    return next((other for other in _ANY_UNIT if other in roster.indexes), None)
