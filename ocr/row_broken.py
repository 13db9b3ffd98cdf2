"""Names that the end of a line breaks in running text whose names are parted by blanks alone.

王静  李建国  沙马 / ·日洛  赵敏  丁 / 晖璐: each line looks like a row of columns, and what is left
of a name at its end, or at the beginning of the next one, like nobody or somebody else.
"""

import re
from collections.abc import Sequence

from ocr.page import Run
from ocr.row_items import stretches
from ocr.row_text import Text
from ocr.surnames import has_surname, has_two_letter_surname

_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+(?:·[\u3400-\u9fff]+)+")
_NAMES = re.compile(rf"{_NAME.pattern}|[\u3400-\u9fff]{{4,6}}")  # or two whose blank was not seen
_WHOLE = re.compile(r"[^、,;:。]+")
_MOSTLY = 0.7  # share of what stands in a line that is names
_FEWEST = 2  # whole names before the broken one
_AT_END = 1.5  # heights before the right margin at which a line ends at the latest
_SAME = 0.4  # heights by which columns may miss each other
_COLUMNS = 0.6  # share of places that two lines have in common from which they are columns


def unbroken(lines: Sequence[Sequence[Run]]) -> list[tuple[Run, ...]]:
    """The lines; what one holds of a broken name is put before the rest of it in the next one."""
    made = [tuple(line) for line in lines]
    right = max((line[-1].box.x1 for line in made), default=0.0)
    for here in range(len(made) - 1):
        before, after = Text(made[here]), Text(lines[here + 1])
        if not after.letters or (cut := _cut(before, after, right)) is None:
            continue
        made[here + 1] = (*before.parts(cut, len(before.letters)), *made[here + 1])
        made[here] = before.parts(0, cut)
    return made


def _cut(before: Text, after: Text, right: float) -> int | None:
    """Where the name begins that goes on in the next line, None where no name does."""
    if not _WHOLE.fullmatch(before.letters):
        return None
    *whole, (cut, end) = stretches(before)
    head = after.letters[slice(*stretches(after)[0])].rstrip("。、,;")
    if not _is_broken(before.letters[cut:end], head):
        return None
    names = [before.letters[a:b] for a, b in whole]
    known = sum(_NAMES.fullmatch(name) is not None and has_surname(name) for name in names)
    if known < max(_FEWEST, _MOSTLY * len(names)):
        return None
    height = before.runs[-1].box.height
    full = before.runs[-1].box.x1 > right - _AT_END * height
    outward = after.runs[0].box.x0 < before.runs[0].box.x0 + height
    return cut if full and outward and not _are_columns(before, after) else None


def _is_broken(tail: str, head: str) -> bool:
    """Are these the two parts of one name, and not two names?"""
    name = tail + head
    if not _NAME.fullmatch(name) or not has_surname(name):
        return False
    if head.startswith("·") or tail.endswith("·"):
        return True
    if "·" in tail:
        return len(head) == 1
    if has_two_letter_surname(name):
        return len(tail) < 3 or len(head) == 1
    return len(name) < 4 and 1 in (len(tail), len(head))


def _are_columns(before: Text, after: Text) -> bool:
    """Does what stands in the second line begin where something in the first one does?"""
    places, others = _places(before), _places(after)[1:]
    reach = _SAME * before.runs[0].box.height
    same = sum(any(abs(place - one) < reach for one in places) for place in others)
    return bool(others) and same >= _COLUMNS * len(others)


def _places(text: Text) -> list[float]:
    return [text.centre(begin) for begin, _ in stretches(text)]
