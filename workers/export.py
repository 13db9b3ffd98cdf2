"""Submissions as a file for other programs and for spreadsheets, a row at a time."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import Any, BinaryIO

from models.fields import Field
from models.findings import Severity
from models.masking import masked, masked_values
from models.work_export import ExportRow, export_rows
from models.work_queries import Chosen
from models.work_store import WorkStore
from workers.export_xlsx import writing_xlsx

Write = Callable[[ExportRow], None]
Writing = Callable[[BinaryIO, bool], AbstractContextManager[Write]]
# A spreadsheet program takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ABOUT = {
    "ref": "编号 ref", "key": "提交人编号 key", "profile": "采集 profile", "state": "状态 state",
    "verdict": "结论 verdict", "reason": "失败原因 reason", "round": "第几轮 round",
    "pages": "页数 pages", "received_at": "接收时间 received", "changed_at": "变化时间 changed",
    "errors": "错误 errors", "warnings": "注意 warnings", "hints": "提示 hints",
}  # fmt: skip
_PARTS = {"entered": "填写", "read": "材料", "state": "比对"}


class ExportFormat(StrEnum):
    """What kind of file."""

    XLSX = "xlsx"
    CSV = "csv"
    JSONL = "jsonl"


def rows_of(store: WorkStore, chosen: Chosen) -> Iterator[ExportRow]:
    """The chosen submissions, few in memory at once."""
    for ids in store.batches(chosen):
        with store.asking() as connection:
            rows = export_rows(connection, ids)
        yield from rows


def writing_export(
    kind: ExportFormat, file: BinaryIO, *, with_id_numbers: bool
) -> AbstractContextManager[Write]:
    """What writes rows into a file, which is complete when the context is left."""
    return _WRITERS[kind](file, with_id_numbers)


def keys() -> tuple[str, ...]:
    """The heads of the columns of a CSV file."""
    return (*_ABOUT, *(f"{field}.{part}" for field in Field for part in _PARTS))


def heads() -> tuple[str, ...]:
    """The heads of the columns of a workbook."""
    return (*_ABOUT.values(), *(f"{f.zh} {part}" for f in Field for part in _PARTS.values()))


def cells(row: ExportRow, with_id_numbers: bool) -> tuple[str, ...]:
    """The texts of a row, in the order of the heads."""
    codes = {
        severity: dict.fromkeys(code for code, s in row.findings if s == severity)
        for severity in Severity
    }
    about = (
        row.ref, masked(row.key), row.profile, row.state, row.verdict, row.reason,
        str(row.round), str(row.pages), row.received_at.isoformat(timespec="seconds"),
        row.changed_at.isoformat(timespec="seconds"),
        *(" ".join(codes[severity]) for severity in Severity),
    )  # fmt: skip
    shown = _shown(row, with_id_numbers)
    return (*about, *(shown.get(f, {}).get(part, "") for f in Field for part in _PARTS))


def _shown(row: ExportRow, with_id_numbers: bool) -> dict[Field, dict[str, str]]:
    """The fields of a row, the identity number in full only where that was asked for."""
    parts = {
        field: {"entered": one.entered, "read": one.read, "state": one.state}
        for field, one in row.fields.items()
    }
    hidden = {field: masked_values(one) for field, one in parts.items()}
    if with_id_numbers and Field.ID_NUMBER in parts:
        hidden[Field.ID_NUMBER] = parts[Field.ID_NUMBER]
    elif Field.ID_NUMBER in hidden:
        one = hidden[Field.ID_NUMBER]
        hidden[Field.ID_NUMBER] = one | {part: _hide(one[part]) for part in ("entered", "read")}
    return hidden


def _hide(number: str) -> str:
    """Any number of an identity document, whatever its form: the first and last four shown."""
    if "*" in number or len(number) < 9:
        return number if "*" in number else "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def row_json(row: ExportRow, with_id_numbers: bool) -> dict[str, Any]:
    """A row as the object of one line."""
    return {
        "ref": row.ref,
        "key": masked(row.key),
        "profile": row.profile,
        "state": row.state,
        "verdict": row.verdict or None,
        "reason": row.reason or None,
        "round": row.round,
        "pages": row.pages,
        "received_at": row.received_at.isoformat(),
        "changed_at": row.changed_at.isoformat(),
        "fields": _shown(row, with_id_numbers),
        "findings": [{"code": code, "severity": severity} for code, severity in row.findings],
    }


@contextmanager
def _writing_jsonl(file: BinaryIO, with_id_numbers: bool) -> Iterator[Write]:
    def write(row: ExportRow) -> None:
        line = json.dumps(row_json(row, with_id_numbers), ensure_ascii=False)
        file.write(line.encode() + b"\n")

    yield write


@contextmanager
def _writing_csv(file: BinaryIO, with_id_numbers: bool) -> Iterator[Write]:
    # The mark at the beginning tells spreadsheet programs that it is UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(keys())

    def write(row: ExportRow) -> None:
        texts = cells(row, with_id_numbers)
        writer.writerow(f"'{one}" if one.startswith(_FORMULA) else one for one in texts)

    try:
        yield write
    finally:
        text.detach()


@contextmanager
def _writing_workbook(file: BinaryIO, with_id_numbers: bool) -> Iterator[Write]:
    with writing_xlsx(file, heads()) as write_cells:
        yield lambda row: write_cells(cells(row, with_id_numbers))


_WRITERS: Mapping[ExportFormat, Writing] = {
    ExportFormat.XLSX: _writing_workbook,
    ExportFormat.CSV: _writing_csv,
    ExportFormat.JSONL: _writing_jsonl,
}
