"""Where in a run of text labels stand."""

import re

from matching.text import ORGANISATIONS
from ocr.labels import Label, Labels
from ocr.labels_of_person import goes_on_about_person, is_told_of_person
from ocr.letters import Letters
from ocr.plausible import ORGANISATION_ENDS, is_complete, looks_cut

SEPARATORS = ":;.,·、_-|/~ "  # between a label and its value
_REST_OF_LABEL = re.compile(
    r"[·.,(〔]?(?:机构|盖章|公章|签章|印章|章|全称)[)〕]?(?=:)|[(〔](?:盖章|公章|签章|印章|章)[)〕]|[(〔](?:盖章|公章|签章|印章)$"
)
# What is remarked in brackets behind a label: 出生年月(岁), 单位(全称), 姓名(Name).
_REMARK = re.compile(
    r"[(〔](?:全称|中文|公历|阳历|周?岁|年龄|年月日?|年、月|日期|(?:18|十八)位|男/女|号码|文件号|文号|学科|专业|类别|层次|工种|部门|科室|名称|资格|职称|职务"
    r"|任职资格|身份证|填写全称|印|[A-Za-z][A-Za-z. ]*)[)〕](?=:|$)"
)
# What makes of a label one of something else, unless it begins a value: 资格|取得时间, 系列|名称.
_TAIL = re.compile(
    "(?:的|取得|获得|授予|评审|通过)*(?:名称|时间|日期|年月日?|方式|途径|层次|类别|编号|文号|意见|情况)$"
)
_WORD = re.compile(r"[\u4e00-\u9fff]{3,8}")
_OF_ANYTHING = {"单位", "编号", "专业", "级别", "等级", "姓名"}
_OF_PAPER = ("证", "字", "书", "第")  # 职改字编号, 合格证编号 are numbers of the paper itself
_MISREAD_LENGTHS = (6, 5, 4)  # of labels before the name of an organisation
_SURE_WITHOUT_COLON = 4  # length from which a label needs no colon before free text


def label_at(
    letters: Letters, position: int, labels: Labels
) -> tuple[Label, int, int, bool] | None:
    """A label that begins at this position, with where it begins and ends."""
    text = letters.text
    label = labels.longest_at(text, position)
    if label is not None:
        end = position + len(label.text)
        rest = _REST_OF_LABEL.match(text, end) or _REMARK.match(text, end)
        if rest:
            end = rest.end()
        if _stands_alone(letters, position, end, label, labels):
            return label, position, end, True
    colon = text.find(":", position)
    stretch = text[position : colon if colon >= 0 else len(text)]
    # What stands right behind a colon is a value: 专业名称: 档案编研 is no 档案编号.
    begins = letters.gap_before(position) and not text[:position].endswith(":")
    near = labels.nearly(stretch) if begins else None
    whole = len(near.text) == len(stretch) if near else False
    if near and (near.field or not (whole and letters.is_sure(position, near.text))):
        return near, position, position + len(stretch), False
    if position == 0 and colon > 0 and _is_of_other_thing(letters, colon, labels):
        return Label(stretch, None), 0, colon, True
    return _misread_before_unit(text, labels) if position == 0 else None


def _is_of_other_thing(letters: Letters, colon: int, labels: Labels) -> bool:
    """Is what a run begins with a label of one word more than one that may be of anything?

    委托单位, 职工编号; where nothing parts the two.
    """
    text = letters.text[:colon]
    if not _WORD.fullmatch(text) or any(letters.gap_before(at) for at in range(1, colon)):
        return False
    ends = (known for at in range(1, colon - 1) if (known := labels.whole(text[at:])))
    tail = next(ends, None)
    if tail is None or tail.text not in _OF_ANYTHING:
        return False
    return not text.removesuffix(tail.text).endswith(_OF_PAPER)


def _misread_before_unit(text: str, labels: Labels) -> tuple[Label, int, int, bool] | None:
    """A label with a misread character that the name of a unit follows: 评市组织甘肃省…."""
    for end in _MISREAD_LENGTHS:
        near = labels.nearly(text[:end])
        if near and near.field in ORGANISATIONS and text.endswith(ORGANISATION_ENDS):
            return (near, 0, end, False) if is_complete(near.field, text[end:]) else None
    return None


def _stands_alone(letters: Letters, begin: int, end: int, label: Label, labels: Labels) -> bool:
    """Is what looks like a label one, and not part of a longer word?"""
    text = letters.text
    rest = text[end:]
    inside = any(map(letters.gap_before, range(begin + 1, end)))
    if begin and inside and not letters.gap_before(begin):
        return False  # 主治医师 资格取得时间: no 医师资格取得时间
    if rest.startswith(":") or (rest == ";" and text[:begin].endswith(";")):
        return True
    if begin and is_told_of_person(letters, end, label, labels):
        return True
    english = labels.ends_english(text, begin)
    if not (english or letters.gap_before(begin)) or (
        label.text.endswith("专业") and rest.startswith("技术")
    ):
        return False  # 从事专业技术工作 speaks of 专业技术, not of a 专业
    if label.field is not None and _TAIL.match(rest):
        return False
    short = len(label.text) < _SURE_WITHOUT_COLON
    if not rest and begin and short and not (english or letters.wide_gap_before(begin)):
        return False  # the last word of a value, 经济专业
    if not rest or rest[0] in SEPARATORS or letters.gap_before(end):
        return True
    spread = begin == 0 and len(label.text) == 2 and letters.wide_gap_before(1)
    if spread and label.field is not None and is_complete(label.field, rest):
        return True  # 系　　列经济系列: labels as wide as the longest of their form
    if rest[0].isascii() and rest.strip("[")[:1].isalpha() and label.field is not None:
        return True  # the English of the label follows
    if label.field is None:
        return False
    stop = next((at for at in range(end + 1, len(text)) if letters.gap_before(at)), len(text))
    if begin == 0 and stop < len(text) and is_complete(label.field, text[end:stop]):
        return True  # 性别男 出生年月
    if begin == 0 and goes_on_about_person(letters, end, label, labels):
        return True
    sure = len(label.text) >= _SURE_WITHOUT_COLON
    if label.field in ORGANISATIONS and len(rest) > _SURE_WITHOUT_COLON:
        sure = sure or not looks_cut(label.field, rest)  # 单位贵阳市图书馆
    free = sure and labels.longest_at(rest, 0) is None
    return begin == 0 and is_complete(label.field, rest, free=free)
