"""Help texts, which must be there before the options are read: in the system's language."""

from functools import cache

from desktop.errors import SettingsDamagedError, SettingsInvalidError
from desktop.papers.catalogue import CatalogueMissingError, text
from desktop.paths import Paths
from desktop.services.settings import SettingsService, system_language


@cache
def _language() -> str:
    return system_language()


def help_text(text_id: str) -> str:
    """The help of a command or option; empty where set-up has compiled no texts."""
    try:
        return text(f"cli.help.{text_id}", _language())
    except CatalogueMissingError:
        return ""


def language_for(paths: Paths) -> str:
    """The language of the settings in *paths*, else the system's. Damaged settings are told by
    whoever needs them, not here.
    """
    try:
        return SettingsService(paths).language()
    except (SettingsDamagedError, SettingsInvalidError, OSError):
        return system_language()
