"""Who gives an opinion: the unit at its foot or its head, or the committee that it names."""

import re
from collections.abc import Iterator, Sequence

from matching.text import squeezed
from models.fields import Field
from ocr.cell_text import Cell, lines_of, part_of, piece_of
from ocr.page import Run
from ocr.pieces import Piece
from ocr.plausible import is_plausible
from ocr.printed_dates import DATE, is_like_date
from ocr.prose_patterns import filled
from ocr.prose_text import Passage
from ocr.prose_words import is_office
from ocr.sections import Section

_UNIT = re.compile(
    r"[〇\u4e00-\u9fff()（）.]{4,50}?(?=\s*[(（](?:盖章|公章|印章|签章|章|印)|(?:公|印)?章[)）]?\s*$|\s*[一二][九〇○零O0][〇○零O一二三四五六七八九0]{2}年[〇○零O元一二三四五六七八九十廿月日]{2,}\s*$|\s*(?:19|20)\d\d(?!.*[\u4e00-\u9fff,，]{2})|\s*$)"
)
# (盖章)汉中市人事局, 审批机关盖章 汉中市人事局, (汉中市人事局章)
_SEALED_FIRST = re.compile(
    r"[(（](?:盖章|公章|签章|印章|章)[)）]\s*(?=\S{4})|[(（](?=[^()（）]+章[)）]\s*$)"
    r"|(?:(?:审批|批准|核准|认定|发证)(?:机关|部门|单位))?(?:盖章|公章)[:：\s]+(?=\S{4})"
)
_WIDE = re.compile(r"\s{2,}")  # between what is written side by side at the foot
_SEAL = r"(?:[(（](?:盖章|公章|印章|签章|章|印)[)）])?"
# Of a unit, on a line of their own
_LAST_LETTERS = re.compile(rf"(?P<unit>(?:委?员)?会|障?[厅局]|(?:办?公)?室|组){_SEAL}")
# 同意。某某市人事局 in one line
_OPINION_BEFORE = re.compile(
    r"(?:同意|批准|准予|予以|属实|情况属实|符合|通过|核准|确认)[^,，。：:]{0,24}[。,，.;；!！]\s*"
    r"(?=[\u4e00-\u9fff()（）]{3,40}(?:[厅局会委部处校]|办公室|小组|[改称]办|公司|学院|大学|医院|研究所|中心|政府)\s*(?:[(（]|(?:19|20)\d\d\s*年|$))"
)
_AGREES = re.compile(r"(?:同意|批准|准予|情况属实|审核通过|予以确认)[\u4e00-\u9fff]{0,6}[。.,，]?")
UNIT_ENDS = (
    "厅",
    "局",
    "会",
    "办公室",
    "小组",
    "人事处",
    "职改处",
    "改革处",
    "干部处",
    "职改办",
    "职称办",
)
_COMMITTEES = ("会", "组")
_HAVE_OFFICES = ("领导小组", "委员会")  # whose office may stand on a line of its own
# What an opinion begins with, and no unit.
_FINDS = (
    r"(?:同意|予以|批准|准予|审[核批查]|核准|情况|符合|具备|上?报|呈|抄|经(?!济)|该|请|现?任|聘)"
)
# Ministries, groups, universities and hospitals approve, too.
_APPROVES = re.compile(
    rf"(?!{_FINDS}).{{2,40}}(?:[部司委校]|公司|集团|大学|学院|研究院|科学院|设计院|医院|政府|兵团|研究所)"
)
# So do schools, banks and works, of which a sentence may speak at the end of a line.
_EMPLOYS = re.compile(
    rf"(?!{_FINDS}|负责|推荐|单位|[我本]|.*(?:同志|签[名字发]|[具从现调在到为系是]|意见|[职科教]务[科处]))"
    r".{2,40}(?:银行|[总分支]行|[中小]学|[总分]?厂|中心|报社|出版社|通讯社|[合联]作?社|[总电象文]台"
    r"|[大总支]队|文联|分院|博物馆|图书馆|文化馆|油田|[煤铁金]矿|职称处|管理[处科]|人事科|职改科|干部科)"
)
_FULL_LINE = 15  # letters from which a line without an end goes on in the next one
# A line above the opinion that is the committee's name and no more, maybe in brackets.
_AT_HEAD = re.compile(
    r"(?!该|本|此|同意|根据|由|按|依据|通过|上述|经(?!济))"
    r"\(?([〇\u4e00-\u9fff]{4,60}?(?:\([〇\u4e00-\u9fff]+\)[〇\u4e00-\u9fff]*)?(?:委员会|评委会|评审会))\)?"
    r"(?:\((?:盖章|公章|章)\))?[:。,]?"
)
_REST_OF_UNIT = re.compile(
    r"(?:(?:任职)?资格)?(?:评审)?委员会|[\u4e00-\u9fff]{0,5}(?:厅|局|司|部|办公室|小组)"
)
# A unit's name that tells its place, as that of a sentence does not.
_OF_PLACE = re.compile(
    rf"(?!{_FINDS})(?!.*(?:同志|资格|通过|评审[,，]))(?:中国|中华|全国|国家|[\u4e00-\u9fff]{{1,8}}?[省市州县区盟旗])"
)
_PLACE_ALONE = re.compile(r"[\u4e00-\u9fff]{2,12}(?:[省市州县盟旗]|自治区|地区|特区)")
_NO_UNIT_YET = re.compile(r"[专业技术职务任称资格初中高级评审认定系列]{1,14}委员会")
# 经 that is no word of its own: in the names of units 财经大学, 经济系列, 经贸委员会.
_OF_NAME = "(?:(?<=财)经|经(?=[济贸营]))"
_OF_YEAR = r"(?:(?:19|20)\d\d(?:-(?:19|20)\d\d)?年度?(?!\d))?"
_BY = rf"(?:(?<!财)经(?!济(?![南宁源])|[贸营])|由)(?:[^,。;:]{{2,16}}?委托|委托)?{_OF_YEAR}"
_BODY = "(?:评审|认定|评议|考核)?委员会|评委会|评审会|认定会"
# What a committee does, in the words right behind its name; 评审办法 is nothing that it does.
_DOES = (
    r"(?=于|在|自|\d|[一二][九〇○零OoＯ]..年|(?:评|审|考核|认定|初评|复评)(?!.{0,4}(?:办法|规定|条件|标准|程序|细则|规则))"
    r"|投票|[无不]记名|表决|召开|召集|举行|组织|集体|开会|会议|年会|大会|全体|全会|第[\d一二三四五六七八九十]"
    r"|[本此]次|研究|.?论|审议|答辩|议定|一致|认为|认真|严格|民主|充分|综合|同意|通过|采[取用]|实行|确认|鉴定|批准"
    r"|以.{0,6}(?:投票|记名|表决)|按照?.{0,12}(?:投票|程序|评|审)|[一二三四五六七八九十]{1,4}[名位人]|对|经过?|委员|成员|评委|专家|[应实]到|到会|出席|参加|共|,|的评审(?!.{0,2}(?:办法|规定|条件|标准|程序))|意见:|:(?!$)|已于?\d|\((?:19|20)\d\d)"
)
_NAMED_UNIT = re.compile(
    rf"{_BY}(?:{DATE.pattern})?((?:(?!委托)[^,。;:《》]){{2,50}}?(?:{_BODY})){_DOES}",
)
# 某某评审委员会于2011年9月17日召开会议, 提交某某评审委员会全体会议评审: who gives an opinion is
# told at the beginning of it or of a clause.
_LEADING_UNIT = re.compile(
    rf"(?:^|[,。;]|(?<=\d)(?![人票名年月日个]))(?:{DATE.pattern}(?:[上下]午)?,?)?(?:[\u4e00-\u9fff]{{2,4}}同志)?"
    rf"(?:[现已业并兹]|会上|根据|依据|按照?|由|已?通过了?|委托|本次|此次|提[交请]|[报送]请|[报呈]送|送?[交报]|召开了?|召集|组织|在)*{_OF_YEAR}"
    r"(?![该此我各]|[\u4e00-\u9fff]{1,4}人数|贵(?!州|阳|港)|本(?:委|会|厅|局|校|院|单位|公司|评|[省市州县区])|于[^都洪田]|同意|上述|有关|相关|相应|[为是任]|系(?!统)|\d)"
    rf"((?:(?!同志)[^,。;:《》经]|{_OF_NAME}){{2,50}}?(?:(?:评审|认定|评议)(?:委员会|会)|评委会)){_DOES}"
)
# 评审机构：某某评审委员会。经评审…
_LABELLED_UNIT = re.compile(
    rf"(?:评审(?:机构|组织)|(?:评审委员会|评委会)名称):([^,。;:]{{2,50}}?(?:{_BODY}))(?=[,。;]|$)"
)
_WAYS = (_LABELLED_UNIT, _NAMED_UNIT, _LEADING_UNIT)
# 经陕西省人事厅陕人职〔2002〕439号文件核准: who approved, where nobody signs.
_BY_OFFICE = re.compile(
    filled("(?:经|由)(?P<unit>{office_before}){document}文?件?(?:批准|核准|确认)")
)
_UNIT_LABELS = ("机关", "部门", "单位", "机构", "组织", "名称", "评委会", "委员会")
_LEAST_UNIT = 8  # letters from which a committee in a sentence is named: not 经评审委员会评审
_CLEAR = 0.9  # score of what may be print though it seems to be a seal
_LEGIBLE_OFFICE = 0.8  # the same of the name of an office, which can be put right
_LEGIBLE = 0.7  # the same of the first of two lines of a unit
_SIGNED_LINES = 5  # lines at the foot of an opinion where its unit ends
_SHORT_LINE = 5  # letters of a line that is no first part of a unit's name
_LINE_GAP, _FLUSH = 1.0, 1.2  # heights between lines of one name, and by which their ends differ


def unit_of(cell: Cell, flow: Passage, section: Section) -> tuple[Piece, ...]:
    """The unit that gives the opinion in a cell, whose text is flow; nothing where none is told."""
    approves = section.unit is Field.ISSUER
    return (
        _foot_unit(cell, approves=approves)
        or _named_unit(flow, section)
        or (() if approves else _head_unit(cell))
    )


def _head_unit(cell: Cell) -> tuple[Piece, ...]:
    """The committee whose name is the first line, or the first two, and no more."""
    for count in (1, 2):
        head = [run for line in cell.lines[:count] for run in line]
        flow = flow_of(head)
        match = _AT_HEAD.fullmatch(flow.text)
        if match and len(match[1]) >= _LEAST_UNIT and is_plausible(Field.COMMITTEE, match[1]):
            return flow.pieces(*match.span(1))
    return ()


def flow_of(runs: Sequence[Run]) -> Passage:
    """Runs as one text."""
    letters = [
        (letter, run, at)
        for run in runs
        for at, character in enumerate(run.text)
        if len(letter := squeezed(character)) == 1
    ]
    text = "".join(letter for letter, _, _ in letters)
    return Passage(text, (), tuple((run, at) for _, run, at in letters))


def _foot_unit(cell: Cell, *, approves: bool) -> tuple[Piece, ...]:
    """The lowest line that is an organisation's full name and no more, or two lines of one.

    Where there is none, one whose seal over it makes it look like a part of the seal.
    """
    clear = [
        run
        for run in cell.apart
        if run.confidence > (_LEGIBLE_OFFICE if is_office(run.text) else _CLEAR)
    ]
    return _unit_in(cell.lines, approves) or _unit_in(lines_of(clear), approves)


def _unit_in(all_lines: Sequence[Sequence[Run]], approves: bool) -> tuple[Piece, ...]:
    for number in range(len(all_lines) - 1, max(-1, len(all_lines) - 1 - _SIGNED_LINES), -1):
        beside = [part for run in all_lines[number] for part in _side_by_side(run)]
        for run in reversed(beside):
            value = _unit_part(run)
            if value is None:
                continue
            name = squeezed(value.text)
            if above := _lines_above(all_lines[:number], value):
                return (*above, value)
            named = len(name) > 4 and name.endswith(UNIT_ENDS if approves else _COMMITTEES)
            named = named or (approves and _APPROVES.fullmatch(name) is not None)
            named = named or (
                approves
                and _EMPLOYS.fullmatch(name) is not None
                and not _goes_on(all_lines[:number])
            )
            if named and is_plausible(Field.ISSUER, name):
                return (value,)
    return ()


def _side_by_side(run: Run) -> Iterator[Run]:
    """What wide blanks part: who signs, the unit and the date may stand in one line.

    Of two parts that say neither who signs nor when, nor that they agree, the blank may be one
    within a name.
    """
    ends = [0, *(at for blank in _WIDE.finditer(run.text.strip()) for at in blank.span())]
    ends.append(len(run.text))
    spans = list(zip(ends[::2], ends[1::2], strict=True))
    parts = [part for span in spans if (part := part_of(run, *span))]
    aside = [
        part
        for part in parts
        if ":" in squeezed(part.text) or is_like_date(part.text) or _AGREES.fullmatch(part.text)
    ]
    yield from parts if len(parts) - len(aside) == 1 else [run]


def _goes_on(lines: Sequence[Sequence[Run]]) -> bool:
    """Does the last of these lines end within a sentence?"""
    text = squeezed("".join(run.text for run in lines[-1])) if lines else ""
    return len(text) >= _FULL_LINE and not text.endswith(("。", ".", ")", "章"))


def _unit_part(run: Run) -> Piece | None:
    """What a run says of a unit's name, behind its label."""
    if last := _LAST_LETTERS.fullmatch(run.text):
        return _piece(run, *last.span("unit"))
    match = _UNIT.match(run.text, _behind_label(run.text))
    return _piece(run, *match.span()) if match else None


def _lines_above(lines: Sequence[Sequence[Run]], last: Piece) -> tuple[Piece, ...]:
    """The lines of a unit's name above its last one: one, or all that fill a narrow cell.

    What says nothing of whose committee it is goes on with a line that is flush with it.
    """
    name = squeezed(last.text)
    short = _REST_OF_UNIT.fullmatch(name) or _LAST_LETTERS.fullmatch(name)
    if not (short or _NO_UNIT_YET.fullmatch(name)):
        return _line_of_place(lines, last)
    found = [last]
    for line in reversed(lines):
        part = _unit_part(line[-1])
        if part is None or line[-1].confidence <= _LEGIBLE or len(part.text) <= _SHORT_LINE:
            break
        of_group = name == "办公室" and part.text.endswith(_HAVE_OFFICES) and len(found) == 1
        if (part.text.endswith(UNIT_ENDS) and not of_group) or not (
            (short and len(found) == 1) or _fills(part, found[0])
        ):
            break
        found.insert(0, part)
    return () if re.match(_FINDS, found[0].text) else tuple(found[:-1])


def _line_of_place(lines: Sequence[Sequence[Run]], last: Piece) -> tuple[Piece, ...]:
    """The line above that begins a unit's name with its place, where the last one has none.

    安徽省企业思想政治工作人员专业职 goes on with 务评定工作领导小组办公室.
    """
    place = lines[-1][-1] if lines else None
    if (
        place
        and _PLACE_ALONE.fullmatch(squeezed(place.text))
        and not _OF_PLACE.match(squeezed(last.text))
    ):
        return (piece_of(place),)
    part = _unit_part(lines[-1][-1]) if lines and not _OF_PLACE.match(squeezed(last.text)) else None
    if part is None or not _fills(part, last):
        return ()
    begun = squeezed(part.text)
    whole = begun.endswith(UNIT_ENDS) or _EMPLOYS.fullmatch(begun) or _APPROVES.fullmatch(begun)
    return () if whole or not _OF_PLACE.match(begun) or len(begun) < _LEAST_UNIT else (part,)


def _fills(line: Piece, below: Piece) -> bool:
    """Is a line flush with the one right below it, and not shorter, as lines of one text are?"""
    a, b, off = line.box, below.box, _FLUSH * line.box.height
    flush = min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < off
    return b.y0 - a.y1 < _LINE_GAP * a.height and flush and a.width > b.width - off


def _behind_label(text: str) -> int:
    """Where in a line the name behind its label begins; 0 where a mark may be a speck in a name."""
    if before := _SEALED_FIRST.match(text) or _OPINION_BEFORE.match(text):
        return before.end()
    marks = [at for at, character in enumerate(text) if character in "：:·"]
    clear = len(marks) == 1 or (marks and text[: marks[-1]].rstrip().endswith(_UNIT_LABELS))
    return marks[-1] + 1 if clear else 0


def _named_unit(flow: Passage, section: Section) -> tuple[Piece, ...]:
    """Who an opinion says in a sentence approved, or the committee that it names or begins with."""
    if section.unit is Field.ISSUER and (office := _BY_OFFICE.search(flow.text)):
        return flow.pieces(*office.span("unit"))
    return committee_of(flow, _WAYS) if section.unit is Field.COMMITTEE else ()


def committee_of(flow: Passage, ways: Sequence[re.Pattern[str]] = _WAYS[:2]) -> tuple[Piece, ...]:
    """The committee that a sentence of an opinion names, whoever gives it; nothing without one."""
    match = next((match for way in ways if (match := way.search(flow.text))), None)
    if match is None or len(match[1]) < _LEAST_UNIT or not is_plausible(Field.COMMITTEE, match[1]):
        return ()
    return flow.pieces(*match.span(1))


def _piece(run: Run, begin: int, end: int) -> Piece | None:
    part = part_of(run, begin, end)
    return piece_of(part) if part else None
