"""What the name of a committee says: where it sits, for which series and which level."""

import re
from dataclasses import dataclass

from matching.dictionary import entries, entry_key, named
from matching.dictionary_data import derived
from matching.entries import Kind
from matching.keys import match_key
from matching.places import place_path, places_named
from models.fields import Field

# As the notices print them: XX市XX系列高级专业技术职务评审委员会,
# 重庆市卫生技术(内科)高级职称评审委员会, and of a district 重庆市工程技术中级职务渝北区评审委员会.
_LEVEL = r"正高级|副高级|(?<![正副])高级|中级|初级|助理级"
_KIND = r"(?:专业技术职务|专业技术资格|专业技术任职资格|职称|职务|任职资格|资格)*"
_COMMITTEE = re.compile(rf"(?P<body>.*)(?P<level>{_LEVEL}){_KIND}(?P<district>.*)评审委员会")
_WITHOUT_LEVEL = re.compile(rf"(?P<body>.*?)(?P<level>){_KIND}(?P<district>)评审委员会")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BESIDE_SERIES = re.compile(r"(?:系列|\([^()]*\))+$")
LEVELS = {
    "正高级": frozenset({1}),
    "副高级": frozenset({2}),
    "高级": frozenset({1, 2}),
    "中级": frozenset({3}),
    "初级": frozenset({4, 5}),
    "助理级": frozenset({4}),
}


@dataclass(frozen=True, slots=True)
class Committee:
    """The parts of a committee's name.

    places: names, outermost first. subject: the words between place and level, without 系列.
    series: the ids of the series it is for, several where a word stands for several; sure is False
    where only the end of the words names it (建设工程: 工程). level is the word in the name, "" for
    none; levels are those it grants.
    """

    full: str
    places: tuple[str, ...]
    subject: str
    series: frozenset[str]
    sure: bool
    level: str

    @property
    def levels(self) -> frozenset[int]:
        """The levels that the committee's name says it grants; empty where it says none."""
        return LEVELS.get(self.level, frozenset())


def read_committee(text: str) -> Committee | None:
    """The parts of a committee's name, short forms written out; None for what is no committee."""
    full = match_key(Field.COMMITTEE, text, current=False)
    match = _COMMITTEE.fullmatch(full) or _WITHOUT_LEVEL.fullmatch(full)
    if match is None:
        return None
    places, length = place_path(match["body"])
    body = _BESIDE_SERIES.sub("", match["body"][length:])
    district, taken = place_path(match["district"])
    if match["district"] and taken < len(match["district"]):
        district = ()  # not only a place: nothing is known of it
    series, sure = _series(body)
    subject = match["body"][length:].removesuffix("系列")
    if not places:
        subject = subject.removeprefix("自治区").removeprefix("省")
    return Committee(full, (*places, *district), subject, series, sure, match["level"])


def same_committee(one: str, other: str) -> bool | None:
    """Do two names say the same place, series and level, but for idle words? None: they leave open.

    贵阳市工程高评委 is 贵阳市工程系列高级专业技术职务评审委员会; of 省工程高评委 one can't say.
    """
    first, second = read_committee(one), read_committee(other)
    if not first or not second or not first.level or first.level != second.level:
        return False
    if not _same_subject(first, second):
        return False
    if first.places and second.places:
        return _same_place(first.places, second.places)
    unnamed = first if not first.places else second
    named_one = second if unnamed is first else first
    of_a_province = len(named_one.places) == 1 and named_one.places[0].endswith(("省", "自治区"))
    return None if unnamed.full.startswith(("省", "自治区")) and of_a_province else False


def _same_place(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same path, by whatever name; one may begin farther out: 贵州省贵阳市, 贵阳市."""
    short = min(len(one), len(other))
    return all(
        a == b or (len(places_named(a)) == 1 and places_named(a) == places_named(b))
        for a, b in zip(one[-short:], other[-short:], strict=True)
    )


def _same_subject(one: Committee, other: Committee) -> bool:
    """The same words for the series, or words that wholly name one and the same series."""
    if one.subject == other.subject:
        return True
    if _IN_BRACKETS.findall(one.subject) != _IN_BRACKETS.findall(other.subject):
        return False  # (内科) and (外科)
    return one.sure and other.sure and len(one.series) == 1 and one.series == other.series


def bare_name(key: str) -> str:
    """A committee's key without the words that say nothing of which it is: 系列, 专业技术职务, …

    What is no committee's name stays as it is. 贵阳市工程高级评审委员会 is what people write.
    """
    match = _COMMITTEE.fullmatch(key) or _WITHOUT_LEVEL.fullmatch(key)
    if match is None:
        return key
    body = match["body"].removesuffix("系列")
    return f"{body}{match['level']}{match['district']}评审委员会"


def _series(body: str) -> tuple[frozenset[str], bool]:
    """The series that words name, wholly (sure) or with their end."""
    if not body:
        return frozenset(), False
    if hits := named(Kind.SERIES, body):
        return frozenset(hit.entry.id for hit in hits), True
    for start in range(1, len(body) - 1):
        if ids := _names().get(body[start:]):
            return ids, False
    return frozenset(), False


@derived()
def _names() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in entries(Kind.SERIES):
        for name in entry.names:
            key = entry_key(Kind.SERIES, name.text)
            found[key] = found.get(key, frozenset()) | {entry.id}
    return found
