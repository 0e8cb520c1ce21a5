"""The command as other programs call it: a process with arguments, streams and an exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

QOLHAT = Path(sys.executable).with_name("qolhat")


@pytest.fixture
def qolhat(tmp_path):
    """Runs the command in a home of its own; keyword arguments are environment variables."""

    def run(*words: object, stdin: str = "", timeout: float = 240, **environment: str):
        return subprocess.run(
            [QOLHAT, *map(str, words)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
            cwd=tmp_path,
            env={
                **os.environ,
                "QOLHAT_HOME": str(tmp_path / "home"),
                "QOLHAT_LANGUAGE": "en",
                **environment,
            },
        )

    return run
