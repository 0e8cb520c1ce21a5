"""Builds the program: the application with its services, and the window over it."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.errors import NoDisplayError
from desktop.paths import Paths

if TYPE_CHECKING:
    from desktop.services.application import Application

_DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_window(paths: Paths, *, training: bool = False, arguments: Sequence[str] = ()) -> int:
    """Open the window over the workspace in *paths* and return the exit code.

    Qt is imported here and not before: the command line works where there is none. A window that
    is already open over this workspace comes to the front instead. The window is visible before the
    services are loaded and the workspace is opened.

    Raises:
        NoDisplayError: Qt would end the process with a message of its own.
        WorkspaceInUseError and what else `Application` raises.
    """
    if sys.platform.startswith("linux") and not any(map(os.environ.get, _DISPLAY_VARIABLES)):
        raise NoDisplayError("no display")
    from desktop.ui.instance import raise_existing  # noqa: PLC0415 - see the docstring

    chosen = paths.training if training else paths
    if raise_existing(chosen.home, arguments):
        return 0
    from desktop.ui.window_app import run_window  # noqa: PLC0415 - see the docstring

    def opening() -> "Application":
        from desktop.services.application import Application  # noqa: PLC0415 - see the docstring

        return Application(chosen)

    return run_window(opening, chosen, list(arguments), training=training)
