"""Guangxi: what the personal edition calls the fields."""

from models.fields import Field
from rules.case import Case


def label_of(case: Case, field: Field) -> str:
    """The Chinese label, as the answers have it."""
    return str(case.tables["labels"].get(field, field.zh))
