"""What every command shares: where the workspace lies, and how to talk to the person."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.passwords import read_password
from desktop.clock import Clock, system_clock
from desktop.errors import KeyNotChosenError
from desktop.paths import Paths
from desktop.services.settings import SettingsService

if TYPE_CHECKING:  # each command loads only what it uses: `verify` no database
    from collections.abc import Iterator

    from desktop.services.application import Application
    from desktop.services.clock_check import ClockDifference
    from desktop.services.keys import OpenedKey
    from signing.credentials.credential import Credential


@dataclass(frozen=True, slots=True)
class Shared:
    """Handed to every command. `training` uses the separate workspace of training mode."""

    paths: Paths
    console: Console
    training: bool
    clock: Clock = system_clock

    @contextmanager
    def application(self) -> "Iterator[Application]":
        """The open workspace; with the private portal running in training mode."""
        from desktop.services.application import Application  # noqa: PLC0415 - see above

        with Application(self.paths, clock=self.clock) as application:
            if self.training:
                application.training.start()
            yield application

    def settings(self) -> SettingsService:
        """The settings without opening the workspace."""
        return SettingsService(self.paths)

    def open_key(self, path: Path, password_file: Path | None) -> "Credential":
        """The key of a file, without a workspace to remember it. The caller closes it."""
        from desktop.services.keys import open_key_file  # noqa: PLC0415 - see above

        password = read_password(password_file, path, self.console)
        return open_key_file(path, password, self.clock)

    def warn_of_clocks(self, application: "Application") -> None:
        """Before something is signed and sent."""
        for difference in application.signing.clock_differences():
            self.warn_of_clock(difference)

    def warn_of_clock(self, difference: "ClockDifference | None") -> None:
        """Before something is signed with a declared time that others would contradict."""
        if difference is None or not difference.is_off:
            return
        side = "ahead" if difference.seconds > 0 else "behind"
        minutes = round(abs(difference.seconds) / 60)
        self.console.note(f"clock.{side}", minutes=minutes, whose=difference.host)

    @contextmanager
    def key(
        self, application: "Application", path: Path | None, password_file: Path | None
    ) -> "Iterator[OpenedKey]":
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
