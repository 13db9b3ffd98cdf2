"""What a dictionary is made of: entries, their names, and how sure each of these is."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an entry is."""

    SERIES = "series"
    TITLE = "title"
    LEVEL = "level"
    REVIEW_TYPE = "review_type"
    PLACE = "place"
    UNIT = "unit"
    COMMITTEE = "committee"
    WORD = "word"  # a part of names, such as 高级评审委员会


class Certainty(StrEnum):
    """How sure a fact is, the surest first; dictionary/sources.toml says what each means."""

    PRINTED = "printed"
    MINISTRY = "ministry"
    NOTICE = "notice"
    REGISTER = "register"
    SECONDARY = "secondary"
    GENERAL = "general"
    DOUBTFUL = "doubtful"

    @property
    def confirmed(self) -> bool:
        """Does a source that was found say so?"""
        return self not in (Certainty.GENERAL, Certainty.DOUBTFUL)


class Standing(StrEnum):
    """How a name stands to its entry, the closest first."""

    STANDARD = "standard"
    ALIAS = "alias"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entry. changed: the year in which a former one was given up, where known.

    scope: the province for which it holds, "" for all. An ambiguous name belongs to several
    entries, or named a part of this one. part: of a department's name that of the body alone.
    """

    text: str
    standing: Standing
    source: str
    certainty: Certainty
    changed: str = ""
    scope: str = ""
    ambiguous: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a title implies: the id of its series and its level, 1 正高级 to 5 员级.

    series is "" for one that is none of the 27, level 0 where it is not known.
    """

    series: str
    level: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is known by name.

    names begins with the standard one. senses: of a title. successor: the id of the title that
    this one was renamed to, "" where it was not; renamed is then the name with the source of that.
    """

    kind: Kind
    id: str
    name: str
    names: tuple[Name, ...]
    senses: tuple[Sense, ...] = ()
    successor: str = ""
    renamed: Name | None = None

    @property
    def source(self) -> str:
        """Where the standard name stands."""
        return self.names[0].source

    @property
    def certainty(self) -> Certainty:
        """How sure the entry is."""
        return self.names[0].certainty


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a text names, and by which of its names."""

    entry: Entry
    name: Name
