"""Red ink that is print: a number stamped behind its label, a label and its value under a seal."""

from collections.abc import Sequence

from matching.text import NUMBERS, squeezed
from models.fields import Field
from ocr.labels import Labels
from ocr.page import Run
from ocr.plausible import is_complete

_NEAR = 6  # heights from the end of a black label to the red number behind it, at most
_RED = 0.1  # share of a run that red ink covers where it is printed in red


def printed(runs: Sequence[Run], labels: Labels) -> list[Run]:
    """The runs that are print: those that are not apart, and what labels say of those in red."""
    black = [run for run in runs if not run.apart]
    return [run for run in runs if not run.apart or _is_print(run, black, labels)]


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
