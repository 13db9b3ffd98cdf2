"""The site's dictionary that is in force: that of this machine's settings, and over it the version
that was put in force on the pages, the same for all machines.

A process reads a version once, when the first piece of work needs it.
"""

from collections import OrderedDict
from threading import Lock

from matching.dictionary_data import chosen_site
from matching.own_dictionary import site_dictionary
from matching.site_dictionary import SiteDictionary
from models.dictionaries import DictionaryFile
from models.dictionary_versions import dictionary_file, dictionary_in_force, number_of
from models.errors import PartMissing, UsageWrong
from models.findings import found
from models.store import Store

_KEPT = 4
_lock = Lock()
_read: OrderedDict[tuple[str, str], SiteDictionary] = OrderedDict()


def dictionary_now(store: Store) -> SiteDictionary:
    """The dictionary for a piece of work that begins now. Raises as `dictionary_told`."""
    with store.reading() as connection:
        label = dictionary_in_force(connection)
    return dictionary_told(label, store)


def dictionary_told(label: str, store: Store) -> SiteDictionary:
    """The dictionary of a version, by what tells it from others; "" for that of the settings alone.

    Raises PartMissing with all mistakes where the two don't fit together on this machine.
    """
    base = chosen_site()
    if not label:
        return base
    with _lock:  # of two that need it one reads it
        key = (base.digest, label)
        if key not in _read:
            with store.reading() as connection:
                file = dictionary_file(connection, number_of(label))
            _read[key] = _laid_over(base, file, number_of(label))
            while len(_read) > _KEPT:
                _read.popitem(last=False)
        return _read[key]


def _laid_over(base: SiteDictionary, file: DictionaryFile, number: int) -> SiteDictionary:
    try:
        return site_dictionary([(file.name, file.data)], base)
    except UsageWrong as error:
        clash = found("DICTIONARY_CLASHES", number=number)
        raise PartMissing(clash, *error.findings) from None
