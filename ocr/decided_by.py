"""Values of a certificate that say more than their labels: a committee, a specialty in brackets."""

from collections.abc import Sequence
from dataclasses import replace

from matching.text import squeezed
from models.fields import Field
from ocr.layout import Candidate
from ocr.title_and_specialty import bracket_apart

_DECIDES = ("审定机关", "审定单位", "审定部门", "审定机构")
_COMMITTEES = "评审委员会", "评定委员会", "审定委员会", "评委会"


def told_by_values(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each of the field that its value tells.

    审定机关 is who issues; a committee behind it evaluated, if the page has no other.
    """
    apart = [part for one in found for part in bracket_apart(one)]
    if any(one.field is Field.COMMITTEE for one in apart):
        return apart
    return [replace(one, field=Field.COMMITTEE) if _evaluated(one) else one for one in apart]


def _evaluated(one: Candidate) -> bool:
    decides = one.field is Field.ISSUER and squeezed(one.label.text).endswith(_DECIDES)
    return decides and squeezed(one.printed).endswith(_COMMITTEES)
