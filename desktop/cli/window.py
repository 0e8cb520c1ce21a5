"""`qolhat` and `qolhat --training`: the window, before the rest of the command line is loaded.

The commands stand on libraries that take longer to load than the window takes to appear.
"""

from collections.abc import Sequence

from desktop.app import open_window
from desktop.logs import start_log
from desktop.paths import Paths
from signing.errors import QolhatError

TRAINING = "--training"


def asks_for_window(arguments: Sequence[str]) -> bool:
    """Whether nothing but the window is asked for."""
    return all(argument == TRAINING for argument in arguments)


def run_window_command(arguments: Sequence[str]) -> int:
    """Open the window; the exit code."""
    paths = Paths.of_user()
    start_log(paths)
    try:
        return open_window(paths, training=TRAINING in arguments)
    except QolhatError as error:
        from desktop.cli.console import Console  # noqa: PLC0415 - only to tell what happened
        from desktop.cli.exits import tell_error  # noqa: PLC0415 - see above
        from desktop.cli.help import language_for  # noqa: PLC0415 - see above

        return tell_error(Console(language_for(paths)), error)
