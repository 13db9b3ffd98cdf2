"""The people of lists that tell of each under the other what their labels say, like cards.

1. 姓名：张三　性别：女, below it 工作单位：贵阳市第一中学 and so on, and the same of the next one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.fields import Field
from ocr.cell_text import lines_of
from ocr.page import Run
from ocr.row_headline import around
from ocr.row_heads import Column, Heads, column_of
from ocr.row_items import stretches
from ocr.row_layouts import Listed, are_people
from ocr.row_numbering import number_end
from ocr.row_people import Entry, entries_of
from ocr.row_text import Text

_FEWEST = 2  # people of a page; of one alone a document speaks as a whole
_FAR = 3.0  # heights from one line of a person to the next, at most
_NEXT = 1.8  # heights from one line of a value to the next, at most
_WITHIN = 1.0  # heights by which the second line of a value may begin beside the first
_TICKS = "☑□■☐√*"  # what specks before a label are read as
_OWN = 2  # values of each person


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands behind one label."""

    column: Column
    runs: list[Run]


_Card = list[_Told]


def find_in_cards(page: int, runs: Sequence[Run], heads: Heads, *, begun: bool) -> Listed:
    """The people of a page of whom each has labels of their own.

    begun says that the page before has such people, so that one alone may be the last of them.
    """
    listed = Listed()
    entries: list[Entry] = []
    cards = [card for card in _cards(runs, heads) if len(card) >= _OWN]
    for card in cards:
        place = (card[0].column.label.box.y0, card[0].column.label.box.x0)
        entries += entries_of(page, place, [(told.column, told.runs) for told in card], ())
    if len(entries) >= (1 if begun else _FEWEST) and are_people(entries, heads):
        listed.entries = entries
        for card in cards:
            region = card[0].column.label.box
            for told in card:
                region = region.union(around(told.runs) if told.runs else told.column.label.box)
            listed.regions.append(region)
    return listed


def _cards(runs: Sequence[Run], heads: Heads) -> Iterator[_Card]:
    """What is told of each person, from each label of a name to the next one."""
    card: _Card = []
    last = 0.0
    for line in lines_of(runs):
        box = around(line)
        if card and box.middle - last > _FAR * box.height:
            yield card
            card = []
        told = _labelled(line, heads)
        if any(one.column.field is Field.NAME for one in told):
            if card:
                yield card
            card = told
        elif card and told:
            card += told
        elif card and not _goes_on(card, line):
            yield card
            card = []
        last = box.middle
    if card:
        yield card


def _labelled(line: Sequence[Run], heads: Heads) -> _Card:
    """The labels of a line and what stands behind each; nothing where it says anything else."""
    text = Text(line)
    told: _Card = []
    begin = number_end(text.letters)
    while begin < len(text.letters) and text.letters[begin] in _TICKS:
        begin += 1
    for first, last in stretches(text):
        first = max(first, begin)
        colon = text.letters.find(":", first, last)
        if first >= last:
            continue  # the number, set apart
        if colon <= first or not heads.is_exact(text.letters[first:colon]):
            if not told or colon >= 0:
                return []
            told[-1].runs.extend(text.parts(first, last))  # a space within a value
            continue
        label = text.parts(first, colon)
        column = column_of(label, around(label), heads)
        told.append(_Told(column, list(text.parts(colon + 1, last))))
    return told


def _goes_on(card: _Card, line: Sequence[Run]) -> bool:
    """Is a line the second one of the last value? It is taken in if so."""
    before = card[-1]
    box = around(line)
    if len(line) != 1 or not before.runs or ":" in Text(line).letters:
        return False
    above = before.runs[-1].box
    begins = min(abs(box.x0 - before.runs[0].box.x0), abs(box.x0 - before.column.label.box.x0))
    near = box.middle - above.middle < _NEXT * box.height
    if near and begins < _WITHIN * box.height:
        before.runs.extend(line)
        return True
    return False
