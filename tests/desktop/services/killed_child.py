"""A process that submits a case and is killed at a chosen moment; a script, not a test.

    python killed_child.py WORKSPACE CASE KEY PASSWORD MOMENT

MOMENT is a step with ``begin``, ``middle`` or ``end`` (``upload.middle``), or ``answered``: the
portal has answered the statement, and nothing of the answer is on the disk yet. Nothing of the
program runs after it: the process dies by SIGKILL.
"""

import os
import signal
import sys
from pathlib import Path

from desktop.paths import Paths
from desktop.services.application import Application
from desktop.services.progress import StepProgress
from desktop.submission.portal_client import PortalClient


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    home, case_id, key, password, moment = sys.argv[1:]
    step, _, place = moment.partition(".")
    if moment == "answered":
        submit = PortalClient.submit

        def answered(self, statement):
            submit(self, statement)
            die()

        PortalClient.submit = answered

    def on_step(progress: StepProgress) -> None:
        if progress.step.value != step:
            return
        middle = 0 < progress.done_bytes < progress.total_bytes
        here = {
            "begin": progress.done_bytes == 0 and not progress.finished,
            "middle": middle,
            "end": progress.finished,
        }
        if here[place]:
            die()

    with Application(Paths(Path(home))) as application:
        opened = application.signing.open(Path(key), password)
        application.submissions.submit(case_id, opened.credential, on_step)


if __name__ == "__main__":
    main()
