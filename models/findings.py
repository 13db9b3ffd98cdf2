"""Findings: what does not fit, in words for the person who must act on it.

The texts are a catalogue, `models/texts/*.toml`, one table a code: severity, zh and en (what is
wrong), do_zh and do_en (what to do now), source (the clause or the standard it rests on). A code
never changes its meaning.
"""

import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from models.box import Box
from models.fields import DocumentKind, Field


class Severity(StrEnum):
    """How much a finding stands in the way."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where on a document the finding can be seen; the box may be None for a whole page."""

    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A correction that one click can apply."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit."""

    code: str
    severity: Severity
    zh: str
    en: str
    do_zh: str
    do_en: str
    source: str
    field: Field | None = None
    document: DocumentKind | None = None
    evidence: Evidence | None = None
    suggestion: Suggestion | None = None

    @property
    def message(self) -> str:
        """What is wrong and what to do, in Chinese."""
        return self.zh + self.do_zh

    @property
    def message_en(self) -> str:
        """What is wrong and what to do, in English."""
        return f"{self.en} {self.do_en}".strip()

    def on(self, document: DocumentKind) -> "Finding":
        """The same finding, said of one document of a submission."""
        return replace(self, document=document)


@dataclass(frozen=True, slots=True)
class Text:
    """One entry of the catalogue; the texts are templates for str.format."""

    severity: Severity
    zh: str
    en: str
    do_zh: str
    do_en: str
    source: str


@cache
def catalogue() -> dict[str, Text]:
    """Every code with its text. Raises ValueError when two files give one code."""
    entries: dict[str, Text] = {}
    for path in sorted((files("models") / "texts").iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".toml"):
            continue
        for code, entry in tomllib.loads(path.read_text("utf-8")).items():
            if code in entries:
                raise ValueError(f"{code} stands in two files of models/texts")
            entries[code] = Text(**{**entry, "severity": Severity(entry["severity"])})
    return entries


def found(
    code: str,
    *,
    field: Field | None = None,
    document: DocumentKind | None = None,
    page: int | None = None,
    box: Box | None = None,
    suggestion: Suggestion | None = None,
    source: str | None = None,
    severity: Severity | None = None,
    **values: object,
) -> Finding:
    """Make the finding of a code.

    values fill the placeholders of the texts; page is also given to them. source and severity
    override the catalogue's where a profile says otherwise. Raises KeyError for an unknown code or
    a missing value: both are mistakes of the program, not of the person.
    """
    text = catalogue()[code]
    values = {"page": page, **values}
    return Finding(
        code=code,
        severity=severity or text.severity,
        zh=text.zh.format(**values),
        en=text.en.format(**values),
        do_zh=text.do_zh.format(**values),
        do_en=text.do_en.format(**values),
        source=source or text.source.format(**values),
        field=field,
        document=document,
        evidence=Evidence(page, box) if page is not None else None,
        suggestion=suggestion,
    )


def worst(findings: "tuple[Finding, ...] | list[Finding]") -> Severity | None:
    """The highest severity among findings, None when there are none."""
    order = (Severity.ERROR, Severity.WARNING, Severity.HINT)
    present = {finding.severity for finding in findings}
    return next((severity for severity in order if severity in present), None)
