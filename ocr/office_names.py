"""The offices that confirm titles, whose names are few: put right where a seal took letters.

天水市大力资源和社会保障局, 云南省人力i.社会保障厅, 福建省人力资源和社: one office each.
"""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Hamming, LCSseq

_PLACE_ENDS = re.compile("省|自治区|自治州|兵团|地区|[市县区州盟旗]")
_PROVINCE = re.compile(
    "(?:河[北南]|山[西东]|辽宁|吉林|黑龙江|江[苏西]|浙江|安徽|福建|湖[北南]|广东|海南|四川|贵州|云南|陕西|甘肃|青海)省"
    "|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(?:北京|天津|上海|重庆)市"
)
_OFFICE = "人力资源和社会保障"  # and 厅, 局 or 部
_OF_SEALS = "厅局会室章"  # how the ring of a seal ends, before the print that it touches
_ENDS = "厅局部"
_OWN = re.compile("[力资源]")  # letters of it that no other office of such words has
_LEAST = 5  # of its letters that must be there
_FOREIGN = 2  # letters that are not of it, at most
_GROUPS = ("职称改革工作领导小组", "职称改革领导小组")  # and maybe its office
_MISREAD = 2  # letters of these, at most


def whole_office(name: str) -> str | None:
    """The name of an office of which a squeezed name is a spoilt reading; None for none."""
    if (name[:1] == name[1:2] or name[:1] in _OF_SEALS) and _PROVINCE.match(name, 1):
        return whole_office(name[1:]) or name[1:]  # 贵贵州省人事厅, 厅内蒙古自治区人事厅
    for place, rest in _parted(name):
        if (office := _security(place, rest) or _reform(rest)) is not None:
            return None if office == rest else place + office
    return None


def _parted(name: str) -> Iterator[tuple[str, str]]:
    for match in _PLACE_ENDS.finditer(name):
        yield name[: match.end()], name[match.end() :]


def _security(place: str, rest: str) -> str | None:
    """The office of human resources and social security, 厅 in a province and 局 below one."""
    body, end = (rest[:-1], rest[-1]) if rest.endswith(tuple(_ENDS)) else (rest, "")
    common = LCSseq.similarity(body, _OFFICE)
    begins = body[:1] == _OFFICE[0] or body[1:2] == _OFFICE[1]
    if not begins or common < _LEAST or len(body) - common > _FOREIGN or not _OWN.search(body):
        return None
    return _OFFICE + (end or ("厅" if place.endswith(("省", "自治区", "兵团")) else "局"))


def _reform(rest: str) -> str | None:
    """The group that leads the reform of titles, and its office."""
    for group in _GROUPS:
        for office in (group + "办公室", group):
            if len(rest) == len(office) and Hamming.distance(rest, office) <= _MISREAD:
                return office
    return None
