"""The outcome of comparing one field, before it is put together with what was compared."""

from dataclasses import dataclass

from models.comparisons import ComparisonState


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state of one comparison and the reason, in Chinese and English."""

    state: ComparisonState
    note: str = ""
    note_en: str = ""
