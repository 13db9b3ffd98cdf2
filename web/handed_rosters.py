"""Files of rosters that somebody hands in and decides on: what pages and programs do alike."""

from pathlib import Path

from matching.dictionary_data import using
from matching.roster_columns import Chosen
from models.roster_drafts import NewRosterDraft, begin_draft, drop_draft, find_draft, put_in_force
from models.roster_versions import sweep
from models.rosters import RosterMode
from web.service import Somebody
from workers.dictionary_in_force import dictionary_now
from workers.jobs import Told
from workers.roster import RosterOrder, check_order
from workers.roster_draft import compare_anew, read_draft
from workers.roster_index import searchable, tidy_indexes

_SOON = 1.0  # seconds that one waits for what is mostly done at once


def order_of(asker: Somebody, name: str, mode: RosterMode | None) -> RosterMode:
    """What a file shall do to the roster of a name. Raises UsageWrong where that can't be told."""
    order = RosterOrder(name, mode, dry_run=True, skip_bad_rows=True)
    return check_order(order, asker.service.store.tables)


def begin_reading(
    asker: Somebody, new: NewRosterDraft, path: Path, chosen: Chosen, sheet: str | None
) -> int:
    """Read a file in the background, which removes it; the id of its draft."""
    service, who = asker.service, asker.who
    id_ = service.store.act(lambda c, at: begin_draft(c, at, new, who))
    kind = f"roster-draft:{id_}"

    def work(_told: Told) -> None:
        read_draft(id_, path, chosen, sheet, service.store, service.settings)

    service.jobs.begin(kind, who.name, work)
    service.jobs.finished(kind, 2 * _SOON)
    return id_


def compare_draft(asker: Somebody, id_: int) -> None:
    """Hold it against what is there now. Raises NotAllowed where it is gone."""
    service = asker.service
    with service.store.asking() as connection:
        draft = find_draft(connection, id_)
    kind = f"roster-draft:{id_}"
    service.jobs.begin(kind, asker.who.name, lambda _: compare_anew(draft, service.store))
    service.jobs.finished(kind, 2 * _SOON)


def force_draft(asker: Somebody, id_: int) -> tuple[str, int]:
    """Put it in force; the roster's name and the number of the version.

    Raises NotAllowed where it is gone, Conflict where it isn't ready or the roster has changed.
    """
    store, who = asker.service.store, asker.who
    with store.asking() as connection:
        name = find_draft(connection, id_).name
    number = store.act(lambda c, at: put_in_force(c, at, id_, who))
    make_index(asker, name)
    return name, number


def give_up_draft(asker: Somebody, id_: int) -> None:
    """Give it up. Raises NotAllowed where it is gone."""
    service, who = asker.service, asker.who
    service.store.act(lambda c, at: drop_draft(c, at, id_, who))
    service.jobs.begin("roster-sweep", who.name, lambda _: sweep(service.store.tables))


def make_index(asker: Somebody, name: str) -> None:
    """Begin to make a roster's current version searchable; a search would do so itself."""
    service = asker.service

    def work(told: Told) -> None:
        with using(dictionary_now(service.store.tables)):
            searchable(name, service.store.tables, service.settings, told)
        tidy_indexes(service.store.tables, service.settings)

    service.jobs.begin(f"roster-index:{name}", asker.who.name, work)
    service.jobs.finished(f"roster-index:{name}", _SOON)
