"""Sentences above people that tell what all below them are given, by which committee and when.

一、经某某市工程系列评审委员会2010年8月21日评审通过，以下7人具备工程师任职资格: where a paper tells
of several committees, each such sentence is the heading of those whom it decided on.
"""

import re

from matching.text import is_date, normal_date
from models.fields import Field
from ocr.layout import Candidate
from ocr.printed_dates import DATE
from ocr.row_groups import Heading, candidate_of, fields_of
from ocr.row_numbering import numbered
from ocr.row_text import Text

_FEWEST = 12  # letters of a sentence; what is shorter is a heading of its own
_BELOW = re.compile(r"下列|以下|如下|名单|:$")
_GIVES = re.compile(
    r"[具其][备有]|取得|获得?(?!奖)|授予|晋升为?|(?:评定?|评审|评聘|认定|确认|批准|审定|核准|聘任)为|[均人位名员]为"
    r"|(?:同志|人员)(?:的|[均已]?[为任]?)"
)
_PUBLISHED = re.compile(r"(?:现?予以?)?(?:公布|通知|公告)?如下$|[印下转]?发给你们$")
_COMMITTEE = re.compile(
    r"(?:经|由)(?:[^,。;:]{2,20}?(?:组织|组建|成立|设立)的)?"
    r"(?P<committee>(?![该本]|上述|有关|相关|(?:19|20)\d\d年)[^,。;:]{3,45}?(?:委员会|评委会|评审会|评审组))"
)
_COUNT = re.compile(r"(\d{1,4})[名位人]")
_DECIDED = re.compile(r"[^,。;:\d]{0,4}(?:评|审|通过|认定)")
_TELLS = {Field.TITLE, Field.SPECIALTY, Field.SERIES, Field.LEVEL}


def decision_of(text: Text) -> Heading | None:
    """The heading that a sentence is, None where it gives no title to those below it."""
    letters = text.letters
    style, begin = numbered(letters)
    if len(letters) < _FEWEST or not _BELOW.search(letters, begin):
        return None
    begin = max(begin, max(letters.rfind(mark, 0, len(letters) - 1) for mark in "。;") + 1)
    given = _given(text, begin)
    if Field.TITLE not in given or not given.keys() <= _TELLS:
        return None
    values = {**given, **decided_in(text, 0, len(letters))}
    count = _COUNT.search(letters, begin)
    return Heading(
        style or "sentence",
        values,
        len(letters),
        count=int(count[1]) if count else None,
        opens=letters.endswith(":"),
        decides=True,
    )


def _given(text: Text, begin: int) -> dict[Field, Candidate]:
    """What the last clause that gives anything gives."""
    clauses = [match.span() for match in re.compile("[^,。;:]+").finditer(text.letters, begin)]
    for first, last in reversed(clauses):
        clause = _PUBLISHED.sub("", text.letters[first:last])
        for verb in _GIVES.finditer(clause):
            at = first + verb.end()
            if stated := fields_of(clause[verb.end() :]):
                return {field: candidate_of(text, field, at + a, at + b) for field, a, b in stated}
    return {}


def decided_in(text: Text, begin: int, end: int) -> dict[Field, Candidate]:
    """The committee that a stretch names, and the day on which that decided."""
    letters = text.letters
    found = {}
    if committee := _COMMITTEE.search(letters, begin, end):
        found[Field.COMMITTEE] = candidate_of(text, Field.COMMITTEE, *committee.span("committee"))
    days = [m for m in DATE.finditer(letters, begin, end) if is_date(normal_date(m.group()))]
    decided = [day for day in days if _DECIDED.match(letters, day.end())]
    if len(decided) == 1:
        found[Field.OBTAINED_ON] = candidate_of(text, Field.OBTAINED_ON, *decided[0].span())
    return found
