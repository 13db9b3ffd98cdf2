"""Guangxi: the employer's name, which is that on its seal, and the seals of a certificate."""

import re
from collections.abc import Iterator

from matching.dictionary_data import derived
from matching.meaning import short_forms
from matching.places import place_path, places
from matching.text import ORGANISATIONS
from models.documents import Document
from models.fields import DocumentKind, Field
from rules.case import Case, Unknown
from rules.evidence import seal_kind
from rules.facts import plain, plain_words
from rules.guangxi.issuers import GUANGXI, by_department
from rules.guangxi.labels import label_of
from rules.guangxi.ways import way_of
from rules.rule import Breach, breach, rule

_EMPLOYER = Field.EMPLOYER
_SEALED = (DocumentKind.STATEMENT, DocumentKind.APPOINTMENT)
_SHOWING = (
    DocumentKind.CERTIFICATE,
    DocumentKind.REVIEW_FORM,
    DocumentKind.APPROVAL,
    DocumentKind.OTHER,
)
_BETWEEN = re.compile("[、,，;；]|[和及与](?=广西|自治区)")


@rule("GX-25")
def no_spaces_in_names(case: Case) -> Iterator[Breach]:
    """A name with a space in it would count as another unit; the space is removed."""
    for field in sorted(ORGANISATIONS):
        typed = case.typed.get(field, "")
        if any(c.isspace() for c in typed) and case.value(field):
            right = "".join(typed.split())
            label = label_of(case, field)
            yield breach(field, right, label=label, label_en=field.en, right=right)


@rule("GX-35")
def name_of_the_seal(case: Case) -> Breach | None:
    """The employer's name is the one on its seal, in full."""
    typed = case.entered(_EMPLOYER)
    if typed in (seals := set(_seals_of_employers(case))):
        return None
    if short := _short_form(case, typed):
        return _not_the_seal(typed, min(seals, default=None), short)
    if seals:
        return _not_the_seal(typed, min(seals), "")
    # Without a seal, a document on which the name is longer shows that this one is short.
    for document in case.seen(*_SHOWING, *_SEALED):
        reading = document.fields.get(_EMPLOYER)
        shown = plain(_EMPLOYER, reading.value) if reading else ""
        if reading and shown != typed and _is_within(typed, shown):
            return breach(
                _EMPLOYER,
                shown,
                seen=(document, reading),
                typed=typed,
                problem_zh=f"材料上是“{shown}”",
                problem_en=f"a document has {shown}",
            )
    return None


def _not_the_seal(typed: str, seal: str | None, short: str) -> Breach:
    zh = f"公章上是“{seal}”" if seal else f"“{short}”是简称"
    en = f"the seal has {seal}" if seal else f"{short} is a short form"
    return breach(_EMPLOYER, seal, typed=typed, problem_zh=zh, problem_en=en)


def _seals_of_employers(case: Case) -> Iterator[str]:
    """The texts of the seals of units, but not of departments and offices, on what units write."""
    for document in case.documents:
        if document.kind in _SEALED:
            for seal in document.seals:
                if seal.text and seal_kind(seal.text, "") == "employer":
                    yield plain(_EMPLOYER, seal.text)


def _short_form(case: Case, name: str) -> str:
    if words := short_forms(_EMPLOYER, name):
        return words[0].short
    return next((end for end in case.tables["short_ends"] if name.endswith(end)), "")


def _is_within(short: str, full: str) -> bool:
    """Are all characters of one in the other, in order?"""
    rest = iter(full)
    return all(character in rest for character in short)


@rule("GX-36")
def nothing_is_added_before_the_name(case: Case) -> Breach | None:
    """广西壮族自治区 is not put before a name that the seal has without it."""
    typed, added = case.entered(_EMPLOYER), case.tables["added_before_names"]
    bare = typed.removeprefix(added)
    if bare in (typed, ""):
        return None
    shown = set(_names_shown(case))
    if typed in shown:
        return None
    if bare in shown or _begins_with_a_place(bare):
        return breach(_EMPLOYER, bare, typed=typed, added=added, right=bare)
    case.seen(*_SHOWING, *_SEALED)
    return None


def _names_shown(case: Case) -> Iterator[str]:
    yield from _seals_of_employers(case)
    for document in case.documents:
        if reading := document.fields.get(_EMPLOYER):
            yield plain(_EMPLOYER, reading.value)


def _begins_with_a_place(name: str) -> bool:
    path, _ = place_path(name)
    return bool(path) and path[0] in _cities()


@derived()
def _cities() -> frozenset[str]:
    return frozenset(place.name for place in places() if GUANGXI in place.within)


@rule("GX-11")
def seals_of_an_evaluated_title(case: Case) -> Breach | None:
    """Two seals: the department's and the leading group's."""
    if way_of(case) != "evaluation":
        return None
    seals = tuple(_seals_of_certificate(case))
    if not seals:
        return breach(document=DocumentKind.CERTIFICATE, seals="其他单位的印章")
    group = plain_words(case.tables["leading_group"])
    has = any(by_department(case, seal) for seal in seals), any(group in seal for seal in seals)
    if all(has):
        return None
    # A seal that could not be read may be the missing one; another unit's can't.
    if any(has) and len(seals) < 2:
        raise Unknown(f"documents.{DocumentKind.CERTIFICATE}")
    return breach(document=DocumentKind.CERTIFICATE, seals="、".join(seals))


def _seals_of_certificate(case: Case) -> Iterator[str]:
    """The units whose seals the certificate bears: as read, else as declared.

    None where it was declared that no seal is a department's.
    """
    read = [seal.text for one in _certificates(case) for seal in one.seals if seal.text]
    paper = (case.papers or {}).get(DocumentKind.CERTIFICATE)
    kinds = paper.seals if paper else None
    if not read and kinds is not None and "hr-department" not in kinds:
        return
    declared = read or _BETWEEN.split(case.declared("sealed_by"))
    found = [plain_words(text) for text in declared]
    if not any(found):
        raise Unknown("declarations.sealed_by")
    yield from (text for text in found if text)


def _certificates(case: Case) -> Iterator[Document]:
    return (one for one in case.documents if one.kind is DocumentKind.CERTIFICATE)
