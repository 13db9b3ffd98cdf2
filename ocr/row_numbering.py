"""How paragraphs of a list are numbered: 一、 (一) 1. (1) 附件1."""

import re

_STYLES = (
    ("annex", re.compile(r"(?:附件?|附?表(?=[\d一二三四五]))[\d一二三四五六七八九十]{0,2}[:.]?")),
    ("han", re.compile(r"[一二三四五六七八九十]{1,3}[、.,]")),
    ("han-bracket", re.compile(r"[(〔][一二三四五六七八九十]{1,3}[)〕][、.]?")),
    ("digit", re.compile(r"\d{1,3}[、.·](?!\d)|\d{1,3}(?=[\u4e00-\u9fff])(?!\d*[年月日人名位个])")),
    ("digit-bracket", re.compile(r"[(〔]\d{1,2}[)〕][、.]?")),
)
IN_WORDS = ("han", "han-bracket")


def is_numbered(letters: str) -> bool:
    """Does a paragraph begin with a number?"""
    return bool(numbered(letters)[0])


def is_ordinal(letters: str) -> bool:
    """Is this the number of a heading in words, and nothing else: 六、 or (六)?"""
    style, end = numbered(letters)
    return style in IN_WORDS and end == len(letters)


def number_end(letters: str) -> int:
    """Where what follows the number begins that a paragraph begins with, 0 for none."""
    return numbered(letters)[1]


def numbered(letters: str) -> tuple[str, int]:
    """How a paragraph is numbered, "" for not at all, and where what follows begins."""
    for style, pattern in _STYLES:
        if match := pattern.match(letters):
            return style, match.end()
    return "", 0
