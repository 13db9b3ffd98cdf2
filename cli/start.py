"""The settings of a command, and what they choose once for the whole program."""

from matching.dictionary_data import choose_site
from matching.own_dictionary import use_dictionary
from models.settings import Settings, load_settings
from models.store import has_store, open_store
from workers.dictionary_in_force import dictionary_now


def settings_at_start() -> Settings:
    """The settings, with the dictionary that they name in use. Raises UsageWrong, all mistakes."""
    settings = load_settings()
    use_dictionary(settings.own_dictionary)
    return settings


def settings_for_matching() -> Settings:
    """The same for a command that looks up in the dictionary: over it the version in force, where
    there is a database. Raises PartMissing where the two don't fit together, too."""
    settings = settings_at_start()
    if has_store(settings):
        with open_store(settings) as store:
            choose_site(dictionary_now(store))
    return settings
