"""The parts of a form that somebody signs: what a committee or an authority finds, and when.

Values with a label are found as anywhere else. The date at the foot and the unit beside it have
none; which fields they are is told by the part (`ocr/sections.toml`). Parts are cells of a ruled
form, or follow a heading such as 评审委员会意见： on a page without rules.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from matching.text import DATES, NUMBERS, ORGANISATIONS, is_date, normal_date, squeezed
from models.fields import Field
from ocr.cell_text import Cell, cell_of, part_of, piece_of
from ocr.held_title import about_new_title
from ocr.labels import Labels
from ocr.layout import Candidate, find_values
from ocr.opinion_units import UNIT_ENDS, committee_of, flow_of, unit_of
from ocr.page import Run
from ocr.pieces import Piece, cut
from ocr.plausible import ORGANISATION_ENDS, is_plausible, looks_cut
from ocr.printed_dates import DATE, dates_of, is_like_date
from ocr.prose_patterns import filled
from ocr.prose_text import Passage
from ocr.sections import Section, Sections

_OF_UNITS = frozenset({Field.ISSUER, Field.COMMITTEE, Field.CONVENER})
_AGREED = re.compile("(?:同意|批准|准予|予以)[^,;:]{0,10}")
_DATE_BEGUN = re.compile(r"(?:19|20)\d\d\s*年[\d月\s]{0,6}$", re.ASCII)
_DATE_ENDED = re.compile(r"[\d月\s]{0,6}日", re.ASCII)
_HAN = re.compile(r"[〇\u4e00-\u9fff]+")
_SINCE = re.compile(
    rf"(?<!聘任时间)(?<!聘用时间)(?<!聘[任用期])(?<!任期)(?:自|从|于)"
    rf"(?={DATE.pattern}(?:(?:起|开始)(?!(?:开始)?(?:聘|享受|任教|从事|在|参加))|算|计算|会议|评审|召开|经|,?取得(?!.*(?:同意|批准)[^,。;]*(?:认定|晋升|[具其]备|取得|授予|评))))"
    rf"|通过之日[:,(]?(?:即|为)?(?={DATE.pattern})|经(?={DATE.pattern}[^,。;\d]{{0,24}}评)"
    rf"|(?:取得|授予|通过|起算|生效|取得资格|(?<![现原聘有职])资格|(?<![现原聘有])任职资格)时间:?(?:从|自|为|是)?(?={DATE.pattern})"
)
_HELD = re.compile("原|现[任有职聘]")  # said of the title that somebody has already
# 该同志任职资格已由兰职改办〔2015〕8号文件批准; what rules say (根据…文件规定) is none
_BY_PAPER = re.compile(
    filled(
        "(?:(?:由|以|经){office_before}|由|以|经|在|同意|(?:根据|依据|按照?)(?={document}文?件?(?:批准|确认|核准)(?!的))|(?:^|[,。;])(?![由以经根依按据参已现业并在]|同意|[\u4e00-\u9fff]{0,10}[已在以由]))(?P<number>{document})文?件?[中上]?(?:予以)?(?:批准|公布|确认|核准|批复|下发)"
    )
)
# 批准,见甘职改〔2006〕177号文件
_SEEN = re.compile(
    filled(
        "(?:批准|同意|公布|确认|核准|授予|通过|[具其]备|资格|职称|意见)[,。;:(]*(?:结果)?(?:批准)?(?:文件|文号)?[详参]?见:?(?P<number>{document})"
    )
)
# 批准(甘职改〔2006〕177号), 批准文号为甘职改〔2006〕177号
_NUMBERED = re.compile(
    filled(
        "(?:(?:批准|公布)\\(|(?:批准|审批|公布|批复|发文?)(?:(?:文号|文件号|文字号)[为是]|编号[为是:]?))(?P<number>{document})"
    )
)
# 同意备案。甘职改〔2006〕177号, and then who signs
_ALONE = re.compile(
    filled(
        "(?:批准|同意|备案|确认|核准|公布|认定|授予)[^;:]{0,48}?[,。;(]"
        "(?P<number>(?![根依按参经由以见]|同意|批准){document})"
        "(?=$|[,。;)]|{date}|{unit})(?!文|规定|精神)"
    )
)
_REFUSED = re.compile(
    r"未(?:能|获|予)*通过|不(?:同意(?!票?人?数?:?(?:\d|[〇零一二三四五六七八九十]+[人票名]))|予|通过|批准|具备)|暂缓|(?:未达到|不符合)[^,。;]*条件"
)
_GRANTED = re.compile(
    r"(?<![未不获能予缓])(?<!不予评审)通过|(?<!不)同意(?!票?人?数?:?\d)|(?<!不)[具其]备|[□☐☑■√✓(]"
)
# Who says this decides nothing; others do.
_FORWARDS = re.compile("(?:同意|予以|建议)(?:上报|呈报|申报|报送|报批|推荐)")
# Of an office alone; a committee may hand on what it found.
_HANDS_ON = re.compile(
    "^(?!.*(?:评审通过|评审结果|发证|授予|批准)).*"
    "(?:同意|予以|建议|准予)(?:转?报[^,。;]{0,24}(?:评审|审批|审定)|送[审评]|提[交请]|参加评[审定]|委托[^,。;]{0,24}评审)"
)
# What an employer says of the post, and not of the qualification that a committee found.
_APPOINTS = re.compile("^(?!.*(?:资格|评审|评委|结果)).*聘[任用]")
_NUMBER = re.compile(r"[^,。;:\d]{0,16}\W?(?:19|20)\d\d\W?第?\d{1,8}号")
_SEAL = re.compile(r"\((?:盖章|公章|印章|签章|章|印)\)")
_SERIAL = re.compile(r"[A-Za-z]{0,6}\d[\dA-Za-z-]{3,22}(?![\dA-Za-z年])")  # of a certificate
_SENTENCE = re.compile(r"[,。;，；]")
_SIGNED_BESIDE = re.compile(rf"\s{{2,}}\S*(?:{'|'.join(UNIT_ENDS)})")  # a date, and who signs
_SIGNED_BY = "单位"  # before who signs an opinion, and no employer
_TIMES = ("时间", "日期", "年月")  # how labels of other dates end
_ENDS_DATE = "。,;月目曰"  # the last ones are 日 under a seal


def read_part(cell: Cell, section: Section | None, labels: Labels) -> list[Candidate]:
    """What stands in a part of a form, or in a cell that is none; nothing for a void part."""
    if section and section.is_void:
        return []
    cuts = [cut(run, labels) for run in cell.runs]
    pieces = [piece for parts in cuts for piece in parts]
    if section is None:
        pieces = [p for p in pieces if p.is_label or not p.text.endswith(("。", "；"))]
        found = about_new_title(find_values(pieces), pieces)
        return [candidate for candidate in found if not _heads_list(candidate, cell)]
    flow = flow_of(cell.runs)
    if _REFUSED.search(flow.text) and not _GRANTED.search(flow.text):
        return []
    if _FORWARDS.search(flow.text) or (section.own and _APPOINTS.search(flow.text)):
        return []
    if section.unit is Field.ISSUER and _HANDS_ON.search(flow.text):
        return []
    # What stands right before a label is the beginning of a longer one, misread.
    pieces = [p for parts in cuts for p in (parts[1:] if _is_led(parts) else parts)]
    told = {candidate.field: candidate for candidate in _labelled(flow, labels)}
    beside = about_new_title(find_values(list(_of_labels(pieces))), pieces)
    beside = [one for one in beside if not squeezed(one.label.text).startswith(_SIGNED_BY)]
    found = [*told.values(), *(one for one in beside if one.field not in told)]
    known = {candidate.field for candidate in found}
    for field, value in (
        (section.date, foot_date(cell, section, labels)),
        (section.unit, unit_of(cell, flow, section)),
        (Field.COMMITTEE, committee_of(flow)),
        (Field.OBTAINED_ON, _since(flow)),
        (Field.APPROVAL_NUMBER, _by_paper(flow)),
    ):
        if field and field not in known and value:
            known.add(field)
            found.append(unlabelled(field, value, cell))
    return found


def _heads_list(candidate: Candidate, cell: Cell) -> bool:
    """Do several units stand below a label, as in a column of who employed somebody when?"""
    if candidate.beside or candidate.field not in ORGANISATIONS:
        return False
    below = [line for line in cell.lines if line[0].box.middle > candidate.label.box.y1]
    units = ["".join(run.text for run in line) for line in below]
    return len(units) > 1 and not any(looks_cut(candidate.field, unit) for unit in units)


def _is_led(parts: Sequence[Piece]) -> bool:
    return len(parts) > 1 and not parts[0].is_label and parts[1].is_label


def opinions_of(
    cell: Cell, section: Section | None, sections: Sections
) -> list[tuple[Cell, Section | None]]:
    """The opinions in a cell, each ending with its date; most cells hold one.

    The border between two may not have been seen: these are told by their words.
    """
    parts: list[list[Run]] = []
    ended = True
    for line in cell.lines:
        if ended:
            parts.append([])
        parts[-1].extend(line)
        ended = any(is_like_date(run.text) for run in line)
    told = [
        (cell_of(cell.box, runs), sections.marked(squeezed("".join(run.text for run in runs))))
        for runs in parts
    ]
    if len(told) < 2 or None in (of for _, of in told) or len({id(of) for _, of in told}) < 2:
        return [(cell, section)]
    return told


def _labelled(flow: Passage, labels: Labels) -> Iterator[Candidate]:
    """Dates and numbers behind their labels, which may go on in the next line."""
    for colon in (at for at, character in enumerate(flow.text) if character == ":"):
        ends = (labels.longest_at(flow.text, at) for at in range(max(0, colon - 16), colon))
        label = next((one for one in ends if one and flow.text[:colon].endswith(one.text)), None)
        if label is None or label.field not in DATES | NUMBERS | _OF_UNITS:
            continue
        span = _value_behind(flow, colon + 1, label.field)
        if span and is_plausible(label.field, flow.text[slice(*span)]):
            begin = colon - len(label.text)
            named = replace(
                flow.pieces(begin, colon)[0], text=label.text, is_label=True, field=label.field
            )
            yield Candidate(label.field, named, flow.pieces(*span), beside=True)


def _value_behind(flow: Passage, begin: int, field: Field) -> tuple[int, int] | None:
    """Where the date, number or unit stands that begins here; a unit ends with one of its lines."""
    if field not in _OF_UNITS:
        match = (DATE if field in DATES else _NUMBER).match(flow.text, begin)
        if match is None and field is Field.CERTIFICATE_NUMBER:
            match = _SERIAL.match(flow.text, begin)
        return match.span() if match else None
    begin = _behind_opinion(flow, begin)
    match = _HAN.match(flow.text, begin)
    for end in range(begin + 1, match.end() + 1) if match else ():
        stops = end == len(flow.text) or flow.letters[end][0] is not flow.letters[end - 1][0]
        if stops and flow.text[:end].endswith(UNIT_ENDS):
            return begin, end
    return None


def _behind_opinion(flow: Passage, begin: int) -> int:
    """Where the line below begins, if this one agrees: 批准机关: 同意, and who signs."""
    first = flow.letters[begin][0] if begin < len(flow.text) else None
    end = next(
        (at for at in range(begin, len(flow.text)) if flow.letters[at][0] is not first), begin
    )
    return end if _AGREED.fullmatch(flow.text, begin, end) else begin


def _of_labels(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces among which labels have their values: no sentence, no date of the signature."""
    for piece in pieces:
        if piece.is_label:
            yield piece
            continue
        text = piece.text.strip()
        date = DATE.search(text)
        if len(text) < 2 or _is_sentence(text):
            continue
        if not is_like_date(text):
            at = piece.text.index(date.group()) if date else 0
            head = piece.parted((piece.centres[at - 1] + piece.centres[at]) / 2) if at else None
            yield head[0] if head else piece
        elif any(p.field in DATES | NUMBERS and _leads_to(p, piece) for p in pieces if p.is_label):
            yield piece


def _is_sentence(text: str) -> bool:
    parted = _SENTENCE.search(text[:-1]) and not text.endswith(ORGANISATION_ENDS)
    return bool(parted) or text.endswith(("。", "；"))


def _leads_to(label: Piece, piece: Piece) -> bool:
    gap = piece.box.x0 - label.box.x1
    return label.box.level_with(piece.box) and -piece.box.height < gap < 6 * piece.box.height


def unlabelled(field: Field, value: tuple[Piece, ...], cell: Cell) -> Candidate:
    """A value of a part that no label stands before."""
    # No label stands before it: a value that has one is believed first.
    label = Piece("", 1.0, cell.box, (), is_label=True, field=field, exact=False)
    return Candidate(field, label, value, beside=True)


def foot_date(cell: Cell, section: Section, labels: Labels) -> tuple[Piece, ...]:
    """The lowest whole date, at the foot of an opinion; one under a seal where there is no other.

    A date that the label of another field stands before is none; one within a sentence is that of
    the meeting, not of the approval.
    """
    for run in (*reversed(cell.runs), *reversed(cell.apart)):
        for piece, begin, end in dates_of(run):
            before = _SENTENCE.split(squeezed(run.text[:begin]).rstrip(":为是"))[-1]
            other = before.endswith(_TIMES) and not _is_label_of(section.date, before, labels)
            behind = "" if _SIGNED_BESIDE.fullmatch(run.text[end:]) else run.text[end:]
            within = _SEAL.sub("", squeezed(behind)).strip(_ENDS_DATE) != ""
            if not other and not (within and section.date is Field.ISSUED_ON):
                return (piece,)
    return _date_over_lines(cell) if section.date else ()


def _date_over_lines(cell: Cell) -> tuple[Piece, ...]:
    """The last date that goes on in the next line of a narrow cell: 2003年 over 11月20日."""
    lines = [line[0] for line in cell.lines if len(line) == 1]
    for upper, lower in reversed(list(pairwise(lines))):
        begun, rest = _DATE_BEGUN.search(upper.text), _DATE_ENDED.match(lower.text)
        if begun and rest and is_date(normal_date(begun.group() + rest.group())):
            parts = part_of(upper, *begun.span()), part_of(lower, *rest.span())
            return tuple(piece_of(part) for part in parts if part)
    return ()


def _is_label_of(field: Field | None, text: str, labels: Labels) -> bool:
    """Is this a label of a field, at most one letter of it lost under a seal?"""
    return any(
        label.field is field
        and len(text) <= len(label.text)
        and Levenshtein.distance(label.text, text, score_cutoff=1) <= 1
        for label in labels.labels
    )


def _since(flow: Passage) -> tuple[Piece, ...]:
    """Since when an opinion says that the title is held: 资格自2016年9月18日起."""
    said = _SINCE.search(flow.text)
    if said and _HELD.search(_SENTENCE.split(flow.text[: said.start()])[-1]):
        return ()
    match = DATE.match(flow.text, said.end()) if said else None
    if match is None or not is_date(normal_date(match.group())):
        return ()
    return flow.pieces(*match.span())


def _by_paper(flow: Passage) -> tuple[Piece, ...]:
    """The number of the paper that an opinion says granted the title."""
    ways = (_BY_PAPER, _SEEN, _NUMBERED, _ALONE)
    match = next((match for way in ways if (match := way.search(flow.text))), None)
    return flow.pieces(*match.span("number")) if match else ()
