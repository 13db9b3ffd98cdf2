"""Red ink that is print: a number stamped behind its label, a label and its value under a seal."""

from collections.abc import Sequence

from matching.text import NUMBERS, squeezed
from models.fields import Field
from ocr.labels import Labels
from ocr.page import Run
from ocr.plausible import is_complete

_NEAR = 6  # heights from the end of a black label to the red number behind it, at most
_FLUSH = 1.0  # heights by which the labels of a column may begin apart
_COLUMN = 2  # further labels that a column has, at least
_RED = 0.1  # share of a run that red ink covers where it is printed in red


def printed(runs: Sequence[Run], labels: Labels) -> list[Run]:
    """The runs that are print: those that are not apart, and what labels say of those in red."""
    black = [run for run in runs if not run.apart]
    heads = [run for run in black if labels.longest_at(squeezed(run.text), 0)]
    return [
        run
        for run in runs
        if not run.apart or _is_print(run, black, labels) or _is_in_column(run, heads, labels)
    ]


def _is_in_column(run: Run, heads: Sequence[Run], labels: Labels) -> bool:
    """Is a run in red a label that stands flush with others?

    Where all labels are red, short ones have too little ink to be told from what is lifted.
    """
    text = squeezed(run.text)
    if not run.under_red or not (labels.longest_at(text, 0) or labels.nearly(text)):
        return False
    flush = [head for head in heads if abs(head.box.x0 - run.box.x0) < _FLUSH * run.box.height]
    return len(flush) >= _COLUMN


def _is_print(run: Run, black: Sequence[Run], labels: Labels) -> bool:
    """Is a run in red a label with its value, or the number that the label before it announces?"""
    if run.under_red < _RED:
        return False
    head, _, value = squeezed(run.text).rpartition(":")
    if not head:
        leads = any(_leads_to(label, run, labels) for label in black)
        return leads and is_complete(Field.CERTIFICATE_NUMBER, value)
    label = labels.whole(head)
    return label is not None and label.field is not None and is_complete(label.field, value)


def _leads_to(label: Run, run: Run, labels: Labels) -> bool:
    """Does the label of a number stand right before a run?"""
    gap = run.box.x0 - label.box.x1
    near = -run.box.height < gap < _NEAR * run.box.height and label.box.level_with(run.box)
    known = labels.whole(squeezed(label.text).rstrip(":")) if near else None
    return known is not None and known.field in NUMBERS
