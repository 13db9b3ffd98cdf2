"""Labels that were recognised in two runs put together again.

Where 姓 and 名 stand far apart, or a narrow cell breaks 资格取得时间 in two, detection sees two
runs. They are joined when, and only when, together they begin with a label that neither holds.
"""

from matching.text import squeezed
from ocr.labels import Labels
from ocr.page import Run

_HEAD = 2  # most letters of a label's first part in a row


def join_labels(runs: list[Run], labels: Labels) -> list[Run]:
    """The runs of a page with the parts of labels joined."""
    rest = list(runs)
    joined: list[Run] = []
    while rest:
        head = rest.pop(0)
        tail = next((run for run in rest + joined if _makes_label(head, run, labels)), None)
        if tail is None:
            joined.append(head)
            continue
        (rest if tail in rest else joined).remove(tail)
        rest.insert(0, _join(head, tail))  # a label may come in three parts
    return joined


def _makes_label(head: Run, tail: Run, labels: Labels) -> bool:
    start, end = squeezed(head.text), squeezed(tail.text)
    label = labels.longest_at(start + end, 0)
    if label is None or len(label.text) <= len(start):
        return False
    if _beside(head, tail):
        return len(start) <= _HEAD and labels.longest_at(end, 0) is None
    # Two labels one above the other stay two, even where together they would be a third.
    alone = any(known.text == start for known in labels.labels)
    return _below(head, tail) and not alone and label.text == start + end.rstrip(":")


def _beside(head: Run, tail: Run) -> bool:
    """Does tail stand right of head in its row, a few letters away at most?"""
    height = max(head.box.height, tail.box.height)
    gap = tail.box.x0 - head.box.x1
    return abs(tail.box.middle - head.box.middle) < 0.5 * height and -height < gap < 4 * height


def _below(head: Run, tail: Run) -> bool:
    """Does tail stand right under head, within its width?"""
    height = head.box.height
    gap = tail.box.y0 - head.box.y1
    inside = head.box.x0 - height < tail.box.x0 and tail.box.x1 < head.box.x1 + height
    return inside and -0.7 * height < gap < 0.7 * height


def _join(head: Run, tail: Run) -> Run:
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
