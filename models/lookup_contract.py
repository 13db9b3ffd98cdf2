"""What rosters say of a submission, as JSON: same keys, same order, nothing more."""

from typing import Any

from models.comparisons import Match
from models.lookups import Lookups, PersonLookup, UnitLookup

Json = dict[str, Any]


def lookups_json(lookups: Lookups) -> Json:
    """The object under `rosters` of `check`, which is only there where rosters were asked."""
    return {
        "in_annex1": lookups.in_annex1,
        "people": [_person(person) for person in lookups.people],
        "units": [_unit(unit) for unit in lookups.units],
    }


def _person(person: PersonLookup) -> Json:
    runner_up = person.runner_up
    return {
        "roster": person.roster,
        "rows": person.rows,
        "verdict": person.verdict,
        "certificate": person.certificate,
        "score": round(person.score, 6),
        "entry": _match(person.entry),
        "fields": [
            {
                "field": one.field,
                "given": one.given,
                "there": one.there or None,
                "state": one.state,
                "weight": round(one.weight, 2),
            }
            for one in person.fields
        ],
        "runner_up": {"behind": runner_up.behind, "lost_by": list(runner_up.lost_by)}
        if runner_up
        else None,
        "tied": person.tied,
    }


def _unit(unit: UnitLookup) -> Json:
    return {
        "roster": unit.roster,
        "field": unit.field,
        "text": unit.text,
        "verdict": unit.verdict,
        "match": _match(unit.match),
        "runner_up": _match(unit.runner_up),
        "former": unit.former or None,
        "successor": unit.successor or None,
    }


def _match(match: Match | None) -> Json | None:
    return {"id": match.id, "name": match.name, "score": match.score} if match else None
