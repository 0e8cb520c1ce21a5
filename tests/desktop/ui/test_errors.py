"""Errors as people read them, and what happens to those that nobody caught."""

import sys
import threading

import pytest

from desktop.ui.crash import CrashHandler
from desktop.ui.error_dialog import report_of
from desktop.ui.i18n import Language
from signing.errors import QolhatError


def error_of(error):
    """*error* as it is once it was raised, with a traceback."""

    def fail():
        raise error

    try:
        fail()
    except type(error) as raised:
        return raised


def test_error_says_what_why_and_what_to_do(opened, fakes):
    opened.errors.show(fakes.UnreachableError(url="https://portal.example"))
    dialog = opened.errors.dialogs[0]
    assert dialog.what.text()
    assert dialog.do.text()
    assert not dialog.details.isVisible()
    dialog.show_details.click()
    assert "portal.unreachable" in dialog.details.toPlainText()
    dialog.reject()


@pytest.mark.parametrize("language", list(Language))
def test_error_speaks_the_language_in_force(open_window, fakes, language):
    opened = open_window(language)
    opened.errors.show(fakes.WrongPasswordError())
    dialog = opened.errors.dialogs[0]
    assert dialog.what.text() == report_of(fakes.WrongPasswordError(), language.value).text.what
    dialog.reject()


def test_same_error_twice_opens_one_dialog(opened, fakes):
    opened.errors.show(fakes.UnreachableError(url="https://portal.example"))
    opened.errors.show(fakes.UnreachableError(url="https://portal.example"))
    assert len(opened.errors.dialogs) == 1
    opened.errors.dialogs[0].reject()


def test_fault_of_ours_is_told_as_internal_with_its_traceback():
    report = report_of(error_of(ZeroDivisionError("division by zero")), "en")
    assert report.code == "internal"
    assert report.text.what
    assert "ZeroDivisionError" in report.details


def test_unexpected_error_in_a_task_opens_a_dialog(opened, qtbot, caplog):
    def work(_task):
        raise ZeroDivisionError

    opened.runner.submit(work, succeeded=lambda _none: None)
    qtbot.waitUntil(lambda: bool(opened.errors.dialogs))
    opened.errors.dialogs[0].reject()


@pytest.fixture
def crash(tmp_path):
    handler = CrashHandler(tmp_path / "logs")
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    yield handler
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def test_uncaught_error_is_written_down_and_shown_once(crash, tmp_path):
    shown = []
    crash._show = shown.append
    errors = [
        error_of(RuntimeError("first")),
        error_of(RuntimeError("again")),
    ]  # one place in the code, one report
    paths = [crash.handle(error) for error in errors]
    assert [type(error) for error in shown] == [RuntimeError]
    assert "RuntimeError" in paths[0].read_text()
    assert paths[1] is None


def test_uncaught_error_of_a_thread_is_shown_too(crash, tmp_path):
    shown = []
    crash._show = shown.append
    crash._on_thread_exception(
        threading.ExceptHookArgs(
            (RuntimeError, error_of(RuntimeError("x")), None, threading.current_thread())
        )
    )
    assert len(shown) == 1


def test_facts_of_an_error_stand_in_its_details():
    report = report_of(QolhatError("log text", size_bytes=42), "en")
    assert "size_bytes = 42" in report.details
