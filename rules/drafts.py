"""Drafts of papers that stand in for missing ones, filled with what the form holds.

    @drafter("gansu")
    def papers(case: Case) -> tuple[Draft, ...]:
        ...

A drafter asks the case as rules do; while something that decides is unknown there is no draft, and
`advise` asks for it.
"""

from collections.abc import Callable

from models.drafts import Draft
from rules.case import Case, Unknown
from rules.provinces import load

Drafter = Callable[[Case], tuple[Draft, ...]]
_DRAFTERS: dict[str, Drafter] = {}


def drafter(profile: str) -> Callable[[Drafter], Drafter]:
    """Make a function write the drafts of a profile."""

    def register(write: Drafter) -> Drafter:
        _DRAFTERS[profile] = write
        return write

    return register


def can_draft(profile: str) -> bool:
    """Is anything ever drafted for this collection?"""
    load()
    return profile in _DRAFTERS


def drafts_of(case: Case) -> tuple[Draft, ...]:
    """The drafts of a case; none where none is wanted or something that decides is unknown."""
    if not can_draft(case.profile):
        return ()
    try:
        return _DRAFTERS[case.profile](case)
    except Unknown:
        return ()
