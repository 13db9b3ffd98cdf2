"""A file of a roster before it counts: what is wrong with it, what it would change, yes or no."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response

from models.errors import Conflict
from models.fields import Field
from models.findings import Finding, catalogue
from models.masking import masked
from models.roster_difference import StoredRow, rows_of_ids
from models.roster_drafts import DraftStep, RosterDraft, find_draft
from models.roster_versions import current_version
from models.rosters import RosterMode, RosterVersion
from models.tables import column_letters
from web.handed_rosters import compare_draft, force_draft, give_up_draft
from web.operate_access import operate_page, operator
from web.pages import go
from web.service import Somebody
from web.visit import Guarded, Visit, Visitor

router = APIRouter(prefix="/operate/rosters/drafts", dependencies=[Depends(operator)])
PAGE = 100  # rows with something amiss
_FORMULA = ("=", "+", "-", "@")
_LONG_NUMBER = re.compile(r"(?<=\d{4})\d(?=\d{4})")
_NOTHING: StoredRow = (0, {}, {})
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row as it is shown: what becomes of it, its number in the file, and of each column that has
    something its name in Chinese and English, and what it holds before and after."""

    what: str
    number: int
    values: list[tuple[str, str, str, str]]


@router.get("/{id_}")
def draft_page(visitor: Visitor, id_: Id, page: int = 1) -> Response:
    """How far it is, or what it holds and would change."""
    return _draft(visitor, id_, page)


def _draft(
    visitor: Visit, id_: int, page: int = 1, status: int = 200, *problems: Finding
) -> Response:
    store = visitor.service.store
    with store.asking() as connection:
        draft = find_draft(connection, id_)
    current = current_version(store.tables, draft.name)
    report: Mapping[str, Any] = draft.report or {}
    by_row = report.get("by_row", [])
    first = PAGE * (max(1, page) - 1)
    return operate_page(
        visitor,
        "operate_roster_draft.html.j2",
        status,
        draft=draft,
        report=report,
        columns=_columns(report),
        counts=[(code, number, catalogue()[code].severity) for code, number in _counts(report)],
        by_row=by_row[first : first + PAGE],
        pages=(len(by_row) + PAGE - 1) // PAGE,
        page=max(1, page),
        rows=sample_of(visitor, draft),
        steps=DraftStep,
        modes=RosterMode,
        current=current,
        outdated=outdated(draft, current),
        problems=problems,
        masked=masked,
    )


def outdated(draft: RosterDraft, current: RosterVersion | None) -> bool:
    """Is it ready, and what it was compared with no longer the current version?"""
    return draft.step is DraftStep.READY and (current.id if current else None) != draft.before_id


def _counts(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    order = ["error", "warning", "hint"]
    counts: dict[str, int] = report.get("counts", {})
    return sorted(counts.items(), key=lambda one: order.index(catalogue()[one[0]].severity))


def _columns(report: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Letters, label, key and the first row's cell of each column, long numbers masked."""
    sample = report.get("sample", [])
    return [
        (
            column_letters(place),
            column["column"],
            column["field"] or "",
            _LONG_NUMBER.sub("*", sample[place][:40]) if place < len(sample) else "",
        )
        for place, column in enumerate(report.get("columns", []))
    ]


def sample_of(asker: Somebody, draft: RosterDraft) -> list[SampleRow]:
    """Some of the rows that would change, come or go; long numbers in them are masked."""
    one = draft.difference
    if one is None:
        return []
    ids = [*one.added_ids, *one.removed_ids, *(id_ for pair in one.changed_ids for id_ in pair)]
    with asker.service.store.asking() as connection:
        rows = rows_of_ids(connection, ids)
    shown = []
    pairs = [("changed", old, new) for old, new in one.changed_ids]
    pairs += [("added", 0, id_) for id_ in one.added_ids]
    pairs += [("removed", id_, 0) for id_ in one.removed_ids]
    for what, old, new in pairs:
        before, after = rows.get(old, _NOTHING), rows.get(new, _NOTHING)
        shown.append(SampleRow(what, after[0] or before[0], _values(before, after)))
    return shown


def _values(before: StoredRow, after: StoredRow) -> list[tuple[str, str, str, str]]:
    fields = (field for field in Field if field in before[1] or field in after[1])
    values = [(f.zh, f.en, before[1].get(f, ""), after[1].get(f, "")) for f in fields]
    rest = dict.fromkeys((*after[2], *before[2]))
    values += [(one, one, before[2].get(one, ""), after[2].get(one, "")) for one in rest]
    return [(zh, en, masked(old), masked(new)) for zh, en, old, new in values]


@router.post("/{id_}/force")
def force(visitor: Guarded, id_: Id) -> Response:
    """Put it in force."""
    try:
        name, _ = force_draft(visitor, id_)
    except Conflict as error:
        return _draft(visitor, id_, 1, error.http_status, *error.findings)
    return go(f"/operate/rosters/versions/{name}")


@router.post("/{id_}/compare")
def compare(visitor: Guarded, id_: Id) -> Response:
    """Hold it against what is there now, which somebody has changed."""
    compare_draft(visitor, id_)
    return go(f"/operate/rosters/drafts/{id_}")


@router.post("/{id_}/drop")
def drop(visitor: Guarded, id_: Id) -> Response:
    """Give it up."""
    give_up_draft(visitor, id_)
    return go("/operate/rosters")


@router.get("/{id_}/rows.csv")
def rows_csv(visitor: Visitor, id_: Id) -> Response:
    """What is amiss, by row, for who has to put the file right."""
    with visitor.service.store.asking() as connection:
        draft = find_draft(connection, id_)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("行 row", "代码 code", "问题和办法", "what and how"))
    for row in (draft.report or {}).get("by_row", []):
        for finding in row["findings"]:
            told = (finding["code"], finding["message"], finding["message_en"])
            cells = (str(row["row"]), *map(masked, told))
            writer.writerow(f"'{one}" if one.startswith(_FORMULA) else one for one in cells)
    headers = {"Content-Disposition": f'attachment; filename="roster-{id_}-rows.csv"'}
    content = "\ufeff" + text.getvalue()
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
