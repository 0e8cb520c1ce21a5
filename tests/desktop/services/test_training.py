"""Training mode: a private portal that lives as long as this program and no longer."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.errors import TrainingPortalError
from desktop.paths import Paths
from desktop.services.application import Application

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One home for all: its keys are made once."""
    return tmp_path_factory.mktemp("training")


def test_it_configures_everything_and_stops_with_the_application(home):
    with Application(Paths(home)) as application:
        portal = application.training.start()
        settings = application.settings.current
        assert settings.portal.environment == "TRAINING"
        assert settings.portal.origin == portal.origin
        assert settings.participant.kind == "bin"
        assert settings.timestamp_url.startswith(portal.services_origin)
        assert application.training.start() is portal
        pid = application.training._process.pid
        assert application.signing.last_path() == portal.keys[0].path
    assert _is_gone(pid)


def test_it_comes_back_under_the_same_origin_with_the_same_keys(home):
    with Application(Paths(home)) as application:
        first = application.training.start()
        application.training.stop()
        assert application.training.running is None
        assert application.training.start() == first


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_the_program_leaves_no_orphan(home):
    code = (
        "import sys; from pathlib import Path; from desktop.paths import Paths;"
        "from desktop.services.application import Application;"
        "a = Application(Paths(Path(sys.argv[1]))); a.training.start();"
        "print(a.training._process.pid, flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, home],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = int(child.stdout.readline())
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdin.close()
    child.stdout.close()
    assert _is_gone(pid)


def test_a_portal_that_does_not_start_is_named_with_what_it_said(home, monkeypatch):
    monkeypatch.setattr(
        "desktop.services.training.portal_command",
        lambda *_: [sys.executable, "-c", "import sys; sys.exit('no such luck')"],
    )
    with Application(Paths(home)) as application, pytest.raises(TrainingPortalError) as caught:
        application.training.start()
    assert "no such luck" in caught.value.facts["detail"]


def _is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
