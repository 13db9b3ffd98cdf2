"""The headings that people are grouped under, and what each says of those below it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from models.fields import Field
from models.titles import known_series, known_titles
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.row_text import Text

_STYLES = (
    ("han", re.compile(r"[一二三四五六七八九十]{1,3}[、.,]")),
    ("han-bracket", re.compile(r"[(〔][一二三四五六七八九十]{1,3}[)〕][、.]?")),
    ("digit", re.compile(r"\d{1,3}[、.](?!\d)|\d{1,3}(?=[\u4e00-\u9fff])(?!\d*[年月日人名])")),
    ("digit-bracket", re.compile(r"[(〔]\d{1,2}[)〕][、.]?")),
)
_COUNT = re.compile(r"[(〔,]?(?:共|计|共计)?\d{1,4}[人名位][)〕]?[:。]?$")
_IDLE = re.compile(
    r"(?:(?:专业技术)?(?:职务)?(?:任职)?资格|(?:专业技术)?职务|职称)?(?:人员)?(?:名单)?$"
)
_SERIES = re.compile(r"^.{2,14}?(?:系列|专业技术人员|专业人员|技术人员)")
_LEVEL = re.compile(r"正高级?|副高级?|高级|中级|初级|助理级|员级")
_TITLE = re.compile(
    r".{0,10}(?:[^律]师|律师|[^人委成议职]员|教授|助教|护士|医士|药士|技士|编辑|编审|译审|翻译|记者|校对|编剧|导演|作曲|教练)"
)
_SEVERAL = re.compile(r"[、,]|^各")
_ORGANISATION = re.compile(
    r".{2,38}(?:公司|集团|厂|院|所|校|学|园|中心|站|局|厅|委|部|处|科|室|馆|社|团|台|队|会|办|矿|店|行|场"
    r"|库|乡|镇|街道|政府|单位|企业|银行|组|系统|分|支行)[)〕]?"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says; style tells how it is numbered, "" for not at all.

    end is where what follows it in the same paragraph begins; counted says that it tells the number
    of people.
    """

    style: str
    values: Mapping[Field, Candidate]
    end: int
    counted: bool = False


def heading_of(text: Text) -> Heading | None:
    """The heading that a paragraph is or begins with, None where it is something else."""
    letters = text.letters
    style, begin = _numbered(letters)
    colon = letters.find(":", begin)
    end = len(letters) if colon < 0 else colon
    if end - begin > 48 or end == begin:
        return None
    head = letters[begin:end].rstrip("。.;,")
    bare = _COUNT.sub("", head)
    spans = list(_spans(bare))
    if not spans:
        return None
    values = {
        field: _candidate(text, field, begin + first, begin + last) for field, first, last in spans
    }
    after = len(letters) if colon < 0 else colon + 1
    return Heading(style, values, after, counted=bare != head)


def is_numbered(letters: str) -> bool:
    """Does a paragraph begin with a number?"""
    return bool(_numbered(letters)[0])


def _numbered(letters: str) -> tuple[str, int]:
    for style, pattern in _STYLES:
        if match := pattern.match(letters):
            return style, match.end()
    return "", 0


def _candidate(text: Text, field: Field, begin: int, end: int) -> Candidate:
    pieces = text.pieces(begin, end)
    box = pieces[0].box
    label = Piece("", 1.0, box, (), is_label=True, field=field)  # no label stands before it
    return Candidate(field, label, pieces, beside=True)


def _spans(head: str) -> Iterator[tuple[Field, int, int]]:
    """The fields that a heading states, and from where to where."""
    bare = head if _whole(head) else _IDLE.sub("", head)
    if not bare or re.search(r"[。;!?《》]", bare):
        return
    whole = _whole(bare)
    if whole:
        yield whole, 0, len(bare)
        return
    if note := re.fullmatch(r"(.+)[(〔](.+)[)〕]", bare):
        parts = [list(_spans(note[1])), list(_spans(note[2]))]
        if all(parts):
            yield from parts[0]
            yield from ((f, a + note.start(2), b + note.start(2)) for f, a, b in parts[1])
            return
    found = list(_phrase(bare))
    if found:
        yield from found
    elif len(bare) >= 4 and _ORGANISATION.fullmatch(bare) and not _SEVERAL.search(bare):
        yield Field.EMPLOYER, 0, len(bare)


def _phrase(bare: str) -> Iterator[tuple[Field, int, int]]:
    """The parts of 工程系列土建专业高级工程师; nothing where a part is something else."""
    at, found = 0, []
    if series := _SERIES.match(bare):
        found.append((Field.SERIES, 0, series.end()))
        at = series.end()
    place = bare.find("专业", at + 1)
    if place > 0:
        found.append((Field.SPECIALTY, at, place))
        at = place + 2
    rest = bare[at:]
    if rest:
        field = _whole(rest)
        if field is None and _TITLE.fullmatch(rest) and not _ORGANISATION.fullmatch(rest):
            field = Field.TITLE
        if field is None:
            return
        found.append((field, at, len(bare)))
    yield from found


def _whole(text: str) -> Field | None:
    """What a text is that is known as a whole."""
    if text in known_titles():
        return Field.TITLE
    if text in known_series():
        return Field.SERIES
    if _LEVEL.fullmatch(text):
        return Field.LEVEL
    if len(text) > 3 and _is_near(text, Field.TITLE):
        return Field.TITLE
    if len(text) > 4 and _is_near(text, Field.SERIES):
        return Field.SERIES
    return None


@cache
def _is_near(text: str, field: Field) -> bool:
    """Is this one of the known names, but for one misread character?"""
    known = known_titles() if field is Field.TITLE else known_series()
    return any(
        len(name) == len(text) and Levenshtein.distance(name, text, score_cutoff=1) == 1
        for name in known
    )


class Headings:
    """The headings that hold where a document has been read to."""

    def __init__(self) -> None:
        self._held: list[tuple[Heading, int]] = []

    def add(self, heading: Heading, page: int) -> None:
        """A heading ends those of its own kind, and all under them."""
        for place, (held, _) in enumerate(self._held):
            told_again = not held.style and held.values.keys() & heading.values.keys()
            if held.style == heading.style or told_again:
                del self._held[place:]
                break
        self._held.append((heading, page))

    def clear(self) -> None:
        self._held.clear()

    @property
    def certain(self) -> bool:
        """Is any of them surely the heading of a list, and no line of a signature?"""
        return any(h.style or h.counted or Field.EMPLOYER not in h.values for h, _ in self._held)

    @property
    def values(self) -> dict[Field, tuple[Candidate, int]]:
        """What they say, each with the page that says it."""
        return {f: (value, page) for h, page in self._held for f, value in h.values.items()}
