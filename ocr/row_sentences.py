"""The people of sentences that name them and say what they are given."""

import re
from collections.abc import Iterator, Sequence

from models.fields import Field
from models.titles import known_titles
from ocr.layout import Candidate
from ocr.row_brackets import between_commas
from ocr.row_decisions import decided_in
from ocr.row_groups import candidate_of, fields_of
from ocr.row_items import people_in
from ocr.row_names import Named, names_in, share_of_surnames
from ocr.row_numbering import number_end
from ocr.row_stated import stated_in
from ocr.row_subjects import is_subject
from ocr.row_text import Text
from ocr.surnames import has_two_letter_surname

_GIVEN = r"(?:[^,:。;、]*?(?:资格|职称)(?=[从自的,:。;、]|$)|[^,:。;、]+)"
_GIVES = (
    r"已?(?:[具其][备有]|取得|获得?|通过|晋升为?"
    r"|(?:评定?|评审|评聘|认定|确认|确定|批准|审定|聘任|初定|套改|改定|转评|改评|提升|授予)为)了?"
)
# 张三、李四经评审委员会评审通过,具备…
_BY_WHOM = (
    r"(?:,?(?:均|已|业)?经[^。;:、]{2,60}?(?:通过|评审|合格|审定|认定|审核)"
    r"(?=[,均已为任具其取获晋被]),?)?"
)
# 王静同志由讲师转评为工程师; 王静同志见习期满,初定为技术员
_FROM = r"(?:[由从][^,。;:、]{2,12}?)?(?:,?(?:见习|试用)期?满?(?:[^,。;:、]{0,6}合格)?,?)?"
# 王静、李建国等2名同志符合条件,批准其医师任职资格
_THEIRS = (
    r"(?:均?(?:符合|达到|具备)[^,。;:、]{0,12}(?:条件|标准),)?"
    r"(?:现|特|予以)?(?:批准|同意|确认|授予|认定)其(?:[具其]备|取得|为)?"
)
_TITLES = "|".join(sorted(map(re.escape, known_titles()), key=len, reverse=True))
_SCHOOL = "(?:(?:中学|小学|幼儿园|中专|技校)(?=(?:正?高级|[一二三]级)教师))?"
# 授予张三、李四高级教师任职资格: only a known title tells where the last name ends
_BARE = (
    r"(?:的|担?任)?"
    rf"(?P<bare>{_SCHOOL}(?:{_TITLES})(?:专业技术)?(?:职务)?(?:任职)?(?:资格|职称))"
)
# 同意张三、李四同志具备讲师任职资格; 1.张三、李四等9人具备讲师任职资格; 认定张三同志(某某学校)为
# 讲师
_STATED = re.compile(
    r"(?P<many>[等共计(]*(?:(?P<count>\d+|[一二三四五六七八九两]?十?[一二三四五六七八九两十])"
    r"(?:[名位人]|(?=同志)))?\)?)"
    r"(?:(?P<comrades>同志)(?:\((?P<aside>(?:[^()]|\([^()]*\))*)\))?"
    rf"{_BY_WHOM},?均?(?:{_FROM}{_GIVES}|{_THEIRS}|[为任的])?(?P<given>{_GIVEN})"
    rf"|{_BY_WHOM},?均?(?:{_GIVES}|(?<=\))为|为(?={_SCHOOL}(?:{_TITLES})))(?P<alone>{_GIVEN})|{_BARE})"
)
_DECIDES = re.compile("公布|同意|批准|确认|确定|认定|授予|评定|审定|核准|给予|通过|聘任|聘用|任命")
_OURS = "[我你本贵](?:单位|公司|集团|中心|[局校院厂所站厅委县市区])(?:[所下直]属(?:各?单位)?)?"
_BEGINS = re.compile(rf"[,:]|{_DECIDES.pattern}|{_OURS}|(?<=[日月会])评[审议](?:表决)?")
_REFUSES = re.compile(
    "不(?:同意|予|批准|具备|符合)|未(?:能|获|予|被|参加)?(?:通过|评审|批准)|取消|撤[销回]|暂缓"
)
# A semicolon behind brackets parts people: 王静(某某学校);李建国(某某医院).
SENTENCE = re.compile(r"(?:[^;。]|(?<=\));(?=[^;。:()]{2,12}\())+")
_ABOUT = re.compile("关于")
_NO_NAMES = re.compile(r"[^\u4e00-\u9fff·、,;()〔〕]")
_BRACKETS = re.compile(r"(?<=[^(),;、])\([^()]*\)")  # behind a name, with numbers in them
_MOST = 0.8  # share of names with a known surname, at least
_HALF = 0.5  # the same of as many names as the sentence announces
_NAMED = 0.7  # share of the people it speaks of that a sentence names, if it is a list of them
_NUMERALS = "零一二三四五六七八九十"
_SUBJECT = 2  # letters of a subject that is no name
_FEWEST = 2  # people of sentences that are no items of a list

Told = tuple[int, Named]


def told_in(text: Text, *, listing: bool = False) -> list[Told]:
    """The people of sentences that decide on several, with what each sentence gives them.

    listing says that a list has begun, so that a sentence on one person is a part of it.
    """
    read = [(_told(text, *span), _is_item(text, *span)) for span in _sentences(text)]
    names = {"".join(person[Field.NAME].printed.split()) for told, _ in read for _, person in told}
    several = listing or len(names) >= _FEWEST
    return [one for told, is_item in read if several or is_item for one in told]


def _sentences(text: Text) -> Iterator[tuple[int, int]]:
    for match in SENTENCE.finditer(text.letters):
        yield match.span()


def _is_item(text: Text, begin: int, end: int) -> bool:
    """Is a sentence one of several by its number?"""
    return number_end(text.letters[begin:end]) > 0


def _told(text: Text, begin: int, end: int) -> list[Told]:
    """The people of one sentence, which may give several titles one after the other."""
    letters = text.letters
    if _REFUSES.search(letters, begin, end):
        return []
    numbered = number_end(letters[begin:end])
    about = _ABOUT.match(letters, begin + numbered, end)  # 关于王静等同志…的通知; 关 is a surname
    at = about.end() if about else begin + numbered
    found: list[Told] = []
    for match in _STATED.finditer(letters, at, end):
        group = next(one for one in ("given", "alone", "bare") if match[one] is not None)
        if match.start() <= at or not (given := _given(text, *match.span(group))):
            continue
        starts = [at, *(m.end() for m in _BEGINS.finditer(letters, at, match.start()))]
        # 一、经某某评审委员会2012年11月9日评审,王静、李建国具备…: what each item tells
        of_item = decided_in(text, at, match.start()) if numbered and not found else {}
        given = {**of_item, **_aside(text, *match.span("aside")), **given}
        many, stop = _spoken_of(match), match.start() + (match["many"] == ")")
        starts = [start for start in starts if not _DECIDES.match(letters, start, stop)]
        read = [_people(text, start, stop, given) for start in starts]
        if match["count"] and not any(len(told) == many for told in read):
            read += [_parted(text, start, stop, given, many) for start in starts]
            if match["many"] == match["count"] and not any(map(len, read)):
                many = 1  # the numeral is the end of a name: 张三、王五同志
                read = [_people(text, start, match.end("count"), given) for start in starts]
        if group == "bare":  # nothing parts 赵敏 from 数学高级教师任职资格
            read = [told for told in read if all(map(_is_short, told))]
            read = [told for told in read if not any(map(_is_bare_subject, told))]
        told = max(read, default=[], key=lambda told: (_known(told), len(told) == many, len(told)))
        counted = 1 < many == len(told)  # as many as are announced may have rare surnames
        if _known(told) >= (_HALF if counted else _MOST) and len(told) >= _NAMED * many:
            found += told
        at = match.end()
    return found


def _spoken_of(match: re.Match[str]) -> int:
    """Of how many people a sentence speaks at least; of 张三等3人 it names one."""
    count = match["count"]
    if count is None:
        return _FEWEST if "等" in match["many"] else 1
    return int(count) if count.isdecimal() else _numeral(count)


def _numeral(count: str) -> int:
    """How many 两, 八, 十一 and 二十五 are."""
    tens, ten, ones = count.replace("两", "二").rpartition("十")
    of_tens = (_NUMERALS.index(tens) if tens else 1) if ten else 0
    return 10 * of_tens + (_NUMERALS.index(ones) if ones else 0)


def _is_short(told: Told) -> bool:
    """Is a name no longer than names of Han are?"""
    name = "".join(told[1][Field.NAME].printed.split())
    return len(name) <= 3 + has_two_letter_surname(name)


def _is_bare_subject(told: Told) -> bool:
    """Is this the subject of a title, and nobody: 林业 before 高级工程师资格名单?"""
    name = "".join(told[1][Field.NAME].printed.split())
    return len(name) <= _SUBJECT and is_subject(name)


def _known(told: Sequence[Told]) -> float:
    return share_of_surnames([person for _, person in told])


def _people(text: Text, begin: int, end: int, given: Named) -> list[Told]:
    """The people of a stretch that is nothing but names, maybe behind their units."""
    if _NO_NAMES.search(_BRACKETS.sub("", text.letters[begin:end])):
        return []
    whole = _named(text, begin, end)
    parts = [match.span() for match in re.compile("[^,;]+").finditer(text.letters, begin, end)]
    several = [_named(text, *part) for part in parts] if not whole and len(parts) > 1 else [whole]
    return [(at, {**given, **one}) for told in several if all(several) for at, one in told]


def _parted(text: Text, begin: int, end: int, given: Named, many: int) -> list[Told]:
    """As many names without anything between them, if the letters can be parted so."""
    if begin >= end or _NO_NAMES.search(text.letters, begin, end):
        return []
    names = names_in(Text(text.parts(begin, end)), 0, columns=False, run_on=True, count=many)
    told = [(begin + at, {**given, **one}) for at, one in names]
    return told if len(told) == many and _known(told) == 1 else []


def _named(text: Text, begin: int, end: int) -> list[Told]:
    """The people of a stretch; a unit before the first one is that of all."""
    if begin >= end:
        return []
    told = people_in(Text(text.parts(begin, end)), 0, columns=False)
    alone = all(person.keys() <= {Field.NAME, Field.SEX} for _, person in told.people)
    if told.lead and not alone:
        return []
    return [(begin + at, {**told.lead, **person}) for at, person in told.people]


def _aside(text: Text, begin: int, end: int) -> dict[Field, Candidate]:
    """What brackets behind 同志 say of the person: 王静同志（女，某某学校）; begin -1 for none."""
    if begin < 0:
        return {}
    return {
        field: candidate_of(text, field, first + at, first + to)
        for first, last in between_commas(text.letters, begin, end)
        for field, at, to in stated_in(text.letters[first:last])
        if field and field is not Field.NAME
    }


def _given(text: Text, begin: int, end: int) -> dict[Field, Candidate]:
    """What a part of a sentence says that people are given."""
    return {
        field: candidate_of(text, field, begin + first, begin + last)
        for field, first, last in fields_of(text.letters[begin:end])
    }
