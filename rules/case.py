"""The facts of one submission as the rules see them.

A rule asks the case for what it needs. What nobody has told raises Unknown, which ends the rule as
unclear: so no rule can pass by silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from models.documents import Document, Reading
from models.fields import DocumentKind, Field
from rules.tables import Tables

NO_DOCUMENTS: Mapping[DocumentKind, "Paper"] = {}


class Unknown(Exception):
    """A rule needs what nobody has told: an outcome on its way to `judge`, never an error.

    need: `fields.level`, `declarations.retired`, `documents.statement`, `photo`.
    """

    def __init__(self, need: str) -> None:
        super().__init__(need)
        self.need = need


class Rank(IntEnum):
    """The level of a title as far as rules tell levels apart, the highest first."""

    SENIOR = 1  # 高级: 正高级 and 副高级
    MIDDLE = 2  # 中级
    JUNIOR = 3  # 初级: 助理级 and 员级


@dataclass(frozen=True, slots=True)
class Paper:
    """A document at hand.

    seals: which seals it bears (employer, hr-department, office), None where nobody said.
    roster: whether a list of people is annexed, None where nobody said.
    """

    seals: frozenset[str] | None = None
    roster: bool | None = None


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is known of the portrait. tool: the photo tool's receipt fits, None without a look."""

    bytes: int
    background_white: float
    tool: bool | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One submission. Rules read it by the methods, which raise Unknown.

    fields: the values in their plain form (see rules/facts.py), only those that are not blank.
    typed: the same as they were typed. papers: what is at hand, None where nobody said.
    documents: those that were read, each reading at least as sure as the settings ask.
    """

    profile: str
    fields: Mapping[Field, str]
    typed: Mapping[Field, str]
    declarations: Mapping[str, Any]
    papers: Mapping[DocumentKind, Paper] | None
    documents: tuple[Document, ...]
    photo: PhotoFacts | None
    submitted_on: date
    rank: Rank | None
    tables: Tables

    def value(self, field: Field) -> str:
        """What was entered, "" for a blank."""
        return self.fields.get(field, "")

    def entered(self, field: Field) -> str:
        """What was entered; unknown where the field is blank."""
        if value := self.fields.get(field):
            return value
        raise Unknown(f"fields.{field}")

    def declared(self, name: str) -> Any:
        """What was declared; unknown where it was not."""
        value = self.declarations.get(name)
        if value is None:
            raise Unknown(f"declarations.{name}")
        return value

    def level(self) -> Rank:
        """The level of the title: as entered, else as the title implies."""
        if self.rank is None:
            raise Unknown("fields.level")
        return self.rank

    @property
    def senior(self) -> bool:
        """Is the title 高级? Unknown where the level is."""
        return self.level() is Rank.SENIOR

    def date_of(self, field: Field) -> tuple[date, date]:
        """The first and the last day that an entered date may mean: 2013-12 is a whole month.

        Unknown where the field is blank or holds no date.
        """
        span = days_of(self.entered(field))
        if span is None:
            raise Unknown(f"fields.{field}")
        return span

    def year_of(self, field: Field) -> int:
        """The year of an entered date."""
        return self.date_of(field)[0].year

    def has(self, kind: DocumentKind) -> bool:
        """Is a document of this kind at hand?"""
        if self.papers is None:
            raise Unknown("declarations.documents")
        return kind in self.papers

    def paper(self, kind: DocumentKind) -> Paper | None:
        """The document of this kind that is at hand, None where there is none."""
        if self.papers is None:
            raise Unknown("declarations.documents")
        return self.papers.get(kind)

    def seals(self, kind: DocumentKind) -> frozenset[str]:
        """Which seals a document bears; none on one that is not at hand."""
        paper = self.paper(kind)
        if paper is not None and paper.seals is None:
            raise Unknown(f"declarations.documents.{kind}.seals")
        return paper.seals if paper and paper.seals is not None else frozenset()

    def roster(self, kind: DocumentKind) -> bool:
        """Is a list of people with the document?"""
        paper = self.paper(kind)
        if paper is not None and paper.roster is None:
            raise Unknown(f"declarations.documents.{kind}.roster")
        return bool(paper and paper.roster)

    def seen(self, *kinds: DocumentKind) -> tuple[Document, ...]:
        """The documents of these kinds that were read, in the order of the kinds."""
        found = tuple(d for kind in kinds for d in self.documents if d.kind is kind)
        if not found:
            raise Unknown(f"documents.{kinds[0]}")
        return found

    def read(self, field: Field, *kinds: DocumentKind) -> tuple[Document, Reading] | None:
        """What documents of these kinds show of a field: the first that does, None for none."""
        return next(
            ((seen, seen.fields[field]) for seen in self.seen(*kinds) if field in seen.fields),
            None,
        )

    def portrait(self) -> PhotoFacts:
        """What was measured of the photo; unknown where none was looked at."""
        if self.photo is None:
            raise Unknown("photo")
        return self.photo


def days_of(value: str) -> tuple[date, date] | None:
    """The first and last day of an ISO date of a day or a month; None for what is no date."""
    try:
        if len(value) == 10:
            day = date.fromisoformat(value)
            return day, day
        if len(value) == 7:
            first = date.fromisoformat(f"{value}-01")
            after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return first, date.fromordinal(after.toordinal() - 1)
    except ValueError:
        return None
    return None
