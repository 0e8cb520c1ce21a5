"""The program itself, as a person starts it: one window a workspace, and a clean end."""

import os
import signal
import subprocess
import sys
import time

import pytest

from desktop.paths import Paths
from desktop.ui.instance import raise_existing

START = "import sys; sys.argv[0] = 'qolhat'; from desktop.cli import main; main()"
TIMEOUT_SECONDS = 60


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def start(home):
    started = []

    def make(*arguments):
        environment = os.environ | {"QOLHAT_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
        process = subprocess.Popen(
            [sys.executable, "-c", START, *arguments], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield make
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until(condition):
    end = time.monotonic() + TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_second_start_raises_the_first_and_ctrl_c_ends_it_cleanly(start, home, qapp):
    training = Paths(home).training
    first = start("--training")
    until(lambda: raise_existing(training.home))
    until(training.settings.is_file)  # the training portal is there

    second = start("--training")
    second.communicate(timeout=TIMEOUT_SECONDS)
    assert second.returncode == 0
    assert first.poll() is None

    first.send_signal(signal.SIGINT)
    _out, errors = first.communicate(timeout=TIMEOUT_SECONDS)
    assert first.returncode == 0, errors
    assert not raise_existing(training.home)


def test_window_alone_loads_nothing_of_the_commands():
    code = (
        "import sys, desktop.app\n"
        "desktop.app.open_window = lambda paths, training=False: 0\n"
        "sys.argv = ['qolhat', '--training']\n"
        "from desktop.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'typer', 'rich', 'pyhanko', 'sqlalchemy', 'PySide6'} & set(sys.modules)\n"
        "print(sorted(heavy))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
