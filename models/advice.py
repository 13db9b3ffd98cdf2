"""What the rules say beside findings: answers for the applicant, and what is still to be known."""

from dataclasses import dataclass
from enum import StrEnum

from models.fields import DocumentKind, Field


@dataclass(frozen=True, slots=True)
class Unclear:
    """A rule that could not be decided.

    need: what it would have to know: `fields.level`, `declarations.retired`, `documents.statement`,
    `photo`. zh, en: the question that a person would be asked.
    """

    code: str
    need: str
    zh: str
    en: str


class Wanted(StrEnum):
    """What a collection wants of a field in this case."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    BLANK = "blank"  # it must be left empty
    PRESET = "preset"  # the value is given


@dataclass(frozen=True, slots=True)
class Choice:
    """One lawful value of a field: why, in Chinese and English, and the clause it rests on."""

    field: Field
    value: str
    zh: str
    en: str
    source: str
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """One paper in one slot of the collection's form.

    at_hand: None where nobody said. seals: who must seal it (employer, hr-department).
    contains: what must stand in it. draft: the name of the draft that can be written of it.
    """

    slot: str
    slot_en: str
    zh: str
    en: str
    kind: DocumentKind
    at_hand: bool | None
    source: str
    seals: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    draft: str = ""


@dataclass(frozen=True, slots=True)
class FieldWanted:
    """What is wanted of one field; value is given for a preset. zh, en: why."""

    field: Field
    wanted: Wanted
    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One answer. topic: a stable word such as issuer, papers, fields, elsewhere.

    open: the path is open (True), closed (False), or that is not the question (None).
    setting: the figure that changes it where the notice is silent, "" where it is not.
    """

    topic: str
    title: str
    title_en: str
    zh: str
    en: str
    source: str
    open: bool | None = None
    setting: str = ""
    choices: tuple[Choice, ...] = ()
    papers: tuple[PaperWanted, ...] = ()
    fields: tuple[FieldWanted, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()  # in Chinese and English


@dataclass(frozen=True, slots=True)
class Question:
    """What would have to be known; need as of Unclear.

    values: the answers to choose from, each with its Chinese and English; empty for a text.
    """

    need: str
    zh: str
    en: str
    values: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Advised:
    """The answers, and the questions that are open."""

    advice: tuple[Advice, ...]
    questions: tuple[Question, ...]
