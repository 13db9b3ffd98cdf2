"""Values over what names them in brackets, 渝职证2011141430 and (证书编号) below it."""

import re
from collections.abc import Sequence

from matching.text import DATES, NUMBERS, ORGANISATIONS, is_date, normal_date, squeezed
from models.fields import Field
from ocr.labels import Labels
from ocr.layout import Candidate
from ocr.next_lines import right_under
from ocr.pieces import Piece
from ocr.plausible import is_plausible

_CAPTION = re.compile(r"\(([\u4e00-\u9fff]{2,8})\)")
_CAPTIONED = NUMBERS | DATES | ORGANISATIONS | {Field.NAME, Field.TITLE, Field.SPECIALTY}


def captioned(
    sides: Sequence[Sequence[Piece]], labels: Labels, shown: set[Field]
) -> list[Candidate]:
    """The numbers, dates and units that captions name, of fields that are not shown otherwise."""
    found, pieces = [], [piece for side in sides for piece in side]
    for caption in pieces:
        match = _CAPTION.fullmatch(squeezed(caption.text))
        label = labels.whole(match[1]) if match else None
        if label is None or label.field not in _CAPTIONED - shown:
            continue
        over = [piece for piece in pieces if not piece.is_label and right_under(caption, piece)]
        if over and _may_be(label.field, over[-1].text):
            found.append(Candidate(label.field, caption, (over[-1],), beside=False))
    return found


def _may_be(field: Field, text: str) -> bool:
    """Is this a value of the field? A date over (证书编号) is no number."""
    dated = is_date(normal_date(text))
    return is_plausible(field, text) and dated is (field in DATES)
