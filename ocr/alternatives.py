"""A value that can't be right, put right from what the engine also thought of.

The engine is sure of most characters and torn between a few. Where the value it liked best breaks
a rule (a check digit, the calendar, the list of titles, the surnames) and one or two of the
runners-up keep it, these are what stands on the page.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from itertools import combinations, pairwise, product
from statistics import median

from rapidfuzz.distance import LCSseq

from matching.identity import has_valid_check_digit
from matching.text import DATES, NUMBERS, is_date, normal_form, squeezed
from models.box import Box
from models.fields import Field
from models.titles import known_titles
from ocr.dust import without_dust
from ocr.engine import Other
from ocr.layout import Candidate
from ocr.office_names import whole_office
from ocr.pieces import Piece
from ocr.plausible import ORGANISATION_ENDS
from ocr.printed_dates import RESTORED, whole_date
from ocr.surnames import with_given_name, with_surname

_DOUBTFUL = 4  # most characters that are looked at, the least sure ones
_STRAY = 0.85  # score below which a character may be none
_OFFICES = frozenset({Field.COMMITTEE, Field.CONVENER, Field.ISSUER})
_MISREAD_COMMITTEE = re.compile("评([^审议定聘估选鉴判])?委员会$")
_CUT_OFFICE = re.compile("小组(?P<office>办公?)$")
_ISSUERS = frozenset({Field.CONVENER, Field.ISSUER})
_DOUBTED = 0.98  # score of a letter below which a name may be spoilt
_GAP = 1.6  # steps from letter to letter
_OFFICE_RESTORED = 0.9  # score of the name of an office that was put right
_LISTED = frozenset({Field.ID_NUMBER, Field.TITLE, Field.LEVEL})
_LEVELS = frozenset(("正高级", "副高级", "高级", "中级", "初级", "助理级", "员级"))
_YEAR_IN_BRACKETS = re.compile(r"〔(?:19|20)\d\d〕第?\d{3,}$")  # 云A〔2017〕01990
_CHANGED = 2  # most of them that are changed at once


def mended(candidate: Candidate) -> Candidate:
    """The candidate, or the likeliest variant of it that keeps its field's rule."""
    printed = all(map(_is_of_text_layer, candidate.pieces))
    if candidate.field is Field.NAME:
        return candidate if printed else with_given_name(with_surname(candidate))
    candidate = without_dust(candidate)
    if candidate.field in _ISSUERS and not printed and (office := _office_in_doubt(candidate)):
        return _told_as(candidate, office, _OFFICE_RESTORED)
    if _keeps_rule(candidate.field, candidate.printed) or not _has_rule(candidate.field):
        return candidate
    doubtful = sorted(_doubtful(candidate), key=lambda place: place[2])[:_DOUBTFUL]
    best: tuple[float, Candidate] | None = None
    for count in range(1, _CHANGED + 1):
        for places in combinations(doubtful, count):
            for others in product(*(other for _, _, _, other in places)):
                likely = 1.0
                for _, chance in others:
                    likely *= chance
                if best and likely <= best[0]:
                    continue
                changes = [
                    (piece, at, character)
                    for (piece, at, _, _), (character, _) in zip(places, others, strict=True)
                ]
                variant = _changed(candidate, changes)
                if _keeps_rule(candidate.field, variant.printed):
                    best = likely, variant
    return best[1] if best else _restored(candidate)


def _is_of_text_layer(piece: Piece) -> bool:
    """Is this printed as it is told, whatever is likelier? No engine is as sure."""
    return piece.confidence == 1.0 and not piece.scores


def _restored(candidate: Candidate) -> Candidate:
    """A date with its lost mark, a 评审委员会 with its 审, a 办公室 with its 室."""
    text = whole_date(squeezed(candidate.printed)) if candidate.field in DATES else None
    if candidate.field is Field.COMMITTEE and _MISREAD_COMMITTEE.search(candidate.printed):
        text = _MISREAD_COMMITTEE.sub("评审委员会", candidate.printed)
    if candidate.field in _ISSUERS and (cut := _CUT_OFFICE.search(candidate.printed)):
        text = candidate.printed[: cut.start("office")] + "办公室"  # the rest is under a seal
    return candidate if text is None else _told_as(candidate, text, RESTORED)


def _office_in_doubt(candidate: Candidate) -> str | None:
    """The whole name of an office that was spoilt.

    人力资源社会保障局 without its 和, and 人力资源和医疗保障局, may be printed so, where nothing
    speaks against it.
    """
    read = squeezed(candidate.printed)
    office = whole_office(read)
    scores = [score for piece in candidate.pieces for score in piece.scores]
    sealed = any(piece.under_red for piece in candidate.pieces)
    doubted = sealed or min(scores, default=1.0) < _DOUBTED or any(map(_has_gap, candidate.pieces))
    lost = office is not None and LCSseq.similarity(read, office) == len(read)
    return (
        office if doubted or (lost and office != read.replace("资源社会", "资源和社会")) else None
    )


def _has_gap(piece: Piece) -> bool:
    """Is there room for a letter between two letters of a name?"""
    steps = [b - a for a, b in pairwise(piece.centres)]
    return bool(steps) and max(steps) > _GAP * median(steps)


def _told_as(candidate: Candidate, text: str, most: float) -> Candidate:
    """The candidate with a text that was put together, which is believed so far at most."""
    box = reduce(Box.union, (piece.box for piece in candidate.pieces))
    confidence = min(most, candidate.confidence)
    return replace(candidate, pieces=(Piece(text, confidence, box, ()),))


def _has_rule(field: Field) -> bool:
    return field in DATES | NUMBERS | _OFFICES | _LISTED


def _keeps_rule(field: Field, printed: str) -> bool:
    value = normal_form(field, printed)
    if field is Field.ID_NUMBER:
        return has_valid_check_digit(value) and is_date(
            f"{value[6:10]}-{value[10:12]}-{value[12:14]}"
        )
    if field is Field.TITLE:
        return value in known_titles()
    if field is Field.LEVEL:
        return value in _LEVELS
    if field in NUMBERS:
        whole = field is not Field.APPROVAL_NUMBER and _YEAR_IN_BRACKETS.search(value)
        return not {"〔", "〕"} & set(value) or value.endswith("号") or bool(whole)
    if field in _OFFICES:
        return value.endswith(ORGANISATION_ENDS) and not _MISREAD_COMMITTEE.search(value)
    return field in DATES and is_date(value)


def _doubtful(candidate: Candidate) -> Iterator[tuple[int, int, float, tuple[Other, ...]]]:
    """Piece, place in it, score and runners-up of each character that has any."""
    for number, piece in enumerate(candidate.pieces):
        for at, others in enumerate(piece.others):
            score = piece.scores[at]
            if piece.text[at] == "日":  # without it a day whose month is hidden would be a month
                others = tuple(other for other in others if other[0])
            elif score < _STRAY and "" not in dict(others):
                others = (*others, ("", 1 - score))  # a speck, or the edge of a seal
            if others:
                yield number, at, score, others


def _changed(candidate: Candidate, changes: list[tuple[int, int, str]]) -> Candidate:
    """The candidate with other characters at these places; "" takes one away."""
    pieces = list(candidate.pieces)
    for number, at, character in sorted(changes, reverse=True):
        pieces[number] = _with_character(pieces[number], at, character)
    return replace(candidate, pieces=tuple(pieces))


def _with_character(piece: Piece, at: int, character: str) -> Piece:
    end = at + 1
    kept = at + len(character)
    return replace(
        piece,
        text=piece.text[:at] + character + piece.text[end:],
        centres=piece.centres[:kept] + piece.centres[end:],
        scores=piece.scores[:kept] + piece.scores[end:],
        others=piece.others[:kept] + piece.others[end:],
    )
