"""Which text is the next line of a value that takes several lines."""

import re
from collections.abc import Sequence

from matching.text import DATES, NUMBERS, ORGANISATIONS, is_date, normal_date
from models.fields import Field
from models.titles import known_titles
from ocr.pieces import Piece
from ocr.plausible import ORGANISATION_ENDS, is_complete, looks_cut

UNIT_ENDS = (*ORGANISATION_ENDS, *"处院所站科部会队厂矿场馆园社室组库段校", "中心", "大学")
WRAPPING = ORGANISATIONS | {Field.SPECIALTY, Field.LOCAL_SPECIALTY, Field.TITLE}
LINE_FULL = 7  # characters from which a line may be continued on the next one
_NEXT_LINE, _NEXT_ROW = 0.9, 1.6  # heights between lines
_END_OF_NUMBER = re.compile(r"[0-9]*号", re.ASCII)
_END_OF_DATE = re.compile("[月日]$")
_END_OF_TITLE = 3  # letters of a title on its second line, at most


def continues(field: Field | None, values: Sequence[Piece], piece: Piece) -> bool:
    """Is piece the next line of a name that these values begin?"""
    joined = "".join(value.text for value in values)
    if field in NUMBERS:  # 甘职改办〔2009〕2883060 and 号 on the next line
        return not joined.endswith("号") and _END_OF_NUMBER.fullmatch(piece.text) is not None
    if field in DATES:  # 1998年11 and 月9日
        more = _END_OF_DATE.search(piece.text) is not None
        return (
            more
            and not is_date(normal_date(piece.text))
            and is_date(normal_date(joined + piece.text))
        )
    if field is Field.TITLE and len(piece.text) <= _END_OF_TITLE:  # 高级工程 and 师
        return joined not in known_titles() and joined + piece.text in known_titles()
    if field is None or field not in WRAPPING or piece.text.isascii():
        return False  # Bingzsimj Gihgou is the label in another tongue
    whole = field in ORGANISATIONS and joined.endswith(ORGANISATION_ENDS)
    is_unit = field in ORGANISATIONS and piece.text.endswith(UNIT_ENDS)  # 第106地质队
    if whole and not is_unit:
        return False  # what stands below a whole name is no part of it, but for 办公室 and the like
    if field is Field.COMMITTEE and joined.endswith("委员会") and len(piece.text) >= LINE_FULL:
        return False  # the unit of a label that was not read
    return (
        len(joined) >= LINE_FULL
        and not is_date(normal_date(piece.text))  # 一九九五年六月十四日 under who issues
        and (is_unit or not any(c.isdigit() for c in piece.text))
        and is_complete(field, joined + piece.text)
    )


def breaks_off(piece: Piece) -> bool:
    """Is this a full line of words without the end of an organisation's name?"""
    words = sum(not (character.isascii() or character.isdigit()) for character in piece.text)
    return (
        not piece.is_label
        and 2 * words > len(piece.text) >= LINE_FULL
        and not piece.text.endswith(ORGANISATION_ENDS)
    )


def completes(field: Field, label: Piece, pieces: Sequence[Piece], piece: Piece) -> bool:
    """Is a short line below a name the end that it lacks: 障厅 of 甘肃省人力资源和社会保?"""
    joined = "".join(part.text for part in pieces)
    within = label.box.x0 < piece.box.x0 and piece.box.x1 < pieces[-1].box.x1
    short = len(piece.text) < LINE_FULL
    whole = (joined + piece.text).endswith(ORGANISATION_ENDS)
    cut = looks_cut(field, joined) or joined.endswith("评审委")
    return within and short and whole and cut


def room_below(field: Field, pieces: Sequence[Piece], piece: Piece) -> float:
    """Heights from the end of a name so far to its next line, at most.

    A line that makes a whole name of one that is cut may stand as far below as the rows do.
    """
    joined = "".join(part.text for part in pieces)
    ends = looks_cut(field, joined) and (joined + piece.text).endswith(ORGANISATION_ENDS)
    return _NEXT_ROW if ends and len(joined) >= LINE_FULL else _NEXT_LINE


def right_under(lower: Piece, upper: Piece) -> bool:
    """Is lower the next line under upper, flush or centred?

    Flush lines of a value may stand further apart; labels that do are those of rows.
    """
    a, b = lower.box, upper.box
    aside = min(abs(a.x0 - b.x0), abs((a.x0 + a.x1) - (b.x0 + b.x1)) / 2)
    flush = abs(a.x0 - b.x0) < 0.5 * a.height and not upper.is_label
    most = 1.0 if flush else 0.7
    return aside < 1.3 * a.height and -0.5 * a.height < a.y0 - b.y1 < most * a.height
