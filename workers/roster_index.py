"""The search index of a roster's current version: opened, or made from the database again."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from intake.files import unwritable
from matching.roster_index import Roster, build_roster, open_roster
from models.errors import UsageWrong
from models.findings import found
from models.roster_store import current_rows, current_version, roster_versions
from models.rosters import RosterRow, RosterVersion
from models.settings import Settings
from models.store import Store

Told = Callable[[int, int], None]  # rows done, rows there are
_TOLD_EVERY = 1000
_LEFT_BEHIND = 86_400  # seconds after which a folder that was never finished is removed


def searchable(name: str, store: Store, settings: Settings, told: Told) -> Roster:
    """The current version of a roster, to be searched; its index is made where there is none.

    Raises UsageWrong for a name that is no roster, and where the index can't be written.
    """
    version = _current(name, store)
    while True:
        roster = _opened(version, store, settings, told)
        now = _current(name, store)
        if now.id == version.id:  # no import came between
            return roster
        version = now


def _current(name: str, store: Store) -> RosterVersion:
    version = current_version(store, name)
    if version is None:
        known = sorted({version.name for version in roster_versions(store)})
        raise UsageWrong(found("ROSTER_UNKNOWN", given=name, known=", ".join(known) or "—"))
    return version


def _opened(version: RosterVersion, store: Store, settings: Settings, told: Told) -> Roster:
    # Another database may number its versions alike.
    is_of = f"{version.id} {version.created_at.isoformat()} {version.sha256}"
    folder = settings.home / "rosters" / version.name / str(version.id)
    if roster := open_roster(folder, is_of):
        return roster
    rows = _counted(current_rows(store, version.name), version.rows, told)
    try:
        roster = build_roster(folder, version.fields, rows, is_of)
        _tidy(folder)
    except OSError as error:
        raise unwritable(folder, error) from None
    return roster


def _counted(rows: Iterable[RosterRow], total: int, told: Told) -> Iterator[RosterRow]:
    for done, row in enumerate(rows, 1):
        yield row
        if not done % _TOLD_EVERY:
            told(done, total)


def _tidy(folder: Path) -> None:
    """Remove what former versions and killed imports have left; who has them open keeps them."""
    for other in folder.parent.iterdir():
        with suppress(FileNotFoundError):  # another process tidies, too
            former = other.name.isdigit() and int(other.name) < int(folder.name)
            idle = time.time() - other.stat().st_mtime
            if former or (other.suffix == ".part" and idle > _LEFT_BEHIND):
                shutil.rmtree(other, ignore_errors=True)
