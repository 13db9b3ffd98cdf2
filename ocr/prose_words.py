"""Phrases of sentences taken apart: a unit and the name after it, series, specialty and title."""

import re
from collections.abc import Set
from functools import cache

from models.fields import Field
from models.titles import known_series, known_titles
from ocr.prose_patterns import Words, filled, load_words
from ocr.surnames import has_surname, rarity

Span = tuple[int, int]  # begin and end within the phrase

_OF_MANY = re.compile(r"\d|等[一二两三四五六七八九十]+[名位个人]")  # 张三等75人副主任医师
_AFTER_LEVEL = re.compile(r"^专业技术(?:职务|资格|职称)")
_SURE_SERIES = 4  # length from which the name of a series is no word of a specialty
_SURE_TITLE = 4  # the same of a title: 教员 and 馆员 are parts of words
_COMMON = 0.15  # rarity of the surnames that most people have
_SURE_UNIT = 4  # length from which a unit's name is one
_DEPARTMENTS = ("科", "教研组", "教研室", "研究室", "车间")
_IN_HOSPITALS = re.compile(r"[医药护技]师$|[医药护]士$|检验[师士员]$")  # 质检科 is no specialty
_SCHOOLS = ("中专", "中学", "小学", "幼儿园", "技校", "技工学校", "高校")
_SCHOLAR = re.compile(
    r"(?P<subject>.{1,10}(?<![大中小教])学)(?:副?教授|讲师|助教|(?:副|助理)?研究员|研究实习员)"
)
_NO_SCHOOLS = ("专业中学", "专业小学", "学科中学", "学科小学")  # 数学专业中学高级教师


def split_who(text: str) -> dict[Field, Span]:
    """The unit and the person that a phrase names: 批准甘肃省水利厅张三."""
    words = load_words()
    begin = _after_introduction(text, words)
    matches = [match for form in _who_forms() if (match := form.fullmatch(text, begin))]
    surnamed = [match for match in matches if has_surname(match["name"])]
    # 由张三办理: 由, 于 and 为 are surnames, too, but seldom
    surnamed.sort(key=lambda m: m["name"].startswith(words.between) and not _is_zha(m["name"]))
    match = next(iter(surnamed or matches), None)
    if match is None or _is_nobody(match["name"], words) or _names_title(match["unit"] or ""):
        return {}
    if match["name"] in known_titles() or "同志" in (match["unit"] or ""):
        return {}
    found = {Field.NAME: match.span("name")}
    if match["unit"] and len(match["unit"]) >= _SURE_UNIT:
        found[Field.EMPLOYER] = match.span("unit")
    return found


def _is_zha(name: str) -> bool:
    """Is 查 before a given name a surname? Before a common surname it is what somebody did."""
    return name.startswith("查") and len(name) > 2 and rarity(name[1:]) > _COMMON


def split_named(text: str) -> dict[Field, Span]:
    """The person that a phrase is, where it begins with a surname as names do."""
    whole = {Field.NAME: (0, len(text))}
    named = has_surname(text) and text not in known_titles()  # 高 is a surname, 高级讲师 nobody
    return whole if named and split_who(text) == whole else {}


def split_unit(text: str) -> dict[Field, Span]:
    """The unit alone that a phrase of a unit and a person names."""
    return {field: span for field, span in split_who(text).items() if field is Field.EMPLOYER}


def split_post(text: str) -> dict[Field, Span]:
    """The unit that a post is at, and what it is: 兰州市第一医院内科专业主任医师.

    Specialties have letters that units end with (采矿, 园林), so the unit is one that has a place
    before it or ends as nothing but units do: the longest one that takes nothing from the title, as
    it would from 中学高级教师.
    """
    found: dict[Field, Span] = {}
    longest = -1
    for cut in range(len(text) - 2, _SURE_UNIT - 1, -1):
        rest = split_what(text[cut:]) if _post_unit().fullmatch(text, 0, cut) else {}
        if (span := rest.get(Field.TITLE)) is None or _names_title(text[:cut]):
            continue
        title = text[cut:][slice(*span)]
        if text[:cut].endswith(_NO_SCHOOLS) and title.endswith("教师"):
            continue  # of 数学专业 somebody is 中学高级教师
        length = len(title) if is_known_title(title) else 0
        if length > longest:
            longest = length
            found = {field: (cut + begin, cut + end) for field, (begin, end) in rest.items()}
            found[Field.EMPLOYER] = (0, cut)
    return found or split_what(text)


def _names_title(unit: str) -> bool:
    """Is there a title in what should be a unit? Then it is a list of people and their titles."""
    return any(len(title) >= _SURE_TITLE and title in unit for title in known_titles())


def split_what(text: str) -> dict[Field, Span]:
    """The series, specialty, level and title that a phrase names: 工程系列高级工程师."""
    words = load_words()
    match = _what_form().fullmatch(text)
    if match is None or text[match.end("held") :].startswith(words.not_what):
        return {}
    found = {
        field: match.span(field.value)
        for field in (Field.SERIES, Field.SPECIALTY)
        if match[field.value]
    }
    if span := found.get(Field.SPECIALTY):
        found[Field.SPECIALTY] = span[0] + _series_before(match["specialty"]), span[1]
    begin, end = match.span("rest")
    rest = match["rest"]
    level = next((level for level in words.levels if rest.startswith(level)), "")
    title = _AFTER_LEVEL.sub("", rest[len(level) :])
    if level and _stands_alone(level, rest, title):
        found[Field.LEVEL] = begin, begin + len(level)
        begin = end - len(title)
    if department := _department_before(text[begin:end]):
        if department.endswith("科") and len(department) > 1 and _IN_HOSPITALS.search(text):
            found.setdefault(Field.SPECIALTY, (begin, begin + len(department)))
        begin += len(department)
    if (subject := _subject_before(text[begin:end])) and Field.SPECIALTY not in found:
        found[Field.SPECIALTY] = begin, begin + len(subject)
        begin += len(subject)
    if is_title(text[begin:end]):
        found[Field.TITLE] = begin, end
    # 具备工程系列专业技术职务任职资格 says of which list it is, and nothing of anybody's title.
    return {} if found.keys() == {Field.SERIES} else found


def _series_before(specialty: str) -> int:
    """How much of a specialty is the name of its series: 高等学校教师材料物理, 工程安全工程."""
    named = (name for name in _series_names() if specialty.startswith(name))
    never = load_words().never_alone
    named = (name for name in named if specialty.removeprefix(name) not in never)
    twice = specialty.startswith("工程") and specialty[4:].endswith("工程")
    return max((len(s) for s in named if len(specialty) > len(s) + 1), default=2 * twice)


def is_title(text: str) -> bool:
    """Could this be the name of a title? It ends as titles do, and is as short."""
    if text in known_titles():
        return True
    # 专业技术资格 and 技术职称 are what all of them are.
    named = 2 <= len(text) <= 16 and not text.endswith("技术")
    named = named and not _OF_MANY.search(text)
    return named and text[-1] in _last_characters()


def is_known_title(text: str) -> bool:
    """Is this the name of a title? Until 2015 teachers' said of which school: 中学高级教师."""
    return text.removeprefix("中学").removeprefix("小学") in known_titles()


def _department_before(title: str) -> str:
    """Where in a unit a title is held, as written before it: 骨科主任医师, 教研组一级教师."""
    if is_known_title(title):
        return ""
    cuts = (at for at in range(1, len(title) - 1) if title[:at].endswith(_DEPARTMENTS))
    return next((title[:at] for at in cuts if is_known_title(title[at:])), "")


def _subject_before(title: str) -> str:
    """What is taught or studied, as written before a title of those who do: 历史学教授."""
    match = _SCHOLAR.fullmatch(title)
    return match["subject"] if match and not is_known_title(title) else ""


def is_office(unit: str) -> bool:
    """Is this a unit that confirms the titles of others?"""
    return any(word in unit for word in load_words().offices)


def _after_introduction(text: str, words: Words) -> int:
    """Where a phrase goes on after the last of the words that lead to a name."""
    ends = [at + len(word) for word in words.before_who if (at := text.rfind(word)) >= 0]
    return max(ends, default=0)


def _is_nobody(name: str, words: Words) -> bool:
    if name.startswith(words.not_who) or name.endswith("之一"):
        return True
    if name.endswith("一") and not has_surname(name):  # a dash behind a word
        return True
    never = words.not_in_who if has_surname(name) else (*words.not_in_who, *words.between)
    least = 2 if "·" in name else 1  # 巴特尔·那木吉勒 is not about 那位同志
    return any(word in name for word in never if len(word) >= least)


def _stands_alone(level: str, rest: str, title: str) -> bool:
    """Is the level a word of its own before a title, and not the beginning of one (高级工程师)?"""
    if rest in known_titles():
        return False
    begins = any(known.startswith(level) for known in known_titles())
    return not title or title in known_titles() or not begins


@cache
def _series_names() -> frozenset[str]:
    """What the series are called, without 人员 where that leaves a name: 工程技术."""
    short = (name.removesuffix("人员") for name in known_series())
    return known_series() | {name for name in short if len(name) >= _SURE_SERIES}


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(title[-1] for title in known_titles())


@cache
def _who_forms() -> tuple[re.Pattern[str], ...]:
    """Unit, staff and name in one phrase, for each length that names have."""
    han = filled("{han}")
    before = filled(
        r"(?:原|现|对|将|把|由|因|为|据|查|经|有|系)?"
        r"(?:{we}{han}{0,8}{staff}|(?:{we})?(?P<unit>{unit})?(?:{staff})?)"
    )
    names = (f"{han}{{1,7}}(?:·{han}{{1,8}}){{1,3}}", *(f"{han}{{{n}}}" for n in (3, 2, 4)))
    return tuple(re.compile(f"{before}(?P<name>{name})") for name in names)


@cache
def _post_unit() -> re.Pattern[str]:
    return re.compile(
        filled(
            r"(?={unit}$){han}{2,7}[省市州盟县区旗乡镇].*|{unit}(?<=公司|集团|大学|学院|医院|学校|中学|小学)"
        )
    )


@cache
def _what_form() -> re.Pattern[str]:
    return re.compile(
        # 授予张三同志高级工程师: the person stands between the verb and the title; 部分系列 is none
        r"(?P<held>(?:.{0,40}同志以?)?(?:已?(?:取得|获得|具[备有]|认定为?|初定为?))?(?:(?:部分|多个|几个|若干|各)系列)?)"
        r"(?P<series>[^系]{1,14}?系列)?"
        r"(?:(?P<specialty>.{1,24}?)(?:专业(?!技术(?!员$)|学校|人员)|学科))?[的,]?(?P<rest>.*?)"
    )


def title_of_school(titles: Set[str]) -> str | None:
    """The title that says at which schools, where others leave it out: 中专高级讲师, 高级讲师."""
    full = max(titles, key=len)
    parts = {full, *(full.removeprefix(school) for school in _SCHOOLS)}
    return full if len(titles) > 1 and titles <= parts else None
