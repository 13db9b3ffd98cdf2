"""The parts of a form without rules: what follows a heading, and what a committee signed."""

import re
from collections.abc import Sequence

from matching.text import squeezed
from models.fields import Field
from ocr.cell_text import cell_of, lines_of, part_of
from ocr.labels import Labels
from ocr.layout import Candidate
from ocr.opinions import foot_date, opinions_of, read_part, unlabelled
from ocr.page import Run
from ocr.printed_dates import dates_of, is_like_date
from ocr.sections import Section, Sections, settled

_SEALED = re.compile(
    "[(（](?:审批|批准|核准|发证|认定)(?:机关|部门|单位)(?:盖章|公章|印章|章)[)）]"
)
_COLUMN = 40.0  # points from one heading's left side to another's from which they head two columns
_SIGNED = 12  # heights of a date above which what is signed by it may begin


def find_under_headings(
    runs: Sequence[Run], labels: Labels, sections: Sections
) -> tuple[list[Candidate], list[Run]]:
    """What stands under headings of parts on an unruled page, and the runs that stand under none.

    A heading is a line that names an opinion and ends with a colon, or begins so.
    """
    heads: list[tuple[Run, Section]] = []
    for run in runs:
        name, colon, _ = squeezed(run.text).partition(":")
        section = sections.named(name)
        if section and colon and name.endswith("意见"):
            heads.append((run, section))
    kept = settled(dict(enumerate(of for _, of in heads)), lambda number: heads[number][0].box)
    under: dict[int, list[Run]] = {}
    rest: list[Run] = []
    for run in runs:
        above = [
            (number, head)
            for number, (head, _) in enumerate(heads)
            if head.box.x0 < run.box.x0 + _COLUMN and head.box.middle <= run.box.middle
        ]
        if not above:
            rest.append(run)
            continue
        column = max(head.box.x0 for _, head in above)
        mine = [pair for pair in above if pair[1].box.x0 > column - _COLUMN]
        number, head = max(mine, key=lambda pair: pair[1].box.y0)
        said = _behind_heading(run) if head is run else run
        if said:
            under.setdefault(number, []).append(said)
    found: list[Candidate] = []
    for number, held in under.items():
        head, section = heads[number][0], kept[number]
        for cell, of in opinions_of(cell_of(head.box, held), section, sections):
            found += read_part(cell, of, labels)
    return found, rest


def find_signed(runs: Sequence[Run], labels: Labels, sections: Sections) -> list[Candidate]:
    """The dates below what a committee and an authority signed on a page without headings."""
    found: list[Candidate] = []
    block: list[Run] = []
    # A date that a seal was set upon may seem to be a part of it.
    for line in lines_of([run for run in runs if not run.apart or is_like_date(run.text)]):
        block.extend(line)
        if not any(is_like_date(run.text) for run in line):
            continue
        near = [run for run in block if line[0].box.y0 - run.box.y0 < _SIGNED * line[0].box.height]
        cell = cell_of(line[0].box, near)
        section = sections.marked(cell.text)
        if section and section.date and (value := foot_date(cell, section, labels)):
            found.append(unlabelled(section.date, value, cell))
        block = []
    return found


def sealed_dates(runs: Sequence[Run]) -> list[Candidate]:
    """The date behind （审批机关盖章）, below a table: that of the approval."""
    return [
        unlabelled(Field.ISSUED_ON, (piece,), cell_of(run.box, [run]))
        for run in runs
        if _SEALED.match(run.text)
        for piece, _, end in dates_of(run)
        if not run.text[end:].strip()
    ]


def _behind_heading(run: Run) -> Run | None:
    """What a line says behind the heading that it begins with."""
    colon = max(run.text.find(mark) for mark in ":：")
    return part_of(run, colon + 1, len(run.text))
