"""What each rule says: its clause, its texts, its examples. Data in `rules/clauses/*.toml`.

One table a code. A rule that is checked here (`where` is form, documents or photo) has its
function in the folder of its province; one that belongs to accounts, workflow, queries or issuing
is listed with `where = "elsewhere"` and the reason.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from models.findings import Severity
from rules.profile import profile_names
from rules.tables import SHARED


class Basis(StrEnum):
    """What a rule rests on."""

    SAID = "said"  # the notice says so
    INFERRED = "inferred"  # it follows from the notice, or makes it checkable
    DEFAULT = "default"  # the notice is silent or contradicts itself: a choice that can be changed

    @property
    def zh(self) -> str:
        """In Chinese."""
        return {"said": "原文", "inferred": "推断", "default": "默认口径"}[self]


class Where(StrEnum):
    """What a rule is checked against."""

    FORM = "form"
    DOCUMENTS = "documents"
    PHOTO = "photo"
    PROVINCES = "provinces"  # the provinces' own rules carry it out, each in its way
    ELSEWHERE = "elsewhere"

    @property
    def here(self) -> bool:
        """Has the rule a function of its own?"""
        return self not in (Where.PROVINCES, Where.ELSEWHERE)

    @property
    def zh(self) -> str:
        """In Chinese."""
        return {
            "form": "表单",
            "documents": "材料",
            "photo": "照片",
            "provinces": "由各省的规则检查",
            "elsewhere": "不在此检查",
        }[self]


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule as people read it.

    clause: the words of the notice with the place where they stand. zh, en, do_zh, do_en:
    templates for str.format; empty for a rule that is checked elsewhere, which has why instead.
    since, until: the days from and to which the rule holds, by the day of submission. setting: of a
    default, the figure in the tables that changes it. profiles: where it holds.
    passes, fails: examples, facts as rules/examples.py takes them.
    """

    code: str
    title: str
    title_en: str
    clause: str
    basis: Basis
    severity: Severity
    where: Where
    profiles: tuple[str, ...]
    zh: str = ""
    en: str = ""
    do_zh: str = ""
    do_en: str = ""
    why: str = ""
    why_en: str = ""
    setting: str = ""
    since: date | None = None
    until: date | None = None
    passes: dict[str, Any] = field(default_factory=dict)
    fails: dict[str, Any] = field(default_factory=dict)

    def holds_on(self, day: date) -> bool:
        """Is the rule in force on a day?"""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@cache
def clauses() -> dict[str, Clause]:
    """Every rule by its code, province by province in the order of the notices.

    Raises ValueError when two files give one code.
    """
    known: dict[str, Clause] = {}
    for name in (*profile_names(), SHARED):
        path = files("rules") / "clauses" / f"{name}.toml"
        for code, entry in tomllib.loads(path.read_text("utf-8")).items():
            if code in known:
                raise ValueError(f"{code} stands in two files of rules/clauses")
            known[code] = _clause(code, entry, name)
    return known


def clauses_of(profile: str) -> tuple[Clause, ...]:
    """The rules of a profile: its own, then those of all provinces."""
    return tuple(clause for clause in clauses().values() if profile in clause.profiles)


def _clause(code: str, entry: dict[str, Any], name: str) -> Clause:
    own = profile_names() if name == SHARED else (name,)
    known = {
        **entry,
        "profiles": tuple(entry.get("profiles", own)),
        "basis": Basis(entry["basis"]),
        "severity": Severity(entry["severity"]),
        "where": Where(entry["where"]),
        "passes": entry.get("pass", {}),
        "fails": entry.get("fail", {}),
    }
    known.pop("pass", None)
    known.pop("fail", None)
    return Clause(code=code, **known)
