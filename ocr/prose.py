"""Fields that documents tell in sentences: certificates, approvals, statements and appointments.

What a sentence says is found by patterns (prose.toml); what stands around the text (the number of a
document, its head, signature and date) by its place. A value that the document contradicts is not
given: none rather than a doubtful one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from matching.text import normal_form, squeezed
from models.box import Box
from models.fields import DocumentKind, Field
from ocr.kinds import recognise_kind
from ocr.labels import load_labels
from ocr.layout import Candidate
from ocr.page import PageText, Run
from ocr.pieces import Piece
from ocr.plausible import is_plausible
from ocr.prose_foot import signature
from ocr.prose_head import likelier, masthead, own_number
from ocr.prose_listed import heads_of_one
from ocr.prose_patterns import Pattern, load_patterns
from ocr.prose_text import Passage, columns, lines_of, passages, sentences
from ocr.prose_words import (
    is_known_title,
    is_office,
    split_named,
    split_post,
    split_unit,
    split_what,
    split_who,
    title_of_school,
)
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
_PHRASES = {
    "who": split_who,
    "named": split_named,
    "unit": split_unit,
    "what": split_what,
    "post": split_post,
}
_YEAR = re.compile(r"(?:19|20)\d\d")
_KEEPS_FILES = re.compile(r"档案(?:馆|局|室|中心)|人才")  # who says what is in the files of others
# Words of who employs: 我单位职工, and the cell of a table where it gives its opinion.
_OF_EMPLOYER = re.compile(
    "[我本](?:单位|公司|校|院|局|所|站|中心|馆|厂|矿|台)(?!下属|所属|直属|[属辖]|管辖)|^(?:所在|申报|工作|用人|呈报)?单位(?:审核|审查)?意见:?$"
)
# A reply to who employs: 同意你单位聘任某某同志, 你校《关于…的请示》收悉
_OF_OTHERS = re.compile("[你贵](?:单位|公司|集团|中心|[校院局所站馆厂社团台])")
# Who keeps files employs those of whom it says that they are its own.
_OF_KEEPER = re.compile(
    "(?:[系是为:,。;]|^|[兹现今]有|证明)[我本](?:单位|[局馆室]|中心)(?:的|在[职编岗]|正式|退休|原)*(?:职工|员工|干部|专业技术人员)"
    "|在[我本](?:单位|[局馆室]|中心)(?:工作|从事|担任|任职)"
)
_COLUMN = 2.5  # heights that a gap in a line is wide, at least, where columns stand
_INTRODUCTION = 6  # characters before a value that are shown as its label


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
    if Field.EMPLOYER not in heads and (employer := _employer(told | foot, text, kind)) is not None:
        found[Field.EMPLOYER] = employer
    return [found[field] for field in Field if field in found]


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
        for candidate in _matches(pattern, text):
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


def _matches(pattern: Pattern, text: Sequence[Passage]) -> Iterator[Candidate]:
    """All that a pattern finds in the sentences of a page."""
    for passage in text:
        for begin, end in sentences(passage):
            if pattern.within and not pattern.within.search(passage.text[begin:end]):
                continue
            # A pos, not a slice: what is found must keep its place in the passage, and the stop
            # before a sentence tells that it begins there.
            for match in pattern.find.finditer(passage.text[:end], max(begin - 1, 0)):
                yield from _values(match, passage)


def _values(match: re.Match[str], passage: Passage) -> Iterator[Candidate]:
    """The values of a match, phrases taken apart."""
    for group, text in match.groupdict().items():
        if text is None:
            continue
        start = match.start(group)
        if (split := _PHRASES.get(group)) is not None:
            spans = split(text)
        else:
            spans = {Field(group): (0, len(text))}
        for field, (begin, end) in spans.items():
            if is_plausible(field, text[begin:end]):
                yield _candidate(field, passage, start + begin, start + end)


def _candidate(field: Field, passage: Passage, begin: int, end: int) -> Candidate:
    pieces = passage.pieces(begin, end)
    before = passage.pieces(max(0, begin - _INTRODUCTION), begin)
    box = before[-1].box if before else pieces[0].box
    words = passage.text[max(0, begin - _INTRODUCTION) : begin]
    label = Piece(words, 1.0, box, (), is_label=True, field=field)
    return Candidate(field, label, pieces, beside=True)


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


def _names_employer(passage: Passage) -> bool:
    """Is this the label of who employs, in a form?"""
    label = load_labels(None).whole(passage.text.rstrip(":"))
    return label is not None and label.field is Field.EMPLOYER


def _employer(
    found: Mapping[Field, Candidate], text: Sequence[Passage], kind: DocumentKind
) -> Candidate | None:
    """Who employs when no sentence says it: the unit that signs for its own people."""
    issuer = found.get(Field.ISSUER)
    if Field.EMPLOYER in found or issuer is None or is_office(issuer.printed):
        return None
    others = any(_OF_OTHERS.search(p.text) or _names_employer(p) for p in text)
    own = kind is DocumentKind.APPOINTMENT and not others
    if kind is DocumentKind.STATEMENT:
        keeps = _KEEPS_FILES.search(squeezed(issuer.printed))
        own = any((_OF_KEEPER if keeps else _OF_EMPLOYER).search(p.text) for p in text)
    if not own:
        return None
    return Candidate(Field.EMPLOYER, issuer.label, issuer.pieces, beside=True)
