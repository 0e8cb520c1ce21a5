"""Training mode: a private portal of one's own as a child process."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TrainingKey:
    """A key file that the training portal made for a demo participant, with its password.

    The password of a training key is no secret: it is shown so that a person can type it.
    """

    path: Path
    password: str
    label: str


@dataclass(frozen=True, slots=True)
class TrainingPortal:
    """A running training portal."""

    origin: str
    services_origin: str
    home: Path
    keys: tuple[TrainingKey, ...]


class TrainingMode:
    """Starts and stops the private portal, and points the workspace at it."""

    def start(self) -> TrainingPortal:
        """Start it (or give the running one), and configure portal, trust and participant.

        Raises:
            TrainingPortalError: it did not become ready.
        """
        raise NotImplementedError

    def stop(self) -> None:
        """Stop it and wait for its end; nothing happens if none runs."""
        raise NotImplementedError

    @property
    def running(self) -> TrainingPortal | None:
        """The portal that runs now."""
        raise NotImplementedError
