"""The bridge between workers and the window: outcomes, progress, cancel, the end."""

import threading

import pytest

from desktop.ui.tasks import TaskRunner
from signing.errors import Cancelled


@pytest.fixture
def unexpected():
    return []


@pytest.fixture
def runner(qtbot, unexpected):
    made = TaskRunner(unexpected.append, workers=2)
    yield made
    made.shutdown()


def test_result_arrives_on_the_thread_of_the_window(runner, qtbot):
    seen = []
    runner.submit(
        lambda _task: threading.current_thread(),
        succeeded=lambda worker: seen.append((worker, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, receiver = seen[0]
    assert receiver is threading.main_thread()
    assert worker is not receiver


def test_error_reaches_failed_and_nothing_else(runner, qtbot, unexpected):
    failed, succeeded = [], []

    def work(_task):
        raise ValueError("no")

    runner.submit(work, succeeded=succeeded.append, failed=failed.append)
    qtbot.waitUntil(lambda: runner.running == 0)
    assert [type(error) for error in failed] == [ValueError]
    assert succeeded == []
    assert unexpected == []


def test_error_without_a_receiver_is_never_lost(runner, qtbot, unexpected):
    def work(_task):
        raise KeyError("x")

    runner.submit(work, succeeded=lambda _result: None)
    qtbot.waitUntil(lambda: runner.running == 0)
    assert [type(error) for error in unexpected] == [KeyError]


def test_cancel_stops_at_the_next_report_and_is_no_error(runner, qtbot, unexpected):
    started, outcomes = threading.Event(), []

    def work(task):
        started.set()
        while True:
            task.report(0)

    task = runner.submit(work, succeeded=outcomes.append, ended=lambda: outcomes.append("ended"))
    assert started.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(outcomes))
    assert outcomes == ["ended"]
    assert unexpected == []


def test_reports_are_throttled_but_important_ones_always_come(runner, qtbot):
    seen = []

    def work(task):
        for number in range(2000):
            task.report(number)
        task.report("end", important=True)

    runner.submit(work, succeeded=lambda _none: None, progress=seen.append)
    qtbot.waitUntil(lambda: runner.running == 0)
    assert seen[0] == 0
    assert seen[-1] == "end"
    assert len(seen) < 200


def test_two_thousand_tasks_all_come_back(runner, qtbot):
    results = []
    for number in range(2000):
        runner.submit(lambda _task, number=number: number, succeeded=results.append)
    qtbot.waitUntil(lambda: runner.running == 0, timeout=20_000)
    assert sorted(results) == list(range(2000))


def test_shutdown_waits_for_the_worker_and_calls_nobody_afterwards(qtbot):
    runner = TaskRunner(lambda _error: None, workers=1)
    started, calls, finished = threading.Event(), [], threading.Event()

    def work(task):
        started.set()
        while not task.cancelled:
            pass
        finished.set()
        return "late"

    runner.submit(work, succeeded=calls.append)
    assert started.wait(5)
    runner.shutdown()
    assert finished.is_set()
    qtbot.wait(20)
    assert calls == []
    assert runner.submit(lambda _task: 1, succeeded=calls.append).cancelled


def test_raising_cancelled_oneself_is_the_same_as_being_cancelled(runner, qtbot, unexpected):
    ended = []

    def work(_task):
        raise Cancelled

    runner.submit(work, succeeded=ended.append, ended=lambda: ended.append("ended"))
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["ended"]
    assert unexpected == []
