"""Where things lie: one value, made once, handed around."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

# From an imported module this is right in a checkout and in the frozen bundle.
RESOURCES = Path(__file__).resolve().parents[1] / "resources"

HOME_VARIABLE = "QOLHAT_HOME"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one installation. Nothing here is created by looking."""

    home: Path

    @classmethod
    def of_user(cls) -> "Paths":
        """The folder of this user: ``QOLHAT_HOME`` if set, else the platform's place."""
        chosen = os.environ.get(HOME_VARIABLE)
        if chosen:
            return cls(Path(chosen).absolute())
        return cls(Path(platformdirs.user_data_dir("qolhat", appauthor=False)))

    @property
    def training(self) -> "Paths":
        """The separate installation that training mode uses."""
        return Paths(self.home / "training")

    @property
    def portal_home(self) -> Path:
        """Where a private training portal keeps its own things."""
        return self.home / "portal"

    @property
    def database(self) -> Path:
        """The workspace database."""
        return self.home / "workspace.sqlite3"

    @property
    def lock(self) -> Path:
        """The lock file that keeps a second instance out."""
        return self.home / "workspace.lock"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.home / "settings.json"

    @property
    def trust(self) -> Path:
        """Certificates and revocation lists that the settings name."""
        return self.home / "trust"

    @property
    def requests(self) -> Path:
        """Sealed requests as they came."""
        return self.home / "requests"

    @property
    def submissions(self) -> Path:
        """One folder a submission: containers, statement, receipts."""
        return self.home / "submissions"

    @property
    def heads(self) -> Path:
        """Sealed tree heads as they came."""
        return self.home / "heads"

    @property
    def logs(self) -> Path:
        """Log files; they name no document and no password."""
        return self.home / "logs"
