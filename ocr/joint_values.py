"""A unit before somebody's post in it (单位及职务), a specialty before a time."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from matching.text import squeezed
from models.fields import Field
from ocr.pieces import Piece
from ocr.plausible import is_plausible, looks_cut
from ocr.printed_dates import DATE

_AND = "[及、和与/]"
_POST = re.compile(rf"(?P<first>.{{2,10}}?){_AND}?(?:行政|党政|现任|所任|担任|现)*(?:职务|职位)")
_TIME = re.compile(rf"(?P<first>.{{2,10}}?){_AND}(?:[起从]?[始]?|从事|工作)(?:时间|年限|年月|日期)")
_OF_POST = re.compile(
    "[\u4e00-\u9fff、()]{0,14}(?:长|主任|经理|书记|科员|干部|教师|主席|委员|干事|技术员|工程师|医师|护士|会计|无)"
)
_LEAST_POST = 2  # letters of a post
_BLANK = 1.4  # usual steps from one letter to the next between which a blank is
_DEPARTMENT = re.compile(".*[处科室部组股队系]$")


def asked_first(label: str, field_of: Callable[[str], Field | None]) -> Field | None:
    """The field that a label, squeezed, asks for beside a post or a time; field_of knows labels."""
    for pattern, field in ((_POST, Field.EMPLOYER), (_TIME, Field.SPECIALTY)):
        match = pattern.fullmatch(label)
        if match and field_of(match["first"]) is field:
            return field
    return None


def first_of(pieces: Sequence[Piece], field: Field) -> tuple[Piece, ...]:
    """The unit or the specialty that such a cell holds; nothing where it can't be told."""
    words = words_of(pieces)
    for count in range(len(words), 0, -1):
        kept, rest = words[:count], _joined(words[count:])
        if field is Field.SPECIALTY and (whole := _before_date(kept, rest)):
            return whole
        unit = _joined(kept)
        parted = field is Field.EMPLOYER and _OF_POST.fullmatch(rest)
        if parted and is_plausible(field, unit) and not looks_cut(field, unit):
            return tuple(kept)
    if words and field is Field.EMPLOYER:
        return _before_post(words)
    return ()


def words_of(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces cut where a blank parts them, which may be told by their places alone."""
    found: list[Piece] = []
    for piece in pieces:
        steps = sorted(b - a for a, b in pairwise(piece.centres))
        wide = _BLANK * steps[len(steps) // 2] if steps else 0.0
        cuts = [at for at, (a, b) in enumerate(pairwise(piece.centres), 1) if b - a > wide]
        ends = [0, *cuts, len(piece.text)]
        parts = (piece.between(a, b) for a, b in pairwise(ends))
        found += [part for part in parts if squeezed(part.text)]
    return found


def _before_post(words: Sequence[Piece]) -> tuple[Piece, ...]:
    """The words without the post that ends them, which nothing parts: 陇西县百货公司经理."""
    last = words[-1]
    for end in range(len(last.text) - _LEAST_POST, 1, -1):
        kept = (*words[:-1], last.between(0, end))
        unit = _joined(kept)
        if not _OF_POST.fullmatch(squeezed(last.text[end:])) or looks_cut(Field.EMPLOYER, unit):
            continue
        sure = is_plausible(Field.EMPLOYER, unit) and not _DEPARTMENT.fullmatch(unit)
        return kept if sure else ()
    return ()


def _before_date(words: Sequence[Piece], rest: str) -> tuple[Piece, ...]:
    """These words where a date is the rest, or ends the last of them."""
    if DATE.fullmatch(rest):
        return tuple(words)
    match = DATE.search(words[-1].text) if not rest else None
    if match is None or match.end() < len(words[-1].text) or match.start() < 2:
        return ()
    return (*words[:-1], words[-1].between(0, match.start()))


def _joined(words: Sequence[Piece]) -> str:
    return squeezed("".join(word.text for word in words))
