"""`qolhat portal …`: the training portal, which is a program of its own and never imported here."""

import os
import subprocess
import sys

from desktop.portal_command import portal_command


def run_portal(arguments: list[str]) -> int:
    """Become the portal, with this terminal's input and output; its exit code.

    Where a process can become another program it does, so that signals and the end of the
    terminal reach the portal itself.
    """
    command = portal_command(*arguments)
    if getattr(sys, "frozen", False):
        # The built program's entry starts the portal itself and never comes here.
        raise RuntimeError("the entry script should have started the portal")
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 - our own program
    with subprocess.Popen(command) as process:  # noqa: S603 - our own program
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # Ctrl-C goes to both; the portal ends itself
