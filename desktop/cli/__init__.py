"""The command line: `qolhat`. What it does lies in the services; here it is asked for and told."""

import sys

VALIDATION_WORKER = "--validation-worker"


def main() -> None:
    """Entry point of the command `qolhat`; ends the process with the exit code of docs/cli.md.

    Two callers are sent on before anything of the program is loaded: the process that parses a
    stranger's file, and the portal, which is another program that shares only the command's name.
    """
    arguments = sys.argv[1:]
    if arguments[:1] == [VALIDATION_WORKER]:
        from signing.validation import worker  # noqa: PLC0415 - only in that process

        worker.main()
    if arguments[:1] == ["portal"]:
        from desktop.cli.portal import run_portal  # noqa: PLC0415 - nothing else is needed

        sys.exit(run_portal(arguments[1:]))
    from desktop.cli.program import run  # noqa: PLC0415 - after the two above

    sys.exit(run(arguments))
