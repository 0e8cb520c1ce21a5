"""The window as a whole: pages made when needed, one instance, closing while something runs."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from desktop.ui.i18n import Language
from desktop.ui.instance import InstanceServer, raise_existing, server_name
from desktop.ui.navigation import Place
from desktop.ui.window_app import OpenWindow

PROJECT = Path(__file__).resolve().parents[3]


def test_pages_are_made_with_their_first_use(opened):
    before = opened.window.pages.count()
    opened.window.go(Place.VERIFY)
    opened.window.go(Place.INBOX)
    opened.window.go(Place.VERIFY)
    assert opened.window.pages.count() == before + 1


def test_frame_is_visible_before_the_workspace_is_open(qtbot, qapp, application, fakes):
    frame = OpenWindow(qapp, application.paths, language=Language.ENGLISH, dark=False)
    qtbot.addWidget(frame.window, before_close_func=lambda _window: frame.close())
    frame.window.show()
    assert frame.window.opening.isVisible()
    for place in Place:
        frame.window.go(place)  # nothing to go to yet, and nothing breaks
    frame.open_behind(lambda: application, [], training=False)
    qtbot.waitUntil(lambda: frame.window.pages.currentWidget() is not frame.window.opening)
    assert frame.window.pages.inbox.isVisible()
    frame.close()
    assert application.closed


def test_workspace_that_does_not_open_is_told_and_the_window_closes(
    qtbot, qapp, application, fakes
):
    frame = OpenWindow(qapp, application.paths, language=Language.ENGLISH, dark=False)
    qtbot.addWidget(frame.window, before_close_func=lambda _window: frame.close())
    frame.window.show()

    def opening():
        raise fakes.UnreachableError(url="x")

    frame.open_behind(opening, [], training=False)
    qtbot.waitUntil(lambda: bool(frame.errors.dialogs))
    frame.errors.dialogs[0].reject()
    qtbot.waitUntil(lambda: not frame.window.isVisible())
    assert isinstance(frame.failure, fakes.UnreachableError)


@pytest.mark.parametrize("place", list(Place))
def test_menu_leads_to_every_page(opened, place, idle):
    opened.window.menus.places[place].trigger()
    idle(opened)
    assert opened.window.navigation.buttons[place].isChecked()


def test_case_page_without_a_case_leads_to_the_inbox(opened, qtbot, idle):
    opened.window.go(Place.CASE)
    assert opened.window.pages.case.empty.isVisible()
    opened.window.pages.case.to_inbox.click()
    idle(opened)
    assert opened.window.pages.currentWidget() is opened.window.pages.inbox


def test_window_fits_a_small_screen(opened):
    size = opened.window.minimumSizeHint().expandedTo(opened.window.minimumSize())
    assert size.width() <= 1024
    assert size.height() <= 700


def test_idle_window_closes_at_once(opened, idle):
    idle(opened)
    assert opened.window.close()


def test_running_task_is_awaited_before_the_window_closes(opened, idle, qtbot):
    started, released = threading.Event(), threading.Event()

    def work(task):
        started.set()
        while not task.cancelled:
            pass
        released.set()

    idle(opened)
    opened.runner.submit(work, succeeded=lambda _none: None)
    assert started.wait(5)
    opened.window.close()
    qtbot.waitUntil(lambda: not opened.window.isVisible())
    assert released.is_set()


def test_closing_during_a_submission_asks_first(opened, application, fakes, idle, qtbot):
    application.submissions.gate = threading.Event()
    opened.window.pages.submit.presenter.case = application.cases.case
    opened.window.pages.submit.presenter.submit(application.signing.open("x", "correct horse"))
    qtbot.waitUntil(lambda: opened.window.pages.submit.presenter.running)
    assert not opened.window.close()
    question = opened.window.question
    assert isinstance(question, QMessageBox)
    question.buttons()[1].click()
    assert opened.window.isVisible()
    assert opened.window.pages.submit.presenter.running, "a no to the question must stop nothing"
    application.submissions.gate.set()
    idle(opened)


def test_closing_during_a_submission_stops_it_if_the_person_says_so(opened, application, qtbot):
    application.submissions.gate = threading.Event()
    opened.window.pages.submit.presenter.case = application.cases.case
    opened.window.pages.submit.presenter.submit(application.signing.open("x", "correct horse"))
    qtbot.waitUntil(lambda: opened.window.pages.submit.presenter.running)
    opened.window.close()
    accept = [
        button
        for button in opened.window.question.buttons()
        if opened.window.question.buttonRole(button) == QMessageBox.ButtonRole.AcceptRole
    ]
    accept[0].click()
    qtbot.waitUntil(lambda: not opened.window.isVisible())
    assert application.signing.credentials[-1].closed


SECOND_START = """
import sys
from pathlib import Path
from desktop.ui.instance import raise_existing
sys.exit(0 if raise_existing(Path(sys.argv[1]), sys.argv[2:]) else 3)
"""


def test_second_start_raises_the_first_and_hands_over_its_file(qtbot, qapp, tmp_path):
    called = []
    server = InstanceServer(tmp_path, called.append, qapp)
    assert server.listening
    second = subprocess.Popen(
        [sys.executable, "-c", SECOND_START, str(tmp_path), "a.asice"], cwd=PROJECT
    )
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=15_000)
    server.close()
    assert called == [["a.asice"]]
    assert second.returncode == 0


def test_first_start_finds_nobody(tmp_path, qapp):
    assert raise_existing(tmp_path) is False


def test_workspaces_do_not_meet(tmp_path):
    assert server_name(tmp_path / "a") != server_name(tmp_path / "b")


def test_file_of_a_second_start_is_verified(opened, application, tmp_path, idle):
    file = tmp_path / "receipt.asice"
    file.write_bytes(b"x")
    opened.window.called_again([str(file)])
    idle(opened)
    assert application.verification.asked[0][0] == file
    assert opened.window.pages.currentWidget() is opened.window.pages.verify


def test_no_widget_is_left_without_a_place_in_the_window(opened, idle):
    for place in Place:
        opened.window.go(place)
    opened.window.review_case(
        opened.window.pages.case.presenter.case or opened.window.pages.context.services.cases.case
    )
    idle(opened)
    orphans = [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None
        and widget is not opened.window
        and type(widget).__module__.startswith("desktop")
    ]
    plain = [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and type(widget) in {QLabel, QPushButton, QWidget}
    ]
    assert orphans == []
    assert plain == []
