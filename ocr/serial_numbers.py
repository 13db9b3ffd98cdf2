"""The number of a certificate that has no label, or stands behind No. alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching.text import squeezed
from models.fields import Field
from ocr.cell_text import part_of, piece_of
from ocr.layout import Candidate
from ocr.page import Run
from ocr.signing_unit import label_of, places_of

_NUMBER = re.compile(r"N[Oo0][.:]{0,2}(?P<number>[\u4e00-\u9fff]{0,6}[\dA-Z-]{5,20}号?)")
# 甘职字第09050号, 粤高职证字第99290008788260号: letters that tell what it numbers. A document has a
# year in brackets before its number; of certificates only those of 证字 have, and those with four
# digits behind it: 渝职改字〔1991〕第3226号.
_WORDED = re.compile(
    r"(?=.{0,10}[职证资技称])(?![^字]*[学业聘])"
    r"(?P<number>(?:[〔\[(](?:19|20)?\d\d[〕\])])?[\u4e00-\u9fff()]{1,10}"
    r"(?:字|(?<=证)字?[〔\[(](?:19|20)?\d\d[〕\])]|字?[〔\[(](?:19|20)?\d\d[〕\])](?=第\d{4}))"
    r"第?(?P<digits>[\dA-Z-]{3,20})号)"
)


def serial_numbers(runs: Sequence[Run]) -> Iterator[Candidate]:
    """What stands behind No. on a line of its own, stamped or printed, or is worded as a number.

    Behind No. stands the number of the paper, too: any number that has a label of its own is
    believed first, then one with words.
    """
    for run in runs:
        text = squeezed(run.text)
        match = _WORDED.fullmatch(text) or _NUMBER.fullmatch(text)
        if match is None or any(_is_level(run, other) for other in runs):
            continue
        begin, end = places_of(run, match.span("number"))
        if part := part_of(run, begin, end):
            words = "No." if text.startswith("N") else text[: match.start("digits")]
            label = replace(label_of(Field.CERTIFICATE_NUMBER, run.box), text=words)
            yield Candidate(Field.CERTIFICATE_NUMBER, label, (piece_of(part),), beside=True)


def _is_level(run: Run, other: Run) -> bool:
    """Is there other print right before a run in its row?"""
    gap = run.box.x0 - other.box.x1
    return other is not run and run.box.level_with(other.box) and 0 <= gap < 4 * run.box.height
