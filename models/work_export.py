"""What is exported of submissions: one row each, with what was entered, read and found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from models.fields import Field
from models.work import SubmissionState
from models.work_queries import judged_round
from models.work_tables import comparison, finding, submission


@dataclass(frozen=True, slots=True)
class ExportField:
    """A field of a submission; read and state are "" where it was not compared."""

    entered: str
    read: str
    state: str


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One submission; fields and findings are those of the last round that was judged.

    findings: the codes with their severities, in the order of the report.
    """

    ref: str
    key: str
    profile: str
    state: SubmissionState
    verdict: str
    reason: str
    round: int
    pages: int
    received_at: datetime
    changed_at: datetime
    fields: Mapping[Field, ExportField]
    findings: tuple[tuple[str, str], ...]


def export_rows(connection: Connection, ids: Collection[int]) -> list[ExportRow]:
    """The rows of submissions, in the order of their ids."""
    columns = (comparison.c.submission_id, comparison.c.field, comparison.c.body)
    compared: dict[int, dict[str, Any]] = {}
    for row in connection.execute(
        select(*columns)
        .join(submission, submission.c.id == comparison.c.submission_id)
        .where(comparison.c.submission_id.in_(ids), comparison.c.round == judged_round())
    ):
        compared.setdefault(row.submission_id, {})[row.field] = row.body
    found: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(
        select(finding.c.submission_id, finding.c.code, finding.c.severity)
        .join(submission, submission.c.id == finding.c.submission_id)
        .where(finding.c.submission_id.in_(ids), finding.c.round == judged_round())
        .order_by(finding.c.submission_id, finding.c.place)
    ):
        found.setdefault(row.submission_id, []).append((row.code, row.severity))
    query = select(submission).where(submission.c.id.in_(ids)).order_by(submission.c.id)
    return [
        _row(row, compared.get(row.id, {}), tuple(found.get(row.id, ())))
        for row in connection.execute(query)
    ]


def _row(row: Any, compared: dict[str, Any], found: tuple[tuple[str, str], ...]) -> ExportRow:
    entered = row.form.get("fields", {})
    return ExportRow(
        ref=row.ref,
        key=row.key,
        profile=row.profile,
        state=SubmissionState(row.state),
        verdict=row.verdict,
        reason=row.reason,
        round=row.round,
        pages=row.pages,
        received_at=row.received_at,
        changed_at=row.changed_at,
        fields={
            field: _field(entered.get(field, ""), compared.get(field))
            for field in Field
            if field in entered or field in compared
        },
        findings=found,
    )


def _field(entered: str, compared: dict[str, Any] | None) -> ExportField:
    if compared is None:
        return ExportField(entered, "", "")
    read = compared["read"]
    return ExportField(entered, read["value"] if read else "", compared["state"])
