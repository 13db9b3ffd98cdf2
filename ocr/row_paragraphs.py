"""The runs of a page as paragraphs: lines of running text put together, lines of columns apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.box import Box
from models.titles import known_titles
from ocr.cell_text import lines_of
from ocr.page import Run
from ocr.row_broken import unbroken
from ocr.row_groups import heading_of
from ocr.row_headline import around
from ocr.row_numbering import is_numbered
from ocr.row_people import without_specks
from ocr.row_text import Text
from ocr.row_titled import listed_in
from ocr.surnames import has_surname

_LETTER = 0.72  # heights of a line that a letter is wide, about
_GAP = 1.2  # letters between two columns
_STEP = 1.75  # heights from one letter to the next; the two of a short name stand closer
_ENDS = re.compile(
    r"(?:[。:!?]|(?<!\));)$|\d[人名位][)〕]$|的(?:通知|批复|决定|公告|通报|函)$"
    "|(?:名单|名册|一览表)$"
)
# What is said below a list, of all its people.
_CLOSES = re.compile(
    r"(?:以上|上述)(?:\d+[名位人]|人员|同志|各位)|特此|此[复函致]|请(?:予以?|即|各)"
)
_ITEM = re.compile(r"[\u3400-\u9fff·]{2,12},[男女],")  # 张三,男,65.10出生, of a line each
_QUALIFIED = re.compile("(?:专业技术)?(?:职务)?(?:任职)?(?:资格|职称|职务)")
_ROOM, _ROOM_BEHIND_NAMES = 2.2, 3.2  # letters that a full line leaves free, at most
_LAST = 5  # letters at the end of a line of names
_SHORT = 3  # letters from which a name needs none before it
_WORD = 8  # letters of such a word, at most
_INDENT = 1.2  # letters by which a paragraph is set in from what goes on below it
_SET_IN = 4  # letters by which a line of running text is set in, at most
_FULL = 20  # letters of a line that reaches the margin, at least
_NUMBER = re.compile(r"[-—_.·~第]*\d{1,3}[-—_.·~页]*(?:[/,共]*\d{1,3}页?)?")
_ANY = re.compile(r"[\u3400-\u9fff]|..")
_MARGIN = 0.2  # of a page's width, at most
_SENTENCE = re.compile(r"[,。].")  # what no line of a list without commas has
_BEYOND = 4  # letters by which a sentence ends to the right of where lists do
_UNREAD = 0.55  # score of a line that is no text but a stamp or a stain


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; offset is how many letters it is set in from the margin.

    lines are the pages and boxes of its lines; turn is the letter with which another page begins.
    full says that its last line reaches the margin, so that it may go on; columns that what stands
    in it are columns.
    """

    text: Text
    lines: tuple[tuple[int, Box], ...]
    offset: float
    full: bool
    columns: bool
    turn: int | None = None

    def page_of(self, position: int) -> int:
        """The page on which a letter stands."""
        after = self.turn is not None and position >= self.turn
        return self.lines[-1 if after else 0][0]

    def clauses(self) -> Iterator["Paragraph"]:
        """The parts between semicolons where each of them has a colon: 讲师：张三；助教：李四.

        The first part may be the heading of them all: 一、讲师（3人）。物理：张三；化学：李四.
        """
        letters = self.text.letters
        spans = [match.span() for match in re.finditer("[^;。]+", letters)]
        above = self._above(spans[0][1]) if spans else 0
        if above:
            spans = [(0, above), *((max(begin, above), end) for begin, end in spans if end > above)]
        parts = spans[1:] if above else spans
        if len(spans) < 2 or not all(":" in letters[begin:end] for begin, end in parts):
            yield self
            return
        for begin, end in spans:
            turn = None if self.turn is None else max(0, self.turn - begin)
            yield replace(self, text=Text(self.text.parts(begin, end)), turn=turn)

    def _above(self, end: int) -> int:
        """Where the heading of all parts ends that the first one, which ends there, is or has."""
        letters = self.text.letters
        colons = letters.count(":", 0, end)
        if colons == 1 or colons > 2:
            return 0  # the first part is one of them
        end = letters.find(":") + 1 if colons else end
        heading = heading_of(Text(self.text.parts(0, end)))
        above = heading and heading.values and (heading.is_marked or heading.is_unit)
        return end if above else 0

    def joined(self, other: "Paragraph") -> "Paragraph":
        """This paragraph with the rest of it."""
        turns = other.lines[0][0] != self.lines[0][0]
        return Paragraph(
            Text([*self.text.runs, *other.text.runs]),
            (*self.lines, *other.lines),
            self.offset,
            other.full,
            columns=False,
            turn=len(self.text.letters) if turns and self.turn is None else self.turn,
        )

    def goes_on_in(self, other: "Paragraph") -> bool:
        """Is other the next line of this paragraph, or may it be?"""
        columns = self.columns or other.columns
        at_margin = other.offset < (2.0 if self._open else 1.2) and not is_numbered(
            other.text.letters
        )
        fresh = (self._lists and other._lists) or (
            not self._open and _CLOSES.match(other.text.letters) is not None
        )
        fresh = fresh or all(map(_ITEM.match, (self.text.letters, other.text.letters)))
        if columns and self.full and other.offset < min(_INDENT, self.offset):
            return self._parts_word(other) or self._parts_name(other)
        return self.unfinished and at_margin and not columns and not fresh

    def _parts_word(self, other: "Paragraph") -> bool:
        """Does the end of a line part a word that titles end with: 任工程师职务资 / 格?"""
        end = self.text.letters[-_WORD:]
        whole = end + other.text.letters[:_WORD]
        return any(m.start() < len(end) < m.end() for m in _QUALIFIED.finditer(whole))

    def _parts_name(self, other: "Paragraph") -> bool:
        """Does the end of a line part a name among others with blanks between: 任琳翠 于 / 强振?"""
        last, first = self.text.runs[-1].text.split()[-1:], other.text.runs[0].text.split()[:1]
        begun = "".join(last)
        return len(begun) == 1 and has_surname(begun) and bool(first) and len(first[0]) < _SHORT

    @property
    def unfinished(self) -> bool:
        """Does the last line reach the margin, or end where no sentence does?"""
        return self.full or self._open

    @property
    def _open(self) -> bool:
        """Does the last line end where no sentence does?"""
        letters = self.text.letters
        opened = letters.count("(") > letters.count(")")
        # 讲师王静；助教, whose names stand in the next line.
        titled = letters.rpartition(";")[2] in known_titles() if ";" in letters else False
        return opened or titled or letters.endswith(("、", ","))

    @property
    def _lists(self) -> bool:
        """Is this a heading and people: 贵阳市第一中学：张三 李四?"""
        heading = heading_of(self.text) if ":" in self.text.letters else None
        if heading is None or heading.end == len(self.text.letters):
            return False
        return bool(listed_in(self.text, heading.end, columns=False, run_on=True).people)


def paragraphs(page: int, runs: Sequence[Run], size: tuple[float, float]) -> list[Paragraph]:
    """The paragraphs of a page from its top; size is its width and height in points."""
    width, height = size
    lines = [without_specks(line) for line in lines_of(runs) if not _is_noise(line, height)]
    if not lines:
        return []
    letter = _LETTER * _usual([run.box.height for line in lines for run in line])
    long = [line for line in lines if len(Text(line).letters) > 3] or lines
    # A page that holds a signature alone has its margin where others have it.
    left = min(_MARGIN * width, _margin([line[0].box.x0 for line in long], letter))
    right = _right(long, left, letter)
    made: list[Paragraph] = []
    for printed, line in zip(lines, unbroken(lines), strict=True):
        box, text = around(printed), Text(line)
        # A name's last letter goes to the next line with the 、 that may not begin one.
        room = _ROOM_BEHIND_NAMES if "、" in text.letters[-_LAST:] else _ROOM
        full = box.x1 > right - room * letter and not _ENDS.search(text.letters)
        here = Paragraph(
            text, ((page, box),), (box.x0 - left) / letter, full, _is_columns(line, letter)
        )
        if made and made[-1].goes_on_in(here):
            made[-1] = made[-1].joined(here)
        elif len(text.letters) > 1:  # the last letter of a name may stand in the next line
            made.append(here)
    return made


def _margin(begins: Sequence[float], letter: float) -> float:
    """Where lines begin furthest left: two of them, for one may be a stain with its text."""
    ordered = sorted(begins)
    pairs = (a for a, b in pairwise(ordered) if b - a < _GAP * letter)
    return next(pairs, ordered[0])


def _right(lines: Sequence[Sequence[Run]], left: float, letter: float) -> float:
    """Where running text ends furthest right, else any line: a masthead is wide, and who signs."""
    texts = [
        line
        for line in lines
        if line[0].box.x0 < left + _SET_IN * letter and len(Text(line).letters) >= _FULL
    ]
    ends = sorted((line[-1].box.x1 for line in texts), reverse=True)
    pairs = (a for a, b in pairwise(ends) if a - b < _GAP * letter)
    right = next(pairs, max(line[-1].box.x1 for line in lines))
    # Two entries of a list may end alike, short of the one line of text above them.
    told = [line[-1].box.x1 for line in texts if _SENTENCE.search(Text(line).letters)]
    return max([right, *(end for end in told if end > right + _BEYOND * letter)])


def _usual(heights: Sequence[float]) -> float:
    return sorted(heights)[len(heights) // 2]


def _is_noise(line: Sequence[Run], height: float) -> bool:
    """A page's number, or what is no text?"""
    letters = Text(line).letters
    at = line[0].box.middle / height
    if _NUMBER.fullmatch(letters) and not 0.1 < at < 0.9:
        return True
    return max(run.confidence for run in line) < _UNREAD or not _ANY.search(letters)


def _is_columns(line: Sequence[Run], letter: float) -> bool:
    """Do names stand in columns here, and no running text?"""
    text = Text(line)
    if re.search(r"[、,;:。]", text.letters):
        return False
    if any(b.box.x0 - a.box.x1 > _GAP * letter for a, b in pairwise(line)):
        return True
    return any(text.step(position) > _STEP for position in range(1, len(text.letters)))
