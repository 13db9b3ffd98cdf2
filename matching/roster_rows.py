"""Rows of a table to rows of a roster, with what is wrong with each."""

from dataclasses import dataclass

from matching.roster_cells import judge_id_number, text_of, value_of
from models.fields import Field
from models.findings import Finding, Severity, found
from models.rosters import RosterColumn, RosterHeader, RosterRow
from models.tables import CellFault, RowFault, TableRow, column_letters


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row, None when it can't be stored, and all that is wrong with it."""

    number: int
    row: RosterRow | None
    findings: tuple[Finding, ...]


class RowReader:
    """Reads the rows below a header."""

    def __init__(self, header: RosterHeader, *, epoch_1904: bool = False) -> None:
        self._columns = header.columns
        self._header = header
        self._epoch_1904 = epoch_1904
        self._main = main_column(header)
        self._labels = [(c.place, c.label) for c in header.columns if c.field]
        self._id_column = next((c for c in header.columns if c.field is Field.ID_NUMBER), None)

    def read(self, row: TableRow) -> JudgedRow | None:
        """What a row says; None for one above the data, an empty one, or a header once more."""
        if row.number <= self._header.row:
            return None
        if row.fault is RowFault.QUOTE:
            return JudgedRow(row.number, None, (found("ROSTER_QUOTE_BROKEN", row=row.number),))
        if row.fault is RowFault.TEXT:
            return JudgedRow(row.number, None, (found("ROSTER_TEXT_BROKEN", row=row.number),))
        texts = [text_of(cell) for cell in row.cells]
        if not (any(texts) or row.faults) or self._is_header(texts):
            return None
        findings: list[Finding] = []
        fields = self._fields(row, findings)
        self._judge(row.number, texts, fields, findings)
        if any(finding.severity is Severity.ERROR for finding in findings):
            return JudgedRow(row.number, None, tuple(findings))
        rest = {
            column.label: texts[column.place]
            for column in self._columns
            if column.field is None and column.place < len(texts) and texts[column.place]
        }
        return JudgedRow(row.number, RosterRow(row.number, fields, rest), tuple(findings))

    def _fields(self, row: TableRow, findings: list[Finding]) -> dict[Field, str]:
        fields: dict[Field, str] = {}
        for column in self._columns:
            if column.field is None:
                continue
            cell = row.cells[column.place] if column.place < len(row.cells) else ""
            fault = row.faults.get(column.place)
            if fault:
                findings.append(_of_fault(fault, row.number, column))
            if cell == "" or fault is CellFault.ERROR:
                continue
            value, finding = value_of(
                column.field, cell, row.number, column.label, epoch_1904=self._epoch_1904
            )
            if finding:
                findings.append(finding)
            if value:
                fields[column.field] = value
        return fields

    def _judge(
        self, number: int, texts: list[str], fields: dict[Field, str], findings: list[Finding]
    ) -> None:
        """What is wrong with the row as a whole."""
        told = {finding.field for finding in findings}
        main = self._main
        if main.field and main.field not in fields and main.field not in told:
            findings.append(
                found("ROSTER_NAME_EMPTY", field=main.field, row=number, column=main.label)
            )
        if self._id_column:
            value, kind = fields.get(Field.ID_NUMBER, ""), fields.get(Field.ID_TYPE, "")
            if finding := judge_id_number(value, kind, number, self._id_column.label):
                findings.append(finding)
        beyond = [place for place, text in enumerate(texts) if text and place >= len(self._columns)]
        if beyond:
            findings.append(
                found("ROSTER_ROW_TOO_LONG", row=number, column=column_letters(beyond[0]))
            )

    def _is_header(self, texts: list[str]) -> bool:
        """Is this the header once more, as lists that were made page by page have it?"""
        if not self._header.row:
            return False
        return all(place < len(texts) and texts[place] == text for place, text in self._labels)


def main_column(header: RosterHeader) -> RosterColumn:
    """The column that names the entry: the person's, else the unit's, else the first field's."""
    by_field = {column.field: column for column in header.columns if column.field}
    wanted = (Field.NAME, Field.COMMITTEE, Field.CONVENER, Field.ISSUER, Field.EMPLOYER)
    named = next((by_field[field] for field in wanted if field in by_field), None)
    return named or next(iter(by_field.values()))


def _of_fault(fault: CellFault, row: int, column: RosterColumn) -> Finding:
    """What the file says of a cell, as a finding."""
    field, label = column.field, column.label
    if fault is CellFault.FORMULA:
        return found("ROSTER_FORMULA_EMPTY", field=field, row=row, column=label)
    if fault is CellFault.ERROR:
        return found("ROSTER_CELL_ERROR", field=field, row=row, column=label)
    if fault is CellFault.FILLED:
        return found("ROSTER_MERGED_FILLED", field=field, row=row, column=label)
    return found("ROSTER_MERGED_ACROSS", field=field, row=row, column=label)
