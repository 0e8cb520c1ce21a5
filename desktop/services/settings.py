"""Settings as the window and the command line see them: loaded once, saved whole."""

from desktop.settings import Language, ParticipantSettings, PortalSettings, Settings

__all__ = ["Language", "ParticipantSettings", "PortalSettings", "Settings", "SettingsService"]


class SettingsService:
    """Keeps the settings of one workspace. Values are replaced whole, never edited in place."""

    @property
    def current(self) -> Settings:
        """The settings in force."""
        raise NotImplementedError

    def load(self) -> Settings:
        """Read the file again.

        Raises:
            SettingsDamagedError: it is not what this program writes; it is left as it is.
        """
        raise NotImplementedError

    def save(self, settings: Settings) -> Settings:
        """Check, write atomically, and put in force.

        Raises:
            SettingsInvalidError: a value cannot be right; nothing is written.
            DiskFullError, FolderNotWritableError.
        """
        raise NotImplementedError

    def language(self) -> str:
        """The language in force: ``kk``, ``ru`` or ``en``; `SYSTEM` is resolved."""
        raise NotImplementedError
