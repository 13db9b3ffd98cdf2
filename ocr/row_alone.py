"""Headings on lines of their own, marked or not, among the rows of columns."""

import re
from collections.abc import Sequence

from models.fields import Field
from ocr.page import Run
from ocr.row_groups import Heading, heading_of
from ocr.row_items import stretches
from ocr.row_numbering import number_end
from ocr.row_text import Text

_COUNT = re.compile(r"[(〔]?[共计]{0,2}\d{1,4}[人名位][)〕]?")


def is_heading(line: Sequence[Run]) -> bool:
    """Is this a heading by itself, and no row of cells?"""
    text = Text(line)
    heading = heading_of(text) if text.letters else None
    whole = heading is not None and heading.end == len(text.letters)
    return whole and heading is not None and heading.is_marked and is_whole(text)


def is_whole(text: Text) -> bool:
    """Is a line one text, and no cells? Its mark and number may stand apart: 一、 工程师　23人."""
    texts = [text.letters[begin:end] for begin, end in stretches(text)]
    marked = len(texts) > 1 and number_end(text.letters) == len(texts[0])
    return all(_COUNT.fullmatch(one) for one in texts[1 + marked :])


def heading_alone(text: Text) -> Heading | None:
    """The heading of a unit or a title that a line is, None where it is a row of cells.

    What it says may be parted by gaps: 图书资料专业　研究馆员.
    """
    heading = heading_of(text)
    if heading is None or heading.end < len(text.letters):
        return None
    if heading.values.keys() == {Field.EMPLOYER}:
        return heading if is_whole(text) else None
    if Field.TITLE not in heading.values:
        return None
    return heading if is_whole(text) or len(stretches(text)) <= len(heading.values) else None
