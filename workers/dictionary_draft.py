"""A site's own dictionary before it is in force: what is wrong with it, what it would change."""

from dataclasses import dataclass

from intake.files import shown
from matching.dictionary_data import chosen_site, using
from matching.dictionary_difference import dictionary_difference
from matching.own_dictionary import site_dictionary
from matching.site_dictionary import SiteDictionary
from models.dictionaries import (
    NONE,
    DictionaryDifference,
    DictionaryFile,
    DictionaryVersion,
)
from models.dictionary_versions import (
    dictionary_file,
    draft_in_force,
    file_in_force,
    put_in_force,
    version_of,
)
from models.errors import UsageWrong
from models.findings import Finding
from models.settings import Settings
from models.store import Store
from models.work_store import WorkStore
from workers.child import FILE, Child
from workers.dictionary_in_force import dictionary_now
from workers.roster_index import Told, searchable, tidy_indexes

DICTIONARY_BYTES_MAX = 4 * 2**20  # of a file, which people write
_NOTHING = DictionaryDifference((), 0)


@dataclass(frozen=True, slots=True)
class DictionaryProposal:
    """A file that was looked at: its mistakes, or what it would change against version before."""

    file: DictionaryFile
    before: int
    difference: DictionaryDifference
    mistakes: tuple[Finding, ...] = ()


def propose(file: DictionaryFile, store: Store, settings: Settings) -> DictionaryProposal:
    """Look at a file as each machine will, and hold it against the version in force.

    It is done in a child, which can be stopped. Raises PageUnreadable where it was.
    """
    before, old = file_in_force(store)
    with Child(settings) as child:
        try:
            difference = child.run(FILE, _looked_at, file, old.data, chosen_site())
        except UsageWrong as error:
            return DictionaryProposal(file, before, _NOTHING, error.findings)
    return DictionaryProposal(file, before, difference)


def compared(file: DictionaryFile, store: Store) -> DictionaryProposal:
    """A file that was found right before, held against the version in force by now."""
    before, old = file_in_force(store)
    return DictionaryProposal(file, before, dictionary_difference(old.data, file.data))


def propose_former(number: int, store: Store, settings: Settings) -> DictionaryProposal:
    """The file of a former version, to be taken up again. Raises UsageWrong for an unknown one."""
    with store.reading() as connection:
        file = dictionary_file(connection, number)
    return propose(file, store, settings)


def version_difference(
    number: int, store: Store
) -> tuple[DictionaryVersion, DictionaryFile, DictionaryDifference]:
    """A version, its file, and what it changed. Raises UsageWrong for an unknown one."""
    with store.reading() as connection:
        file = dictionary_file(connection, number)
        version = version_of(connection, number)
        older = dictionary_file(connection, max(NONE, number - 1))
    return version, file, dictionary_difference(older.data, file.data)


def _looked_at(file: DictionaryFile, old: bytes, base: SiteDictionary) -> DictionaryDifference:
    site_dictionary([(file.name, file.data)], base)
    return dictionary_difference(old, file.data)


def force(
    proposal: DictionaryProposal,
    store: WorkStore,
    *,
    who: str,
    note: str = "",
    back_to: int | None = None,
    draft: int | None = None,
) -> int:
    """Put a file in force that was looked at; the number of its version.

    draft: where it waited. Raises UsageWrong for one with mistakes and for that which is in force,
    and Conflict where another version is in force by now than it was compared with.
    """
    if proposal.mistakes:
        raise UsageWrong(*proposal.mistakes)
    note = shown(note.strip())
    difference, before = proposal.difference, proposal.before
    if draft is not None:
        return store.act(
            lambda c, at: draft_in_force(c, at, draft, difference, before, who=who, note=note)
        )
    return store.act(
        lambda c, at: put_in_force(
            c, at, proposal.file, difference, before, who=who, note=note, back_to=back_to
        )
    )


def index_anew(store: Store, settings: Settings, told: Told) -> None:
    """Make the indexes that another dictionary has put out of date; a search would do so itself."""
    named = [*settings.holder_rosters, *settings.unit_rosters, settings.annex1_roster or ""]
    with using(dictionary_now(store)):
        for name in dict.fromkeys(filter(None, named)):
            searchable(name, store, settings, told)
    tidy_indexes(store, settings)
