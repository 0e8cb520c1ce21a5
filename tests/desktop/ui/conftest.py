"""A window over an application in memory, closed with all its threads after each test."""

import importlib.util
import sys
from pathlib import Path

import pytest

from desktop.ui.i18n import Language
from desktop.ui.window_app import OpenWindow


def _load_fakes():
    # tests are no packages: this neighbour is imported by its path, once.
    name = "qolhat_ui_fakes"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("fakes.py"))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def fakes():
    """The module of the in-memory application."""
    return _load_fakes()


@pytest.fixture
def application(tmp_path, fakes):
    """The in-memory application, in English."""
    return fakes.FakeApplication.under(tmp_path / "home")


@pytest.fixture
def picker(fakes):
    """A file picker that answers at once."""
    return fakes.ChosenFiles()


@pytest.fixture
def open_window(qtbot, qapp, application, fakes, picker):
    """Makes windows over `application`; waits for their threads at the end."""
    made = []

    def make(language=Language.ENGLISH, *, dark=False):
        opened = OpenWindow(
            qapp,
            application.paths,
            picker=picker,
            clock=lambda: fakes.NOW,
            language=language,
            dark=dark,
        )
        opened.attach(application)
        made.append(opened)
        qtbot.addWidget(opened.window, before_close_func=lambda _window: opened.close())
        opened.window.show()
        qtbot.waitUntil(lambda: opened.runner.running == 0)
        return opened

    yield make
    for opened in made:
        opened.close()


@pytest.fixture
def opened(open_window):
    """One English window."""
    return open_window()


@pytest.fixture
def idle(qtbot):
    """Waits until no task of a window runs."""

    def wait(opened, timeout=5000):
        qtbot.waitUntil(lambda: opened.runner.running == 0, timeout=timeout)

    return wait
