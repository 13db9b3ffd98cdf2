"""The headings that people are grouped under, and what each says of those below it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from models.fields import Field
from models.titles import known_series, known_titles
from ocr.layout import Candidate
from ocr.page import Run
from ocr.pieces import Piece
from ocr.row_numbering import IN_WORDS, numbered
from ocr.row_subjects import are_teachers, is_local_unit, is_short_unit, is_subject, is_ward
from ocr.row_text import Text
from ocr.surnames import has_surname

_COUNT = re.compile(r"[(〔,:]{0,2}(?:共|计|共计)?(\d{1,4})[人名位][)〕]{0,2}[:。]?$")
_ORDERED = re.compile(r"[(〔,][^()〔〕,]{0,4}(?:姓氏|不分先后|笔画)[^()〔〕,]{0,8}[)〕]?$")
_COUNTED = re.compile(  # 一、工程师：4人; 二、小学高级教师：（5名）
    r"[^:]+:[(〔]?(?:共|计|共计)?\d{1,4}[人名位][)〕]?[:。]?$"
)
# How people came to it: 工程师（初定）
_WAY = re.compile(
    r"[(〔](?:(?:考核|正常|破格)?(?:初定|初聘|认定|确认|评审|考核|转评|改评|晋升|破格|正常)|以考代评|绿色通道)[)〕]$"
)
_QUALIFICATION = r"(?:(?:专业技术)?(?:职务)?(?:任职)?资格|(?:专业技术)?职务|职称)?"
_IDLE = re.compile(
    _QUALIFICATION + r"(?:任职条件)?(?:(?:均|已经?|业经)+(?=[评认确考通]))?"
    r"(?:评审|认定|确认|考核|考试|评定)*(?:通过|合格)?"
    + _QUALIFICATION
    + r"(?:人员)?(?:有|的(?:有|是|人员|同志)?)?"
    r"(?:名单|名册|花名册|一览表)?$"
)
_BEGINS = re.compile(
    r"(?:[^系列]{2,10}?[省市州区])?(?:(?:19|20)\d\d年度?(?:第.次)?|二[〇○零O0].{2}年度?)"
    r"(?:[^系列师员,。]{2,8}?[省市州区县](?!政))?(?:民营企业|非公有制(?:经济|企业|组织)*)?"
    r"|.{0,24}(?:下列|以下|如下).{0,8}?(?:晋升为?|为)"
    r"|(?:经(?:评审|评定|考核|考试|审核)(?:通过|合格)?,?)?(?:.{0,24}(?:下列|以下|如下).{0,8}?)?(?:具备|具有|取得|获(?![嘉鹿])得?|符合|授予|批准|同意|(?:晋升|晋级|评聘|初定|认定|转评)为?|确认为?|通过)"
    r"|(?:下列|以下|如下)\d*[名位个]?(?:同志|人员)的?"
)
_LONGEST_NAME = 3  # letters
_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}")
_ACTS = re.compile("担?任")
_SERIES = re.compile(r"^.{2,14}?(?:系列|专业技术人员|专业人员|技术人员)")
# The same and no more; what lawyers are called is no title without its level.
_OF_SERIES = re.compile(
    r"(?![一二三四五六七八九十以下上列各]|.*(?:[具其][备有]|取得|获得|通过|评审|认定|合格|[高中初]级)).{2,12}"
    r"(?:系列|专业技术人员|专业人员|技术人员|研究人员)|律师|公证"
)
_TWICE = re.compile(
    r"(?:(?:中小学|中学|小学|幼儿园|高等?学校|高校|中专|中等专业学校|技工学校)教师|[^师员]{2,8}人员)(?=.)"
)
_LEVEL = re.compile(r"正高级?|副高级?|高级|中级|初级|助理级|员级")
_TITLE = re.compile(
    r"(?!.*(?:[具其][备有]|取得|获得|同志|申报|推荐|通过|晋升|[\d为])|[任已])"
    r".{0,10}(?:[^律]师|律师|[^人委成议职]员|教授|助教|护士|医士|药士|技士|检验士|助产士|编辑|编审|译审|翻译|记者|校对|编剧|导演|作曲|教练)"
)
_LABELLED = (
    (Field.EMPLOYER, re.compile(r"(?:申报|所在|工作|推荐|呈报)?单位(?:名称)?:(.{4,38})")),
    (Field.SPECIALTY, re.compile(r"(?:[申评资任]..?|现?从事)?(?:专业|学科)(?:名称)?:(.{2,16})")),
    (Field.SERIES, re.compile(r"(?:申报|评审|资格|职称)?系列(?:名称)?:(.{2,16})")),
    (Field.TITLE, re.compile(r"(?:(?:申报|评审|任职|通过)?资格|职称)(?:名称)?:(.{2,16})")),
)
_FRAMED = re.compile(r"[〔\[【]([^〔\[【〕\]】]+)[〕\]】]")
_ORDINAL = re.compile(r"[一二三四五六七八九十]")
_SEVERAL = re.compile(r"[、,]|^各")
# Parts a list, but says nothing of a person.
_PLACE = re.compile(
    r".{0,12}(?:[市州区县旗盟类]|[省市]直|单位|系统|行业|部门|人员|晋升|认定|转评|破格)"
)
_ANY = re.compile(  # 区属各单位
    r"(?:经(?!济|纬)|.*(?:评委会|评审委员会|评审会)$"
    r"|.{0,4}(?:[省市州区县地部局](?:[级直属管]|州|[县区市])|中央(?:在.)?|[企事]业|民营|私营|非公(?:有制)?|机关|其[他它]|基层)"
    r"(?:企事?业)?(?:单位|部门)"
    r"|.{0,3}各(?!界)|有关|相关|所属|直属|[省市州区县局校院厂]属|[省市州区县]直)"
)
_SUBJECT = re.compile(
    r"(?!.*(?:人员|名单|同志|通过|合格|资格|职称|单位|其他))[\u4e00-\u9fff]{2,10}"
)
_ORGANISATION = re.compile(
    r"(?!.*(?:同志|任职资格)|(?:工作|所在|申报|推荐|呈报)单位$).{2,38}(?:公司|集团|厂|院|所|校|[大中小]学|完小|教学点|园|中心|站|局|厅|委|部|处|科|室|馆|社|团|台|队|会|办|矿|店|行|场"
    r"|机关|学区|库|段|乡|镇|街道|政府|单位|企业|银行|组|系统|分|支行)(?:[)〕]|[(〔](?:[^()〔〕]{2,4}制|[民公]办|筹|[本总]部|[^()〔〕]{1,4}[校院]区)[)〕])?"
)
# A short unit alone in a line; 园 and 校 end names as well.
_BARE_UNIT = re.compile(r"(?!各)[\u4e00-\u9fff]{2}[院系馆部处室厂站局队所]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says; style tells how it is numbered, "" for not at all.

    end is where what follows it in the same paragraph begins; count is the number of people that it
    tells; counted says that it tells one, or stands where headings do. leads: people follow it
    in its paragraph; opens: a colon ends it; decides: it is a sentence, which the document says.
    """

    style: str
    values: Mapping[Field, Candidate]
    end: int
    counted: bool = False
    count: int | None = None
    leads: bool = False
    opens: bool = False
    decides: bool = False

    @property
    def is_unit(self) -> bool:
        """Does it tell a unit?"""
        return Field.EMPLOYER in self.values

    @property
    def is_marked(self) -> bool:
        """Does it look like a heading by itself, and like no cell?"""
        return self.counted or self.style in IN_WORDS


def heading_of(text: Text) -> Heading | None:
    """The heading that a paragraph is or begins with, None where it is something else."""
    letters = text.letters
    style, begin = numbered(letters)
    for field, pattern in _LABELLED:
        if (match := pattern.match(letters, begin)) and not re.search("[、,。;:]", match[1]):
            bare = without_count(match[1])
            at = match.start(1)
            value = candidate_of(text, field, at, at + len(bare))
            count = _count(match[1])
            return Heading(style, {field: value}, len(letters), count is not None, count)
    colon = -1 if _COUNTED.match(letters, begin) else letters.find(":", begin)
    end = len(letters) if colon < 0 else colon
    if end - begin > 48 or end == begin:
        return None
    head = letters[begin:end].rstrip("。.;,")
    if match := _FRAMED.fullmatch(head):  # 【教授】
        begin, head = begin + 1, match[1]
    bare = _WAY.sub("", without_count(_WAY.sub("", head))).rstrip(".·")  # specks
    if bare.count("(") > bare.count(")"):  # 二级演员(曲艺专业2人)
        bare += ")"
    spans = fields_of(bare)
    short = is_short_unit(bare) or is_ward(bare)  # 内科：王静、李建国
    if not spans and 0 < colon < len(letters) - 1 and short:
        spans = [(Field.EMPLOYER, 0, len(bare))]  # 医学院：王静、李建国
    if not spans and not style and _BARE_UNIT.fullmatch(bare):
        spans = [(Field.EMPLOYER, 0, len(bare))]
    count = _count(head)
    before_people = 0 < colon < len(letters) - 1 or (style == "" and count is not None)
    if not spans and before_people and _SUBJECT.fullmatch(bare) and is_subject(bare):
        spans = [(Field.SPECIALTY, 0, len(bare))]  # 语文：王静、李建国
    parts = (
        (style or bare != head or colon > 0)
        and (_PLACE.fullmatch(bare) or are_teachers(bare))
        and not _SEVERAL.search(bare)
    )
    if not spans and not parts and style and count is not None and _SUBJECT.fullmatch(bare):
        # 二、口腔医学（4人）, but 1. 图书馆（6名）
        is_unit = is_short_unit(bare) and not bare.endswith("科")
        spans = [(Field.EMPLOYER if is_unit else Field.SPECIALTY, 0, len(bare))]
    if not spans and style in IN_WORDS and is_subject(bare) and not _may_be_name(bare):
        spans = [(Field.SPECIALTY, 0, len(bare))]  # (二)数学
    if not spans and not parts:
        return None
    values = {
        field: candidate_of(text, field, begin + first, begin + last)
        for field, first, last in spans
    }
    after = len(letters) if colon < 0 else colon + 1
    return Heading(style, values, after, count is not None, count, opens=colon > 0)


def _may_be_name(text: str) -> bool:
    """May this subject be somebody: 林业, 王文学?"""
    return len(text) <= _LONGEST_NAME and has_surname(text)


def is_marked(runs: Sequence[Run]) -> bool:
    """Are these runs the text of a heading alone, numbered or with a count?"""
    text = Text(runs)
    heading = heading_of(text) if text.letters else None
    return heading is not None and heading.is_marked and heading.end == len(text.letters)


def without_count(head: str) -> str:
    """A heading without the number of its people and their order: 高级教师（3人）."""
    return _COUNT.sub("", _ORDERED.sub("", head))


def _count(head: str) -> int | None:
    """How many people a heading says that there are."""
    match = _COUNT.search(_ORDERED.sub("", head))
    return int(match[1]) if match else None


def candidate_of(text: Text, field: Field, begin: int, end: int) -> Candidate:
    """A stretch of a line as the value of a field."""
    pieces = text.pieces(begin, end)
    box = pieces[0].box
    label = Piece("", 1.0, box, (), is_label=True, field=field)  # no label stands before it
    return Candidate(field, label, pieces, beside=True)


def fields_of(phrase: str) -> list[tuple[Field, int, int]]:
    """The fields that a phrase states, and from where to where; none where it is no heading."""
    bare, begin = phrase, 0
    if _OF_SERIES.fullmatch(phrase):
        return [(Field.SERIES, 0, len(phrase))]
    known = known_titles() | known_series()
    if phrase not in known and _ORDINAL.match(phrase) and phrase[1:] in known:
        bare, begin = phrase[1:], 1  # 二、高级工程师 without its mark, and no 正高级工程师
    elif not _whole(bare):
        bare = _IDLE.sub("", bare)
        if match := _BEGINS.match(bare):
            begin, bare = match.end(), bare[match.end() :]
    if not bare or re.search(r"[。;!?《》]", bare):
        return []
    if acts := _ACTS.match(bare):  # 任中学一级教师职务资格, and no unit at 任丘
        spans = _spans(bare[acts.end() :])
        if any(field is Field.TITLE for field, _, _ in spans):
            return [
                (field, begin + acts.end() + a, begin + acts.end() + b) for field, a, b in spans
            ]
    return [(field, begin + first, begin + last) for field, first, last in _spans(bare)]


def _spans(bare: str) -> list[tuple[Field, int, int]]:
    if whole := _whole(bare):
        return [(whole, 0, len(bare))]
    if note := re.fullmatch(r"(.+)[(〔](.+)[)〕]", bare):
        parts = [fields_of(note[1]), fields_of(note[2])]
        # A unit in brackets behind one is a second name of it: 康复医院(精神卫生中心).
        if all(parts) and not {f for f, _, _ in parts[0]} & {f for f, _, _ in parts[1]}:
            inner = [(f, a + note.start(2), b + note.start(2)) for f, a, b in parts[1]]
            return [*parts[0], *inner]
        titles = {field for field, _, _ in parts[0]}
        if titles == {Field.TITLE} and not parts[1] and (is_ward(note[2]) or is_subject(note[2])):
            return [*parts[0], (Field.SPECIALTY, *note.span(2))]  # 主任医师(内科)
        # 王静(某某学校): the colon behind it was a semicolon
        if not parts[0] and parts[1] and _PERSON.fullmatch(note[1]) and has_surname(note[1]):
            return []
    if _SEVERAL.search(bare):
        return []
    if found := list(_phrase(bare)):
        return found
    named = len(bare) >= 4 and _ORGANISATION.fullmatch(bare)
    is_employer = (named or is_local_unit(bare)) and not _ANY.match(bare)
    return [(Field.EMPLOYER, 0, len(bare))] if is_employer else []


def _phrase(bare: str) -> Iterator[tuple[Field, int, int]]:
    """The parts of 工程系列土建专业高级工程师; nothing where a part is something else."""
    at, found = 0, []
    if series := _SERIES.match(bare):
        found.append((Field.SERIES, 0, series.end()))
        at = len(bare) - len(bare[series.end() :].lstrip("/·|,、-"))  # 会计系列/高级会计师
    place = bare.find("专业", at + 1)
    if place > 0:
        found.append((Field.SPECIALTY, at, place))
        at = place + 2
    rest = bare[at:]
    if rest:
        field = _whole(rest)
        twice = None if field else _TWICE.match(rest)
        if twice and rest[twice.end() :] in known_titles():
            found.append((Field.SERIES, at, at + twice.end()))  # 中小学教师一级教师
            at, field = at + twice.end(), Field.TITLE
        said = _TITLE.fullmatch(rest) and not are_teachers(rest)
        if field is None and said and not _ORGANISATION.fullmatch(rest):
            field = Field.TITLE
        if field is None:
            return
        found.append((field, at, len(bare)))
    yield from found


def _whole(text: str) -> Field | None:
    """What a text is that is known as a whole."""
    if are_teachers(text):
        return None
    if text in known_titles():
        return Field.TITLE
    if text in known_series():
        return Field.SERIES
    if _LEVEL.fullmatch(text):
        return Field.LEVEL
    if len(text) > 3 and _is_near(text, Field.TITLE):
        return Field.TITLE
    if len(text) > 4 and _is_near(text, Field.SERIES):
        return Field.SERIES
    return None


@cache
def _is_near(text: str, field: Field) -> bool:
    """Is this one of the known names, but for one misread character?"""
    known = known_titles() if field is Field.TITLE else known_series()
    return any(
        len(name) == len(text) and Levenshtein.distance(name, text, score_cutoff=1) == 1
        for name in known
    )
