"""How likely a value is right, from what is known of it.

The engine's score is a mean over characters and says little of the worst one; long values have more
chances to be wrong; a check digit or a calendar can confirm what was read. The constants come from
the specimens of `fixtures` (docs/accuracy.md).
"""

import math

from matching.identity import has_valid_check_digit
from matching.text import DATES, normal_form
from models.fields import Field
from ocr.layout import Candidate
from ocr.plausible import is_complete


def confidence_of(candidate: Candidate) -> float:
    """The probability, 0 to 1, that the candidate's normal form is what the document shows."""
    if candidate.confidence == 1.0 and is_complete(candidate.field, candidate.printed):
        return 0.999  # from a text layer
    length = len(candidate.printed)
    doubt = (1 - candidate.confidence) * math.sqrt(length) * 1.6
    belief = math.exp(-doubt) * 0.995
    value = normal_form(candidate.field, candidate.printed)
    if candidate.field is Field.ID_NUMBER:
        if has_valid_check_digit(value):
            belief = 0.995
        elif len(value) != 15 and value[0].isdigit():  # old numbers and permits have no check digit
            belief = min(belief, 0.3)
    elif candidate.field is Field.SEX and is_complete(candidate.field, candidate.printed):
        belief = max(belief, 0.9)  # one of two characters that nobody takes for the other
    elif candidate.field in DATES and not is_complete(candidate.field, candidate.printed):
        belief = min(belief, 0.2)
    if not candidate.label.exact:
        belief *= 0.97
    return round(max(0.01, min(belief, 0.999)), 3)
