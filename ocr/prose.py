"""Fields that documents tell in sentences: certificates, approvals, statements and appointments.

What a sentence says is found by patterns (prose.toml); what stands around the text (the number of a
document, its head, signature and date) by its place. A value that the document contradicts is not
given: none rather than a doubtful one.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from matching.text import normal_form, squeezed
from models.box import Box
from models.fields import DocumentKind, Field
from ocr.kinds import recognise_kind
from ocr.layout import Candidate
from ocr.page import PageText, Run
from ocr.prose_employer import employer_of
from ocr.prose_foot import signature
from ocr.prose_head import likelier, masthead, own_number
from ocr.prose_listed import heads_of_one
from ocr.prose_patterns import Pattern, load_patterns
from ocr.prose_text import Passage, columns, lines_of, passages, sentences
from ocr.prose_values import stretch, values_of
from ocr.prose_words import is_known_title, title_of_school
from ocr.surnames import has_surname

_OFFICIAL = (DocumentKind.APPROVAL, DocumentKind.APPOINTMENT)
_SIGNED = (
    *_OFFICIAL,
    DocumentKind.STATEMENT,
    DocumentKind.CERTIFICATE,
    DocumentKind.E_CERTIFICATE,
)
_PERSONAL = frozenset({Field.SEX, Field.BIRTH_DATE, Field.ID_NUMBER})
# What is no field of a document that names several people or none.
_OF_ONE = {
    DocumentKind.APPROVAL: _PERSONAL | {Field.EMPLOYER},
    DocumentKind.APPOINTMENT: _PERSONAL | {Field.EMPLOYER, Field.TITLE},
    DocumentKind.STATEMENT: frozenset(Field) - {Field.EMPLOYER},
}
_OF_WHOM = (DocumentKind.STATEMENT, DocumentKind.APPOINTMENT)  # one person, also in a list
# What is told of the title where the paper has the same of itself.
_OF_TITLE = dict.fromkeys(_OFFICIAL, Field.APPROVAL_NUMBER) | {DocumentKind.STATEMENT: Field.ISSUER}
# Or one with blanks for commas.
_SENTENCE = re.compile(
    r"[,。]|经(?![济贸营]).{4,60}?委员?会.{0,16}(?:评|审|通过).*(?:[具其][备有]|取得|获得)(?![时日方])"
)
# A name on a line of its own; 江苏省 and 高级职称 begin like some.
_ALONE = re.compile(
    "[\u4e00-\u9fff]{2,4}(?<![省市县区州盟旗厅局委办院校级])(?<!职称)(?<!职务)(?<!资格)(?<!证书)(?<!专业)"
)
_SAID = re.compile(r"经(?!济|[贸营]).{4,60}(?:委员会|评委会)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COLUMN = 2.5  # heights that a gap in a line is wide, at least, where columns stand


def find_in_prose(
    runs: Sequence[Run], kind: DocumentKind | None = None, cells: Sequence[Box] = ()
) -> list[Candidate]:
    """The fields that one page of a document tells in sentences, at most one of each.

    runs and the ruled cells are of the upright view; a kind that is not given is recognised.
    """
    kind = kind or recognise_kind(_from_top(runs), set())
    if kind not in _SIGNED or not runs:
        return []
    text = passages(runs, cells)
    told = _told(text, kind)
    in_table = cells if kind in _OF_ONE else ()
    foot = {candidate.field: candidate for candidate in signature(runs, kind, in_table)}
    if kind in _OFFICIAL:
        head = {c.field: c for c in own_number(runs)}
        issuer = [foot[Field.ISSUER]] if Field.ISSUER in foot else []
        foot |= head | {c.field: c for c in likelier(masthead(runs), issuer)}
        foot = _without_contradiction(foot)
    heads = heads_of_one(runs, cells) if kind in _OF_WHOM else frozenset()
    if kind in _OF_ONE and Field.NAME not in told:
        left_out = heads or _OF_ONE[kind]
        addressed = _is_addressed(told.get(Field.EMPLOYER), text)
        if kind is DocumentKind.APPOINTMENT and addressed and not heads:
            left_out -= {Field.EMPLOYER}
        told = {field: one for field, one in told.items() if field not in left_out}
    found = told | foot
    # Who gave the title, and by what document; not who states it or appoints.
    if (field := _OF_TITLE.get(kind)) in told:
        found[field] = told[field]
    if (
        Field.EMPLOYER not in heads
        and (employer := employer_of(told | foot, text, kind)) is not None
    ):
        found[Field.EMPLOYER] = employer
    if kind is DocumentKind.CERTIFICATE and Field.NAME not in found and (name := _above(text)):
        found[Field.NAME] = name
    return [found[field] for field in Field if field in found]


def _above(text: Sequence[Passage]) -> Candidate | None:
    """The name that stands alone above what a certificate says of somebody: 王静 / 经…评审."""
    for name, said in pairwise(text):
        called = name.text.removesuffix(":")
        alone = _ALONE.fullmatch(called) and not is_known_title(called)
        if alone and has_surname(called) and _SAID.match(said.text):
            return stretch(Field.NAME, name, 0, len(called))
    return None


def _is_addressed(unit: Candidate | None, text: Sequence[Passage]) -> bool:
    """Is a paper addressed to this one unit, which employs all whom a reply to it is about?"""
    return unit is not None and any(p.text == squeezed(unit.printed) + ":" for p in text)


def outside_sentences(
    runs: Sequence[Run], kind: DocumentKind, cells: Sequence[Box] = ()
) -> list[Run]:
    """The runs among which labels and values stand: all but those whose sentences tell something.

    A label's name within a sentence, 评审委员会 at the beginning of a line, is no label.
    """
    if kind not in _SIGNED:
        return list(runs)
    patterns = [pattern for pattern in load_patterns() if kind in pattern.kinds]
    within = {
        id(run)
        for passage in passages(runs, cells)
        if not _is_in_columns(passage)
        for begin, end in sentences(passage)
        if _SENTENCE.search(passage.text[begin : end + 1])
        and any(_is_told(pattern, passage, begin, end) for pattern in patterns)
        for run, _ in passage.letters[begin:end]
    }
    return [run for run in runs if id(run) not in within]


def _is_told(pattern: Pattern, passage: Passage, begin: int, end: int) -> bool:
    """Does a pattern find something in the sentence from begin to end?"""
    if pattern.within and not pattern.within.search(passage.text[begin:end]):
        return False
    return pattern.find.search(passage.text[:end], begin) is not None


def _is_in_columns(passage: Passage) -> bool:
    """Do most lines have a gap as wide as only columns have? A colon misread makes no sentence.

    A line that ends a sentence has blanks: 具备 助理馆员 任职资格,特发此证。
    """
    gaps = [
        not line.text.endswith("。")
        and any(b.box.x0 - a.box.x1 > _COLUMN * a.box.height for a, b in pairwise(line.runs))
        for line in passage.lines
    ]
    return len(gaps) > 1 and 2 * sum(gaps) >= len(gaps)


def _from_top(runs: Sequence[Run]) -> list[str]:
    lines = [line for column in columns(runs) for line in lines_of(column)]
    return [run.text for line in lines for run in line.runs]


def find_in_pages(
    pages: Mapping[int, PageText], kind: DocumentKind
) -> dict[Field, tuple[int, Candidate]]:
    """The fields of a document with their pages; the first page that tells a field counts."""
    found: dict[Field, tuple[int, Candidate]] = {}
    for number, page in pages.items():
        for candidate in find_in_prose(page.runs, kind, page.cells):
            found.setdefault(candidate.field, (number, candidate))
    return found


def _told(text: Sequence[Passage], kind: DocumentKind) -> dict[Field, Candidate]:
    """What the sentences say; of each field what the first pattern that knows it finds."""
    found: dict[Field, Candidate] = {}
    doubtful: set[Field] = set()
    for pattern in load_patterns():
        if kind not in pattern.kinds:
            continue
        values: dict[Field, list[Candidate]] = {}
        for candidate in values_of(pattern, text):
            values.setdefault(candidate.field, []).append(candidate)
        for field, candidates in values.items():
            if field in found or field in doubtful:
                continue
            if (one := _agreed(candidates)) is not None:
                found[field] = one
            else:
                doubtful.add(field)
    if kind is DocumentKind.STATEMENT and Field.TITLE in doubtful:
        found.pop(Field.OBTAINED_ON, None)  # of several titles none is told, nor since when
    return found


def _without_contradiction(found: Mapping[Field, Candidate]) -> dict[Field, Candidate]:
    """These without a date of issue that lies before the year of the document's own number.

    One of the two is misread; the less sure one is not given.
    """
    pair = [found[field] for field in (Field.ISSUED_ON, Field.APPROVAL_NUMBER) if field in found]
    years = [year for one in pair for year in _YEAR.findall(normal_form(one.field, one.printed))]
    if len(years) != 2 or years[0] >= years[1]:
        return dict(found)
    doubtful = min(pair, key=_certainty)
    return {field: one for field, one in found.items() if one is not doubtful}


def _agreed(candidates: Sequence[Candidate]) -> Candidate | None:
    """The best reading of what all candidates say, None when they contradict each other."""
    if candidates[0].field is Field.NAME:  # 录入失误, after 工作人员, contradicts no name
        candidates = [c for c in candidates if has_surname(c.printed)] or candidates
    values = {normal_form(c.field, c.printed) for c in candidates}
    if candidates[0].field is Field.TITLE and (full := title_of_school(values)):
        candidates = [c for c in candidates if normal_form(c.field, c.printed) == full]
        values = {full}
    first, *others = sorted(values)
    if any(not _same_but_misread(first, other) for other in others):
        return None
    if others and candidates[0].field is Field.TITLE and all(map(is_known_title, values)):
        return None  # 中学高级教师 is none that was read badly of 小学高级教师
    return max(candidates, key=_certainty)


def _same_but_misread(a: str, b: str) -> bool:
    """May two values be one, a character of which was misread at one place?"""
    return len(a) == len(b) > 3 and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _certainty(candidate: Candidate) -> float:
    """The score of the least sure character."""
    scores = [score for piece in candidate.pieces for score in piece.scores]
    return min(scores, default=candidate.confidence)
