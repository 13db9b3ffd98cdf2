"""Can this text be a value of this field? Keeps neighbours and notices out of fields."""

import re

from matching.text import DATES, NUMBERS, ORGANISATIONS, is_date, normal_date, normal_form, squeezed
from models.fields import Field

_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,20}|[A-Za-z][A-Za-z ,.'·\-]{1,40}")
# Residents' numbers, and those of passports and travel permits.
_ID_NUMBER = re.compile(r"\d{17}[\dX]|\d{15}|[A-Z]{1,3}\d{6,10}")
_LEVEL = re.compile(r"(正高|副高|高|中|初|助理|员)级?|(正高级|副高级|高级|中级|初级).{0,6}")
_NOTICES = re.compile(
    r"证书|持证人|照片|盖章|签章|特发此证|下列|^经(?!济(?![南宁源])).*评审|涂改|监制|网址|http"
)
_LABELLED = re.compile(r"[\u3400-\u9fff]:.")  # a label with a value of its own
_LONG_NUMBER = re.compile(r"\d{6}")
# How names of units end; one that ends otherwise may be the first line of a longer one.
_UNIT_END = re.compile(
    r"[会府室社处组司团行院学校局厅站所馆队厂矿场台园库委部门段心店房科坊署办宫城区镇乡村联报刊庭构位营舱港班连厨苑]"
    r"(?:\([^()]*\)?)?$|[\dA-Za-z)]$"
)
_WHICH = re.compile("[现原拟曾](?:任|有|聘|评|具有|取得)|申报|名称|级别")  # title is asked for
_DATED = re.compile(r"(?:19|20)\d\d年\d{1,2}月", re.ASCII)  # when a unit signed
_IN_FORCE = re.compile("[后方]?(?:生|有|无)效$")  # 加盖公章后生效
_FORM = re.compile(
    "情况表|(?:简|名|登记|审批|呈报|汇总|审查|审核|申报|申请|推荐|评审|评定|认定|确认|初定|考核|定职)表"
)  # the name of a form and no title
_CUT_YEAR = re.compile(r"(?:19|20)\d?年", re.ASCII)  # 2001年 under a seal
_CUT_DATE = re.compile(r"月\d{1,2}$")
# Ends of names; alone they are the last line of one.
NO_UNITS = ("评审委员会", "评委会", "办公室", "委员会")
_NO_UNIT = re.compile(r"[,;]|^副?主任(?:委员)?\W|意见$|结果$|呈报$|上报$")
_PAPERS = (
    "表",
    "书",
    "文件",
    "名单",
    "通知",
    "决定",
    "证明",
    "聘约",
    "合同",
    "协议",
    "记录",
    "档案",
    "情况",
)
ORGANISATION_ENDS = ("委员会", "评委会", "机构", "单位", "厅", "局", "公司", "办公室")
_SHORT_UNIT = re.compile(  # a ministry, or a number of the army
    r"(?:水利|财政|铁道|邮电|卫生|农业|林业|交通|电力|煤炭|冶金|化工|纺织|建设|文化|教育|公安|民政|司法|劳动|人事"
    r"|外交|外贸|商业|航空|航天|机电|机械|石油|地质|电子|轻工|能源|物资|广电|国防)部|\d{4,6}部队"
)
# What is left of a unit's name whose first letters were not read: 源和社会保障局, 治县公路局.
_HEADLESS = re.compile(
    "(?:力资源|资源|源)?和社会保障|(?:力资源|资源|源)和|社会保障[局厅]|称?改革(?:工作)?领导|治[州县]|族自治|自治[州县]|济系列"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}[省市县区州]")
_TWO_UNITS = 14  # letters
_BITS, _HARDLY = 2, 0.3  # letters, and the score of what is no print
_STROKE = 0.6  # the same of one digit or Latin letter


def is_plausible(field: Field, printed: str) -> bool:
    """Could printed be a value of the field, maybe a badly read one?"""
    value = normal_form(field, printed)
    if _LABELLED.search(squeezed(printed)):
        return False
    if field is Field.TITLE and (_FORM.search(value) or _WHICH.fullmatch(value)):
        return False
    if field in ORGANISATIONS and (_IN_FORCE.search(value) or _DATED.search(value)):
        return False
    if field in DATES and _CUT_YEAR.match(squeezed(printed)):
        return False
    if field in DATES or field in NUMBERS:
        return sum(c.isdigit() for c in value) >= 3 and len(value) <= 40 and "。" not in value
    if field is Field.ID_NUMBER:
        badly_read = sum(c.isdigit() for c in value) >= 8 and 12 <= len(value) <= 22
        return badly_read or is_complete(field, printed)
    if field is Field.ID_TYPE:
        return value.endswith(("证", "护照", "证件", "通行证")) and len(value) <= 20
    return is_complete(field, printed)


def is_complete(field: Field, printed: str, free: bool = True) -> bool:
    """Is printed a whole and well-formed value? free says whether prose-like fields may pass."""
    value = normal_form(field, printed)
    if _LABELLED.search(squeezed(printed)):
        return False
    match field:
        case Field.NAME:
            return _NAME.fullmatch(value) is not None and not _NOTICES.search(value)
        case Field.SEX:
            return value in ("男", "女")
        case Field.ID_NUMBER:
            return _ID_NUMBER.fullmatch(value) is not None
        case Field.LEVEL:
            return _LEVEL.fullmatch(value) is not None
        case _ if field in DATES:
            return is_date(value)
        case _ if field in NUMBERS:
            return sum(c.isdigit() for c in value) >= 3 and len(value) <= 40 and "。" not in value
        case Field.TITLE if value.endswith((*ORGANISATION_ENDS, *_PAPERS, "小组", "中心")):
            return False
        case Field.TITLE if value.startswith(("评审", "任职", "资格", "及")):
            return False
        case _ if field in ORGANISATIONS and (value in NO_UNITS or _NO_UNIT.search(value)):
            return False
        case _ if field in ORGANISATIONS and (
            _HEADLESS.match(value) or is_date(normal_date(value))
        ):
            return False
        case Field.ID_TYPE:
            return is_plausible(field, printed)
        case _:
            return free and _is_phrase(field, value)


def looks_cut(field: Field, printed: str) -> bool:
    """Does a name of an organisation end as no unit does, or 2013年12月2 within a day?"""
    if field in DATES:
        return _CUT_DATE.search(squeezed(printed)) is not None
    value = normal_form(field, printed)
    return field in ORGANISATIONS and _UNIT_END.search(value) is None


def _is_phrase(field: Field, value: str) -> bool:
    """A name of a thing or an organisation, not a sentence."""
    if field in ORGANISATIONS and (_LONG_NUMBER.search(value) or _is_twice(value)):
        return False
    han = sum("\u3400" <= c <= "\u9fff" for c in value)
    fewest = 4 if field in ORGANISATIONS and not _SHORT_UNIT.fullmatch(value) else 2
    return fewest <= han and len(value) <= 60 and "。" not in value and not _NOTICES.search(value)


def _is_twice(value: str) -> bool:
    """Are these two units of one place, from two lines of a list: 天水市第一医院天水市第二医院?"""
    place = _PLACE.match(value)
    return place is not None and value.count(place.group()) > 1 and len(value) > _TWO_UNITS


def is_print(text: str, confidence: float) -> bool:
    """Is this text of a page? A letter or two that are hardly one are bits of a seal or a fold.

    Strokes look like 1, I or | sooner than like a character.
    """
    bare = text.strip()
    least = _STROKE if len(bare) == 1 and bare.isascii() else _HARDLY
    return len(bare) > _BITS or (bare != "" and confidence > least)
