"""What a rule would have to know, as a question to a person."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from models.advice import Question
from models.fields import DocumentKind, Field

_SEALS = (
    "“{zh}”上盖的是哪些章（用人单位、人社（职改）部门、业务处室）？",
    "Which seals does the {en} bear (employer, HR department, an office)?",
)
_ROSTER = ("“{zh}”附有人员名册吗？", "Is a list of people with the {en}?")
_SCAN = ("请上传“{zh}”的扫描件，才能核对。", "Add a scan of the {en}, so that it can be checked.")
_PHOTO = ("请上传照片，才能核对。", "Add the photo, so that it can be checked.")


@cache
def question(need: str) -> Question:
    """The question of a need. Raises KeyError for a need that no question is written for."""
    if need == "photo":
        return Question(need, *_PHOTO)
    room, _, rest = need.partition(".")
    if room == "fields":
        field = Field(rest)
        zh, en = f"请填写“{field.zh}”。", f"Enter the {field.en}."
        return Question(need, zh, en)
    if room == "documents":
        return Question(need, *_of_kind(_SCAN, rest))
    name, *part = rest.split(".")
    if part:
        return Question(need, *_of_kind(_SEALS if part[1] == "seals" else _ROSTER, part[0]))
    known = questions()[name]
    values = tuple((_text(value), zh, en) for value, zh, en in known.get("values", ()))
    return Question(need, known["zh"], known["en"], values)


@cache
def questions() -> dict[str, dict[str, Any]]:
    """Every declaration's question."""
    return tomllib.loads((files("rules") / "questions.toml").read_text("utf-8"))


def _of_kind(texts: tuple[str, str], name: str) -> tuple[str, str]:
    kind = DocumentKind(name)
    zh, en = texts
    return zh.format(zh=kind.zh), en.format(en=kind.en)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
