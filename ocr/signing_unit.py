"""Which unit signed: the one whose name stands above a date, and how the two may stand."""

import re
from collections.abc import Sequence
from functools import cache

from matching.text import squeezed
from models.box import Box
from models.fields import Field
from ocr.cell_text import part_of
from ocr.page import Run
from ocr.pieces import Piece
from ocr.plausible import is_plausible
from ocr.prose_patterns import filled
from ocr.prose_text import lines_of
from ocr.prose_words import is_office
from ocr.split_labels import joined

_REACH = 4.5  # usual heights between a date and the unit above it
_FAR = 7.0  # the same where nothing but a seal stands between them
_SIGNS = re.compile(
    r"(?:聘任|聘用|用人|出具|证明|申请)(?:单位|机构|部门)(?:\([盖公]?章\))?:"
    r"|(?:申报|填报|所在|工作|说明)?单位(?:名称)?\([盖公]?章\):?(?=.{4})|单位(?:名称)?:(?=.{4})|\((?:盖章|公章|签章|印章|章)\)(?=.{4})"
)
_SEALED = re.compile(r"[(](?:盖章|公章|章|签章|印章|印|印鉴|代章|钢印)[)]?$")
_BESIDE = 8  # heights from the end of a label to what it says, at most
_NUMBERED = re.compile(r"[\u4e00-\u9fff]{2,6}:[^:]{0,12}\d{4,}号?")  # a label with all of its value
_APART = 5  # the same where it says something already
_OTHER_HALF = 16  # heights of room to what stands in the other half of a sheet
_ALIKE = 1.8  # times by which what stands in one line may differ in height
_NEXT_LINE = 2.2  # heights from the middle of a line to that of the next one
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,12}(?:省|自治区|市|州|地区|县|盟|旗)")
# 单位负责人: behind which somebody signs or sets a seal
_PERSON = re.compile(
    r"(?:负责人|代表人?|经办人|承办人|填表人|审核人|签发人|主管|领导|[校院厂局处所站馆台社园]长|经理|主任|书记|签[字名章])(?:\([^()]*\))?:$"
)
_INDENTED = 3  # heights from the left from which a line is no part of the text


def unit_of_date(date: Run, runs: Sequence[Run]) -> Run | None:
    """The unit that stands above a date, about the same axis or alone on the line before."""
    above = [
        run
        for run in runs
        if 0 < date.box.middle - run.box.middle < _FAR * date.box.height
        and min(run.box.x1, date.box.x1) - max(run.box.x0, date.box.x0) > 0
    ]
    left = min(run.box.x0 for run in runs)
    near = [run for run in above if date.box.middle - run.box.middle < _REACH * date.box.height]
    unit = _lowest_unit(near, left) or _unit_before(date, runs)
    if unit or not all(run.apart for run in near):
        return unit
    # a seal has room between the two
    far = sorted((run for run in above if not run.apart), key=lambda run: -run.box.middle)
    return _lowest_unit(far[:1], left)


def _lowest_unit(runs: Sequence[Run], left: float) -> Run | None:
    """The lowest of these that is a unit, with no sentence and no address below it."""
    for run in sorted(runs, key=lambda run: -run.box.middle):
        name, text = named(run), _SEALED.sub("", squeezed(run.text))
        if name and (run.box.x0 + run.box.x1) / 2 > left:
            return _with_place(name, runs)
        if text.endswith((":", "。")) or "关于" in text:
            return None
    return None


def _with_place(unit: Run, runs: Sequence[Run]) -> Run:
    """The unit with its place, where that fills the line above it: 贵州省 over 职称改革领导小组."""
    if _PLACE.match(squeezed(unit.text)):
        return unit
    for run in runs:
        near = 0 < unit.box.middle - run.box.middle < _NEXT_LINE * unit.box.height
        beside = min(run.box.x1, unit.box.x1) > max(run.box.x0, unit.box.x0)
        if near and beside and _PLACE.fullmatch(squeezed(run.text)):
            return joined(run, unit)
    return unit


def _unit_before(date: Run, runs: Sequence[Run]) -> Run | None:
    """The unit on the last line above a date, left of it where a seal stands between the two."""
    print_ = [run for run in runs if not run.apart and len(squeezed(run.text)) > 1]
    above = [run for run in print_ if run.box.y1 < date.box.middle]
    left = min((run.box.x0 for run in print_), default=0.0)
    for run in lines_of(above)[-1].runs if above else ():
        name = named(run)
        near = date.box.middle - run.box.middle < _REACH * date.box.height
        indented = run.box.x0 - left > _INDENTED * run.box.height
        if name and near and indented and run.box.x1 <= date.box.x0:
            return None if any(is_beside(run, other) for other in above) else name
    return None


def named(run: Run) -> Run | None:
    """The name of a unit that a run is, without 聘任单位: and (章) around it; None for none."""
    text = _SEALED.sub("", squeezed(run.text)).rstrip("(·.")  # a seal parts (盖章) from it
    begin = match.end() if (match := _SIGNS.match(text)) else 0
    end = len(text)
    if is_sealed(run) and not is_unit(text[begin:]) and is_office(text):
        end -= 1  # 敦煌市职称改革领导小组办公室以(章): what a seal is read as
    return part_of(run, *places_of(run, (begin, end))) if is_unit(text[begin:end]) else None


def is_sealed(run: Run) -> bool:
    """Does (盖章) end it: what somebody signs?"""
    return _SEALED.search(squeezed(run.text)) is not None


def is_unit(text: str) -> bool:
    """Is squeezed text the name of a unit, and nothing else?"""
    return bool(_unit().fullmatch(text)) and is_plausible(Field.ISSUER, text)


def places_of(run: Run, span: tuple[int, int]) -> tuple[int, int]:
    """Where a span of the squeezed text lies in the text of the run."""
    places = [at for at, c in enumerate(run.text) if len(squeezed(c)) == 1]
    return places[span[0]], places[span[1] - 1] + 1


def label_of(field: Field, box: Box) -> Piece:
    """What stands for the label of a value that has none; box is that of the value."""
    # No label stands before it: a value that has one is believed first.
    return Piece("", 1.0, box, (), is_label=True, field=field, exact=False)


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(filled("{unit}"))


def is_beside(run: Run, other: Run) -> bool:
    """Is there print left of a run in its row, or right behind it?"""
    if other is run or other.apart or not run.box.level_with(other.box):
        return False
    if other.box.height > _ALIKE * run.box.height:
        return False  # letters of a seal
    text = squeezed(other.text)
    if ":" in text and other.box.x0 < run.box.x0 and not is_far(run, other):
        # 证书编号:0113121011641 at the height of a signature's date has its own value, as has
        # 负责人: behind which a seal of a name is not read.
        if _NUMBERED.fullmatch(text):
            return run.box.x0 - other.box.x1 < run.box.height
        waits = text.endswith(":") and not awaits_person(other)
        return waits or run.box.x0 - other.box.x1 < _APART * run.box.height
    words = len(text) > 1 and other.confidence > 0.8
    near = _BESIDE * run.box.height
    return words and (
        0 <= run.box.x0 - other.box.x1 + 2 < near or 0 <= other.box.x0 - run.box.x1 + 2 < near / 3
    )


def awaits_person(run: Run) -> bool:
    """Is this the label of who signs in person (单位负责人:), with nothing behind it?"""
    return _PERSON.search(squeezed(run.text)) is not None


def is_far(run: Run, other: Run) -> bool:
    """Does a run stand in the other half of a sheet, as a signature beside labels does?"""
    return run.box.x0 - other.box.x1 > _OTHER_HALF * run.box.height
