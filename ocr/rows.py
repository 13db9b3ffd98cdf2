"""The people of an approval document's list, whichever way it is set, over all its pages.

Lists come as ruled tables, one person in a row or all of one title in a column, as labels of each
person's own, as columns without rules, with heads or without, and as names under headings. All are
looked for on each page, in this order; what one has taken is not given to the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from models.box import Box
from models.documents import Reading
from models.fields import Field
from ocr.alternatives import mended
from ocr.fields import Found, readings_of
from ocr.frame import Frame
from ocr.labels import Labels
from ocr.page import Run
from ocr.places import with_place
from ocr.row_agreement import agreed
from ocr.row_cards import find_in_cards
from ocr.row_columns import find_in_columns
from ocr.row_flow import Flow
from ocr.row_headless import find_without_heads
from ocr.row_heads import Heads
from ocr.row_layouts import Layout, Listed
from ocr.row_matrices import Titles, find_in_matrices
from ocr.row_merged import over_break
from ocr.row_overrun import overruns_cut
from ocr.row_paragraphs import paragraphs
from ocr.row_print import print_of
from ocr.row_rules import put_right
from ocr.row_tables import find_in_tables
from ocr.row_wrapped import rewrapped


class RowPage(Protocol):
    """A page that may hold a part of a list; places are points of the upright view."""

    @property
    def frame(self) -> Frame: ...

    @property
    def runs(self) -> tuple[Run, ...]: ...

    @property
    def cells(self) -> tuple[Box, ...]: ...


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a document in its order, and by page the runs that are no part of the list."""

    people: tuple[dict[Field, Found], ...]
    rest: Mapping[int, tuple[Run, ...]]

    @property
    def rows(self) -> tuple[dict[Field, Reading], ...]:
        """The people as readings, each with its confidence."""
        return tuple(readings_of(person) for person in self.people)


def find_rows(pages: Mapping[int, RowPage], labels: Labels) -> Roster:
    """Every person of the lists of a document; pages by number."""
    found = _tables(pages, Heads(labels))
    for (before, _), (after, _) in pairwise(found.values()):
        if before and after:
            over_break(before[-1], after[0])
    flow = Flow()
    for number, (tables, left) in found.items():
        lines = paragraphs(number, left, pages[number].frame.upright_size)
        flow.read(number, tables, rewrapped(lines))
    flow.done()
    values = agreed([{f: value for f, (value, _) in one.items()} for one in flow.people])
    people = tuple(
        {
            field: Found(with_place(mended(candidate)), page, pages[page].frame, in_row=True)
            for field, candidate in own.items()
            for page in [one[field][1]]
        }
        for own, one in zip(values, flow.people, strict=True)
    )
    rest = {n: _without(page.runs, flow.regions.get(n, ())) for n, page in pages.items()}
    return Roster(people, rest)


def _tables(
    pages: Mapping[int, RowPage], heads: Heads
) -> dict[int, tuple[list[Listed], tuple[Run, ...]]]:
    """The tables of each page, and the runs beside them."""
    found: dict[int, tuple[list[Listed], tuple[Run, ...]]] = {}
    last: Layout | None = None
    titles: Titles | None = None
    begun = False  # people whose labels are their own
    for number, page in pages.items():
        runs = tuple(overruns_cut(print_of(page.runs)))
        boxes = put_right(page.cells, runs)
        ruled = find_in_tables(number, runs, boxes, heads, last)
        left = _without(runs, ruled.regions)
        matrices, titles = find_in_matrices(number, left, boxes, heads, titles)
        left = _without(left, matrices.regions)
        cards = find_in_cards(number, left, heads, begun=begun)
        begun = bool(cards.entries)
        left = _without(left, cards.regions)
        open_ = find_in_columns(number, left, heads, None if ruled.entries else last)
        left = _without(left, open_.regions)
        headless = find_without_heads(number, left, heads)
        tables = [table for table in (ruled, matrices, cards, open_, headless) if table.entries]
        # A table goes on where it ended on the page before, not later.
        last = tables[-1].layout if tables else None
        found[number] = tables, _without(left, headless.regions)
    return found


def _without(runs: Sequence[Run], regions: Sequence[Box]) -> tuple[Run, ...]:
    """The runs that lie in none of the regions."""

    def inside(run: Run, box: Box) -> bool:
        middle = (run.box.x0 + run.box.x1) / 2
        return box.x0 <= middle <= box.x1 and box.y0 <= run.box.middle <= box.y1

    return tuple(run for run in runs if not any(inside(run, box) for box in regions))
