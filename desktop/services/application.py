"""Builds the services once and hands them around: the only place that knows them all."""

from types import TracebackType
from typing import Self

from desktop.clock import Clock, system_clock
from desktop.paths import Paths
from desktop.services.cases import Cases
from desktop.services.inbox import Inbox
from desktop.services.keys import Keys
from desktop.services.receipts import Receipts
from desktop.services.settings import SettingsService
from desktop.services.submissions import Submissions
from desktop.services.training import TrainingMode
from desktop.services.verification import Verification


class Application:
    """One open workspace with its services. Close it; it is a context manager."""

    paths: Paths
    settings: SettingsService
    training: TrainingMode
    inbox: Inbox
    cases: Cases
    signing: Keys
    submissions: Submissions
    receipts: Receipts
    verification: Verification

    def __init__(self, paths: Paths, *, clock: Clock = system_clock) -> None:
        """Open the workspace in *paths*, made at the first time.

        Raises:
            WorkspaceInUseError: another instance has it open.
            WorkspaceNewerError: it was written by a newer version of the program.
            WorkspaceDamagedError, DiskFullError, FolderNotWritableError.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Stop a training portal, close the database, give the workspace free."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
