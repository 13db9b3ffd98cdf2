"""Which entry of the dictionary a value is, and which came next."""

from dataclasses import dataclass

from matching.dictionary import KINDS, named, tied
from matching.entries import Hit
from matching.nearest import MARGIN, NEAR, Candidate, nearest
from models.comparisons import Match
from models.fields import Field


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
    for kind in kinds:
        if hits := named(kind, text):
            return _of_names(hits)
    near = [one for one in nearest(kinds, text, 2) if one.score >= NEAR] if kinds else []
    return _of_near(near) if near else Known()


def _of_names(hits: tuple[Hit, ...]) -> Known:
    matches = [Match(hit.entry.id, hit.entry.name, 1.0) for hit in hits]
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


def _of_near(near: list[Candidate]) -> Known:
    best = near[0].match
    if len(near) == 1 or best.score - near[1].score > MARGIN:
        return Known(best)
    second = near[1].match
    scores = f"{best.score:.2f}", f"{second.score:.2f}"
    if best.score == second.score:
        return Known(
            None,
            second,
            f"字典中“{best.name}”与“{second.name}”同样接近（{scores[0]}），未定",
            f"a tie in the dictionary: {best.name} and {second.name} ({scores[0]})",
        )
    return Known(
        best,
        second,
        f"字典中最接近“{best.name}”（{scores[0]}），其次“{second.name}”（{scores[1]}），差得更多",
        f"nearest is {best.name} ({scores[0]}), then {second.name} ({scores[1]}), less like it",
    )
