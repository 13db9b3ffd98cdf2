"""Labels of a person in one line whose gaps were not seen: 姓名王静性别女出生年月1951年1月."""

from typing import Protocol

from models.fields import Field
from ocr.labels import Label, Labels
from ocr.plausible import is_complete

_FIRST = {Field.NAME, Field.SEX}  # that such a line begins with
_FIXED = {Field.SEX, Field.BIRTH_DATE, Field.ID_NUMBER}  # whose values are like no others


class Line(Protocol):
    """Letters without spaces; gap_before tells where the print leaves room."""

    text: str

    def gap_before(self, position: int) -> bool: ...


def is_told_of_person(line: Line, end: int, label: Label, labels: Labels) -> bool:
    """Does a value that is like no other stand behind a label, which ends there, of such a line?"""
    text = line.text
    first = labels.longest_at(text, 0)
    if label.field not in _FIXED or first is None or first.field not in _FIRST:
        return False
    stop = end + 1 if label.field is Field.SEX else len(text)
    goes_on = stop == len(text) or line.gap_before(stop) or labels.longest_at(text, stop)
    return bool(goes_on) and is_complete(label.field, text[end:stop], free=False)


def goes_on_about_person(line: Line, end: int, label: Label, labels: Labels) -> bool:
    """Does the value behind the first label end where more is told of the person?"""
    if label.field not in _FIRST:
        return False
    text = line.text
    found = ((at, labels.longest_at(text, at)) for at in range(end + 1, len(text)))
    return any(
        other is not None
        and is_told_of_person(line, at + len(other.text), other, labels)
        and is_complete(label.field, text[end:at])
        for at, other in found
    )
