"""What a rule is in code: a small function of a case, known by its code.

    @rule("GS-20")
    def approval_number_is_well_formed(case: Case) -> Breach | None:
        ...

It returns None where nothing is wrong (or the rule has nothing to say of this case), a Breach, or
several. It asks the case for what it needs; what is unknown ends it as unclear.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from models.documents import Document, Reading
from models.fields import DocumentKind, Field
from models.findings import Severity
from rules.case import Case


@dataclass(frozen=True, slots=True)
class Breach:
    """What is wrong: where, and what would be right.

    value: the right value of the field, where the rule gives one. document: the kind that is
    meant. seen: the document and the reading that show it. severity overrides the clause's.
    words fill the blanks of the clause's texts; a blank `x_zh` or `x_en` is for one language.
    """

    field: Field | None
    value: str | None
    document: DocumentKind | None
    seen: tuple[Document, Reading] | None
    severity: Severity | None
    words: dict[str, Any]


Check = Callable[[Case], Breach | Iterable[Breach] | None]
_CHECKS: dict[str, Check] = {}


def rule(code: str) -> Callable[[Check], Check]:
    """Make a function the check of a code. Raises ValueError for a code that has one."""

    def register(check: Check) -> Check:
        if code in _CHECKS:
            raise ValueError(f"{code} has two functions")
        _CHECKS[code] = check
        return check

    return register


def checks() -> dict[str, Check]:
    """Every check by its code."""
    return _CHECKS


def breach(
    field: Field | None = None,
    value: str | None = None,
    *,
    document: DocumentKind | None = None,
    seen: tuple[Document, Reading] | None = None,
    severity: Severity | None = None,
    **words: Any,
) -> Breach:
    """A Breach, its words by name."""
    return Breach(field, value, document, seen, severity, words)
