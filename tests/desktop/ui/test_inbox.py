"""The inbox: what, from whom, due, time left; empty it says what to do; refreshing needs a key."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.services.inbox import RequestState
from desktop.services.submissions import SubmissionStatus
from desktop.ui.i18n import Language
from desktop.ui.widgets.lazy_table import LazyTableModel


def row_texts(table, row):
    model = table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_empty_inbox_says_what_to_do(opened, idle):
    inbox = opened.window.pages.inbox
    idle(opened)
    assert inbox.empty.isVisible()
    assert "fetch" in inbox.empty.text.text()
    assert inbox.empty_refresh.isVisible()


def test_request_is_shown_with_due_time_offset_and_time_left_in_words(
    opened, application, fakes, idle
):
    application.inbox.requests = (fakes.request_row(2),)
    opened.window.pages.inbox.presenter.load()
    idle(opened)
    texts = row_texts(opened.window.pages.inbox.table, 0)
    assert texts[0] == "KTP-2026-000002"
    assert texts[1].startswith("Documents on customs declarations")
    assert texts[2].startswith("State Revenue Department")
    assert texts[3] == "27.11.2026 16:30 (UTC+05:00)"
    assert texts[4] == "4 days 4 hours left"
    assert texts[5] == "new"


def test_soonest_due_stands_first_and_overdue_is_said_in_words(opened, application, fakes, idle):
    application.inbox.requests = (
        fakes.request_row(9),
        fakes.request_row(1, due=fakes.NOW - timedelta(hours=3)),
    )
    opened.window.pages.inbox.presenter.load()
    idle(opened)
    assert row_texts(opened.window.pages.inbox.table, 0)[4] == "overdue by 3 hours"


def test_state_of_a_request_follows_its_submission(opened, application, fakes, idle):
    application.inbox.requests = (
        fakes.request_row(1, submission_id="s1"),
        fakes.request_row(2, state=RequestState.WITHDRAWN),
        fakes.request_row(3, case_id="c"),
    )
    application.submissions.unfinished_rows = (fakes.submission_row(SubmissionStatus.UNKNOWN),)
    opened.window.pages.inbox.presenter.load()
    idle(opened)
    states = [row_texts(opened.window.pages.inbox.table, row)[5] for row in range(3)]
    assert states == ["outcome unknown", "withdrawn by the authority", "draft"]


def test_unfinished_submission_is_offered_at_once(opened, application, fakes, idle, qtbot):
    application.submissions.unfinished_rows = (fakes.submission_row(SubmissionStatus.UNKNOWN),)
    inbox = opened.window.pages.inbox
    inbox.presenter.load()
    idle(opened)
    assert "Outcome unknown" in inbox.unfinished.text.text()
    with qtbot.waitSignal(inbox.submission_chosen):
        inbox.unfinished.action.click()


def test_refresh_asks_for_a_key_and_fetches_with_it(opened, application, idle, qtbot):
    inbox = opened.window.pages.inbox
    inbox.refresh.click()
    inbox.sign_in.panel.password.setText(application.signing.password)
    qtbot.keyClick(inbox.sign_in.panel.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: inbox.table.model().rowCount() == 2)
    assert application.signing.credentials[-1].closed, "the key stays open after the sign-in"
    assert inbox.refreshed.text().startswith("Asked: ")


def test_wrong_password_is_told_in_the_dialog_and_the_password_is_gone(
    opened, application, idle, qtbot
):
    inbox = opened.window.pages.inbox
    inbox.refresh.click()
    dialog = inbox.sign_in
    dialog.panel.password.setText("guess")
    dialog.sign_in.click()
    qtbot.waitUntil(dialog.panel.notice.isVisible)
    assert dialog.isVisible()
    assert dialog.panel.password.text() == ""
    assert "password" in dialog.panel.notice.text.text().lower()
    dialog.reject()


def test_failed_refresh_keeps_what_was_there_and_says_why(opened, application, fakes, idle, qtbot):
    application.inbox.requests = (fakes.request_row(1),)
    application.inbox.failure = fakes.UnreachableError(url="https://portal.example")
    inbox = opened.window.pages.inbox
    inbox.refresh.click()
    inbox.sign_in.panel.password.setText(application.signing.password)
    inbox.sign_in.sign_in.click()
    qtbot.waitUntil(inbox.notice.isVisible)
    idle(opened)
    assert inbox.table.model().rowCount() == 1
    assert application.signing.credentials[-1].closed


def test_search_leaves_what_matches(opened, application, fakes, idle):
    application.inbox.requests = (fakes.request_row(1), fakes.request_row(22))
    inbox = opened.window.pages.inbox
    inbox.presenter.load()
    idle(opened)
    inbox.search.setText("000022")
    assert inbox.table.model().rowCount() == 1


def test_enter_opens_the_case(opened, application, fakes, idle, qtbot):
    application.inbox.requests = (fakes.request_row(1),)
    inbox = opened.window.pages.inbox
    inbox.presenter.load()
    idle(opened)
    qtbot.keyClick(inbox.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.window.pages.currentWidget() is opened.window.pages.case)


def test_submission_without_a_request_is_begun_and_found_again(opened, idle, qtbot):
    inbox = opened.window.pages.inbox
    idle(opened)
    assert inbox.own.rows[0].case_id == "case-2"
    inbox.new.click()
    inbox.new_dialog.subject.setText("Price lists of 2026")
    inbox.new_dialog.start.click()
    qtbot.waitUntil(lambda: opened.window.pages.currentWidget() is opened.window.pages.case)
    assert opened.window.pages.case.heading.text() == "Price lists of 2026"


def test_training_is_said_on_every_page(open_window):
    opened = open_window(Language.RUSSIAN)
    assert opened.window.strip.isVisible()
    assert opened.window.strip.word.text() == "УЧЕБНЫЙ РЕЖИМ"


def test_model_keeps_the_rules_of_qt(opened, application, fakes, idle):
    application.inbox.requests = tuple(fakes.request_row(number) for number in range(1, 30))
    model = opened.window.pages.inbox.requests
    assert isinstance(model, LazyTableModel)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    opened.window.pages.inbox.presenter.load()
    idle(opened)
    assert model.rowCount() == 29
    del tester
