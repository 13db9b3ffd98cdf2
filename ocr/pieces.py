"""Runs of text cut into labels and the text between them."""

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

from matching.text import ORGANISATIONS, squeezed
from models.box import Box
from models.fields import Field
from ocr.engine import Other
from ocr.labels import Label, Labels
from ocr.labels_of_person import goes_on_about_person, is_told_of_person
from ocr.page import Run
from ocr.plausible import ORGANISATION_ENDS, is_complete, looks_cut

SPECKS = ",.·'`、|"  # what dust before or behind a label is read as
_SEPARATORS = ":;.,·、_-|/~ "
_REST_OF_LABEL = re.compile(
    r"[·.,(〔]?(?:机构|盖章|公章|签章|印章|章|全称)[)〕]?(?=:)|[(〔](?:盖章|公章|签章|印章|章)[)〕]"
)
# Who signed and when, in one line: 宁夏回族自治区人力资源和社会保障厅 2017-11-26
_SIGNED = re.compile(
    r"(?<=[厅局会室组])(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|[./-]\d{1,2}(?:[./-]\d{1,2})?)$",
    re.ASCII,
)
# What is remarked in brackets behind a label: 出生年月(岁), 单位(全称), 姓名(Name).
_REMARK = re.compile(
    r"[(〔](?:全称|中文|公历|阳历|周?岁|年龄|年月日?|年、月|日期|(?:18|十八)位|男/女|号码|文件号|文号|学科|专业|类别|层次|工种|部门|科室|名称|资格|职称|职务"
    r"|任职资格|身份证|填写全称|印|[A-Za-z][A-Za-z. ]*)[)〕](?=:|$)"
)
# What makes of a label one of something else, unless it begins a value: 资格|取得时间, 系列|名称.
_TAIL = re.compile(
    "(?:的|取得|获得|授予|评审|通过)*(?:名称|时间|日期|年月日?|方式|途径|层次|类别|编号|文号|意见|情况)$"
)
_WORD = re.compile(r"[\u4e00-\u9fff]{3,8}")
_OF_ANYTHING = {"单位", "编号", "专业", "级别", "等级", "姓名"}
_OF_PAPER = ("证", "字", "书", "第")  # 职改字编号, 合格证编号 are numbers of the paper itself
_COLUMN_STEP = 1.25  # heights from one character to the next from which a new column begins
_WORDS, _IN_WORD = 2, 4  # spaces that part words, letters between them; more space the letters
_MISREAD_LENGTHS = (6, 5, 4)  # of labels before the name of an organisation
_SURE_WITHOUT_COLON = 4  # length from which a label needs no colon before free text


@dataclass(frozen=True, slots=True)
class Piece:
    """A label, or text between labels.

    text is as printed, centres are the places of its characters. is_label is True also for labels
    of no field, exact False for one read with an error, colon True for one before a colon; english
    is where its English stands below. scores, others and the rest are those of ocr.page.Run.
    """

    text: str
    confidence: float
    box: Box
    centres: tuple[float, ...]
    is_label: bool = False
    field: Field | None = None
    exact: bool = True
    colon: bool = False
    english: Box | None = None
    scores: tuple[float, ...] = ()
    others: tuple[tuple[Other, ...], ...] = ()
    under_red: float = 0.0
    rivals: tuple[str, ...] = ()

    def parted(self, x: float) -> tuple["Piece", "Piece"] | None:
        """The pieces left and right of x, None when all characters are on one side."""
        count = sum(centre < x for centre in self.centres)
        if count in (0, len(self.text)):
            return None
        box = self.box
        border = (self.centres[count - 1] + self.centres[count]) / 2
        left = Box(box.x0, box.y0, border, box.y1)
        right = Box(border, box.y0, box.x1, box.y1)
        return self._part(slice(None, count), left), self._part(slice(count, None), right)

    def between(self, begin: int, end: int) -> "Piece":
        """The characters from begin to end."""
        if (begin, end) == (0, len(self.text)) or not self.centres:
            return replace(self, text=self.text[begin:end])
        box, at = self.box, self.centres
        x0 = (at[begin - 1] + at[begin]) / 2 if begin else box.x0
        x1 = (at[end - 1] + at[end]) / 2 if end < len(at) else box.x1
        return self._part(slice(begin, end), Box(x0, box.y0, x1, box.y1))

    def _part(self, part: slice, box: Box) -> "Piece":
        return replace(
            self,
            text=self.text[part],
            box=box,
            centres=self.centres[part],
            scores=self.scores[part],
            others=self.others[part],
        )


def cut(run: Run, labels: Labels) -> list[Piece]:
    """The pieces of one run, left to right."""
    letters = _Letters(run)
    pieces: list[Piece] = []
    start = position = 0
    while position < len(letters.text):
        found = _label_at(letters, position, labels)
        if found is None:
            position += 1
            continue
        label, begin, end, exact = found
        pieces += letters.plain(start, begin)
        pieces.append(letters.piece(begin, end, label, exact))
        start = position = max(labels.english_end(letters.text, end), position + 1)
    pieces += letters.plain(start, len(letters.text))
    return [
        piece
        for piece in pieces
        if piece.is_label or not (labels.is_english(piece.text) or _is_mark(piece.text))
    ]


def spaces_of(run: Run) -> list[int]:
    """Before which of its letters a space was read, in whichever reading of the same ones."""
    letters = squeezed(run.text)
    found: set[int] = set()
    for text in (run.text, *run.rivals):
        if squeezed(text) == letters:
            places = [at for at, character in enumerate(text) if len(squeezed(character)) == 1]
            pairs = enumerate(pairwise(places), 1)
            found.update(n for n, (a, b) in pairs if text[a + 1 : b].isspace())
    return sorted(found)


def _is_mark(text: str) -> bool:
    """Only punctuation, a ruled line read as text; not the bracket that ends a wrapped name."""
    return not any(c.isalnum() for c in text) and text not in (")", "）")


class _Letters:
    """The letters of a run without spaces, each with its place."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._places = [
            place
            for place, c in enumerate(run.text)
            if len(squeezed(c)) == 1 and (unicodedata.category(c) != "So" or c == "○")
        ]
        self.printed = "".join(run.text[place] for place in self._places)
        self.text = "".join(squeezed(c) for c in self.printed)
        self.centres = [run.centres[place] for place in self._places]
        self.height = run.box.height
        steps = sorted(b - a for a, b in pairwise(self.centres))
        self._usual_step = steps[len(steps) // 2] if steps else 0.0
        spaced = [a for a, (b, c) in enumerate(pairwise(self._places), 1) if c > b + 1]
        self._spaced = spaced or spaces_of(run)
        self._most = max(_WORDS, len(self.text) // _IN_WORD) if spaced else _WORDS

    def gap_before(self, position: int) -> bool:
        """Does a new column or word begin here?"""
        if position == len(self.text) or not self.text[:position].strip(SPECKS):
            return True
        if len(self._spaced) <= self._most and position in self._spaced:
            return True  # the engine saw a space, and not one after each letter
        step = self.centres[position] - self.centres[position - 1]
        return step > max(_COLUMN_STEP * self.height, 1.4 * self._usual_step)

    def wide_gap_before(self, position: int) -> bool:
        """Does a column surely begin here?"""
        return self.centres[position] - self.centres[position - 1] > 2 * self.height

    def piece(self, begin: int, end: int, label: Label | None = None, exact: bool = True) -> Piece:
        """The letters from begin to end as a piece."""
        half = self.height / 2
        first, last = self.centres[begin], self.centres[end - 1]
        run, places = self._run, self._places[begin:end]
        box = run.box
        return Piece(
            self.printed[begin:end],
            run.confidence,
            Box(
                box.x0 if begin == 0 else max(box.x0, first - half),
                box.y0,
                box.x1 if end == len(self.text) else min(box.x1, last + half),
                box.y1,
            ),
            tuple(self.centres[begin:end]),
            is_label=label is not None,
            field=label.field if label else None,
            exact=exact,
            colon=self.text.startswith(":", end),
            scores=tuple(run.scores[i] for i in places) if run.scores else (),
            others=tuple(run.others[i] for i in places) if run.others else (),
            under_red=run.under_red,
            rivals=run.rivals,
        )

    def plain(self, begin: int, end: int) -> list[Piece]:
        """The text from begin to end, without separators around it, cut at wide gaps."""
        while begin < end and self.text[begin] in _SEPARATORS:
            begin += 1
        while begin < end and self.text[end - 1] in ":;|_~":
            end -= 1
        if begin >= end:
            return []
        steps = [self.centres[i] - self.centres[i - 1] for i in range(begin + 1, end)]
        wide = max(2.5 * self.height, 3 * min(steps)) if steps else 0.0
        cuts = [begin, *(begin + 1 + i for i, step in enumerate(steps) if step > wide), end]
        if signed := _SIGNED.search(self.text[begin:end]):
            cuts = sorted({*cuts, begin + signed.start()})
        return [self.piece(a, b) for a, b in pairwise(cuts)]


def _label_at(
    letters: _Letters, position: int, labels: Labels
) -> tuple[Label, int, int, bool] | None:
    """A label that begins at this position, with where it begins and ends."""
    text = letters.text
    label = labels.longest_at(text, position)
    if label is not None:
        end = position + len(label.text)
        rest = _REST_OF_LABEL.match(text, end) or _REMARK.match(text, end)
        if rest:
            end = rest.end()
        if _stands_alone(letters, position, end, label, labels):
            return label, position, end, True
    colon = text.find(":", position)
    stretch = text[position : colon if colon >= 0 else len(text)]
    # What stands right behind a colon is a value: 专业名称: 档案编研 is no 档案编号.
    begins = letters.gap_before(position) and not text[:position].endswith(":")
    if begins and (near := labels.nearly(stretch)):
        return near, position, position + len(stretch), False
    if position == 0 and colon > 0 and _is_of_other_thing(letters, colon, labels):
        return Label(stretch, None), 0, colon, True
    return _misread_before_unit(text, labels) if position == 0 else None


def _is_of_other_thing(letters: _Letters, colon: int, labels: Labels) -> bool:
    """Is what a run begins with a label of one word more than one that may be of anything?

    委托单位, 职工编号; where nothing parts the two.
    """
    text = letters.text[:colon]
    if not _WORD.fullmatch(text) or any(letters.gap_before(at) for at in range(1, colon)):
        return False
    ends = (known for at in range(1, colon - 1) if (known := labels.whole(text[at:])))
    tail = next(ends, None)
    if tail is None or tail.text not in _OF_ANYTHING:
        return False
    return not text.removesuffix(tail.text).endswith(_OF_PAPER)


def _misread_before_unit(text: str, labels: Labels) -> tuple[Label, int, int, bool] | None:
    """A label with a misread character that the name of a unit follows: 评市组织甘肃省…."""
    for end in _MISREAD_LENGTHS:
        near = labels.nearly(text[:end])
        if near and near.field in ORGANISATIONS and text.endswith(ORGANISATION_ENDS):
            return (near, 0, end, False) if is_complete(near.field, text[end:]) else None
    return None


def _stands_alone(letters: _Letters, begin: int, end: int, label: Label, labels: Labels) -> bool:
    """Is what looks like a label one, and not part of a longer word?"""
    text = letters.text
    rest = text[end:]
    inside = any(map(letters.gap_before, range(begin + 1, end)))
    if begin and inside and not letters.gap_before(begin):
        return False  # 主治医师 资格取得时间: no 医师资格取得时间
    if rest.startswith(":") or (rest == ";" and text[:begin].endswith(";")):
        return True
    if begin and is_told_of_person(letters, end, label, labels):
        return True
    english = labels.ends_english(text, begin)
    if not (english or letters.gap_before(begin)) or (
        label.text.endswith("专业") and rest.startswith("技术")
    ):
        return False  # 从事专业技术工作 speaks of 专业技术, not of a 专业
    if label.field is not None and _TAIL.match(rest):
        return False
    short = len(label.text) < _SURE_WITHOUT_COLON
    if not rest and begin and short and not (english or letters.wide_gap_before(begin)):
        return False  # the last word of a value, 经济专业
    if not rest or rest[0] in _SEPARATORS or letters.gap_before(end):
        return True
    spread = begin == 0 and len(label.text) == 2 and letters.wide_gap_before(1)
    if spread and label.field is not None and is_complete(label.field, rest):
        return True  # 系　　列经济系列: labels as wide as the longest of their form
    if rest[0].isascii() and rest.strip("[")[:1].isalpha() and label.field is not None:
        return True  # the English of the label follows
    if label.field is None:
        return False
    stop = next((at for at in range(end + 1, len(text)) if letters.gap_before(at)), len(text))
    if begin == 0 and stop < len(text) and is_complete(label.field, text[end:stop]):
        return True  # 性别男 出生年月
    if begin == 0 and goes_on_about_person(letters, end, label, labels):
        return True
    sure = len(label.text) >= _SURE_WITHOUT_COLON
    if label.field in ORGANISATIONS and len(rest) > _SURE_WITHOUT_COLON:
        sure = sure or not looks_cut(label.field, rest)  # 单位贵阳市图书馆
    free = sure and labels.longest_at(rest, 0) is None
    return begin == 0 and is_complete(label.field, rest, free=free)
