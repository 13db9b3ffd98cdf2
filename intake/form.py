"""The form that the applicant typed: FORM.json, every mistake of it reported at once."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from intake.declarations import KNOWN, problem_with
from intake.files import read_file, shown
from models.errors import FileRefused, UsageWrong
from models.fields import Field
from models.findings import Finding, found
from models.settings import Settings
from models.submissions import Form

_TOP = ("fields", "declarations")
_FIELDS = {str(field): field for field in Field}  # in the order of the form


def read_form(path: Path, settings: Settings) -> Form:
    """The form of a file.

    Raises FileRefused when it is no JSON text at all, UsageWrong with all mistakes when it is not
    a form of the contract.
    """
    content = decode_form(read_file(path, settings), shown(path))
    try:
        return parse_form(content)
    except (ValueError, RecursionError):
        raise FileRefused(found("FORM_UNUSABLE", file=shown(path))) from None


def decode_form(data: bytes, name: str) -> Any:
    """The JSON value of a form's bytes; name is what messages call it.

    Raises FileRefused when it is no JSON text at all, UsageWrong for a key that stands twice.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object)
        if b"\\u" in data:  # JSON can hold halves of characters
            json.dumps(content, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise FileRefused(found("FORM_NOT_UTF8", file=name)) from None
    except json.JSONDecodeError as error:
        where = f"{error.lineno}:{error.colno}"
        raise FileRefused(found("FORM_NOT_JSON", file=name, where=where)) from None
    except (ValueError, RecursionError):
        raise FileRefused(found("FORM_UNUSABLE", file=name)) from None
    return content


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object. Raises UsageWrong for a key that stands twice, of which JSON drops one."""
    times = Counter(key for key, _ in pairs)
    if len(times) < len(pairs):
        twice = (key for key in times if times[key] > 1)
        raise UsageWrong(*(found("FORM_KEY_TWICE", key=shown(key)) for key in twice))
    return dict(pairs)


def parse_form(content: object) -> Form:
    """The form of a decoded JSON value. Raises UsageWrong with every mistake."""
    if not isinstance(content, dict):
        raise UsageWrong(found("FORM_WRONG_TYPE", key="FORM", wanted="{…}", given=_kind(content)))
    mistakes = [_unknown(key, _TOP, "") for key in content if key not in _TOP]
    parts: dict[str, dict[str, Any]] = {}
    for name in _TOP:
        part = content.get(name, {})
        if isinstance(part, dict):
            parts[name] = part
        else:
            mistakes.append(found("FORM_WRONG_TYPE", key=name, wanted="{…}", given=_kind(part)))
    for key, value in parts.get("fields", {}).items():
        if key not in _FIELDS:
            mistakes.append(_unknown(key, tuple(_FIELDS), "fields."))
        elif not isinstance(value, str):
            mistakes.append(_wrong(f"fields.{key}", '"…"', value, Field(key)))
    for key, value in parts.get("declarations", {}).items():
        if key not in KNOWN:
            mistakes.append(_unknown(key, tuple(KNOWN), "declarations."))
        elif wanted := problem_with(key, value):
            mistakes.append(_wrong(f"declarations.{key}", wanted, value))
    if mistakes:
        raise UsageWrong(*mistakes)
    fields = parts["fields"]
    ordered = {field: fields[key] for key, field in _FIELDS.items() if key in fields}
    return Form(ordered, parts["declarations"])


def _unknown(key: str, known: tuple[str, ...], where: str) -> Finding:
    nearest = process.extractOne(key, known, scorer=JaroWinkler.similarity)
    return found("FORM_UNKNOWN_KEY", key=where + shown(key), nearest=where + str(nearest[0]))


def _wrong(key: str, wanted: str, value: object, field: Field | None = None) -> Finding:
    return found("FORM_WRONG_TYPE", field=field, key=key, wanted=wanted, given=_kind(value))


def _kind(value: object) -> str:
    """A value as JSON, shortened."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:39] + "…"
