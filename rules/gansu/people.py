"""The person's own data as Gansu's system takes them: the name in characters, the number."""

import re

from matching.identity import has_valid_check_digit
from matching.text import squeezed
from models.fields import Field
from rules.case import Case
from rules.rule import Breach, breach, rule

_LETTERS = re.compile(r"[A-Za-z0-9]", re.ASCII)
# Between the parts of a minority name; the normal form makes a · of each.
_WRONG_DOT = re.compile(r"(?<=[\u3400-\u9fff])[.\-*,。](?=[\u3400-\u9fff])")
_EIGHTEEN = re.compile(r"\d{17}[\dX]", re.ASCII)
_IDENTITY_CARDS = ("", "居民身份证", "身份证", "二代身份证")


@rule("GS-44")
def name_is_in_characters(case: Case) -> Breach | None:
    """The name is the person's own in Chinese characters, without pinyin."""
    if case.value(Field.ID_TYPE) not in _IDENTITY_CARDS:
        return None
    name = case.entered(Field.NAME)
    return breach(Field.NAME, typed=name) if _LETTERS.search(name) else None


@rule("GS-45")
def minority_names_have_their_dot(case: Case) -> Breach | None:
    """The parts of a minority name are joined by ·; no such name is refused."""
    case.entered(Field.NAME)
    typed = case.typed[Field.NAME]
    if not _WRONG_DOT.search(squeezed(typed)):
        return None
    return breach(Field.NAME, case.value(Field.NAME), right=case.value(Field.NAME))


@rule("GS-61")
def withdrawn_area_codes_are_valid(case: Case) -> Breach | None:
    """The check digit decides; an area code that was withdrawn (622826) is no fault."""
    number = case.entered(Field.ID_NUMBER)
    if case.value(Field.ID_TYPE) not in _IDENTITY_CARDS or not _EIGHTEEN.fullmatch(number):
        return None  # of another length: X-08
    return None if has_valid_check_digit(number) else breach(Field.ID_NUMBER, typed=number)
