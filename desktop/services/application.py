"""Builds the services once and hands them around: the only place that knows them all."""

from types import TracebackType
from typing import Self

from desktop.clock import Clock, system_clock
from desktop.paths import Paths
from desktop.services.cases import Cases
from desktop.services.inbox import Inbox
from desktop.services.keys import Keys
from desktop.services.network import Network
from desktop.services.packages import Packages
from desktop.services.receipts import Receipts
from desktop.services.settings import SettingsService
from desktop.services.sign_in import SignIns
from desktop.services.submissions import Submissions
from desktop.services.training import TrainingMode
from desktop.services.verification import Verification
from desktop.submission.connection import Timeouts
from desktop.workspace.workspace import Workspace


class Application:
    """One open workspace with its services. Close it; it is a context manager."""

    def __init__(
        self, paths: Paths, *, clock: Clock = system_clock, timeouts: Timeouts | None = None
    ) -> None:
        """Open the workspace in *paths*, made at the first time.

        Raises:
            WorkspaceInUseError: another instance has it open.
            WorkspaceNewerError: it was written by a newer version of the program.
            SettingsDamagedError, SettingsInvalidError
            WorkspaceDamagedError, DiskFullError, FolderNotWritableError.
        """
        self.paths = paths
        self._workspace = Workspace(paths, clock)
        try:
            self.settings = SettingsService(paths)
        except BaseException:
            self._workspace.close()
            raise
        network = Network(paths, self.settings, clock, timeouts or Timeouts())
        sign_ins = SignIns(clock)
        self.training = TrainingMode(paths, self.settings, clock)
        self.inbox = Inbox(self._workspace, self.settings, network, sign_ins, clock)
        self.cases = Cases(self._workspace, self.settings, clock)
        self.signing = Keys(self.settings, self.cases, network, clock)
        self.packages = Packages(self.settings, network, clock)
        self.submissions = Submissions(self._workspace, network, sign_ins, self.packages, clock)
        self.receipts = Receipts(self._workspace, self.settings, network, clock)
        self.verification = Verification(network, clock)

    def close(self) -> None:
        """Stop a training portal, close the database, give the workspace free."""
        try:
            self.training.stop()
        finally:
            self._workspace.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
