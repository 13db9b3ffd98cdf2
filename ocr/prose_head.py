"""What official papers print above their text: the head and their own number."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from statistics import median

from matching.text import squeezed
from models.fields import Field
from ocr.cell_text import part_of, piece_of
from ocr.layout import Candidate
from ocr.page import Run
from ocr.pieces import Piece
from ocr.prose_patterns import filled
from ocr.prose_text import Line, lines_of
from ocr.signing_unit import is_unit, label_of, places_of

_APPROVES = re.compile("(?:批准|授予|公布|确认|认定|核准).{4,30}(?:名单|名册|一览表)")
_FIRST = 5  # lines of a list among which its heading is
_LARGE = 1.3  # usual heights from which print is a heading
_HEAD = 0.45  # share of the page, from the top, in which the head and the number stand
_COMMITTEE = re.compile("[\u4e00-\u9fff()]{6,60}(?:评审|认定)(?:委员会|会)")
_TITLES = (
    "通知",
    "通知书",
    "批复",
    "决定",
    "通报",
)  # what a paper calls itself, below who issues it
_REPEATED = 2  # times that a page has a text that is a watermark's
_FEW = 3  # letters of which no more is said than that they are few
_ASLANT = 0.3  # heights of a run's box that a letter is wide, at most, where the run slants
_UNDER_SEAL = 0.1  # share of red from which a signature is read less well than the head


def masthead(runs: Sequence[Run]) -> list[Candidate]:
    """Who issues a document, from the letters above its number: XX厅文件; large ones first."""
    number = _number_line(runs)
    usual = _usual(runs)
    top, bottom = _extent(runs)
    end = number.box.y0 if number else top + 0.25 * (bottom - top)
    often = Counter(squeezed(run.text) for run in runs)
    head = [
        run
        for run in runs
        if run.box.y1 < end + 0.3 * usual
        and run.confidence > 0.8
        and not _is_aslant(run)
        and (often[squeezed(run.text)] < _REPEATED or is_unit(squeezed(run.text)))
    ]
    large = [run for run in head if run.box.height > _LARGE * usual]
    return _head_of(large) or (_head_of(head) if number else []) or _over_list(runs)


def _over_list(runs: Sequence[Run]) -> list[Candidate]:
    """The unit above what it approves: 某某办公室 and 批准四级律师任职资格人员名单 below it."""
    for line, below in pairwise(lines_of(runs)[:_FIRST]):
        if len(line.runs) == 1 and _APPROVES.fullmatch(below.text):
            return _head_of(line.runs)
    return []


def _is_aslant(run: Run) -> bool:
    """Is the box around a run as high as only slanted words are, those of a watermark?"""
    letters = len(squeezed(run.text))
    return letters > _FEW and run.box.width < _ASLANT * letters * run.box.height


def _head_of(runs: Sequence[Run]) -> list[Candidate]:
    """The unit that these runs name, if they name one and nothing else."""
    pieces: list[Piece] = []
    for line in lines_of(runs):
        for run in line.runs:
            text = squeezed(run.text)
            if pieces and (text.startswith("关于") or text.endswith(_TITLES)):
                break
            if text in ("文件", "文", "件", "★") or not any(
                "\u4e00" <= c <= "\u9fff" for c in text
            ):
                continue
            about = run.text.find("关于")  # 皖南医学院关于聘任高级专业技术职务的决定
            end = about if about > 0 else len(run.text.rstrip().removesuffix("文件"))
            part = part_of(run, 0, end)
            pieces += [piece_of(part)] if part else []
    name = squeezed("".join(piece.text for piece in pieces))
    if not (
        pieces and is_unit(name) and not any(word in name for word in ("关于", "转发", "转批"))
    ):
        return []
    label = label_of(Field.ISSUER, pieces[0].box)
    return [Candidate(Field.ISSUER, label, tuple(pieces), beside=True)]


def heading_committee(runs: Sequence[Run]) -> list[Candidate]:
    """The committee whose form this is: its name alone on the line above the form's."""
    lines = [line for line in lines_of(runs) if line.box.y1 < _top_share(runs)]
    for line, below in pairwise(lines):
        if len(line.runs) == 1 and _COMMITTEE.fullmatch(line.text) and below.text.endswith("表"):
            label = label_of(Field.COMMITTEE, line.box)
            return [Candidate(Field.COMMITTEE, label, (piece_of(line.runs[0]),), beside=True)]
    return []


def _top_share(runs: Sequence[Run]) -> float:
    top, bottom = _extent(runs)
    return top + _HEAD * (bottom - top)


def own_number(runs: Sequence[Run]) -> list[Candidate]:
    """The number of the document itself, which stands on a line of its own near the top."""
    line = _number_line(runs)
    if line is None:
        return []
    for run in line.runs:
        text = "".join(run.text.split())
        if match := _number().search(squeezed(text)):
            begin, end = places_of(run, match.span("number"))
            if part := part_of(run, begin, end):
                label = replace(label_of(Field.APPROVAL_NUMBER, run.box), exact=True)
                return [Candidate(Field.APPROVAL_NUMBER, label, (piece_of(part),), beside=True)]
    return []


def only_number(runs: Sequence[Run]) -> list[Candidate]:
    """The number of the document itself where the text cites that of no other one."""
    own = own_number(runs) if runs else []
    cited = sum(len(_cited().findall(line.text)) for line in lines_of(runs))
    return own if cited <= len(own) else []


def likelier(head: list[Candidate], foot: list[Candidate]) -> list[Candidate]:
    """The better one of two readings of who issued it; a seal lies over the one at the foot."""
    if not (head and foot):
        return head or foot
    if squeezed(foot[0].printed).startswith(squeezed(head[0].printed)):
        return foot  # 北京铁路局文件, signed by 北京铁路局职称改革领导小组
    sealed = max(piece.under_red for piece in foot[0].pieces) > _UNDER_SEAL
    short = len(foot[0].printed) < len(head[0].printed)
    return head if short or (sealed and head[0].confidence >= foot[0].confidence) else foot


def _number_line(runs: Sequence[Run]) -> Line | None:
    for line in lines_of([run for run in runs if run.text.strip()]):
        if line.box.y0 > _top_share(runs):
            return None
        if any(_number().fullmatch(squeezed(run.text)) for run in line.runs):
            return line
    return None


def _usual(runs: Sequence[Run]) -> float:
    return median(run.box.height for run in runs)


def _extent(runs: Sequence[Run]) -> tuple[float, float]:
    return min(run.box.y0 for run in runs), max(run.box.y1 for run in runs)


@cache
def _cited() -> re.Pattern[str]:
    return re.compile(filled("{document}"))


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        filled(
            r"[·.|]?(?:(?:聘书|文件)?(?:编号|文号):?)?(?P<number>{document}|{dated_document}|{letter})"
        )
    )
