"""Labels that were recognised in two runs put together again.

Where 姓 and 名 stand far apart, or a narrow cell breaks 资格取得时间 in two, detection sees two
runs. They are joined when, and only when, together they begin with a label that neither holds.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from matching.text import squeezed
from ocr.cell_text import lines_of, part_of
from ocr.labels import Labels
from ocr.page import Run
from ocr.plausible import is_plausible
from ocr.row_overrun import below_each_other

_BLANK = re.compile("(?<=[\u4e00-\u9fff])_(?=[\u4e00-\u9fff])")
_WRITTEN = re.compile("(?:[^_]|(?<!_)_(?!_))+")
_PICTURED = "☑☐□■●◆"  # what an emblem beside a label is read as
_SHORT = 3  # letters of a label that need more than a text behind them to be one
_COLUMN = 3  # other labels that begin above and below
_FLUSH = 0.7  # heights by which they may miss each other
_LETTERS = 8  # of a label that is spread, at most
_TALL = 1.8  # widths that a column of letters is high
_SEVERAL = 2  # of its letters that begin labels
_HEAD = 3  # most letters of a label's first part in a row, where no colon ends the second
_SPREAD = 8  # heights between the letters of a label that is as wide as the longest of its form


def join_labels(runs: list[Run], labels: Labels) -> list[Run]:
    """The runs of a page with the parts of labels joined, and those parted from their values."""
    runs = [part for run in runs for part in _letters_apart(run, runs, labels)]
    written = [part for run in runs for part in _between_blanks(run)]
    rest = _spread_joined(_values_parted(written, labels), labels)
    whole: list[Run] = []
    while rest:
        head = rest.pop(0)
        others = rest + whole if labels.begins(squeezed(head.text)) else ()  # few runs are that
        tail = next((run for run in others if _makes_label(head, run, labels)), None)
        if tail is None:
            whole.append(head)
            continue
        (rest if tail in rest else whole).remove(tail)
        rest.insert(0, joined(head, tail))  # a label may come in three parts
    return whole


def _letters_apart(run: Run, runs: Sequence[Run], labels: Labels) -> list[Run]:
    """The letters of a column that begin the labels of several rows: 姓性 before 名: and 别:."""
    height, width = run.box.height, run.box.width
    if len(run.text) < _SEVERAL or height < _TALL * width or squeezed(run.text) != run.text:
        return [run]
    letters = below_each_other(run)
    begun = [
        letter
        for letter in letters
        for other in runs
        if _beside(letter, other, _SPREAD)
        and labels.longest_at(letter.text + squeezed(other.text), 0)
    ]
    return letters if len(begun) >= _SEVERAL else [run]


def _between_blanks(run: Run) -> list[Run]:
    """What stands on the line that a form prints through its labels and values: 姓__名__王静__."""
    text = _BLANK.sub(" ", run.text)
    run = run if text == run.text else replace(run, text=text)
    parts = (
        [part_of(run, *match.span()) for match in _WRITTEN.finditer(text)] if "__" in text else []
    )
    return [part for part in parts if part] or [run]


def _values_parted(runs: list[Run], labels: Labels) -> list[Run]:
    """The runs, those cut behind a short label that stand in a column of labels: 系列农业.

    Elsewhere such a word is the beginning of a name.
    """
    heads = [run for run in runs if labels.longest_at(squeezed(run.text), 0)]
    return [
        part
        for run in runs
        for part in (_cut(run, labels) if _is_in_column(run, heads) else (run,))
    ]


def _cut(run: Run, labels: Labels) -> tuple[Run, ...]:
    """The short label that a run begins with and its value; the run where it is none."""
    text = squeezed(run.text)
    places = [at for at, c in enumerate(run.text) if len(squeezed(c)) == 1]
    label = labels.longest_at(text, 0)
    if label is None or label.field is None or len(label.text) > _SHORT or len(places) != len(text):
        return (run,)
    value = text[len(label.text) :]
    english = value[:1].isascii() and value[:1].isalpha()  # 管理号 File No.:0205
    if not value or english or value.startswith("技术") or not is_plausible(label.field, value):
        return (run,)
    place = places[len(label.text)]
    parts = part_of(run, 0, place), part_of(run, place, len(run.text))
    return tuple(part for part in parts if part)


def _is_in_column(run: Run, heads: list[Run]) -> bool:
    """Do other labels begin where this run does, above and below?"""
    others = [
        h for h in heads if h is not run and abs(h.box.x0 - run.box.x0) < _FLUSH * run.box.height
    ]
    return len(others) >= _COLUMN


def _spread_joined(runs: list[Run], labels: Labels) -> list[Run]:
    """The runs, those put together over which one label is spread letter by letter: 资 格 名 称."""
    made: list[Run] = []
    for line in lines_of(runs):
        rest = list(line)
        while rest:
            count = _spread_over(rest, labels)
            run = rest.pop(0)
            for _ in range(count - 1):
                run = joined(run, rest.pop(0))
            made.append(run)
    return made


def _spread_over(line: list[Run], labels: Labels) -> int:
    """Over how many of the first runs of a line one label is spread; 1 for none."""
    texts = [squeezed(run.text) for run in line]
    known = labels.longest_at(texts[0], 0)
    for count in range(min(len(line), _LETTERS), 2, -1):
        *parts, last = texts[:count]
        if known and max(map(len, texts[1:count])) > 1:
            continue  # 专业 名 称 is one label, 姓名 性别 are two
        lead = "".join(parts)
        label = labels.longest_at(lead + last, 0)
        near = all(_beside(a, b, _SPREAD) for a, b in pairwise(line[:count]))
        if label and near and len(label.text) > len(lead) and max(map(len, parts)) <= _HEAD:
            return count
    return 1


def _makes_label(head: Run, tail: Run, labels: Labels) -> bool:
    if not _beside(head, tail, _SPREAD) and not _below(head, tail):
        return False  # nearly all are far from each other
    start = squeezed(head.text)
    beside = _beside(head, tail, _SPREAD if len(start) == 1 else 4)
    if not beside and not _below(head, tail):
        return False
    end = squeezed(tail.text).lstrip(_PICTURED)
    label = labels.longest_at(start + end, 0)
    if label is None or len(label.text) <= len(start):
        return False
    if beside:
        ended = (start + end).startswith(":", len(label.text))
        return (ended or len(start) <= _HEAD) and labels.longest_at(end, 0) is None
    # Two labels one above the other stay two, even where together they would be a third.
    parts_are_two = labels.whole(start) and labels.whole(end.rstrip(":"))
    return not parts_are_two and label.text == start + end.rstrip(":")


def _beside(head: Run, tail: Run, most: float) -> bool:
    """Does tail stand right of head in its row, at most so many heights away?"""
    height = max(head.box.height, tail.box.height)
    gap = tail.box.x0 - head.box.x1
    level = abs(tail.box.middle - head.box.middle) < 0.5 * height
    return level and -height < gap < most * height


def _below(head: Run, tail: Run) -> bool:
    """Does tail stand right under head, within its width?"""
    height = head.box.height
    gap = tail.box.y0 - head.box.y1
    inside = head.box.x0 - height < tail.box.x0 and tail.box.x1 < head.box.x1 + height
    return inside and -0.7 * height < gap < 0.7 * height


def joined(head: Run, tail: Run) -> Run:
    """One run of two that follow each other."""
    return Run(
        head.text + tail.text,
        min(head.confidence, tail.confidence),
        head.box.union(tail.box),
        head.centres + tail.centres,
        scores=head.scores + tail.scores if head.scores and tail.scores else (),
        others=head.others + tail.others if head.others and tail.others else (),
        under_red=max(head.under_red, tail.under_red),
        rivals=head.rivals + tail.rivals,
    )
