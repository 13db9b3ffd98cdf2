"""Numbers of certificates stamped in red: they belong to the print, unlike other red ink."""

from collections.abc import Sequence

from matching.text import NUMBERS, squeezed
from models.fields import Field
from ocr.labels import Labels
from ocr.page import Run
from ocr.plausible import is_complete

_NEAR = 6  # heights from the end of a black label to the red number behind it, at most
_RED = 0.1  # share of a run that red ink covers where it is printed in red


def printed(runs: Sequence[Run], labels: Labels) -> list[Run]:
    """The runs that are print: those that are not apart, and numbers stamped in red."""
    black = [run for run in runs if not run.apart]
    return [run for run in runs if not run.apart or _is_stamped(run, black, labels)]


def _is_stamped(run: Run, black: Sequence[Run], labels: Labels) -> bool:
    """Is a run in red the number that the label before it announces?"""
    if run.under_red < _RED:
        return False
    head, _, number = squeezed(run.text).rpartition(":")
    if not is_complete(Field.CERTIFICATE_NUMBER, number):
        return False
    return _names_number(head, labels) if head else any(_leads_to(b, run, labels) for b in black)


def _leads_to(label: Run, run: Run, labels: Labels) -> bool:
    gap = run.box.x0 - label.box.x1
    near = -run.box.height < gap < _NEAR * run.box.height and label.box.level_with(run.box)
    return near and _names_number(squeezed(label.text).rstrip(":"), labels)


def _names_number(text: str, labels: Labels) -> bool:
    label = labels.whole(text)
    return label is not None and label.field in NUMBERS
