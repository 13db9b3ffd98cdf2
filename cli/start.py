"""The settings of a command, and what they choose once for the whole program."""

from matching.own_dictionary import use_dictionary
from models.settings import Settings, load_settings


def settings_at_start() -> Settings:
    """The settings, with the site's own dictionary in use. Raises UsageWrong with all mistakes."""
    settings = load_settings()
    use_dictionary(settings.own_dictionary)
    return settings
