"""Whether a statement or a letter is about one person or several, from its words and its list.

Forms of words for several (现将缺失人员名册列后, 认定下列人员) stand above lists of a single
person, too. How many people a ruled list names is seen by the rows below its head 姓名.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from matching.text import squeezed
from models.box import Box
from models.fields import Field
from ocr.cards import are_stacked
from ocr.cell_places import in_row, is_under
from ocr.cell_text import Cell, fill
from ocr.labels import Label, load_labels
from ocr.page import Run
from ocr.prose_text import passages
from ocr.surnames import has_surname

_COUNTED = re.compile(
    r"等(?!1[名位人])\d+[名位人]|[二两三四五六七八九十]位同志|共(?!1[名位人])\d+[名位人]"
)
_LIST = re.compile(r"人员(?:名单|名册)|聘用.{0,6}名单|(?:以下|下列)(?:人员|同志)")
_ONE = re.compile(r"等[1一][名位人]")  # 张三等一名: the list that follows has one row
_NAME = re.compile(r"[\u3400-\u9fff·]{2,}")
_NAMES, _SHORT = 3, 4  # names below their head, and letters of one, that are a list
_ROWS = 2  # heights of a row within which the next one stands


def is_about_several(runs: Sequence[Run], cells: Sequence[Box] = ()) -> bool:
    """Does a page name several people, so that no field of a person is one of the document?

    runs and the ruled cells are of the upright view.
    """
    texts = [passage.text for passage in passages(runs)]
    if any(_COUNTED.search(text) for text in texts):
        return True
    if not any(_LIST.search(text) for text in texts) or any(_ONE.search(text) for text in texts):
        return False
    return not (heads_of_one(runs, cells) or _is_card(runs, cells) or _is_stacked(runs))


def _is_card(runs: Sequence[Run], cells: Sequence[Box]) -> bool:
    """Is a page's table one person's: labels below 姓名, each with its value at its right?"""
    filled, _ = fill(runs, cells)
    labels = [cell for cell in filled if _label(cell) is not None]
    names = [cell for cell in labels if (label := _label(cell)) and label.field is Field.NAME]
    return len(names) == 1 and any(is_under(cell.box, names[0].box) for cell in labels)


def _is_stacked(runs: Sequence[Run]) -> bool:
    """Do labels stand one below the other, as they do for one person and not above a list?"""
    labels = [(run, load_labels(None).longest_at(squeezed(run.text), 0)) for run in runs]
    return are_stacked([(run.box, label.field) for run, label in labels if label and label.field])


def heads_of_one(runs: Sequence[Run], cells: Sequence[Box]) -> frozenset[Field]:
    """The fields that the heads of a page's ruled list name; none unless it lists one person."""
    filled, unruled = fill(runs, cells)
    named = {cell: label.field for cell in filled if (label := _label(cell)) is not None}
    heads = [cell for cell, field in named.items() if field is Field.NAME]
    if len(heads) != 1:
        return frozenset()
    column = takewhile(lambda cell: cell not in named, _column(heads[0], filled))
    rows = [cell for cell in column if cell.lines]
    if len(rows) != 1 or _is_of_two(rows[0]) or any(_goes_on(rows[0], run) for run in unruled):
        return frozenset()
    beside = {field for cell, field in named.items() if field and in_row(cell.box, heads[0].box)}
    return frozenset(beside) if len(beside) > 1 else frozenset()


def heads_names(runs: Sequence[Run]) -> bool:
    """Does 姓名 head several names, so that the first one is not whom a page is about?"""
    heads = [run.box for run in runs if _is_name_label(run)]
    named = [run.box for run in runs if _NAME.fullmatch(squeezed(run.text)) and _is_known(run)]
    return any(
        sum(head.x0 < (box.x0 + box.x1) / 2 < head.x1 and box.y0 > head.middle for box in named)
        >= _NAMES
        for head in heads
    )


def _is_name_label(run: Run) -> bool:
    label = load_labels(None).whole(squeezed(run.text))
    return label is not None and label.field is Field.NAME


def _is_known(run: Run) -> bool:
    return len(squeezed(run.text)) <= _SHORT and has_surname(squeezed(run.text))


def _column(head: Cell, cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells below a head, each as wide as the one above it."""
    under: Cell | None = head
    while under is not None:
        over = under
        under = next((cell for cell in cells if is_under(cell.box, over.box)), None)
        if under is not None:
            yield under


def _label(cell: Cell) -> Label | None:
    return load_labels(None).whole(cell.text.rstrip(":"))


def _is_of_two(cell: Cell) -> bool:
    """May a border between two rows not have been seen? Long names of one person have a dot."""
    return len(cell.lines) > 1 and "·" not in cell.text


def _goes_on(cell: Cell, run: Run) -> bool:
    """Is a run a name below a cell of names, whose own cell was not seen?"""
    text = squeezed(run.text)
    near = 0 < run.box.middle - cell.box.y1 < _ROWS * cell.box.height
    within = cell.box.x0 < (run.box.x0 + run.box.x1) / 2 < cell.box.x1
    return near and within and _NAME.fullmatch(text) is not None and has_surname(text)
