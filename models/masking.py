"""Identity and telephone numbers, hidden wherever others than the person and reviewers look."""

import re
from typing import Any

_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# What stands in a longer number or among the digits and letters of a hash is neither.
_NUMBER = re.compile(
    rf"(?<![\da-f])(?:"
    rf"(?P<id>\d{{4}})\d{{2}}(?P<gap>[ -]?)(?:18|19|20)\d\d{_DAY}(?P=gap)(?P<tail>\d{{3}}[\dXx])|"
    rf"(?P<old>\d{{4}})\d{{4}}{_DAY}(?P<old_tail>\d{{3}})|"
    rf"(?P<phone>(?:(?:\+|00)?86[ -]?)?1[3-9]\d)(?P<space>[ -]?)\d{{4}}(?P=space)(?P<end>\d{{4}})"
    rf")(?![\da-fXx])"
)
_SHOWN = (("id", "tail", 10), ("old", "old_tail", 8), ("phone", "end", 4))


def masked(text: str) -> str:
    """The text with the middle of each identity and mobile number hidden: 5201**********0013."""
    return _NUMBER.sub(_mask, text)


def _mask(found: re.Match[str]) -> str:
    for head, tail, hidden in _SHOWN:
        if found[head]:
            return found[head] + "*" * hidden + found[tail]
    return ""


def masked_values(value: Any) -> Any:
    """JSON with all of its texts masked."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {key: masked_values(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [masked_values(one) for one in value]
    return value
