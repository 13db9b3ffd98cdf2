"""Sentences whose names stand with spaces between them, so that their lines look like columns.

王静 李建国 赵敏 …16名同 / 志具备讲师任职资格。: the last line tells of those named before it.
"""

import re
from collections.abc import Sequence
from itertools import count, takewhile

from ocr.row_paragraphs import Paragraph
from ocr.row_sentences import told_in

_MANY = re.compile(r"(\d{1,3})[名位人](?:同志|人员)?")
_BEGUN = re.compile(r"\d[名位人]|同志|\d同?$")
_NAMES = re.compile(r"[\u3400-\u9fff·、,\s]+")
_LINES = 12  # of names before the line that says how many they are
_AFTER = 2  # lines after it that may end the sentence


def rewrapped(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with the lines of such sentences put together."""
    made: list[Paragraph] = []
    rest = list(paragraphs)
    while rest:
        here = rest.pop(0)
        taken = _sentence([*made[-_LINES:], here], rest[:_AFTER]) if _may_say(here) else None
        if taken:
            before, after, here = taken
            del made[len(made) - before :]
            del rest[:after]
        made.append(here)
    return made


def _may_say(paragraph: Paragraph) -> bool:
    return _BEGUN.search(paragraph.text.letters) is not None


def _sentence(
    until: Sequence[Paragraph], then: Sequence[Paragraph]
) -> tuple[int, int, Paragraph] | None:
    """How many paragraphs before the last one, and how many after it, make one with it."""
    here = until[-1]
    for after in range(len(then) + 1):
        following = then[:after]
        for before in takewhile(lambda n: _are_names(until, n), count()):
            if before + after == 0:
                continue
            whole = until[-1 - before]
            for one in [*until[len(until) - before :], *following]:
                whole = whole.joined(one)
            if _tells_all(whole) and not _tells_all(here):
                return before, after, whole
    return None


def _are_names(until: Sequence[Paragraph], before: int) -> bool:
    """Do so many paragraphs before the last one hold names and nothing else?"""
    if before == 0:
        return True
    if before >= len(until):
        return False
    letters = until[-1 - before].text.letters
    return _NAMES.fullmatch(letters) is not None


def _tells_all(paragraph: Paragraph) -> bool:
    """Does a sentence name as many people as it says that there are?"""
    many = [int(number) for number in _MANY.findall(paragraph.text.letters)]
    return len(many) == 1 and many[0] > 1 and len(told_in(paragraph.text)) == many[0]
