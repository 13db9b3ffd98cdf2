"""Numbers as all provinces check them: identity numbers, document numbers, foreign placeholders."""

import re
from datetime import date
from functools import lru_cache

from stdnum.iso7064 import mod_11_2

from models.fields import Field
from rules.case import Case
from rules.rule import Breach, breach, rule

_WELL_FORMED = re.compile(r"\D+〔(?:19|20)\d\d〕\d+[\dX]*号")
_NEARLY = re.compile(r"(\D+?)[〔-]?((?:19|20)\d\d)[〕-]*(?:第)?0*(\d+)号?")


@rule("X-01")
def placeholder_of_another_province(case: Case) -> Breach | None:
    """What stands for a missing number elsewhere doesn't here."""
    number = case.value(Field.CERTIFICATE_NUMBER)
    placeholders = case.tables["placeholders"]
    own = placeholders[case.profile]
    foreign = {one for known in placeholders.values() for one in known["values"]}
    if number not in foreign or number in own["values"]:
        return None
    label, do_zh, do_en = Field.CERTIFICATE_NUMBER.zh, own["do_zh"], own["do_en"]
    return breach(Field.CERTIFICATE_NUMBER, typed=number, label=label, do_zh=do_zh, do_en=do_en)


@rule("X-08")
def identity_number_is_valid(case: Case) -> Breach | None:
    """18 characters with their check digit and a real date; 15 digits on old documents."""
    if case.value(Field.ID_TYPE) not in ("", "居民身份证", "身份证", "二代身份证"):
        return None
    number = case.entered(Field.ID_NUMBER)
    problem = _problem(number, case.submitted_on)
    if problem is None:
        return None
    return breach(Field.ID_NUMBER, typed=number, problem_zh=problem[0], problem_en=problem[1])


def born_on(number: str) -> date | None:
    """The date of birth in an identity number of 18 or 15 characters, None where there is none."""
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12] if len(number) == 15 else ""
    if not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _problem(number: str, today: date) -> tuple[str, str] | None:
    """What is wrong with a number, in Chinese and English; None where nothing is."""
    if not re.fullmatch(r"[1-9]\d{14}|[1-9]\d{16}[\dX]", number, re.ASCII):
        return (
            f"应为18位（老证件15位），现为{len(number)}位或含有不该有的字符",
            f"it should have 18 characters (15 on old documents); this has {len(number)}",
        )
    born = born_on(number)
    if born is None or born > today or born.year < 1900:
        return "其中的出生日期不存在或在将来", "its date of birth is no day, or lies in the future"
    if len(number) == 18 and not mod_11_2.is_valid(number):
        right = mod_11_2.calc_check_digit(number[:-1])
        return (
            f"最后一位校验码应为{right}，号码中至少有一位填错",
            f"its check digit would be {right}, so at least one digit is wrong",
        )
    return None


@rule("X-14")
def document_number_is_well_written(case: Case) -> Breach | None:
    """机关代字〔年份〕序号号."""
    number = case.entered(Field.APPROVAL_NUMBER)
    if _WELL_FORMED.fullmatch(number):
        return None
    return breach(
        Field.APPROVAL_NUMBER,
        _well_written(number),
        typed=number,
        label=Field.APPROVAL_NUMBER.zh,
        label_en=Field.APPROVAL_NUMBER.en,
    )


@lru_cache(maxsize=4096)
def _well_written(number: str) -> str | None:
    match = _NEARLY.fullmatch(number)
    return f"{match[1]}〔{match[2]}〕{match[3]}号" if match else None
