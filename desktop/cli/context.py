"""What every command shares: where the workspace lies, and how to talk to the person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.cli.console import Console
from desktop.cli.passwords import read_password
from desktop.clock import Clock, system_clock
from desktop.errors import KeyNotChosenError
from desktop.paths import Paths
from desktop.services.application import Application
from desktop.services.keys import OpenedKey, open_key_file
from desktop.services.network import Network
from desktop.services.settings import SettingsService
from desktop.services.verification import Verification
from desktop.submission.connection import Timeouts
from signing.credentials.credential import Credential


@dataclass(frozen=True, slots=True)
class Shared:
    """Handed to every command. `training` uses the separate workspace of training mode."""

    paths: Paths
    console: Console
    training: bool
    clock: Clock = system_clock

    @contextmanager
    def application(self) -> Iterator[Application]:
        """The open workspace; with the private portal running in training mode."""
        with Application(self.paths, clock=self.clock) as application:
            if self.training:
                application.training.start()
            yield application

    def verification(self) -> Verification:
        """Verifying needs no workspace, and none is made."""
        settings = SettingsService(self.paths)
        return Verification(Network(self.paths, settings, self.clock, Timeouts()), self.clock)

    def settings(self) -> SettingsService:
        """The settings without opening the workspace."""
        return SettingsService(self.paths)

    def open_key(self, path: Path, password_file: Path | None) -> Credential:
        """The key of a file, without a workspace to remember it. The caller closes it."""
        password = read_password(password_file, path, self.console)
        return open_key_file(path, password, self.clock)

    @contextmanager
    def key(
        self, application: Application, path: Path | None, password_file: Path | None
    ) -> Iterator[OpenedKey]:
        """An open key, closed in any case. None: the key used last, or the training key."""
        portal = application.training.running
        if path is None and portal is not None:
            training = portal.keys[0]
            opened = application.signing.open(training.path, training.password)
        else:
            chosen = path or application.signing.last_path()
            if chosen is None:
                raise KeyNotChosenError("no key file is given")
            password = read_password(password_file, chosen, self.console)
            opened = application.signing.open(chosen, password)
        try:
            yield opened
        finally:
            opened.credential.close()
