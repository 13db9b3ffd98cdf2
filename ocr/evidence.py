"""What speaks for and against a value, as numbers: the input of its confidence."""

import math
from collections.abc import Mapping

from matching.identity import has_valid_check_digit
from matching.text import DATES, NUMBERS, ORGANISATIONS, normal_form, squeezed
from models.fields import Field
from models.titles import known_series, known_titles
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.plausible import ORGANISATION_ENDS, is_complete, looks_cut

_NAMED_BY_OFFICE = (Field.COMMITTEE, Field.CONVENER, Field.ISSUER)
_FLOOR = 0.02  # scores below tell no more than this one


def evidence_of(
    candidate: Candidate, values: Mapping[Field, str], *, contested: bool
) -> dict[str, float]:
    """Names and strengths, mostly 0 to 1, of what is known of a candidate.

    values are the normal forms found for the same person, the candidate's own among them; contested
    says that the document also shows another value for the field.
    """
    field, printed = candidate.field, candidate.printed
    value = normal_form(field, printed)
    scores = [score for piece in candidate.pieces for score in _scores(piece)] or [0.0]
    rivals = [_agrees(piece) for piece in candidate.pieces if piece.rivals]
    return {
        "constant": 1.0,
        "worst": min(4.0, -math.log(max(_FLOOR, min(scores)))),
        "doubt": min(3.0, sum(1 - score for score in scores)),
        "long": min(2.0, len(printed) / 20),
        "from_text": float(min(scores) == 1.0),
        "rival_agrees": float(bool(rivals) and all(rivals)),
        "rival_differs": float(bool(rivals) and not all(rivals)),
        "under_red": min(1.0, 5 * max(piece.under_red for piece in candidate.pieces)),
        "label_inexact": float(not candidate.label.exact),
        "below": float(not candidate.beside),
        "parts": min(3.0, len(candidate.pieces) - 1.0),
        "contested": float(contested),
        "incomplete": float(
            not is_complete(field, printed)
            or looks_cut(field, printed)
            or (field is Field.TITLE and not _ends_as_titles(value))
        ),
        **_kind(field),
        **_rule(field, value),
        **_identity(field, values),
    }


def _scores(piece: Piece) -> tuple[float, ...]:
    """The scores of a piece's characters; the run's own for all where the engine tells no more."""
    return piece.scores or (piece.confidence,) * len(piece.text)


def _agrees(piece: Piece) -> bool:
    """Do all other readings of the run say the same here?"""
    return all(squeezed(piece.text) in squeezed(rival) for rival in piece.rivals)


def _ends_as_titles(value: str) -> bool:
    """Is this a known title, or one of a branch of it, as 中学一级教师 is of 一级教师?"""
    return any(value[start:] in known_titles() for start in range(max(1, len(value) - 1)))


def _kind(field: Field) -> dict[str, float]:
    return {
        "is_name": float(field is Field.NAME),
        "is_identity": float(field is Field.ID_NUMBER),
        "is_number": float(field in NUMBERS),
        "is_date": float(field in DATES),
        "is_organisation": float(field in ORGANISATIONS),
    }


def _rule(field: Field, value: str) -> dict[str, float]:
    """Does the value keep its field's rule, where there is a check digit, a list, or an ending?"""
    number = field is Field.ID_NUMBER and len(value) == 18
    kept = {
        "check_digit": has_valid_check_digit(value) if number else None,
        "title": value in known_titles() if field is Field.TITLE else None,
        "series": value in known_series() if field is Field.SERIES else None,
        "ending": value.endswith(ORGANISATION_ENDS) if field in _NAMED_BY_OFFICE else None,
    }
    return {
        f"{rule}_{name}": float(state is wanted)
        for rule, state in kept.items()
        for name, wanted in (("kept", True), ("broken", False))
    }


def _identity(field: Field, values: Mapping[Field, str]) -> dict[str, float]:
    """Do the ID number, the date of birth and the sex agree, where the field is one of them?"""
    number = values.get(Field.ID_NUMBER, "")
    agree: list[bool] = []
    if len(number) == 18:
        birth, sex = values.get(Field.BIRTH_DATE), values.get(Field.SEX)
        if birth and field in (Field.ID_NUMBER, Field.BIRTH_DATE):
            agree.append(f"{number[6:10]}-{number[10:12]}-{number[12:14]}".startswith(birth))
        if sex and field in (Field.ID_NUMBER, Field.SEX) and number[16].isdigit():
            agree.append(sex == "女男"[int(number[16]) % 2])
    return {
        "identity_agrees": float(bool(agree) and all(agree)),
        "identity_differs": float(bool(agree) and not all(agree)),
    }
