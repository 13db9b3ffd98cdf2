"""A person of a roster as the JSON object of the public contract, for commands and the API."""

from matching.person import Holding, PersonMatch
from models.contract import Json
from models.fields import Field


def person_json(match: PersonMatch) -> Json:
    """The object that `match person` prints."""
    return {
        "verdict": match.verdict,
        "certificate": match.certificate,
        "margin": None if match.margin is None else round(match.margin, 2),
        "rows": match.rows,
        "prior": round(match.prior, 2),
        "candidates": [
            {
                **_holding(candidate.holding),
                "score": round(candidate.probability, 6),
                "certificates": candidate.rows,
            }
            for candidate in match.candidates
        ],
        "holding": _holding(match.holding) | {"score": round(match.holding_probability, 6)}
        if match.holding
        else None,
        "number_of": _holding(match.owner) if match.owner else None,
    }


def _holding(holding: Holding) -> Json:
    return {
        "id": holding.id,
        "name": holding.values.get(Field.NAME, ""),
        "fields": dict(holding.values),
        "weight": round(holding.weight, 2),
        "weights": [
            {
                "field": one.field,
                "given": one.given,
                "there": one.there or None,
                "agreement": one.agreement,
                "weight": round(one.weight, 2),
            }
            for one in holding.weights
        ],
    }
