"""Numbers of Gansu: the one derived for a forgotten certificate number, and document numbers.

甘职改办〔2013〕121号 and an identity number ending in 6421 give 甘职改办〔2013〕1216421号.
"""

import re
from collections.abc import Iterator

from models.fields import DocumentKind, Field
from rules.case import Case
from rules.gansu.missing import (
    LESSER,
    WITHOUT_APPROVAL,
    certificate_at_hand,
    lacks,
    lost,
    reissuing,
)
from rules.rule import Breach, breach, rule

# 机关代字〔年份〕序号号; what is derived ends its serial with the last four of an identity number.
_DOCUMENT_NUMBER = re.compile(r"([^\d〔〕]+〔((?:19|20)\d\d)〕第?\d+)号", re.ASCII)
_DERIVED = re.compile(r"[^\d〔〕]+〔(?:19|20)\d\d〕第?\d+(\d{3}[\dX])号", re.ASCII)
_IDENTITY = re.compile(r"(?:\d{14}|\d{11})(\d{3}[\dX])", re.ASCII)
_NO_NUMBER = re.compile(r"\D*", re.ASCII)


def derived_number(approval: str, identity: str) -> str | None:
    """The number that stands for a forgotten one; None where a part of it isn't well formed."""
    document, last = _DOCUMENT_NUMBER.fullmatch(approval), last_four(identity)
    return f"{document[1]}{last}号" if document and last else None


def last_four(identity: str) -> str | None:
    """The last four characters of an identity number, None of what is none."""
    match = _IDENTITY.fullmatch(identity)
    return match[1] if match else None


def entered_number(case: Case) -> str:
    """The certificate number as it is compared: x is X."""
    return case.value(Field.CERTIFICATE_NUMBER).upper()


def derived_of(case: Case) -> str | None:
    """The derived number of this case, None where a part is malformed. Unknown where one is."""
    return derived_number(case.entered(Field.APPROVAL_NUMBER), case.entered(Field.ID_NUMBER))


def ends_as_derived(number: str) -> str | None:
    """The four characters before 号 of a number in the derived form, None in any other form."""
    match = _DERIVED.fullmatch(number)
    return match[1] if match else None


def forgotten(case: Case) -> bool:
    """Must the number be derived: a 中级 or 初级 certificate is lost, its number forgotten?

    Where that isn't declared, a number that begins as the approval number does shows it.
    """
    if reissuing(case) or not lost(case) or case.level() not in LESSER:
        return False
    if case.papers is not None and DocumentKind.APPROVAL not in case.papers:
        return False  # not collected at all: GS-31
    number, known = entered_number(case), case.declarations.get("number_known")
    if known is None and number:
        stem = case.value(Field.APPROVAL_NUMBER).removesuffix("号")
        return bool(stem) and number.startswith(stem)
    return not case.declared("number_known")


@rule("GS-18")
def forgotten_number_is_derived(case: Case) -> Breach | None:
    """证书编号 is 资格文件号 with the last four of the identity number before 号."""
    if not forgotten(case):
        return None
    number, right = entered_number(case), derived_of(case)
    if right is None or number == right:  # GS-20 says what is malformed
        return None
    zh = f"填写的是“{number}”" if number else "没有填写"
    en = f"is {number}" if number else "is blank"
    return breach(Field.CERTIFICATE_NUMBER, right, entered_zh=zh, entered_en=en, right=right)


@rule("GS-19")
def derived_number_keeps_the_x(case: Case) -> Breach | None:
    """An X at the end of the identity number stays in the derived number."""
    number = entered_number(case)
    if not number or "X" in number or not case.entered(Field.ID_NUMBER).endswith("X"):
        return None
    if not forgotten(case):
        return None
    right = derived_of(case)
    if right is None or number != right.replace("X", ""):
        return None
    return breach(Field.CERTIFICATE_NUMBER, right, typed=number, right=right)


@rule("GS-20")
def nothing_is_derived_from_a_malformed_number(case: Case) -> Breach | None:
    """Without a well-formed approval number no certificate number is made up."""
    if not forgotten(case):
        return None
    approval = case.value(Field.APPROVAL_NUMBER)
    if _DOCUMENT_NUMBER.fullmatch(approval):
        return None
    zh = f"“{approval}”不是规范的文号" if approval else "还没有填写"
    en = f"{approval} is not well formed" if approval else "is blank"
    return breach(Field.APPROVAL_NUMBER, state_zh=zh, state_en=en)


@rule("GS-21")
def derived_number_is_this_persons(case: Case) -> Breach | None:
    """A derived number ends in the own four characters, and is for those without a certificate."""
    number = entered_number(case)
    last = ends_as_derived(number)
    if last is None or reissuing(case):
        return None
    own = last_four(case.entered(Field.ID_NUMBER))
    if own is None:
        return None
    held = _known_to_be_held(case)
    if not held and last != own:
        right = derived_number(case.value(Field.APPROVAL_NUMBER), case.value(Field.ID_NUMBER))
        if right and number == right.replace("X", ""):
            return None  # GS-19
        zh = f"末四位是{last}，与您的身份证后四位{own}不一致"
        en = f"ends in {last}, but your identity number ends in {own}"
        return breach(Field.CERTIFICATE_NUMBER, right, problem_zh=zh, problem_en=en)
    if held and last == own and not _approval_known_missing(case):
        zh, en = (
            "是推导出来的编号，而证书就在手里",
            "is a derived one, though the certificate is at hand",
        )
        return breach(Field.CERTIFICATE_NUMBER, problem_zh=zh, problem_en=en)
    return None


def _known_to_be_held(case: Case) -> bool:
    known = case.papers is not None or "certificate_state" in case.declarations
    return known and certificate_at_hand(case)


def _approval_known_missing(case: Case) -> bool:
    return case.papers is not None and DocumentKind.APPROVAL not in case.papers


@rule("GS-29")
def approval_number_is_that_of_the_substitute(case: Case) -> Breach | None:
    """Where the approval document is missing, its number is that of the appointment document."""
    if not lacks(case, WITHOUT_APPROVAL):
        return None
    number = case.value(Field.APPROVAL_NUMBER)
    if _NO_NUMBER.fullmatch(number):  # blank, 无, 不详
        return breach(Field.APPROVAL_NUMBER, _shown_number(case), typed=number or "空白", en=number)
    if not case.has(DocumentKind.APPOINTMENT):
        return None  # GS-27 asks for it
    shown = case.read(Field.APPROVAL_NUMBER, DocumentKind.APPOINTMENT)
    if shown is None or shown[1].value == number:
        return None
    right = shown[1].value
    return breach(Field.APPROVAL_NUMBER, right, seen=shown, typed=number, en=number)


def _shown_number(case: Case) -> str | None:
    seen = (d for d in case.documents if d.kind is DocumentKind.APPOINTMENT)
    return next(
        (d.fields[Field.APPROVAL_NUMBER].value for d in seen if Field.APPROVAL_NUMBER in d.fields),
        None,
    )


@rule("GS-32")
def nothing_is_derived_from_an_appointment(case: Case) -> Breach | None:
    """With the certificate at hand its own number counts, not one made of an appointment's."""
    number = entered_number(case)
    last = ends_as_derived(number)
    if last is None or not lacks(case, WITHOUT_APPROVAL):
        return None
    stem = case.value(Field.APPROVAL_NUMBER).removesuffix("号")
    if last != last_four(case.value(Field.ID_NUMBER)) and not (stem and number.startswith(stem)):
        return None
    own = next(iter(_numbers_shown(case)), None)
    return breach(Field.CERTIFICATE_NUMBER, own, typed=number)


def _numbers_shown(case: Case) -> Iterator[str]:
    for document in case.documents:
        shown = document.fields.get(Field.CERTIFICATE_NUMBER)
        if shown and document.kind in (DocumentKind.CERTIFICATE, DocumentKind.E_CERTIFICATE):
            yield shown.value


@rule("GS-60")
def year_of_the_document_fits(case: Case) -> Breach | None:
    """The approval document is of the year in which the title was obtained, or the next."""
    match = _DOCUMENT_NUMBER.fullmatch(case.entered(Field.APPROVAL_NUMBER))
    if match is None or _approval_known_missing(case):  # then it is the number of an appointment
        return None
    years = int(match[2]) - case.year_of(Field.OBTAINED_ON)
    least, most = case.tables["approval_years_after"]
    return None if least <= years <= most else breach(Field.APPROVAL_NUMBER, years=abs(years))
