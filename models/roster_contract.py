"""What `roster import` and `roster list` print as JSON: same keys, same order, nothing more."""

from models.contract import Json, findings_json
from models.rosters import RosterReport, RosterVersion


def import_json(report: RosterReport) -> Json:
    """The object that `roster import` prints; version is null when nothing was stored."""
    preview, look = report.preview, report.preview.look
    return {
        "roster": report.name,
        "version": report.version,
        "file": preview.file,
        "sha256": preview.sha256,
        "format": look.format,
        "encoding": look.encoding,
        "sheet": look.sheet,
        "header_row": look.header.row,
        "columns": [
            {"column": column.label, "field": column.field} for column in look.header.columns
        ],
        "rows": report.rows,
        "good": report.good,
        "counts": dict(report.counts),
        "by_row": [
            {"row": row.number, "findings": findings_json(row.findings)} for row in report.by_row
        ],
        "findings": findings_json(report.findings),
    }


def list_json(versions: tuple[RosterVersion, ...]) -> Json:
    """The object that `roster list` prints."""
    return {
        "rosters": [
            {
                "roster": version.name,
                "version": version.version,
                "current": version.current,
                "mode": version.mode,
                "rows": version.rows,
                "fields": list(version.fields),
                "created_at": version.created_at.isoformat(timespec="seconds"),
                "file": version.file,
                "sha256": version.sha256,
            }
            for version in versions
        ]
    }
