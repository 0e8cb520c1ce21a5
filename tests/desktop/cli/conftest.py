"""The command as other programs call it: a process with arguments, streams and an exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

QOLHAT = Path(sys.executable).with_name("qolhat")


def command_in(folder: Path):
    """The command with a home of its own in *folder*; keyword arguments are its environment."""

    def run(*words: object, **environment: str):
        return subprocess.run(
            [QOLHAT, *map(str, words)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=240,
            check=False,
            cwd=folder,
            env={
                **os.environ,
                "QOLHAT_HOME": str(folder / "home"),
                "QOLHAT_LANGUAGE": "en",
                **environment,
            },
        )

    return run


@pytest.fixture
def qolhat(tmp_path):
    """The command in a home of this test's own."""
    return command_in(tmp_path)
