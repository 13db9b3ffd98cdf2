"""Passwords, session tokens and one-time codes: what is kept of them is never they themselves."""

import hashlib
import re
from datetime import timedelta
from secrets import choice, token_urlsafe
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from matching.identity import has_valid_check_digit, lasting_number
from matching.text import normal_form
from models.errors import UsageWrong
from models.fields import Field
from models.findings import found

# The parameters that RFC 9106 recommends where memory is short: 64 MiB, 3 passes, 4 lanes.
_HASHER = PasswordHasher()
# Each takes that memory: who sends a thousand passwords at once waits, and takes no more of it.
_AT_ONCE = BoundedSemaphore(4)
# No letter or digit that looks like another: the code is read out on the telephone.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LONG = re.compile(r"[0-9]{17}[0-9X]")
_CODE_LENGTH = 10
CODE_LASTS = timedelta(days=1)
LEAST = 10


def hash_password(password: str) -> str:
    """What is kept of a password (argon2id)."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(kept: str, password: str) -> bool:
    """Is this the password? Takes the same time whether or not."""
    try:
        with _AT_ONCE:
            return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


# Nobody knows this password: accounts without one have it, and who names no account that there is
# is compared with it, so that the answer takes as long.
NOBODY = hash_password(token_urlsafe())


def new_token() -> str:
    """A token for a browser or a program."""
    return token_urlsafe(32)


def new_code() -> str:
    """A one-time code that can be read out."""
    return "".join(choice(_LETTERS) for _ in range(_CODE_LENGTH))


def digest(token: str) -> str:
    """What is kept of a token or a code; they are long and random, so one pass is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def person_digest(id_number: str, key: str) -> str:
    """What tells one natural person from another, of an identity number; "" of none.

    However it is typed: a small x, spaces, full width, the old 15 digits. Raises UsageWrong for one
    whose check digit is wrong, which would make two persons of one.
    """
    number = lasting_number(normal_form(Field.ID_NUMBER, id_number))
    if not number:
        return ""
    if _LONG.fullmatch(number) and not has_valid_check_digit(number):
        raise UsageWrong(found("ACCOUNT_ID_WRONG"))
    return hashlib.scrypt(
        number.encode(), salt=key.encode() or b"zhenghe", n=2**14, r=8, p=1
    ).hex()[:64]
