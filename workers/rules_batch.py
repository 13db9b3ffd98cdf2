"""Many forms at once: JSON Lines or CSV in, one judgement a line out, in constant memory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.declarations import KNOWN
from intake.files import open_file, shown
from intake.form import decode_form, parse_form
from intake.table_text import TextTable
from models.errors import FileRefused, UsageWrong
from models.fields import Field
from models.findings import Finding, found
from models.settings import Settings
from models.submissions import Form, Ruling, refused_form
from workers.lookup import as_listed, open_annex1
from workers.ruling import form_case, rule_on

_Form = tuple[int, str, Form | tuple[Finding, ...]]
_STRUCTURED = frozenset({"documents", "holds"})
_LABELS = {field.zh: str(field) for field in Field}


@dataclass(frozen=True, slots=True)
class Judged:
    """One form of a batch: the line on which it begins (from 1), its own id, "" for none."""

    line: int
    id: str
    ruling: Ruling


def judge_batch(path: Path, profile: str, settings: Settings) -> Iterator[Judged]:
    """The judgement of every form of a file, in its order.

    A form that can't be taken is blocked by its mistakes; the others go on. Raises FileRefused for
    a file that can't be read, UsageWrong for a CSV with unknown columns.
    """
    rosters = open_annex1(settings)
    for line, id_, form in forms(path, settings):
        if isinstance(form, Form):
            listed = as_listed(form, rosters)
            yield Judged(line, id_, rule_on(form_case(profile, listed, settings)))
        else:
            yield Judged(line, id_, refused_form(profile, form))


def forms(path: Path, settings: Settings) -> Iterator[_Form]:
    """Every form of a file, with the line on which it begins and its id; or its mistakes."""
    if path.suffix.lower() in (".csv", ".tsv"):
        return _of_table(path)
    return _of_lines(path, settings)


def count_lines(path: Path, settings: Settings) -> int:
    """The lines of a file, for a progress bar. Raises FileRefused."""
    with open_file(path, settings.roster_bytes_max) as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(2**20), b"")) + 1


def _of_lines(path: Path, settings: Settings) -> Iterator[_Form]:
    with open_file(path, settings.roster_bytes_max) as file:
        for number, data in enumerate(file, 1):
            if not data.strip():
                continue
            try:
                content = decode_form(data, f"{shown(path.name)}:{number}")
                id_ = content.pop("id", "") if isinstance(content, dict) else ""
                yield number, str(id_), parse_form(content)
            except (FileRefused, UsageWrong) as error:
                yield number, "", error.findings


def _of_table(path: Path) -> Iterator[_Form]:
    rows = TextTable(path).rows()
    first = next(rows, None)
    columns = _columns(first.cells if first else ())
    for row in rows:
        if row.fault:
            yield row.number, "", (found("BATCH_ROW_BROKEN", line=row.number),)
            continue
        content: dict[str, Any] = {"fields": {}, "declarations": {}}
        id_ = ""
        for (part, name), cell in zip(columns, map(str, row.cells), strict=False):
            if part == "id":
                id_ = cell
            elif cell.strip():
                content[part][name] = cell if part == "fields" else _declared(name, cell)
        try:
            yield row.number, id_, parse_form(content)
        except UsageWrong as error:
            yield row.number, id_, error.findings


def _columns(heads: tuple[Any, ...]) -> list[tuple[str, str]]:
    """Where each column goes. Raises UsageWrong with every head that names nothing."""
    columns, mistakes = [], []
    for head in map(str, heads):
        name = _LABELS.get(head.strip(), head.strip().removeprefix("declarations."))
        if name in list(Field):
            columns.append(("fields", name))
        elif name in KNOWN:
            columns.append(("declarations", name))
        elif name == "id":
            columns.append(("id", name))
        else:
            mistakes.append(found("BATCH_COLUMN_UNKNOWN", column=head))
    if mistakes:
        raise UsageWrong(*mistakes)
    return columns


def _declared(name: str, cell: str) -> Any:
    """A declaration in a cell: true and false, JSON for what has parts, else its text."""
    text = cell.strip()
    if text in ("true", "false", "TRUE", "FALSE", "是", "否"):
        return text in ("true", "TRUE", "是")
    if name in _STRUCTURED:
        try:
            return json.loads(text)
        except ValueError:
            return text  # parse_form says what it should be
    return text
