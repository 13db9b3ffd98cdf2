"""The fields of a document: of all values found for a field the most likely one."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matching.text import DATES, ORGANISATIONS, normal_form, squeezed
from models.documents import Line, Reading
from models.fields import DocumentKind, Field
from ocr.alternatives import mended
from ocr.captions import captioned
from ocr.cards import is_card
from ocr.cells import find_in_cells
from ocr.confidence import load_model
from ocr.decided_by import told_by_values
from ocr.english_labels import with_english
from ocr.evidence import evidence_of
from ocr.frame import Frame
from ocr.held_title import about_new_title, on_certificate, with_second_best
from ocr.labels import Labels
from ocr.layout import Candidate, find_values
from ocr.letter_numbers import is_number_of_letter, is_own_number
from ocr.name_and_sex import with_sex_apart
from ocr.over_labels import find_either_way
from ocr.page import PageText, Run
from ocr.pieces import Piece, cut
from ocr.places import with_place
from ocr.plausible import is_complete
from ocr.prose import find_in_prose, outside_sentences
from ocr.prose_head import heading_committee, only_number
from ocr.prose_listed import heads_names, is_about_several
from ocr.prose_text import spread
from ocr.red_print import printed
from ocr.sealed_issuer import sealed_issuer
from ocr.sections import load_sections
from ocr.serial_numbers import half_labelled, lone_id, lone_number, serial_numbers
from ocr.split_labels import join_labels
from ocr.title_and_specialty import told_apart

_LABELS_OF_PAGE = 2  # fewer on one side of a page are no page of an open booklet

Finder = Callable[[PageText, DocumentKind, Labels], list[Candidate]]


@dataclass(frozen=True, slots=True)
class Found:
    """The value chosen for a field (in_row: of one of a list), whether another one is shown."""

    candidate: Candidate
    page: int
    frame: Frame
    contested: bool = False
    in_row: bool = False

    @property
    def value(self) -> str:
        return normal_form(self.candidate.field, self.candidate.printed)

    def evidence(self, values: Mapping[Field, str]) -> dict[str, float]:
        """What speaks for and against it; values are those of the same person."""
        told = evidence_of(self.candidate, values, contested=self.contested)
        return {**told, "in_row": float(self.in_row)}


def find_fields(
    pages: Mapping[int, PageText], kind: DocumentKind, labels: Labels
) -> dict[Field, Found]:
    """The values of a document; pages by number. In the order of the vocabulary.

    A way of finding that comes first for the kind has the say over those that follow.
    """
    found: dict[Field, Found] = {}
    for find in _FINDERS[kind]:
        new = _found_by(find, pages, kind, labels)
        print_ = {} if find is _by_seal else found  # a seal lies over print that is another field's
        signed = {f for f, one in found.items() if kind in _OF_SEVERAL and _is_outdone(one, new)}
        found = {f: one for f, one in found.items() if f not in signed}
        found = {f: one for f, one in new.items() if not _is_taken(one, print_)} | found
    return {field: found[field] for field in Field if field in found}


def _is_outdone(signed: Found, new: Mapping[Field, Found]) -> bool:
    """Is who signs told as who issued, though a label says 发证单位:某某人事局?"""
    other = new.get(Field.ISSUER)
    unlabelled = signed.candidate.field is Field.ISSUER and not signed.candidate.label.text
    return other is not None and unlabelled and other.candidate.label.exact


def _is_taken(new: Found, found: Mapping[Field, Found]) -> bool:
    """Is the text of a value already that of another field?"""
    return any(
        one.page == new.page
        and field is not new.candidate.field
        and one.candidate.box.overlap(new.candidate.box) > _SAME_PLACE
        for field, one in found.items()
    )


def readings_of(found: Mapping[Field, Found], trust: float = 1.0) -> dict[Field, Reading]:
    """The readings of values that belong together, each with its confidence.

    trust is how far a document of this kind is known to be read rightly, 0 to 1.
    """
    values = {field: one.value for field, one in found.items()}
    return {field: _reading(one, values, trust) for field, one in found.items()}


def read_lines(number: int, page: PageText) -> list[Line]:
    """The lines of a page, at their places on the page as displayed."""
    shown = page.frame.displayed
    return [Line(run.text, run.confidence, number, shown(run.box)) for run in page.runs]


def _by_label(page: PageText, kind: DocumentKind, labels: Labels) -> list[Candidate]:
    runs = outside_sentences(page.runs, kind, page.cells)
    sides = [_pieces(side, labels) for side in spread(runs)]
    if any(sum(piece.is_label for piece in side) < _LABELS_OF_PAGE for side in sides):
        sides = [_pieces(runs, labels)]
    if kind is DocumentKind.CERTIFICATE:
        sides = on_certificate(sides)
    found = [candidate for side in sides for candidate in find_either_way(side)]
    found += captioned(sides, labels, {one.field for one in found})
    if kind is DocumentKind.OTHER and heads_names(page.runs):
        return [candidate for candidate in found if candidate.field not in _OF_A_PERSON]
    return told_by_values(found) if kind is DocumentKind.CERTIFICATE else found


def _by_cell(page: PageText, kind: DocumentKind, labels: Labels) -> list[Candidate]:
    """In the cells of ruled tables, and by labels in what stands outside of them."""
    runs = outside_sentences(page.runs, kind, page.cells)
    labels = labels.on(kind)
    ruled = find_in_cells(runs, page.cells, labels)
    told = {one.field for one in ruled.candidates}
    if kind is DocumentKind.APPOINTMENT and Field.TITLE not in told:
        # who gets a post as what he is has that title already
        ruled = find_in_cells(runs, page.cells, labels, load_sections().without_held())
    pieces = with_second_best(_pieces(ruled.rest, labels))
    found = [*ruled.candidates, *about_new_title(find_values(pieces), pieces)]
    if kind in _OF_SEVERAL and is_about_several(page.runs, page.cells):
        found = [candidate for candidate in found if candidate.field not in _OF_A_PERSON]
    if kind is DocumentKind.APPOINTMENT:
        found = [one for one in found if not is_own_number(one, ruled.candidates)]
    if kind is DocumentKind.STATEMENT and found:
        first = min(found, key=lambda one: one.box.y0)
        if first not in ruled.candidates and is_number_of_letter(first):
            found.remove(first)
    return found


def _by_sentence(page: PageText, kind: DocumentKind, labels: Labels) -> list[Candidate]:
    return find_in_prose(page.runs, kind, page.cells)


def _by_own_number(page: PageText, kind: DocumentKind, labels: Labels) -> list[Candidate]:
    free = kind is not DocumentKind.CERTIFICATE  # over one stands 鄂襄人职〔2006〕11号 at most
    return [c for c in only_number(page.runs) if free or _GRANTS.fullmatch(squeezed(c.printed))]


def _by_caption(page: PageText, kind: DocumentKind, labels: Labels) -> list[Candidate]:
    """What labels say of a whole list (系列:卫生技术, 批准文号:…), or of one person."""
    found, card = find_values(pieces := _pieces(page.runs, labels)), is_card(pieces)
    return [one for one in found if card or (one.label.colon and one.field in _OF_LISTS)]


def _by_heading(page: PageText, kind: DocumentKind, labels: Labels) -> list[Candidate]:
    return [*heading_committee(page.runs), *lone_id(page.runs)] if page.runs else []


def _by_seal(page: PageText, kind: DocumentKind, labels: Labels) -> list[Candidate]:
    return sealed_issuer(_pieces(page.runs, labels), page.seals) if page.seals else []


def _by_serial(page: PageText, kind: DocumentKind, labels: Labels) -> list[Candidate]:
    numbers = [*serial_numbers(page.runs)] or lone_number(page.runs) or half_labelled(page.runs)
    return [*numbers, *lone_id(page.runs)]


_ASKED = ("申报", "申请", "拟")  # labels of what is asked for, where others may be of what is held
_APPROVED = ("批准", "审批", "审定", "核准")  # where another label says 发证
_OF_ISSUE = frozenset({*DATES, Field.ISSUER})
_OF_LISTS = {Field.SERIES, Field.LEVEL, Field.SPECIALTY, Field.APPROVAL_NUMBER, Field.OBTAINED_ON}
_OF_LISTS |= _OF_ISSUE | {Field.COMMITTEE, Field.CONVENER}
_SAME_PLACE = 0.6  # share of a value that lies on another one when both are one text
_APPLIED = re.compile(
    "(?:正常|破格|逐级|越级|直接|首次)?申报|(?:正常|破格|逐级|越级)晋[升级]|正常|破格"
)
_OF_SEVERAL = DocumentKind.STATEMENT, DocumentKind.APPOINTMENT
_GRANTS = re.compile(r"(?!.*[聘学证业])[^\d〔\[(]{2,14}[〔\[(](?:19|20)\d\d[〕\])]第?\d{1,5}号")
_OF_A_PERSON = frozenset(
    {
        Field.NAME,
        Field.SEX,
        Field.BIRTH_DATE,
        Field.ID_NUMBER,
        Field.TITLE,
        Field.LEVEL,
        Field.SPECIALTY,
        Field.OBTAINED_ON,
        Field.CERTIFICATE_NUMBER,
        Field.APPROVAL_NUMBER,
    }
)
_FINDERS: dict[DocumentKind, tuple[Finder, ...]] = {
    DocumentKind.CERTIFICATE: (_by_label, _by_sentence, _by_seal, _by_serial, _by_own_number),
    DocumentKind.E_CERTIFICATE: (_by_label, _by_sentence),
    DocumentKind.REVIEW_FORM: (_by_cell, _by_heading),
    DocumentKind.APPROVAL: (_by_sentence, _by_caption),
    DocumentKind.STATEMENT: (_by_sentence, _by_cell, _by_own_number),
    DocumentKind.APPOINTMENT: (_by_sentence, _by_cell),
    DocumentKind.PHOTO: (),
    DocumentKind.OTHER: (_by_label,),
}


def _found_by(
    find: Finder, pages: Mapping[int, PageText], kind: DocumentKind, labels: Labels
) -> dict[Field, Found]:
    best: dict[Field, Found] = {}
    read = [(n, c) for n, page in pages.items() for c in find(page, kind, labels)]
    for number, candidate in told_apart(read) if kind is DocumentKind.REVIEW_FORM else read:
        if _is_how_applied(candidate):
            continue
        found = Found(with_place(mended(candidate)), number, pages[number].frame)
        known = best.get(candidate.field)
        if known is None or find is not _by_sentence:  # the first page that tells it counts
            best[candidate.field] = _better(known, found)
        elif candidate.field in ORGANISATIONS and _lacks_place(known.value, found.value):
            best[candidate.field] = found
    return best


def _lacks_place(name: str, other: str) -> bool:
    """Is a unit's name the other one without its place, which a masthead may have lost?"""
    return len(other) > len(name) and other.endswith(name)


def _is_how_applied(candidate: Candidate) -> bool:
    """Does a form say here whether the rules are kept or waived, and not how a title is got?

    申报方式:破格申报 is no type of review, 申报方式:评审 is one.
    """
    applied = candidate.field is Field.REVIEW_TYPE and candidate.label.text.startswith("申报")
    return applied and _APPLIED.fullmatch(squeezed(candidate.printed)) is not None


def _pieces(runs: Sequence[Run], labels: Labels) -> list[Piece]:
    joined = join_labels(printed(runs, labels), labels)
    pieces = with_sex_apart([piece for run in joined for piece in cut(run, labels)])
    return with_english(pieces, joined, labels)


def _better(known: Found | None, new: Found) -> Found:
    """The more likely of two values for a field; contested when they differ.

    Of opinions that several sign, one after the other, the last decides.
    """
    if known is None:
        return new
    signed = not any(one.candidate.label.text for one in (new, known)) and is_complete(
        new.candidate.field, new.candidate.printed
    )
    later = signed or _rank(new.candidate) > _rank(known.candidate)
    first, other = (new, known) if later else (known, new)
    contested = first.contested or first.value != other.value
    return Found(first.candidate, first.page, first.frame, contested)


def _reading(found: Found, values: Mapping[Field, str], trust: float) -> Reading:
    candidate = found.candidate
    return Reading(
        value=values[candidate.field],
        printed=candidate.printed,
        confidence=round(trust * load_model().probability(found.evidence(values)), 3),
        page=found.page,
        box=found.frame.displayed(candidate.box),
    )


def _rank(candidate: Candidate) -> tuple[float, ...]:
    """Well-formed before badly read, an exact label before a guessed one, long before short.

    Where a certificate says who issued it, or when, and who approved that, the first is meant.
    A label that stands for a field where no other does is the last one of all pages.
    """
    return (
        float(is_complete(candidate.field, candidate.printed)),
        float(squeezed(candidate.label.text) not in load_sections().instead),
        float(candidate.label.text.startswith(_ASKED)),
        float(candidate.label.exact),
        float(candidate.field not in _OF_ISSUE or not candidate.label.text.startswith(_APPROVED)),
        float(len(candidate.label.text)),
        candidate.confidence,
    )
