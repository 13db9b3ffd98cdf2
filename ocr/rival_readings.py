"""Runs that lost letters under a seal, put right from another reading that has them all.

What red ink covers is read more than once, and the reading that the engine is surest of is kept. It
may be sure of what a seal left over: 20年3月11日, or an office without its 厅.
"""

import re
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from matching.text import is_date, normal_date, squeezed
from ocr.page import PageText, Run
from ocr.plausible import ORGANISATION_ENDS
from ocr.printed_dates import DATE, is_like_date

_LOST = 2  # letters that a reading has more than another, at most
_GUESSED = 0.5  # score of what is put right
_CUT_YEAR = re.compile(r"(?<!\d)(?:19|20)\d?年", re.ASCII)
_SPECK = re.compile(r"(?<=[\u4e00-\u9fff])[A-Za-z|](?=[\u4e00-\u9fff])")
_STROKES = "一丨|'-—"  # what the end of a rule beside a text is read as
_OFFICE = re.compile(r"(?:人力资源|社会保障|职称|改革|人事|领导|委员|办公)[\u4e00-\u9fff]{0,3}$")


def with_whole_readings(page: PageText) -> PageText:
    """The page, its runs being what the other reading says where that alone is whole."""
    return replace(page, runs=tuple(map(_whole, page.runs)))


def _whole(run: Run) -> Run:
    text = squeezed(run.text)
    others = {squeezed(rival): rival for rival in run.rivals}
    whole = [rival for other, rival in others.items() if _completes(other, text)]
    if len(whole) != 1:
        return run
    (rival,) = whole
    step = run.box.width / len(rival)
    return replace(
        run,
        text=rival,
        confidence=min(run.confidence, _GUESSED),
        centres=tuple(run.box.x0 + (at + 0.5) * step for at in range(len(rival))),
        scores=(),
        others=(),
        rivals=(*(other for other in run.rivals if other != rival), run.text),
    )


def _completes(other: str, text: str) -> bool:
    """Is a reading the whole of which text lost a letter or two, or has a speck more?"""
    if _SPECK.sub("", text) == other != text or _is_led(text, other):
        return True
    if not 0 < len(other) - len(text) <= _LOST or Levenshtein.distance(text, other) > _LOST:
        return False
    cut_date = is_like_date(text) and not is_date(normal_date(text))
    if _CUT_YEAR.search(text) or cut_date:
        return any(is_date(normal_date(match.group())) for match in DATE.finditer(other))
    cut = _OFFICE.search(text) and not text.endswith(ORGANISATION_ENDS)
    return bool(cut) and other.startswith(text) and other.endswith((*ORGANISATION_ENDS, "小组"))


def _is_led(text: str, other: str) -> bool:
    """Is a text the other one behind a stroke?"""
    return len(other) > _LOST and text[1:] == other and text[0] in _STROKES
