"""Brackets in lines of a list, and the commas in them."""

import re
from collections.abc import Iterator

CLOSING = {"(": ")", "〔": "〕", "[": "]", "【": "】"}


def close_of(letters: str, at: int) -> int:
    """Where the bracket closes that opens there, -1 for nowhere."""
    opening, closing, depth = letters[at], CLOSING[letters[at]], 0
    for place in range(at, len(letters)):
        depth += (letters[place] == opening) - (letters[place] == closing)
        if depth == 0:
            return place
    return letters.find(closing, at)


def between_commas(letters: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """From where to where what stands between commas reaches."""
    for match in re.finditer(r"[^、,;]+", letters[begin:end]):
        yield begin + match.start(), begin + match.end()
