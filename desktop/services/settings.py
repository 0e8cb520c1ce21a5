"""Settings as the window and the command line see them: loaded once, saved whole."""

import locale
import os
import threading

from cases.findings import blocking
from cases.identifiers import check_identifier
from desktop.errors import SettingsDamagedError, SettingsInvalidError
from desktop.paths import Paths
from desktop.settings import (
    AnchorFile,
    Language,
    ParticipantSettings,
    PortalSettings,
    Settings,
    check_settings,
)
from desktop.workspace.files import write_private

__all__ = [
    "AnchorFile",
    "Language",
    "ParticipantSettings",
    "PortalSettings",
    "Settings",
    "SettingsService",
    "system_language",
]

_MAX_BYTES = 1_000_000


class SettingsService:
    """Keeps the settings of one workspace. Values are replaced whole, never edited in place.

    Raises:
        SettingsDamagedError, SettingsInvalidError: the file is not what this program writes; it
            is left as it is.
    """

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._lock = threading.Lock()
        self._current = Settings()
        self.load()

    @property
    def current(self) -> Settings:
        """The settings in force."""
        return self._current

    def load(self) -> Settings:
        """Read the file again; no file are the settings of the first start.

        Raises:
            SettingsDamagedError, SettingsInvalidError: nothing changes.
        """
        try:
            with self._paths.settings.open("rb") as file:
                content = file.read(_MAX_BYTES)
        except FileNotFoundError:
            return self._current
        except OSError as error:
            raise SettingsDamagedError(str(error), what=error.strerror or "") from error
        loaded = Settings.from_json(content)
        with self._lock:
            self._current = loaded
        return loaded

    def save(self, settings: Settings) -> Settings:
        """Check, write atomically, and put in force.

        Raises:
            SettingsInvalidError: a value cannot be right; nothing is written.
            DiskFullError, DiskWriteError
        """
        check_settings(settings)
        participant = settings.participant
        # Only when a person saves: a file of an older version is still read.
        if participant is not None and blocking(check_identifier(participant.kind, participant.id)):
            raise SettingsInvalidError("IIN or BIN", what="participant.number")
        with self._lock:
            write_private(self._paths.settings, settings.to_json())
            self._current = settings
        return settings

    def language(self) -> str:
        """The language in force: ``kk``, ``ru`` or ``en``; `SYSTEM` is resolved."""
        chosen = self._current.language
        return system_language() if chosen is Language.SYSTEM else chosen.value


def system_language() -> str:
    """The language of this system: ``QOLHAT_LANGUAGE`` if set, else of the user's locale."""
    names = [os.environ.get(name, "") for name in ("QOLHAT_LANGUAGE", "LC_ALL", "LC_MESSAGES")]
    names += [os.environ.get("LANG", ""), locale.getlocale()[0] or ""]
    for name in names:
        language = name[:2].lower()
        if language in {"kk", "ru", "en"}:
            return language
        if language == "c." or name in {"C", "POSIX"}:
            return "en"
    return "en"
