"""The search index of a roster's current version: opened, or made from the database again."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from intake.files import unwritable
from matching.dictionary_data import keys_fingerprint
from matching.roster_index import Roster, build_roster, open_roster
from models.errors import TemporaryFailure, UsageWrong
from models.findings import found
from models.roster_store import current_rows
from models.roster_versions import current_version, roster_versions
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
    version = known_roster(name, store)
    while True:
        roster = _opened(version, store, settings, told)
        now = known_roster(name, store)
        if now.id == version.id:  # no import came between
            return roster
        version = now


def known_roster(name: str, store: Store) -> RosterVersion:
    """The current version. Raises UsageWrong for a name that is no roster."""
    version = current_version(store, name)
    if version is None:
        known = sorted({version.name for version in roster_versions(store)})
        raise UsageWrong(found("ROSTER_UNKNOWN", given=name, known=", ".join(known) or "—"))
    return version


def _opened(version: RosterVersion, store: Store, settings: Settings, told: Told) -> Roster:
    # Another database may number its versions alike.
    is_of = f"{version.id} {version.created_at.isoformat()} {version.sha256} {keys_fingerprint()}"
    folder = settings.home / "rosters" / version.name / str(version.id)
    if roster := open_roster(folder, is_of):
        return roster
    rows = _counted(current_rows(store, version.name), version, told)
    try:
        roster = build_roster(folder, version.fields, rows, is_of, version.beside)
        tidy_indexes(store, settings)
    except OSError as error:
        raise unwritable(folder, error) from None
    return roster


def _counted(rows: Iterable[RosterRow], version: RosterVersion, told: Told) -> Iterator[RosterRow]:
    done = 0
    for done, row in enumerate(rows, 1):
        yield row
        if not done % _TOLD_EVERY:
            told(done, version.rows)
    if done != version.rows:  # it was replaced or removed meanwhile
        raise TemporaryFailure(found("ROSTER_OVERTAKEN", name=version.name))


def tidy_indexes(store: Store, settings: Settings) -> None:
    """Remove the indexes of all but current versions, and what killed programs have left.

    Who has one open keeps it; one that was removed too soon is made again.
    """
    current = {(v.name, str(v.id)) for v in roster_versions(store) if v.current}
    for folder in (settings.home / "rosters").glob("*/*"):
        with suppress(FileNotFoundError):  # another process tidies, too
            if folder.suffix == ".part":
                idle = time.time() - folder.stat().st_mtime > _LEFT_BEHIND
            else:
                idle = (folder.parent.name, folder.name) not in current
            if idle:
                shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # others are left in it
            folder.parent.rmdir()


def index_bytes(version: RosterVersion, settings: Settings) -> int:
    """How much room the index of a version takes on this machine; 0 where there is none."""
    folder = settings.home / "rosters" / version.name / str(version.id)
    return sum(path.stat().st_size for path in folder.glob("*"))
