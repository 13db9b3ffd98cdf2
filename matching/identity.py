"""Identity numbers: is the check digit right?"""

import re

from stdnum.iso7064 import mod_11_2


def has_valid_check_digit(number: str) -> bool:
    """Is this an 18-character number whose last character fits the others (ISO 7064 mod 11-2)?

    Area codes are not looked at: a withdrawn one, such as 622826, stays valid for its holder.
    """
    return re.fullmatch(r"\d{17}[\dX]", number, re.ASCII) is not None and bool(
        mod_11_2.is_valid(number)
    )
