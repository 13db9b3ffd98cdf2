"""Headings on lines of their own among the rows of columns, though nothing marks them."""

from models.fields import Field
from ocr.row_groups import Heading, heading_of
from ocr.row_items import is_whole, stretches
from ocr.row_text import Text


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
