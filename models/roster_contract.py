"""What `roster import` and `roster list` print as JSON: same keys, same order, nothing more."""

from models.contract import Json, findings_json
from models.rosters import Removal, RosterDetail, RosterReport, RosterVersion, Unfinished


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
            {"column": column.label, "field": column.key} for column in look.header.columns
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
    return {"rosters": [_version(version) for version in versions]}


def _version(version: RosterVersion) -> Json:
    return {
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


def details_json(
    name: str, details: tuple[RosterDetail, ...], unfinished: tuple[Unfinished, ...], size: int
) -> Json:
    """The object that `roster show` prints; size is that of the index, in bytes."""
    return {
        "roster": name,
        "versions": [
            {
                **_version(detail.version),
                "own_rows": detail.version.own_rows,
                "columns": [{"column": c.label, "field": c.key} for c in detail.columns],
                "takes": list(detail.takes),
                "used_by": list(detail.used_by),
            }
            for detail in details
        ],
        "unfinished": [
            {
                "begun_at": one.begun_at.isoformat(timespec="seconds"),
                "touched_at": one.touched_at.isoformat(timespec="seconds"),
                "rows": one.rows,
            }
            for one in unfinished
        ],
        "index_bytes": size,
    }


def removal_json(removal: Removal) -> Json:
    """The object that `roster remove` prints: the versions that are gone, and those in use."""
    return {
        "roster": removal.name,
        "removed": [version.version for version in removal.removed],
        "rows": removal.rows,
        "kept": [version.version for version in removal.kept],
    }
