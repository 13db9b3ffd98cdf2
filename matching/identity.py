"""Identity numbers: is the check digit right, and which number is the same person's?"""

import re

from stdnum.iso7064 import mod_11_2


def has_valid_check_digit(number: str) -> bool:
    """Is this an 18-character number whose last character fits the others (ISO 7064 mod 11-2)?

    Area codes are not looked at: a withdrawn one, such as 622826, stays valid for its holder.
    """
    return re.fullmatch(r"\d{17}[\dX]", number, re.ASCII) is not None and bool(
        mod_11_2.is_valid(number)
    )


def lasting_number(number: str) -> str:
    """The number in the form that it has for good: 15 digits of the old kind become 18."""
    if re.fullmatch(r"\d{15}", number, re.ASCII) is None:
        return number
    longer = f"{number[:6]}19{number[6:]}"
    return longer + str(mod_11_2.calc_check_digit(longer))
