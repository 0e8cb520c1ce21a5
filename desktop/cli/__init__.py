"""The command line: `qolhat`. What it does lies in the services; here it is asked for and told."""

import sys

VALIDATION_WORKER = "--validation-worker"


def main() -> None:
    """Entry point of the command `qolhat`; ends the process with the exit code of docs/cli.md.

    Three callers are sent on before anything of the commands is loaded: the process that parses a
    stranger's file, the portal, which is another program that shares only the command's name, and
    whoever wants the window.
    """
    arguments = sys.argv[1:]
    if arguments[:1] == [VALIDATION_WORKER]:
        from signing.validation import worker  # noqa: PLC0415 - only in that process

        worker.main()
    if arguments[:1] == ["portal"]:
        from desktop.cli.portal import run_portal  # noqa: PLC0415 - nothing else is needed

        sys.exit(run_portal(arguments[1:]))
    from desktop.cli.window import asks_for_window, run_window_command  # noqa: PLC0415 - light

    if asks_for_window(arguments):
        sys.exit(run_window_command(arguments))
    from desktop.cli.program import run  # noqa: PLC0415 - after the three above

    sys.exit(run(arguments))
