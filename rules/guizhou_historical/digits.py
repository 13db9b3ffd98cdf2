"""What a certificate number tells: in which city the title was evaluated, and the year."""

import re

from models.fields import Field
from rules.case import Case
from rules.guizhou_historical.numbers import real_number
from rules.guizhou_historical.question_11 import asks_question_11, by_digit
from rules.guizhou_historical.units import bureau_city, city_of, convener_of, same
from rules.rule import Breach, breach, rule
from rules.whereabouts import place_of

_NO_DIGIT = re.compile("[^0-9]")


def digits_of(case: Case) -> str:
    """The digits of the number (数字部分); "" for a placeholder, which is none."""
    return _NO_DIGIT.sub("", real_number(case))


def digit_city(case: Case) -> tuple[str, str]:
    """The fifth digit and the city that it stands for; ("", "") where it tells none."""
    digits = digits_of(case)
    digit = digits[4] if len(digits) > 4 else ""
    city = case.tables["fifth_digit"].get(digit, "")
    return (digit, str(city)) if city else ("", "")


def bureau(case: Case, city: str) -> str:
    """The HR bureau of a city as it is entered."""
    return f"{city}{case.tables['issuing_unit']['local']}"


@rule("GZ-H-21")
def bureau_of_the_fifth_digit(case: Case) -> Breach | None:
    """The city's bureau that is chosen is that of the number's fifth digit."""
    chosen = case.value(Field.ISSUER)
    digit, city = digit_city(case)
    own = bureau_city(chosen) if chosen else ""
    if not own or not city or own == place_of(city) or not asks_question_11(case):
        return None
    if not by_digit(case) or _formed_it(case, chosen):
        return None
    return breach(Field.ISSUER, bureau(case, city), typed=chosen, digit=digit, city=city)


def _formed_it(case: Case, chosen: str) -> bool:
    convener = convener_of(case)
    return bool(convener) and same(convener, chosen)


@rule("GZ-H-22")
def fifth_digit_is_no_area_code(case: Case) -> Breach | None:
    """The fifth digit is not the order of the area codes: 2 is 遵义市, not 六盘水市."""
    chosen = case.value(Field.ISSUER)
    digit, city = digit_city(case)
    mistaken = case.tables["area_code_order"].get(digit, "")
    own = bureau_city(chosen) if chosen else ""
    if not own or mistaken == city or own != place_of(mistaken) or not asks_question_11(case):
        return None
    if not by_digit(case) or _formed_it(case, chosen):
        return None
    value = bureau(case, city)
    return breach(Field.ISSUER, value, typed=chosen, digit=digit, city=city, mistaken=mistaken)


@rule("GZ-H-26")
def fifth_digit_tells_nothing(case: Case) -> Breach | None:
    """Fewer than five digits, or a 0: the unit that formed the committee is chosen."""
    if not real_number(case) or digit_city(case)[1] or not asks_question_11(case):
        return None
    chosen = case.value(Field.ISSUER)
    if not by_digit(case) or (chosen and _formed_it(case, chosen)):
        return None
    return breach(Field.CERTIFICATE_NUMBER, typed=real_number(case))


@rule("GZ-H-27")
def number_and_committee_name_one_city(case: Case) -> Breach | None:
    """The number and the name of the committee tell of one city."""
    committee = case.value(Field.COMMITTEE)
    digit, city = digit_city(case)
    sits = city_of(committee) if committee else ""
    if not city or not sits or sits == place_of(city) or not asks_question_11(case):
        return None
    if not by_digit(case):
        return None
    return breach(
        Field.CERTIFICATE_NUMBER,
        typed=real_number(case),
        digit=digit,
        city=city,
        committee=committee,
    )


@rule("GZ-H-28")
def number_begins_with_the_year(case: Case) -> Breach | None:
    """The first four digits are the year, or the year before or after."""
    digits, figures = digits_of(case), case.tables["number_year"]
    year = int(digits[:4]) if len(digits) > 4 else 0
    if not figures["first"] <= year <= figures["last"]:
        return None
    obtained = case.year_of(Field.OBTAINED_ON)
    if abs(year - obtained) <= figures["slack"]:
        return None
    return breach(Field.CERTIFICATE_NUMBER, typed=real_number(case), year=year, obtained=obtained)
