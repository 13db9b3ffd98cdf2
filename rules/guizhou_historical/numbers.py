"""The certificate number: 未办理证书, 已遗忘, or a real one."""

import re
from functools import lru_cache

from matching.lookalikes import look_alike
from models.fields import Field
from rules.case import Case
from rules.rule import Breach, breach, rule

_NUMERALS = re.compile("[〇一二三四五六七八九十]{3}")
_DIGIT, _NOT_CHINESE = re.compile("[1-9]"), re.compile("[^〇一-龥]")
_ROOTS = ("遗忘", "未办", "遗失", "忘记")


@lru_cache(maxsize=8192)
def is_number(value: str) -> bool:
    """Is this a number that a certificate may bear, and no word in its place?"""
    if any(root in value for root in _ROOTS):
        return False
    return bool(_DIGIT.search(value) or _NUMERALS.search(value))


def real_number(case: Case) -> str:
    """The number where one was entered; "" for a blank and for words in its place."""
    value = case.value(Field.CERTIFICATE_NUMBER)
    return value if is_number(value) else ""


def never_made(case: Case) -> bool:
    """Was no certificate ever made, by what was entered or declared?"""
    state = case.declarations.get("certificate_state")
    return state == "never-issued" or in_place(case) == case.tables["placeholder"]["never_made"]


def forgotten(case: Case) -> bool:
    """Was it lost and the number forgotten, by what was entered or declared?"""
    declared = case.declarations
    if in_place(case) == case.tables["placeholder"]["forgotten"]:
        return True
    if declared.get("certificate_state") != "lost":
        return False
    known = declared.get("number_known")
    number = case.value(Field.CERTIFICATE_NUMBER)
    return known is False or (known is None and bool(number) and not is_number(number))


def in_place(case: Case) -> str | None:
    """Which of the two words stands in the number's place, or was meant by what does."""
    number, words = case.value(Field.CERTIFICATE_NUMBER), case.tables["placeholder"]
    if number in (words["never_made"], words["forgotten"]):
        return number
    return meant(case) if number and not is_number(number) else None


def right_words(case: Case) -> str | None:
    """What must stand in the number's place by the declarations; None where a number must."""
    words, declared = case.tables["placeholder"], case.declarations
    match declared.get("certificate_state"), declared.get("number_known"):
        case "never-issued", _:
            return str(words["never_made"])
        case "lost", False:
            return str(words["forgotten"])
        case _:
            return None


@rule("GZ-H-32")
def number_is_filled_in(case: Case) -> Breach | None:
    """The number is never blank."""
    if case.value(Field.CERTIFICATE_NUMBER):
        return None
    return breach(Field.CERTIFICATE_NUMBER, right_words(case))


@rule("GZ-H-31")
def never_made_is_written_so(case: Case) -> Breach | None:
    """未办理证书 if none was made, and only then."""
    words, number = case.tables["placeholder"], case.value(Field.CERTIFICATE_NUMBER)
    claimed = number == words["never_made"]
    state = case.declarations.get("certificate_state")
    if not number or (state is None and is_number(number)):
        return None
    if (case.declared("certificate_state") == "never-issued") is claimed:
        return None
    if claimed and right_words(case) == words["forgotten"]:
        return None  # GZ-H-34 says so
    return breach(Field.CERTIFICATE_NUMBER, right_words(case), typed=number)


@rule("GZ-H-34")
def forgotten_is_written_so(case: Case) -> Breach | None:
    """已遗忘 if it was lost and the number is forgotten, and only then."""
    words, number = case.tables["placeholder"], case.value(Field.CERTIFICATE_NUMBER)
    if not number:
        return None
    if number == words["never_made"] and right_words(case) != words["forgotten"]:
        return None  # GZ-H-31 speaks of it
    claimed = number == words["forgotten"]
    if is_number(number) and case.declarations.get("certificate_state") is None:
        return None
    state, known = case.declared("certificate_state"), case.declarations.get("number_known")
    if claimed:
        wrong = state == "held" or known is True
    else:
        wrong = state == "lost" and (known is False or (known is None and not is_number(number)))
    if not wrong:
        return None
    right = None if claimed else str(words["forgotten"])
    return breach(Field.CERTIFICATE_NUMBER, right, typed=number)


@rule("GZ-H-37")
def words_are_the_uniform_ones(case: Case) -> Breach | None:
    """Other words in the number's place are no number: 无, 己遗忘, 未办."""
    words, number = case.tables["placeholder"], case.value(Field.CERTIFICATE_NUMBER)
    if not number or number in (words["never_made"], words["forgotten"]) or is_number(number):
        return None
    declared = case.declarations
    has = declared.get("certificate_state") == "held" or declared.get("number_known") is True
    right = right_words(case) or (None if has else meant(case))
    return breach(Field.CERTIFICATE_NUMBER, right, typed=number)


def meant(case: Case) -> str | None:
    """Which of the two words another one means; None for 无 and the like, which say neither."""
    words = case.tables["placeholder"]
    number = _NOT_CHINESE.sub("", case.value(Field.CERTIFICATE_NUMBER))
    for name in ("never_made", "forgotten"):
        right = str(words[name])
        if _looks_like(number, right) or number in words[f"means_{name}"] or right in number:
            return right
    return None


def _looks_like(one: str, other: str) -> bool:
    """己遗忘 and 已遗忘: the same but for characters that are taken for one another."""
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(a == b or look_alike(a, b) for a, b in pairs)
