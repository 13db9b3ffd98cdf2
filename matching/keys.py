"""Text for comparing: what two ways of writing one thing have in common.

A key is only for looking up and comparing, never for showing. Beyond the normal form it lets go of
traditional characters, the shape of brackets, quotation marks and letter case; in names of units
and committees it writes out the short forms of the notices and the old names of departments, as
`dictionary/words.toml` lists them, and only where these are certain. Keys are idempotent.
"""

import re
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase, ascii_uppercase

from opencc import OpenCC

from matching.dictionary_data import derived, facts
from matching.places import place_prefix
from matching.text import DATES, ORGANISATIONS, normal_form, squeezed
from models.fields import Field

_OPENING, _CLOSING = "[［（【〔〖﹝{｛〈<《", "]］）】〕〗﹞}｝〉>》"
_ROUND = str.maketrans(dict.fromkeys(_OPENING, "(") | dict.fromkeys(_CLOSING, ")"))
_PLAIN = _ROUND | str.maketrans(
    dict.fromkeys("“”„‟\"'‘’「」『』＂＇", "")
    | dict(zip(ascii_lowercase, ascii_uppercase, strict=True))
)
# Text of these characters alone is its own normal form, but for the fields with forms of their own.
_TIDY = re.compile(r"[0-9A-Z\u4e00-\u9fa5]*")
_SPECIAL = DATES | {Field.LEVEL, Field.ID_NUMBER, Field.APPROVAL_NUMBER}
_END = r"(?=$|\(|办公室$)"


@dataclass(frozen=True, slots=True)
class Word:
    """A rule of words.toml: where `short` stands, keys write `full`.

    kind is `short`, `former` or `variant`; where is `after-place`, `end`, `office` or `whole`.
    """

    short: str
    full: str
    where: str
    kind: str
    source: str
    certainty: str


class _Simplified(dict[int, str]):
    """Character by character, so that the key of a part is a part of the key."""

    def __init__(self) -> None:
        self._converter = OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        character = chr(code)
        while code > 0x2E7F and (simple := self._converter.convert(character)) != character:
            character = simple
        self[code] = character
        return character


def match_key(field: Field, text: str, *, current: bool = True) -> str:
    """The key of a field's text. current=False leaves the old names of departments as they are."""
    return written_out(field, text, current=current)[0]


def written_out(field: Field, text: str, *, current: bool = True) -> tuple[str, tuple[Word, ...]]:
    """The key, and the short forms and old names that were written out on the way to it."""
    key, used = _settled(field, text, former=False)
    if current and field in ORGANISATIONS:
        key, more = _settled(field, key, former=True)
        used += more
    return key, used


def _settled(field: Field, text: str, *, former: bool) -> tuple[str, tuple[Word, ...]]:
    """Tidied and written out until nothing changes any more."""
    used: list[Word] = []
    while True:
        key = _tidied(field, text)
        if field in ORGANISATIONS:
            key, words = _expanded(key, former=former)
            used += words
        elif field is Field.SERIES:
            key = re.sub(r"(?<=.)(?:系列)+$", "", key)
        if key == text:
            return key, tuple(used)
        text = key


def _tidied(field: Field, text: str) -> str:
    """The normal form without what keys let go of; short forms are yet to be written out."""
    if field not in _SPECIAL and _TIDY.fullmatch(text):  # as is nearly every row of a roster
        return text.translate(_simplified())
    # The normal form of a unit's name lets go of a bracket behind it, whatever its shape.
    shaped = text.translate(_ROUND) if field in ORGANISATIONS else text
    return _plain(normal_form(field, shaped))


def _plain(text: str) -> str:
    return squeezed(text).translate(_simplified()).translate(_PLAIN)


@cache
def _simplified() -> _Simplified:
    return _Simplified()


@derived()
def words() -> tuple[Word, ...]:
    """The rules of words.toml, the longest short form first."""
    rows = (Word(**row) for row in facts("words")["word"])
    return tuple(sorted(rows, key=lambda word: -len(word.short)))


@derived()
def _patterns() -> tuple[tuple[Word, re.Pattern[str]], ...]:
    ends = {
        "after-place": "(?<=[省市州县区旗盟]){short}(?![员会])|^{short}(?![员会])",
        "end": rf"{{short}}{_END}",
        "office": rf"^{{short}}{_END}",
        "whole": "^{short}$",
    }
    return tuple((word, re.compile(ends[word.where].format(short=word.short))) for word in words())


@derived()
def _any_short() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word.short) for word in words()))


def _expanded(key: str, *, former: bool) -> tuple[str, list[Word]]:
    used: list[Word] = []
    if not _any_short().search(key):  # as is nearly every name
        return key, used
    for word, pattern in _patterns():
        if word.short not in key or (word.kind == "former" and not former):
            continue
        # What stands behind the place; 厅 and 局 of another kind have something else before them.
        start = place_prefix(key) if word.where in ("after-place", "office") else 0
        if word.where == "office" and not start:
            continue
        tail, times = pattern.subn(word.full, key[start:], count=1)
        if not times and word.where == "after-place":
            start = 0
            tail, times = pattern.subn(word.full, key, count=1)
        if times:
            key = key[:start] + tail
            used.append(word)
    return key, used
