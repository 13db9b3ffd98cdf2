"""Which entry of the dictionary a value is, and which came next."""

from dataclasses import dataclass

from matching.dictionary import KINDS, named, tied
from matching.entries import Hit
from matching.nearest import Candidate, nearest
from matching.probability import NEAR
from models.comparisons import Match
from models.fields import Field

_TAKEN = 0.5  # an entry less probable than this isn't taken for the text's
_TOLD = 0.02  # a second entry as probable as this is named beside it


@dataclass(frozen=True, slots=True)
class Known:
    """The entry of a value, the runner-up where one came near, and why it lost.

    match is None where nothing is near enough, and in a tie, which the note then tells.
    """

    match: Match | None = None
    runner_up: Match | None = None
    note: str = ""
    note_en: str = ""


def known_as(field: Field, text: str) -> Known:
    """The entry that a field's text names or is nearest to."""
    kinds = KINDS.get(field, ())
    near = nearest(kinds, text, 2) if kinds else ()
    for kind in kinds:
        if hits := named(kind, text):
            return _of_names(hits, near[0].score)
    return _of_near(near)


def _of_names(hits: tuple[Hit, ...], first: float) -> Known:
    """Of a text that names one entry, or several: first is how probable the first is."""
    rest = (1 - first) / max(1, len(hits) - 1)
    matches = [
        Match(hit.entry.id, hit.entry.name, round(rest if i else first, 3))
        for i, hit in enumerate(hits)
    ]
    names = [match.name for match in matches]
    if tied(hits):
        return Known(
            None,
            matches[1] if len(matches) > 1 else None,
            f"字典中并列：{'、'.join(names)}，未定",
            f"a tie in the dictionary: {', '.join(names)}",
        )
    if len(hits) == 1:
        return Known(matches[0])
    return Known(
        matches[0],
        matches[1],
        f"也曾是“{names[1]}”的名称，因是旧称而居次",
        f"also a former name of {names[1]}, which therefore comes second",
    )


def _of_near(near: tuple[Candidate, ...]) -> Known:
    """Of a text that is near to entries: a tie names none, and so does what is hardly probable."""
    second = near[1].match if len(near) > 1 and near[1].score >= _TOLD else None
    if second and near[0].farness == near[1].farness and near[0].distance <= NEAR:
        return Known(
            None,
            second,
            f"字典中“{near[0].match.name}”与“{second.name}”同样接近，未定",
            f"a tie in the dictionary: {near[0].match.name} and {second.name} are as near",
        )
    if not near or near[0].score < _TAKEN:
        return Known()
    best = near[0].match
    if second is None:
        return Known(best)
    scores = f"{best.score:.0%}", f"{second.score:.0%}"
    return Known(
        best,
        second,
        f"字典中最可能是“{best.name}”（{scores[0]}），其次“{second.name}”（{scores[1]}），差得更多",
        f"most probably {best.name} ({scores[0]}), then {second.name} ({scores[1]}), less like it",
    )
