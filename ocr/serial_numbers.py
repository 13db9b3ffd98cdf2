"""Numbers without a label: of a certificate, alone or behind No., and of a person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching.identity import has_valid_check_digit
from matching.text import squeezed
from models.fields import Field
from ocr.cell_text import part_of, piece_of
from ocr.layout import Candidate
from ocr.page import Run
from ocr.signing_unit import label_of, places_of

_NUMBER = re.compile(
    r"N[Oo0][.:]{0,2}"
    r"(?P<number>[\u4e00-\u9fff]{0,8}(?:[〔\[(](?:19|20)\d\d[〕\])]第?[\dA-Z-]{3,12}|[\dA-Z-]{5,20})号?)"
)
# ZG2019437569 on a line of its own, in capitals as only numbers of papers are
_BARE = re.compile(r"(?P<number>[A-Z]{1,6}\d(?:-?\d){6,19})")
# 甘职字第09050号, 粤高职证字第99290008788260号: letters that tell what it numbers. A document has a
# year in brackets before its number; of certificates only those of 证字 have, and those with four
# digits behind it: 渝职改字〔1991〕第3226号.
_WORDED = re.compile(
    r"(?=.{0,10}[职证资技称])(?![^字]*[学业聘])"
    r"(?P<number>(?:[〔\[(](?:19|20)?\d\d[〕\])])?[\u4e00-\u9fff()]{1,10}"
    r"(?:字|(?<=证)字?[〔\[(](?:19|20)?\d\d[〕\])]|字?[〔\[(](?:19|20)?\d\d[〕\])](?=第\d{4}))"
    r"第?(?P<digits>[\dA-Z-]{3,20})号)"
)
# 1983工字第5844号, (第008144号), 黑中〔1992〕第6444号: the digits of a document are fewer
_ALONE = re.compile(
    r"\(?(?P<number>(?:(?:19|20)\d\d年?[\u4e00-\u9fff]{1,4}字)?第\d{4,8}号|(?!(?:19|20)\d{6}$)\d{6,16}"
    r"|[\u4e00-\u9fff]{1,6}[〔\[(](?:19|20)\d\d[〕\])]第\d{4,6}号|[〔\[(](?:19|20)\d\d[〕\])]第\d{3,6}号|(?![^字]*[学业聘])[\u4e00-\u9fff]{2,8}证?字第\d{3,8}号)\)?"
)
_HALF = re.compile(r"号[:.](?P<number>[\u4e00-\u9fffA-Z]{0,10}[〔\[(A-Z\d].{3,24})")
_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[(](?:19|20)\d\d[〕\])]\d{1,5}号")
_MAY_BEGIN = re.compile(r"\s*(?:N|[A-Z]+\s?\d|.{1,24}[字证])")
_HEADING = 2  # lines above such digits, at most
_TEXT = 3  # lines below them, at least
_PARTS = 2  # runs that a number is parted into behind its first words


def serial_numbers(runs: Sequence[Run]) -> Iterator[Candidate]:
    """What stands alone on its line behind No. or in capitals and digits, or is worded as a number.

    Behind No. stands the number of the paper, too: any number that has a label of its own is
    believed first, then one with words.
    """
    for run in runs:
        if not _MAY_BEGIN.match(run.text) or any(_is_level(run, other) for other in runs):
            continue
        for row in _rows_of(run, runs):
            text = squeezed("".join(part.text for part in row))
            alone = _NUMBER.fullmatch(text) or _BARE.fullmatch(text) if len(row) == 1 else None
            match = _WORDED.fullmatch(text) or alone
            if match is None:
                continue
            begin = places_of(run, (match.start("number"), match.start("number") + 1))[0]
            if part := part_of(run, begin, len(run.text)):
                words = "No." if match is alone else text[: match.start("digits")]
                label = replace(label_of(Field.CERTIFICATE_NUMBER, run.box), text=words)
                pieces = (piece_of(part), *map(piece_of, row[1:]))
                yield Candidate(Field.CERTIFICATE_NUMBER, label, pieces, beside=True)
            break


def lone_number(runs: Sequence[Run]) -> list[Candidate]:
    """The number that stands alone above or below the text of a certificate, with no label."""
    shown = [run for run in runs if not run.apart]
    found = [(run, match) for run in shown if (match := _ALONE.fullmatch(squeezed(run.text)))]
    if len(found) != 1:
        return []
    run, match = found[0]
    digits = match["number"].isdigit()
    before = [other for other in shown if _is_level(run, other)]
    if any(squeezed(other.text) != "号" for other in before) or (
        digits and not _is_aside(run, shown)
    ):
        return []
    part = part_of(run, *places_of(run, match.span("number")))
    label = replace(label_of(Field.CERTIFICATE_NUMBER, run.box), text="No.")
    pieces = (piece_of(part),) if part else ()
    return [Candidate(Field.CERTIFICATE_NUMBER, label, pieces, beside=True)] if pieces else []


def half_labelled(runs: Sequence[Run]) -> list[Candidate]:
    """The numbers behind 号: whose label lost its first letter; that of a document has a year."""
    found = []
    for run in runs:
        text = squeezed(run.text)
        if match := _HALF.fullmatch(text):
            document = _DOCUMENT.fullmatch(match["number"])
            field = Field.APPROVAL_NUMBER if document else Field.CERTIFICATE_NUMBER
            if part := part_of(run, *places_of(run, match.span("number"))):
                label = replace(label_of(field, run.box), text="号")
                found.append(Candidate(field, label, (piece_of(part),), beside=True))
    return found


def _is_aside(run: Run, shown: Sequence[Run]) -> bool:
    """Does a run stand at the right above the text, or as the last line?"""
    above = [other for other in shown if other.box.middle < run.box.y0]
    if len(above) == len(shown) - 1:
        return True
    middle = (min(r.box.x0 for r in shown) + max(r.box.x1 for r in shown)) / 2
    return len(above) <= _HEADING and run.box.x0 > middle and len(shown) - len(above) >= _TEXT


def lone_id(runs: Sequence[Run]) -> list[Candidate]:
    """The one ID number that a page shows, told by its check digit where its label is spoilt."""
    shown = [run for run in runs if has_valid_check_digit(squeezed(run.text))]
    if len({squeezed(run.text) for run in shown}) != 1:
        return []
    run = shown[0]
    return [
        Candidate(
            Field.ID_NUMBER, label_of(Field.ID_NUMBER, run.box), (piece_of(run),), beside=True
        )
    ]


def _rows_of(run: Run, runs: Sequence[Run]) -> Iterator[list[Run]]:
    """A run alone, and with what follows it in its row: 苏职改证字第 and 41026 and 号."""
    row = [run]
    yield row
    for _ in range(_PARTS):
        behind = [other for other in runs if _is_level(other, row[-1])]
        if len(behind) != 1:
            return
        row = [*row, *behind]
        yield row


def _is_level(run: Run, other: Run) -> bool:
    """Is there other print right before a run in its row?"""
    gap = run.box.x0 - other.box.x1
    return other is not run and run.box.level_with(other.box) and 0 <= gap < 4 * run.box.height
