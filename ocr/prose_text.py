"""Runs of text as sentences: two pages side by side kept apart, lines joined to passages.

A passage knows of each of its characters from which run it is, so that a value that is found in the
text, wherever its lines break, leads back to the pieces of the page that say it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from matching.text import DATES, NUMBERS, is_date, normal_date, squeezed
from models.box import Box
from models.fields import Field
from ocr.cell_text import part_of, piece_of
from ocr.labels import load_labels
from ocr.page import Run
from ocr.pieces import Piece

_GUTTER = (0.33, 0.67)  # where, as a share of the text's width, two pages may meet
_FEWEST = 2  # runs on each side of a gutter
_LETTERS = 4  # from which a run that crosses a gutter speaks against it
_NOISE = 0.6  # scores below are of no printed text (rings of seals, stains)
_TALL = 2.5  # usual heights from which a run is no line of text
_PITCH = 3.4  # usual heights from one line to the next of a passage, at most
_SHORT = 0.35  # share of the width that a line leaves free that is no part of a passage
_FLAT = 0.5  # usual heights up to which a run is a mark or a bit of a picture
_TABLE = 4  # cells from which ruled lines are a table and not a frame around the text
_LEAST_LABEL = 2  # letters; 单位 may begin a sentence
_ENDS = "。;"
_NUMBERED = r"[\u4e00-\u9fff]{0,8}[〔(\[]?[A-Za-z\d〔〕()\[\]-]{4,24}号?"
_WHOLE_NUMBER = re.compile(r"\d{3,}号?$|号$")
_DOT = re.compile(r"(?<![\dA-Za-z])\.|(?<=\d)\.(?!\d)")
_ALONE = re.compile(
    r"(?:[^,。]{0,4}(?:编号|文号):?)?[\u4e00-\u9fff]{1,12}\W?(?:19|20)\d\d\W?\d{1,5}号"
    rf"|[^,。:]{{0,4}}(?:编号|证号|证书号|管理号):?{_NUMBERED}|[\u4e00-\u9fff]{{1,8}}字第\d{{2,20}}号"
)
_HEADING = re.compile(
    r"[^,。]*(?:说明|证明|通知|批复|决定|证书|通知书|聘书|聘任书|名册|名单|文件)|专业技术(?:职务)?(?:任职)?资格|任职资格"
)
_TELLING = re.compile(r"(?!.*关于).*\d月.*[经于将由]")  # a sentence whose line ends with 文件
_OPEN = re.compile(
    r"(?:[具其]备|具有|取得|获得|授予|评为|认定为|晋升为|,?现?在|(?:[具其]备|授予)[^,。:]{2,12}专业)$"
)
_HAS = re.compile(r"[具其]备|具有|取得|获得|授予")  # what somebody has, on a line of its own
_WORKS = re.compile("从事(?!专业)")  # behind where, which is filled in
_BLANK = re.compile(
    r"(?:[系经由自至于为]|担任|聘[任请用]?|[我本]单位|[具其]备|具有|[取获]得|授予)$"
)
_BLANKS = 2  # lines that go on behind a blank on a page that is one
_NUMBER_NEXT = re.compile(r"(?:身份证|证件|公民身份|证书)(?:件)?(?:编?号码?|编号)[:为]?$")
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z.,&'()-]{7,}")  # a heading in English
_UNCLOSED = re.compile(r"\((?:[^()]*:|[^()]{0,12})$")
_ITEM = re.compile(r"\(?\d{1,2}[.、,)][^\d]{2,10}:")
_FACT = re.compile(r"[^,。:;]{2,8}:[^,。:;]+")
_ADDRESS = re.compile(r"[^,。:;(]{2,30}:")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Runs that stand level, from the left."""

    runs: tuple[Run, ...]
    box: Box

    @property
    def text(self) -> str:
        return squeezed("".join(run.text for run in self.runs))


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """Lines read as one text, without spaces, half width; letters says where each is from."""

    text: str
    lines: tuple[Line, ...]
    letters: tuple[tuple[Run, int], ...]

    def pieces(self, begin: int, end: int) -> tuple[Piece, ...]:
        """What stands on the page of the text from begin to end, a piece for each run."""
        groups = groupby(
            self.letters[begin:end], key=lambda one: (id(one[0]), one[0].text.count("_", 0, one[1]))
        )
        stretches = (list(group) for _, group in groups)  # of a run, between its blanks
        parts = (part_of(one[0][0], one[0][1], one[-1][1] + 1) for one in stretches)
        return tuple(piece_of(part) for part in parts if part)


def passages(runs: Sequence[Run], cells: Sequence[Box] = ()) -> list[Passage]:
    """The text of a page in reading order; what is printed in red is left out.

    Each of the ruled cells has passages of its own, behind those of the text around the table.
    """
    kept = [run for run in runs if not run.apart and _is_text(run)]
    if not kept:
        return []
    usual = median(run.box.height for run in kept)
    kept = [run for run in kept if _FLAT * usual < run.box.height < _TALL * usual]
    return [
        passage
        for part in _parts(kept, cells if len(cells) >= _TABLE else ())
        for column in columns(part)
        for group in _joined(lines_of(column), usual)
        if (passage := _passage(group)).text
    ]


def _parts(runs: Sequence[Run], cells: Sequence[Box]) -> list[list[Run]]:
    """The runs that stand in no cell, then those of each cell."""
    parts: list[list[Run]] = [[] for _ in range(len(cells) + 1)]
    for run in runs:
        around = [at for at, cell in enumerate(cells, 1) if _holds(cell, run)]
        parts[min(around, key=lambda at: cells[at - 1].height, default=0)].append(run)
    return [part for part in parts if part]


def _holds(cell: Box, run: Run) -> bool:
    return cell.x0 <= _centre(run) <= cell.x1 and cell.y0 <= run.box.middle <= cell.y1


def spread(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of each of the two pages of an open booklet, which is wider than high."""
    boxes = [run.box for run in runs]
    across = max((b.x1 for b in boxes), default=0.0) - min((b.x0 for b in boxes), default=0.0)
    down = max((b.y1 for b in boxes), default=0.0) - min((b.y0 for b in boxes), default=0.0)
    return columns(runs) if across > down else [list(runs)]


def columns(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of the left and of the right page where two lie side by side, else all as one."""
    left = min((run.box.x0 for run in runs), default=0.0)
    right = max((run.box.x1 for run in runs), default=0.0)
    wide = right - left
    place = _gutter(runs, left + _GUTTER[0] * wide, left + _GUTTER[1] * wide)
    if place is None:
        return [list(runs)]
    sides = [run for run in runs if _centre(run) < place], [r for r in runs if _centre(r) >= place]
    return list(sides) if min(map(len, sides)) >= _FEWEST else [list(runs)]


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """The lines from the top."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.box.middle):
        if lines and run.box.level_with(lines[-1][-1].box, 0.6):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_line(sorted(line, key=lambda run: run.box.x0)) for line in lines]


def _is_text(run: Run) -> bool:
    return run.confidence >= _NOISE and bool(run.text.strip())


def _centre(run: Run) -> float:
    return (run.box.x0 + run.box.x1) / 2


def _gutter(runs: Sequence[Run], begin: float, end: float) -> float | None:
    """The middle of the widest strip between begin and end that no line crosses."""
    spans = sorted((r.box.x0, r.box.x1) for r in runs if len(squeezed(r.text)) >= _LETTERS)
    if sum(_is_open(run, runs) for run in runs) >= _BLANKS:
        return None
    best, reach = (0.0, 0.0), begin
    for x0, x1 in [*spans, (end, end)]:
        if (gap := min(x0, end) - reach) > best[0]:
            best = gap, reach + gap / 2
        reach = max(reach, x1)
        if reach >= end:
            break
    return best[1] if best[0] > 0 else None


def _is_open(run: Run, runs: Sequence[Run]) -> bool:
    """Does a line go on behind a blank that was filled in: 兹聘任您担任我单位 主治医师 职务?"""
    behind = (other.box.x0 > run.box.x1 and other.box.level_with(run.box) for other in runs)
    return _BLANK.search(squeezed(run.text)) is not None and any(behind)


def _line(runs: list[Run]) -> Line:
    box = runs[0].box
    for run in runs[1:]:
        box = box.union(run.box)
    return Line(tuple(runs), box)


def _joined(lines: list[Line], usual: float) -> Iterator[list[Line]]:
    """The lines of each passage."""
    group: list[Line] = []
    for place, line in enumerate(lines):
        around = lines[max(0, place - 4) : place + 4]
        left, right = min(n.box.x0 for n in around), max(n.box.x1 for n in around)
        if group and not _goes_on(group[-1], line, (left, right), usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(line: Line, following: Line, sides: tuple[float, float], usual: float) -> bool:
    """Does a passage go on from a line to the following one?"""
    left, right = sides
    if following.box.middle - line.box.middle > _PITCH * usual:
        return False
    if _HEADING.fullmatch(line.text) and not (
        right - line.box.x1 < usual and _TELLING.match(line.text)
    ):
        return False
    if _FOREIGN.fullmatch(line.text) and not following.text.isascii():
        return False
    has = line.text.endswith(",") and _HAS.match(following.text)
    if has or _OPEN.search(line.text) or _WORKS.match(following.text):
        return True  # and what somebody has follows on a line of its own
    alone = any(map(_ALONE.fullmatch, (line.text, following.text)))
    if alone or _ITEM.match(following.text) or _is_number(line.text):
        return False
    if following.text.startswith("经") and (_FACT.fullmatch(line.text) or _is_led(line.text)):
        return False  # 工作单位:某某学校, and below it what the certificate says
    if line.box.x0 - following.box.x0 > _SHORT * (right - left):
        return False  # a number at the right above the text
    unclosed = _UNCLOSED.search(line.text) and ")" in following.text.partition("(")[0]
    if unclosed or (_NUMBER_NEXT.search(line.text) and following.text[:1].isdigit()):
        return True  # a number that was not to be parted made the line short
    free, indent = right - line.box.x1, following.box.x0 - left
    if line.text.endswith(tuple(_ENDS)) and (free > 1.5 * usual or indent > 1.2 * usual):
        return False
    if free > 1.5 * usual and (_ADDRESS.fullmatch(following.text) or _is_labelled(following.text)):
        return False
    level = line.box.x0 - left < usual / 2
    centred = _centred(line.box, following.box, sides, usual)
    if level and 1.5 * usual < indent < 3 * usual and not centred:
        return False  # two letters of room begin a paragraph
    return free < _SHORT * (right - left) or centred


def _is_labelled(text: str) -> bool:
    """Is this a label with its value (评审组织:某某评审委员会), and no part of the text above?"""
    label = load_labels(None).longest_at(text, 0)
    value = text[len(label.text) :] if label else ""
    dated = label is not None and label.field in DATES and is_date(normal_date(value))
    return value.startswith(":") or dated


def _is_number(text: str) -> bool:
    """Is this a label with a whole number, 证号:黔职资字(1991)第8295号, above the text?"""
    label, _, number = text.partition(":")
    known = load_labels(None).whole(label)
    return bool(known and known.field in NUMBERS and _WHOLE_NUMBER.search(number))


def _is_led(text: str) -> bool:
    """Does a line begin with the label of who employs: 工作单位 某某学校?"""
    label = load_labels(None).longest_at(text, 0)
    return label is not None and label.field is Field.EMPLOYER and len(label.text) > _LEAST_LABEL


def _centred(a: Box, b: Box, sides: tuple[float, float], usual: float) -> bool:
    """Are these two lines of a heading in the middle of the page?"""
    inside = all(
        box.x0 - sides[0] > 1.2 * usual and sides[1] - box.x1 > 1.2 * usual for box in (a, b)
    )
    return inside and abs(a.x0 + a.x1 - b.x0 - b.x1) < 2 * usual


def _passage(lines: list[Line]) -> Passage:
    text: list[str] = []
    letters: list[tuple[Run, int]] = []
    for line in lines:
        for place, run in enumerate(line.runs):
            begin = _doubled(line.runs[place - 1], run) if place else 0
            for at, character in enumerate(run.text):
                # what NFKC makes several characters of (…, ℃) has no one place, _ is no letter
                if at >= begin and len(letter := squeezed(character)) == 1 and letter != "_":
                    text.append(letter)
                    letters.append((run, at))
    return Passage(_with_commas("".join(text)), tuple(lines), tuple(letters))


def _with_commas(text: str) -> str:
    """The text, a dot that parts no digits being the comma that it was read for; 為 is 为."""
    return _DOT.sub(",", text).replace("於", "于").replace("為", "为")


def _doubled(before: Run, run: Run) -> int:
    """How many characters a run repeats from the one that it overlaps."""
    if run.box.x0 >= before.box.x1 - 0.3 * run.box.height:
        return 0
    first = run.text.strip()[:1]
    return run.text.index(first) + 1 if first and before.text.rstrip().endswith(first) else 0


def sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where each sentence of a passage begins and ends."""
    stops = [-1, *(at for at, c in enumerate(passage.text) if c in "。;"), len(passage.text)]
    for before, after in pairwise(stops):
        if after > before + 1:
            yield before + 1, after
