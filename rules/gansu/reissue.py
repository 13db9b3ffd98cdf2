"""A lost 高级 certificate: its electronic re-issue, 老证书管理号 and 签发单位 (二（二）1)."""

import re
from functools import lru_cache

from matching.dictionary import named
from matching.dictionary_data import derived
from matching.entries import Kind
from matching.keys import match_key
from models.documents import Document, Reading
from models.fields import DocumentKind, Field
from rules.case import Case, Rank
from rules.gansu.missing import LESSER, lost, reissuing
from rules.gansu.numbers import derived_number, derived_of, ends_as_derived
from rules.rule import Breach, breach, rule

MINUS_ONE = "-1"
_DASHES = "-—–−‐‑‒―﹣－一负"
_LIKE_MINUS_ONE = re.compile(rf"[{_DASHES}]+1")
_QUOTES = "\"'“”‘’＂＇「」『』`"
_HOLD_NUMBERS = (Field.CERTIFICATE_NUMBER, Field.MANAGEMENT_NUMBER)
_RANKS = {Rank.SENIOR: "senior", Rank.MIDDLE: "middle", Rank.JUNIOR: "junior"}


@lru_cache(maxsize=4096)
def means_minus_one(text: str) -> bool:
    """Is this -1, however its dash and quotation marks are written?"""
    return _LIKE_MINUS_ONE.fullmatch(text.strip(_QUOTES)) is not None


@rule("GS-06")
def lost_senior_certificate_is_issued_anew(case: Case) -> Breach | None:
    """A lost 高级 certificate isn't collected by a statement but issued anew."""
    if reissuing(case) or not lost(case) or not case.senior:
        return None
    known = case.papers
    if known is not None and not {DocumentKind.APPROVAL, DocumentKind.REVIEW_FORM} <= set(known):
        return None  # GS-31
    return breach(document=DocumentKind.CERTIFICATE)


@rule("GS-08")
def old_number_is_minus_one_without_quotes(case: Case) -> Breach | None:
    """老证书管理号 is never blank: -1 where there is no number, without quotation marks."""
    if not reissuing(case):
        return None
    number = case.value(Field.MANAGEMENT_NUMBER)
    if number:
        quoted = number.strip(_QUOTES) != number and means_minus_one(number)
        zh, en = f"填写的是“{number}”，带有引号", f"is {number}, with quotation marks"
        return _as_minus_one(case, zh, en) if quoted else None
    zh, en = "没有填写", "is blank"
    if case.declared("number_known"):
        own = case.value(Field.CERTIFICATE_NUMBER) or None
        return breach(Field.MANAGEMENT_NUMBER, own, problem_zh=zh, problem_en=en)
    return _as_minus_one(case, zh, en)


def _as_minus_one(case: Case, zh: str, en: str) -> Breach:
    """-1 is the correction of a 高级 certificate alone: GS-10."""
    value = None if case.rank in LESSER else MINUS_ONE
    return breach(Field.MANAGEMENT_NUMBER, value, problem_zh=zh, problem_en=en)


@rule("GS-09")
def near_misses_of_minus_one(case: Case) -> Breach | None:
    """负1, 0, 无, or a number made up, in 老证书管理号."""
    if not reissuing(case):
        return None
    number = case.value(Field.MANAGEMENT_NUMBER)
    if not number or number == MINUS_ONE:
        return None
    bare = number.strip(_QUOTES)
    dashed = bare == number and means_minus_one(number)
    if not dashed and bare not in case.tables.names("no_number") and not _made_up(case, bare):
        return None
    value = None if case.rank in LESSER else MINUS_ONE
    return breach(Field.MANAGEMENT_NUMBER, value, typed=number)


def _made_up(case: Case, number: str) -> bool:
    """Is it the number that is derived in the collection?"""
    parts = case.value(Field.APPROVAL_NUMBER), case.value(Field.ID_NUMBER)
    return number == derived_number(*parts)


@rule("GS-10")
def minus_one_only_where_it_belongs(case: Case) -> Breach | None:
    """-1 stands in 老证书管理号 of a re-issued 高级 certificate and nowhere else."""
    anew = reissuing(case)
    if means_minus_one(case.value(Field.CERTIFICATE_NUMBER)):
        right = None if anew or not lost(case) or case.level() not in LESSER else _derived(case)
        return breach(Field.CERTIFICATE_NUMBER, right, label=Field.CERTIFICATE_NUMBER.zh)
    if means_minus_one(case.value(Field.MANAGEMENT_NUMBER)) and not (anew and case.senior):
        return breach(Field.MANAGEMENT_NUMBER, label="老证书管理号")
    return None


def _derived(case: Case) -> str | None:
    known = case.value(Field.APPROVAL_NUMBER) and case.value(Field.ID_NUMBER)
    return derived_of(case) if known else None


@rule("GS-11")
def minus_one_only_where_no_number_is_known(case: Case) -> Breach | None:
    """A paper that shows the number gainsays -1."""
    if not reissuing(case) or not means_minus_one(case.value(Field.MANAGEMENT_NUMBER)):
        return None
    shown = _number_shown(case)
    if shown is None:
        return None
    value = shown[1].value
    return breach(Field.MANAGEMENT_NUMBER, value, seen=shown, number=value)


def _number_shown(case: Case) -> tuple[Document, Reading] | None:
    """The number of the certificate that any paper shows, in a field or in the person's row."""
    name = case.value(Field.NAME)
    for document in case.seen(*DocumentKind):
        own = (row for row in document.rows if Field.NAME in row and row[Field.NAME].value == name)
        for shown in (document.fields, *own):
            for field in _HOLD_NUMBERS:
                reading = shown.get(field)
                if reading and not ends_as_derived(reading.value):
                    return document, reading
    return None


@rule("GS-12")
def issuer_has_the_authority(case: Case) -> Breach | None:
    """签发单位 is one that may issue certificates of this level anew."""
    if not reissuing(case):
        return None
    lawful = tuple(case.tables["reissue_authority"][_RANKS[case.level()]])
    if not lawful:
        return None
    issuer = case.entered(Field.ISSUER)
    if _is_one_of(issuer, lawful):
        return None
    return breach(Field.ISSUER, lawful[0], typed=issuer, right="、".join(lawful))


@derived(4096)
def _is_one_of(name: str, lawful: tuple[str, ...]) -> bool:
    """Is the unit one of these, by any of its names? 省职改办 may be of this province."""
    return any(_unit(name) & _unit(one) for one in lawful)


def _unit(name: str) -> frozenset[str]:
    ids = frozenset(hit.entry.id for hit in named(Kind.UNIT, name))
    return ids or frozenset({match_key(Field.ISSUER, name)})
