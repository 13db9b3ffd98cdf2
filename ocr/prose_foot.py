"""What official papers print below their text: signature and date."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from matching.text import DATES, ORGANISATIONS, is_date, normal_date, squeezed
from models.box import Box
from models.fields import DocumentKind, Field
from ocr.alternatives import mended
from ocr.cell_places import in_row
from ocr.cell_text import fill, part_of, piece_of
from ocr.labels import load_labels
from ocr.layout import Candidate
from ocr.page import Run
from ocr.prose_patterns import filled
from ocr.prose_text import columns, lines_of
from ocr.prose_words import is_office
from ocr.signing_unit import awaits_person, is_beside, is_sealed, label_of, named, unit_of_date
from ocr.split_labels import joined

_REACH = 4.5  # usual heights between a date and the unit above it
_ALIKE = 1.8  # times by which the parts of one line may differ in height
_ROOM_OF_SEAL = 9.0  # the same below 发证机关(盖章): where nothing but a seal says who issues
_BELOW = 1.2  # heights from the lowest print to a date that closes a page
_NEXT = 2.4  # heights from a line to the next, at most
_SPOILT = re.compile(r"(?=.{6,14}$)(?:[12二]?[09〇○零0].{1,4}|二[一二三四五六七八九]{1,2})年.{1,9}")
_UNIT_AND_DATE = re.compile(r"(?P<unit>\D{4,40}?)[\s,，]+(?P<date>(?:19|20|[一二]).{4,})")
_GIVEN = re.compile(r"\s*(?:补发|颁发|签发|核发|填发|发证|颁证|发)\s*$")  # 一九八七年三月补发
_BEHIND_SEAL = re.compile(r"[^\d\s]{1,4}\s*((?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)")
_SPECK = re.compile(
    r"[-—_.·~|]{1,2}\s*(?=[〇○零一二三四五六七八九]{4}年.{3,8}$)"
)  # -一九九六年三月九日
_WORDS = re.compile(r"[〇\u4e00-\u9fff()·]{2,}")
_SEAL_HERE = re.compile(r"\(?(?:盖章|公章|印章|章)\)?")
_TABLE = 4  # cells from which ruled lines are a table and not a frame around the text
_LABELLED = 16  # the same where the value stands in the middle of its cell
_ISSUES = re.compile("[(]?(?:发证|签发|审批|批准|颁发|颁证|认定|核准)(?:机关|机构|单位|部门)")


def signature(
    runs: Sequence[Run], kind: DocumentKind, cells: Sequence[Box] = ()
) -> list[Candidate]:
    """Who signed, and when: a date that stands alone, with a unit above it.

    Of several signatures of a page the first is that of who wrote it, the others confirm; on a
    certificate the last one counts, and in a form by which somebody is appointed. The seal over a
    date may make it unreadable: it is not given then, but still tells where the unit stands. On a
    certificate one may stand without the other. A date in a row of a ruled table is none of these,
    but for the opinion of the unit itself in a statement.
    """
    rows = _in_rows(runs, cells)
    kept = [_without_mark(run) for run in runs if run.text.strip() and run.confidence >= 0.5]
    sides = [_parts_joined(column) for column in columns(kept)] if kept else []
    found = [
        (unit_of_date(date, column), date, _is_last(date, column))
        for column in sides
        for date in _dates(column)
        if not _has_label(date, kept) and date.box not in rows
    ]
    if kind is DocumentKind.APPOINTMENT and len(cells) >= _TABLE:
        dated = [(unit, date) for unit, date, _ in found if unit or not _ends_labels(date, kept)]
        dated += [both for run in kept for both in _in_one_line([run])]
        return _signed_by(*max(dated, key=lambda one: one[1].box.y0)) if dated else []
    signed = [(unit, date) for unit, date, _ in found if unit]
    if signed:
        unit, date = signed[-1 if kind in _CERTIFICATES else 0]
        return _signed_by(unit, date)
    if kind in _CERTIFICATES and (both := [one for side in sides for one in _in_one_line(side)]):
        return _signed_by(*both[-1])
    if kind in _HEADED:
        alone = (date for _, date, _ in found if _is_whole(date) and not _ends_labels(date, kept))
        return next(map(_issued, alone), [])
    if kind not in _CERTIFICATES:
        return []
    offices = [office for column in sides for office in _offices(column)]
    told = [_unlabelled(Field.ISSUER, offices[-1])] if offices else []
    return told + next((_issued(date) for _, date, last in found if last), [])


_HEADED = (DocumentKind.APPROVAL, DocumentKind.APPOINTMENT)
_CERTIFICATES = (DocumentKind.CERTIFICATE, DocumentKind.E_CERTIFICATE)


def _without_mark(run: Run) -> Run:
    """A run without the speck behind the name of an office: 河池市人事局，."""
    text = run.text.rstrip(" ,，.。、")
    return part_of(run, 0, len(text)) or run if text != run.text and is_office(text) else run


def _in_one_line(runs: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """Who signs and when, where nothing else stands in their line: 河南省人事厅 2003年7月1日."""
    for line in lines_of(runs):
        parts = line.runs
        if len(parts) == 1 and (match := _UNIT_AND_DATE.fullmatch(parts[0].text)):
            ends = match.end("unit"), match.start("date")
            split = part_of(parts[0], 0, ends[0]), part_of(parts[0], ends[1], match.end())
            parts = tuple(part for part in split if part)
        if len(parts) == 2 and _is_whole(parts[1]) and (unit := named(parts[0])):
            yield unit, parts[1]


def _in_rows(runs: Sequence[Run], cells: Sequence[Box]) -> list[Box]:
    """Where texts stand that are all that is in their cells, beside others of the row."""
    if len(cells) < _TABLE:
        return []
    filled = [cell for cell in fill(runs, cells)[0] if cell.lines]
    return [
        cell.runs[0].box
        for cell in filled
        if len(cell.runs) == 1
        and any(
            other is not cell and in_row(other.box, cell.box) and "章" not in other.text
            for other in filled
        )
    ]


def _has_label(run: Run, runs: Sequence[Run]) -> bool:
    """Does a label stand left of a date in its row, in a column of labels, or right above it?

    The label of a unit has none: it stands in the middle of its cell, beside what is signed there.
    """
    over = (load_labels(None).longest_at(squeezed(r.text), 0) for r in runs if _is_over(r, run))
    if any(label is not None and label.field in DATES for label in over):
        return True
    labels = (
        load_labels(None).whole(squeezed(other.text).rstrip(":"))
        for other in runs
        if 0 < run.box.x0 - other.box.x1 < _LABELLED * run.box.height
        and run.box.level_with(other.box)
        and not awaits_person(other)
        and not any(_is_between(value, other, run) for value in runs)
    )
    return any(label is not None and label.field not in ORGANISATIONS for label in labels)


def _is_between(value: Run, label: Run, run: Run) -> bool:
    """Does a label have its value already, left of this run?"""
    level = value.box.level_with(run.box) or value.box.level_with(label.box)
    return level and label.box.x1 <= value.box.x0 and value.box.x1 < run.box.x0


def _dates(runs: Sequence[Run]) -> list[Run]:
    """Dates that stand alone on their lines, from the top; some may be read badly."""
    return [
        run
        for run in sorted(map(_without_seal, runs), key=lambda run: run.box.y0)
        if (_is_whole(run) or _SPOILT.fullmatch(squeezed(run.text)))
        and not squeezed(run.text).endswith(("印发", "号"))  # who printed it; 2011年第16号
        and not any(is_beside(run, other) for other in runs)
    ]


def _without_seal(run: Run) -> Run:
    """The run without the letters of a seal, or the speck, before its date: 职称2018年3月6日.

    And without what was done then, 补发.
    """
    given = _GIVEN.search(run.text)
    run = (part_of(run, 0, given.start()) if given else None) or run
    match = _BEHIND_SEAL.fullmatch(run.text)
    if match and load_labels(None).whole(squeezed(run.text[: match.start(1)])):
        return run  # 评审时间2004年12月16日
    speck = _SPECK.match(run.text)
    begin = match.start(1) if match else speck.end() if speck else 0
    return part_of(run, begin, len(run.text)) or run


def _signed_by(unit: Run | None, date: Run) -> list[Candidate]:
    return ([_unlabelled(Field.ISSUER, unit)] if unit else []) + _issued(date)


def _issued(date: Run) -> list[Candidate]:
    """The date, also one that is put right from what the engine was torn about."""
    issued = mended(_unlabelled(Field.ISSUED_ON, date))
    return [issued] if is_date(normal_date(issued.printed)) else []


def _parts_joined(runs: Sequence[Run]) -> list[Run]:
    """The runs, those put together that a seal parted in the middle of a unit's name."""
    whole: list[Run] = []
    for line in lines_of(runs):
        parts: list[Run] = []
        for run in line.runs:
            if parts and _follows(run, parts[-1]):
                run = joined(parts.pop(), run)
            parts.append(run)
        whole += parts
    return whole


def _follows(run: Run, before: Run) -> bool:
    # A stacked bit of a seal makes one line of two: only what goes on at the same height follows.
    near = abs(run.box.x0 - before.box.x1) < 0.5 * run.box.height
    level = run.box.level_with(before.box)
    # The slanting words of a watermark make high boxes.
    alike = max(run.box.height, before.box.height) < _ALIKE * min(run.box.height, before.box.height)
    return near and level and alike and _is_words(before) and _is_words(run)


def _is_last(date: Run, runs: Sequence[Run]) -> bool:
    """Does a date close the page, at the right and far from other print, or under who issues?"""
    print_ = [run for run in runs if run is not date and not run.apart]
    if not _is_whole(date):
        return False
    under = [run for run in print_ if _is_under(date, run)]
    if under and all(run.box.y1 < date.box.middle for run in print_):
        return True
    if any(_is_next(date, run) for run in under) or any(_seals(run, date) for run in print_):
        return True
    middle = sum(run.box.x0 + run.box.x1 for run in print_) / max(1, 2 * len(print_))
    print_ = [run for run in print_ if not _is_left_below(run, date)]
    lowest = all(run.box.y1 < date.box.y0 - _room(run, date) for run in print_)
    return lowest and date.box.x0 > middle


def _seals(run: Run, date: Run) -> bool:
    """Does a run say right above a date that a seal stands there: (盖章)?"""
    above = 0 < date.box.middle - run.box.middle < _NEXT * date.box.height
    return above and _SEAL_HERE.fullmatch(squeezed(run.text)) is not None


def _is_left_below(run: Run, date: Run) -> bool:
    """Does a run lie below a date and left of it, as the numbers of a certificate do?"""
    return run.box.x1 < date.box.x0 and run.box.y0 > date.box.y1 and ":" in squeezed(run.text)


def _is_under(date: Run, run: Run) -> bool:
    """Does a run with the label of who issues stand a few lines above a date?"""
    text = squeezed(run.text)
    reach = _ROOM_OF_SEAL if text.endswith((":", ")")) else _REACH
    above = 0 < date.box.middle - run.box.middle < reach * date.box.height
    return above and _ISSUES.match(text) is not None


def _is_next(date: Run, run: Run) -> bool:
    """Does a date stand on the next line, within the width of a run?"""
    near = date.box.middle - run.box.middle < _NEXT * date.box.height
    return near and run.box.x0 < date.box.x0 and date.box.x1 < run.box.x1 + date.box.height


def _room(run: Run, date: Run) -> float:
    """How far above a date that closes a page other print ends; what stands aside may be near."""
    aside = run.box.x1 < date.box.x0 or date.box.x1 < run.box.x0
    return 0.0 if aside else _BELOW * date.box.height


def _offices(runs: Sequence[Run]) -> list[Run]:
    """Who signs: offices alone on a line, indented, with no label before or above them.

    A group or a university is one that closes the page at the right.
    """
    left = min(run.box.x0 for run in runs)
    right = max(run.box.x1 for run in runs)
    lowest = max((run.box.y0 for run in runs if not run.apart), default=0.0)
    return [
        name
        for run in sorted(runs, key=lambda run: run.box.y0)
        if not run.apart
        and (name := named(run))
        and (is_office(run.text) or (run.box.y0 == lowest and run.box.x0 > (left + right) / 2))
        and (is_sealed(run) or run.box.x0 - left > 2 * run.box.height)
        and not any(
            is_beside(run, other) or (_is_over(other, run) and not is_sealed(run)) for other in runs
        )
    ]


def _is_over(upper: Run, lower: Run) -> bool:
    """Does a run stand right above another, flush with it?"""
    gap = lower.box.y0 - upper.box.y1
    height = lower.box.height
    return abs(upper.box.x0 - lower.box.x0) < 1.5 * height and -0.5 * height < gap < 2 * height


def _is_words(run: Run) -> bool:
    return _WORDS.fullmatch(squeezed(run.text)) is not None and not run.apart


def _is_whole(run: Run) -> bool:
    text = squeezed(run.text)
    return _date().fullmatch(text) is not None and is_date(normal_date(text))


def _ends_labels(date: Run, runs: Sequence[Run]) -> bool:
    """Is a date the end of a line of labels, as above a list, however far behind them?"""
    return any(
        ":" in squeezed(run.text) and run.box.x0 < date.box.x0 and date.box.level_with(run.box)
        for run in runs
    )


def _unlabelled(field: Field, run: Run) -> Candidate:
    return Candidate(field, label_of(field, run.box), (piece_of(run),), beside=True)


@cache
def _date() -> re.Pattern[str]:
    return re.compile(filled("{date}"))
