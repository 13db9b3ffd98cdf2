"""Numbers of letters themselves, which are none of the person whom they are about."""

import re
from collections.abc import Sequence

from matching.text import squeezed
from models.fields import Field
from ocr.layout import Candidate

_OF_TITLE = re.compile("(?:资格|职称)证")


def is_number_of_letter(first: Candidate) -> bool:
    """Is what a statement says first its own number? 编号 stands above the text of letters."""
    return first.field is Field.CERTIFICATE_NUMBER and squeezed(first.label.text) == "编号"


def is_own_number(one: Candidate, ruled: Sequence[Candidate]) -> bool:
    """Is this the number of the letter of appointment itself, and not of who is appointed?

    Letters have numbers, too (编号, 证书编号 above the text); of the certificate speaks a label
    that says so, and what stands in a row of the person's table.
    """
    label = one.label.text
    if one.field is not Field.CERTIFICATE_NUMBER or _OF_TITLE.search(label):
        return False
    return "证书" not in label or one not in ruled
