"""What the parts of a form are about, from data that a department can add to."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import inf
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from matching.text import squeezed
from models.box import Box
from models.fields import Field

_APPOINTED = ("聘", "受聘", "拟聘")  # fields on appointments alone, where they are what it is about
_OF_PERSON = frozenset(
    {Field.NAME, Field.SEX, Field.BIRTH_DATE, Field.ID_TYPE, Field.ID_NUMBER, Field.EMPLOYER}
)
_TITLES = ("职务", "职称", "资格")
_RANK = re.compile(r"^(?:[省市州盟地县区旗厅局](?:[(),、/或省市州盟地县区旗厅局]*级?)|上级|同级)")
_HELD_GROUP = re.compile("[现原已](?:有|任|聘|具有|取得|获得)(?:情况)?")
_POST = "岗位"
_OF_ANY = "专业"  # asked for, or studied
_ASIDE = re.compile(r"\([^()]*\)")  # 人事(职改)部门意见
_LEAST_NEAR = 5  # letters of a name that may be misread
_MISREAD = 2  # of them, at most
_LEAST_HINT = 3  # letters of a name that tell it

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form, and which fields its own date and unit are; None for neither.

    labels are names that the part has, pattern is what others look like, marks are words by which
    it is known without a name. own: who employs the person gives it, or those above; approves: by
    its name it decides, and does not only forward; see settled.
    """

    labels: frozenset[str]
    pattern: re.Pattern[str]
    marks: tuple[str, ...]
    date: Field | None
    unit: Field | None
    own: bool = False
    approves: bool = False

    @property
    def is_void(self) -> bool:
        """Is nothing in this part a field?"""
        return self.date is None and self.unit is None


@dataclass(frozen=True, slots=True)
class Present:
    """How labels of the title that is held already begin, and which ones they stand beside.

    new are labels of the title that is asked for where the row names the other one before them.
    schooling begins labels right behind which 专业 is what somebody studied.
    """

    begins: tuple[str, ...]
    beside: frozenset[str]
    asked: tuple[str, ...]
    new: frozenset[str]
    schooling: tuple[str, ...] = ()

    def covers(self, label: str, field: Field, row: Sequence[str]) -> bool:
        """Does a label, in its row from the left, speak of a title that is held already?"""
        if field in _OF_PERSON or label.startswith((*self.asked, *_APPOINTED)):
            return False
        if field is Field.SPECIALTY and self._is_of_school(label, row):
            return True
        if self.follows(label, row) or self._is_of_asked(label, row):
            return False
        if field is Field.SERIES and not label.startswith(self.begins):
            return False  # both titles are of one
        row = [text for text in row if _POST not in text]  # 原聘岗位等级 is no title
        if field is Field.LEVEL:  # 职称级别 beside 现任职务取得时间 is none of that time
            row = [text for text in row if text.endswith(_TITLES)]
        return any(text.startswith(self.begins) or text in self.beside for text in row)

    def heads(self, sides: Sequence[str], field: Field) -> bool:
        """Is one of these, which name several rows at their side, the title that is held?"""
        return field not in _OF_PERSON and any(
            self.is_group(side)
            or (
                side.startswith(self.begins)
                and any(word in side for word in _TITLES)
                and not any(word in side for word in self.asked)
            )
            for side in sides
        )

    def is_group(self, side: str) -> bool:
        """Does 现有 and no more head a row, as 申报 does the next one?"""
        return side.startswith(self.begins) and _HELD_GROUP.fullmatch(side) is not None

    def _is_of_school(self, label: str, row: Sequence[str]) -> bool:
        """Is this 专业 right behind what is told of a school: 毕业时间 82.7 专业 林业?"""
        at = row.index(label) if label == _OF_ANY else 0
        return at > 0 and row[at - 1].startswith(self.schooling)

    def _is_of_asked(self, label: str, row: Sequence[str]) -> bool:
        """Is the title that a row, from the left, names last before a label the one asked for?"""
        before = row[: row.index(label)] if label in row else ()
        titles = [text for text in before if text.endswith(_TITLES)]
        named = [text for text in titles if text.startswith((*self.begins, *self.asked))]
        return bool(named) and named[-1].startswith(self.asked)

    def follows(self, label: str, row: Sequence[str]) -> bool:
        """Does a label name the new title beside the name of the one that is held?"""
        held = any(text.startswith(self.begins) and text.endswith(_TITLES) for text in row)
        return label in self.new and held


@dataclass(frozen=True, slots=True)
class Sections:
    """All that is known of parts; instead holds the second-best labels of fields."""

    sections: tuple[Section, ...]
    present: Present
    instead: dict[str, Field]

    def without_held(self) -> "Sections":
        """The same of papers on which the title that somebody has is what they are about."""
        return replace(self, present=Present((), frozenset(), (), frozenset()))

    def named(self, text: str) -> Section | None:
        """The part that squeezed text is the name of, maybe with its rank: 市(州)职改部门意见."""
        name = text.rstrip(":")
        ways = (name, _RANK.sub("", name), _ASIDE.sub("", name))
        for called in ways:
            for section in self.sections:
                if called in section.labels:
                    return section
        return next((s for s in self.sections if s.pattern.fullmatch(ways[-1])), None)

    def nearest(self, text: str) -> str | None:
        """The name of a part that squeezed text is, but for a letter or two; None for no one part.

        A letter that fell apart into two is two misread ones.
        """
        near = {
            label: section
            for section in self.sections
            for label in section.labels
            if len(label) >= _LEAST_NEAR
            and Levenshtein.distance(label, text, score_cutoff=_MISREAD) <= _MISREAD
        }
        if len({id(section) for section in near.values()}) != 1:
            return None
        return min(near, key=lambda label: Levenshtein.distance(label, text))

    def is_name(self, text: str) -> bool:
        """Is squeezed text the name of a part, or more of one than the words that many share?"""
        enough = len(text) > _LEAST_HINT and self.hinted(text) is not None
        return enough or self.named(text) is not None

    def hinted(self, text: str) -> Section | None:
        """The part that squeezed text is some of the name of, where it is but one."""
        name = text.rstrip(":")
        if len(name) < _LEAST_HINT:
            return None
        hits = [s for s in self.sections if any(name in label for label in s.labels)]
        return hits[0] if len(hits) == 1 else None

    def of_unit(self, field: Field | None) -> Section | None:
        """The part whose unit is this field: of who issues the approval."""
        return next((s for s in self.sections if s.unit is field), None)

    def marked(self, text: str) -> Section | None:
        """The part that squeezed text is most likely from, by its words."""
        hits = [sum(mark in text for mark in section.marks) for section in self.sections]
        return self.sections[hits.index(max(hits))] if max(hits) else None


def settled(parts: Mapping[P, Section], place: Callable[[P], Box]) -> dict[P, Section]:
    """The parts of a page, each with its place; that of who only forwards made void."""
    foreign = any(one.date is Field.ISSUED_ON and not one.own for one in parts.values())
    reviews = [place(key).y0 for key, one in parts.items() if one.date is Field.OBTAINED_ON]
    lowest = max((place(key).y0 for key, one in parts.items() if one.own), default=inf)
    last = inf if foreign or lowest <= min(reviews, default=inf) else lowest
    if not (foreign or reviews):  # without a committee who employs somebody may decide alone
        last = max((place(key).y0 for key, one in parts.items() if one.approves), default=inf)
    return {
        key: replace(one, date=None, unit=None) if one.own and place(key).y0 < last else one
        for key, one in parts.items()
    }


@cache
def load_sections() -> Sections:
    """The bundled parts."""
    data = tomllib.loads((files("ocr") / "sections.toml").read_text("utf-8"))
    present, instead = data.pop("present"), data.pop("instead")
    return Sections(
        tuple(
            Section(
                frozenset(map(squeezed, part["labels"])),
                re.compile(part["pattern"]),
                tuple(map(squeezed, part["marks"])),
                Field(part["date"]) if "date" in part else None,
                Field(part["unit"]) if "unit" in part else None,
                part.get("own", False),
                part.get("approves", False),
            )
            for part in data.values()
        ),
        Present(
            tuple(present["begins"]),
            frozenset(present["beside"]),
            tuple(present["asked"]),
            frozenset(present["new"]),
            tuple(present["schooling"]),
        ),
        {squeezed(text): Field(key) for key, texts in instead.items() for text in texts},
    )
