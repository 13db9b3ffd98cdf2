"""Identity numbers: is the check digit right, and what do they say of a person?"""

import re

from stdnum.iso7064 import mod_11_2


def has_valid_check_digit(number: str) -> bool:
    """Is this an 18-character number whose last character fits the others (ISO 7064 mod 11-2)?

    Area codes are not looked at: a withdrawn one, such as 622826, stays valid for its holder.
    """
    return re.fullmatch(r"\d{17}[\dX]", number, re.ASCII) is not None and bool(
        mod_11_2.is_valid(number)
    )


def birth_date_of(number: str) -> str | None:
    """The ISO birth date that an 18- or 15-character number holds, None for anything else."""
    if re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        digits = number[6:14]
    elif re.fullmatch(r"\d{15}", number, re.ASCII):
        digits = "19" + number[6:12]
    else:
        return None
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
