"""What kind a document is, by its headings and by the words on it."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from matching.text import squeezed
from models.fields import DocumentKind, Field
from ocr.page import PageText
from ocr.prose_text import columns, lines_of

_NUMBERED = re.compile(r"^[\u4e00-\u9fff]{1,12}\W?(19|20)\d\d\W?第?\d{1,5}号$")
# 中、初级职务 stands in headings as well.
_SENTENCE = re.compile(r"[,。;]|(?<![高中初大])、|\d{6}")
_TITLE = re.compile(
    r"^关于[^,。;]+的(?:通知|批复|复函|函|决定|公告|通报)$|^[^,。;:]+(?:名单|名册|一览表)$|^[^,。;:]+[职资][称格][^,。;:]*表$"
)  # may name several: 王静、李刚; 教授、副教授
_COUNT = re.compile(r"\(共?\d+[人名位]\)$")  # 高级教师资格人员名单(共6人)
_QUOTES = str.maketrans(dict.fromkeys("“”‘’\"'"))
_HEADING_MOST = 40  # characters
_FIELDS_OF_CERTIFICATE = 4
_FIELDS_OF_WHOLE_ONE = 7  # of which one tells of a title: the inner pages need no heading
_OF_TITLE = {Field.OBTAINED_ON, Field.COMMITTEE, Field.ISSUER, Field.CERTIFICATE_NUMBER}


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for one kind: patterns of headings and of sentences, words; with weights."""

    headings: tuple[tuple[re.Pattern[str], int], ...]
    sentences: tuple[tuple[re.Pattern[str], int], ...]
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """How much headings count where, and how much is enough; see kinds.toml."""

    threshold: int
    electronic: int
    begins: int
    first_lines: int
    words_most: int


def kind_of(pages: Mapping[int, PageText], fields: set[Field]) -> DocumentKind:
    """The kind of a document; pages by number, each in reading order whichever way it lies."""
    kind = recognise_kind(_texts(pages), fields)
    born_digital = all(page.born_digital for page in pages.values())
    # What is a scan of a certificate on paper is an electronic one where no paper ever was.
    return DocumentKind.E_CERTIFICATE if kind is DocumentKind.CERTIFICATE and born_digital else kind


def is_foreign(pages: Mapping[int, PageText]) -> bool:
    """Do the words of a document say that it is none about a title: an identity card, an invoice?

    A document that nothing tells is not foreign.
    """
    scores = _scores([line for text in _texts(pages) if (line := squeezed(text))])
    best = max(scores, key=lambda kind: scores[kind])
    return best is DocumentKind.OTHER and scores[best] >= _signs()[1].threshold


def _texts(pages: Mapping[int, PageText]) -> list[str]:
    return [
        run.text
        for number in sorted(pages)
        for column in columns(pages[number].runs)
        for line in lines_of(column)
        for run in line.runs
    ]


def recognise_kind(texts: Sequence[str], fields: set[Field]) -> DocumentKind:
    """The kind of a document with these lines, from its first page on, and these fields.

    `other` when nothing tells.
    """
    _, scale = _signs()
    scores = _scores([line for text in texts if (line := squeezed(text))])
    if len(fields) >= _FIELDS_OF_CERTIFICATE and Field.NAME in fields:
        scores[DocumentKind.CERTIFICATE] += 2
        told = max(scores.values()) >= scale.threshold
        if not told and len(fields) >= _FIELDS_OF_WHOLE_ONE and fields & _OF_TITLE:
            return DocumentKind.CERTIFICATE
    best = max(scores, key=lambda kind: scores[kind])
    if best is DocumentKind.CERTIFICATE and scores[DocumentKind.E_CERTIFICATE] >= scale.electronic:
        return DocumentKind.E_CERTIFICATE
    return best if scores[best] >= scale.threshold else DocumentKind.OTHER


def _scores(lines: Sequence[str]) -> dict[DocumentKind, int]:
    """How much these squeezed lines speak for each kind."""
    kinds, scale = _signs()
    headings = list(_headings(lines, scale))
    whole = "".join(lines)
    scores = {
        kind: _best_heading(signs, headings) + _words(signs, whole, scale)
        for kind, signs in kinds.items()
    }
    if any(_NUMBERED.match(line) for line in lines[: scale.first_lines]):
        scores[DocumentKind.APPROVAL] += 2
        scores[DocumentKind.APPOINTMENT] += 2
    return scores


def _headings(lines: Sequence[str], scale: Scale) -> Iterator[tuple[str, int]]:
    """What may be a heading, with how often it counts; a text met again is the cell of a list."""
    times = Counter(lines)
    for place, (line, following) in enumerate(pairwise([*lines, ""])):
        counts = scale.begins if place < scale.first_lines else 1
        if times[line] > 1:
            continue
        for text in (line, line + following):
            if len(text) <= _HEADING_MOST and not _SENTENCE.search(_TITLE.sub("", text)):
                yield _COUNT.sub("", text.translate(_QUOTES).rstrip(":")), counts


def _best_heading(signs: Signs, headings: Sequence[tuple[str, int]]) -> int:
    return max(
        (
            weight * counts
            for text, counts in headings
            for pattern, weight in signs.headings
            if pattern.search(text)
        ),
        default=0,
    )


def _words(signs: Signs, whole: str, scale: Scale) -> int:
    found = sum(weight for word, weight in signs.words if word in whole)
    found += sum(weight for pattern, weight in signs.sentences if pattern.search(whole))
    return min(found, scale.words_most)


@cache
def _signs() -> tuple[dict[DocumentKind, Signs], Scale]:
    data = tomllib.loads((files("ocr") / "kinds.toml").read_text("utf-8"))
    scale = Scale(**{name: data.pop(name) for name in Scale.__slots__})
    kinds = {
        DocumentKind(kind): Signs(
            tuple((re.compile(f"(?:{sign})$"), n) for sign, n in signs["headings"].items()),
            tuple((re.compile(sign), n) for sign, n in signs.get("sentences", {}).items()),
            tuple(signs["words"].items()),
        )
        for kind, signs in data.items()
    }
    return kinds, scale
