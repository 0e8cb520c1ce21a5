"""Full garbage collections come only when nothing runs."""

import gc
import threading

import pytest

from desktop.ui.housekeeping import THRESHOLDS, Housekeeping
from desktop.ui.tasks import TaskRunner


@pytest.fixture
def runner(qtbot):
    made = TaskRunner(lambda _error: None, workers=1)
    yield made
    made.shutdown()


@pytest.fixture
def housekeeping(runner):
    made = Housekeeping(runner)
    yield made
    made.stop()


def test_full_collections_do_not_start_by_themselves_and_do_again_afterwards(runner):
    before = gc.get_threshold()
    housekeeping = Housekeeping(runner)
    assert gc.get_threshold() == THRESHOLDS
    housekeeping.stop()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_nothing_is_collected_while_something_runs(runner, housekeeping, qtbot):
    gate = threading.Event()
    runner.submit(lambda _task: gate.wait(5), succeeded=lambda _none: None)
    assert housekeeping.tidy() is False
    gate.set()
    qtbot.waitUntil(lambda: runner.running == 0)
    assert housekeeping.tidy() is True
    assert housekeeping.tidy() is False, "nothing was done since"
