"""An answer of `answers.toml`, filled in."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from models.advice import Advice, Choice, FieldWanted, PaperWanted
from models.fields import DocumentKind, Field
from rules.case import Case
from rules.profile import load_profile

PROFILE = "guizhou-historical"


@cache
def texts() -> dict[str, Any]:
    """Every answer, by topic."""
    return tomllib.loads(
        (files("rules") / "guizhou_historical" / "answers.toml").read_text("utf-8")
    )


def cited(clause: str) -> str:
    """A clause with the notice that it stands in."""
    return f"《{load_profile(PROFILE).notice}》{clause}"


def answer(
    topic: str,
    name: str,
    /,
    *,
    choices: Iterable[Choice] = (),
    papers: Iterable[PaperWanted] = (),
    fields: Iterable[FieldWanted] = (),
    setting: str = "",
    is_open: bool | None = None,
    **blanks: Any,
) -> Advice:
    """The answer of a name, its blanks filled in. Raises KeyError where one is missing."""
    of_topic = texts()[topic]
    entry = of_topic[name]
    steps = ((zh.format(**blanks), en.format(**blanks)) for zh, en in entry.get("steps", ()))
    return Advice(
        topic=topic,
        title=of_topic["title"],
        title_en=of_topic["title_en"],
        zh=entry["zh"].format(**blanks),
        en=entry["en"].format(**blanks),
        source=cited(entry["source"]),
        open=entry.get("open", is_open),
        setting=setting,
        choices=tuple(choices),
        papers=tuple(papers),
        fields=tuple(fields),
        steps=tuple(steps),
    )


def choice(name: str, value: str, *, preferred: bool = False) -> Choice:
    """One unit to choose, and why."""
    entry = texts()["choice"][name]
    source = cited(entry["source"])
    return Choice(Field.ISSUER, value, entry["zh"], entry["en"], source, preferred)


def paper(case: Case, name: str, kinds: tuple[DocumentKind, ...]) -> PaperWanted:
    """The proof that is wanted; of several that serve, the one at hand."""
    entry = texts()["paper"][name]
    at_hand = None if case.papers is None else any(case.has(kind) for kind in kinds)
    kind = next((kind for kind in kinds if at_hand and case.has(kind)), kinds[0])
    return PaperWanted(
        slot=entry["slot"],
        slot_en=entry["slot_en"],
        zh=entry["zh"],
        en=entry["en"],
        kind=kind,
        at_hand=at_hand,
        source=cited(entry["source"]),
    )
