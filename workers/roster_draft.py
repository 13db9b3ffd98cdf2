"""A roster's file that was handed in on a page: read, checked and compared in the background."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from matching.roster_columns import Chosen
from models.contract import findings_json
from models.errors import ZhengheError
from models.roster_contract import import_json
from models.roster_difference import Difference, difference
from models.roster_drafts import (
    DraftStep,
    RosterDraft,
    difference_json,
    find_draft,
    note_draft,
)
from models.roster_versions import current_version
from models.rosters import RosterMode, RosterReport
from models.settings import Settings
from models.work_store import WorkStore
from workers.child import Child
from workers.roster import RosterFile, RosterOrder, import_roster

_LEFT_BEHIND = 86_400  # seconds after which a file that a killed program left is removed


@contextmanager
def spooled(settings: Settings) -> Iterator[Path]:
    """The place for a file that is handed in, which nobody else reads; whoever reads it removes it.

    It is removed here when the block fails.
    """
    folder = settings.home / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder.iterdir():
        if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
            left.unlink(missing_ok=True)
    path = folder / token_hex(16)
    try:
        path.touch(mode=0o600)
        yield path
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def read_draft(
    id_: int,
    path: Path,
    chosen: Chosen,
    sheet: str | None,
    store: WorkStore,
    settings: Settings,
) -> None:
    """Read the file and keep what came of it with the draft; the file is removed."""
    try:
        with store.asking() as connection:
            draft = find_draft(connection, id_)
        with Child(settings) as child:
            file = RosterFile(path, sheet, child, settings, draft.file)
            _read(draft, file, chosen, store, settings)
    except ZhengheError as error:
        report = {"findings": findings_json(error.findings)}
        _note(store, id_, step=DraftStep.REFUSED, report=report)
    finally:
        path.unlink(missing_ok=True)


def _read(
    draft: RosterDraft, file: RosterFile, chosen: Chosen, store: WorkStore, settings: Settings
) -> None:
    before = current_version(store.tables, draft.name)
    preview = file.preview(chosen)
    _note(store, draft.id, total=preview.look.total)
    order = RosterOrder(draft.name, draft.mode, dry_run=False, skip_bad_rows=True, keep=True)

    def told(done: int, total: int) -> None:
        _note(store, draft.id, done=done, total=total)

    report = import_roster(order, file, preview, store.tables, settings, told)
    kept = import_json(report) | {"sample": list(preview.look.sample)}
    if report.staged is None:
        _note(store, draft.id, step=DraftStep.REFUSED, report=kept)
        return
    old = (*before.takes, before.id) if before else ()
    _note(
        store,
        draft.id,
        step=DraftStep.READY,
        report=kept,
        staged_id=report.staged,
        before_id=before.id if before else None,
        difference=difference_json(_compared(store, draft.mode, old, report)),
    )


def _compared(
    store: WorkStore, mode: RosterMode, old: tuple[int, ...], report: RosterReport
) -> Difference:
    assert report.staged is not None
    # What is added takes nothing away: of the rows that are there none was read again.
    new = (*old, report.staged) if mode is RosterMode.APPEND else (report.staged,)
    with store.asking() as connection:
        return difference(connection, old, new)


def compare_anew(draft: RosterDraft, store: WorkStore) -> None:
    """Hold a draft that takes the roster's place against what is there now."""
    before = current_version(store.tables, draft.name)
    old = (*before.takes, before.id) if before else ()
    if draft.staged_id is None or draft.mode is RosterMode.APPEND:
        return
    with store.asking() as connection:
        now = difference(connection, old, (draft.staged_id,))
    before_id = before.id if before else None
    _note(store, draft.id, before_id=before_id, difference=difference_json(now))


def _note(store: WorkStore, id_: int, **values: object) -> None:
    store.act(lambda connection, at: note_draft(connection, at, id_, **values))
