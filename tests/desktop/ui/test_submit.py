"""Sign and submit: what exactly, which key, for whom; steps; only what is certain afterwards."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication

from cases.answer import ItemState
from desktop.services.progress import StepProgress
from desktop.services.submissions import SubmissionStatus, SubmissionStep
from desktop.ui.i18n import Language
from desktop.ui.navigation import Place
from desktop.ui.submit.pace import Pace
from desktop.ui.submit.presenter import Phase


@pytest.fixture
def submit(opened, application, fakes, idle):
    for item in ("i01", "i02", "i03", "i04"):
        application.cases.set_absent("case-1", item, ItemState.ABSENT, reason="no")
    application.cases.edits.clear()
    opened.window.review_case(application.cases.case)
    idle(opened)
    return opened.window.pages.submit


@pytest.fixture
def open_key(opened, idle, application):
    def act(page, password=None):
        page.review.keys.password.setText(password or application.signing.password)
        page.review.keys.open_button.click()
        idle(opened)

    return act


def test_everything_that_will_be_signed_is_shown(submit):
    shown = " ".join(value.text() for value in submit.review._values)
    assert "470340001014" in shown
    assert "TRAINING portal" in shown
    assert "KTP-2026-000001" in shown
    assert submit.review.documents.topLevelItemCount() == 5


def test_button_is_closed_until_the_key_is_open_and_says_so(submit, open_key):
    assert not submit.review.sign.isEnabled()
    assert submit.review.reason.text() == "Open your key first."
    open_key(submit)
    assert submit.review.sign.isEnabled()


def test_certificate_is_shown_in_full(submit, open_key):
    open_key(submit)
    shown = [value.text() for value in submit.review.keys.certificate._values]
    assert shown[0] == "ҮЛГІБЕК СӘУЛЕ"
    assert shown[1] == "880417201010"
    assert shown[3] == "470340001014"
    assert "head of the company" in shown[4]
    assert "15.08.2027" in shown[5]


def test_switching_the_language_keeps_the_open_key(submit, open_key, opened):
    open_key(submit)
    opened.translations.install(Language.KAZAKH)
    QCoreApplication.processEvents()
    assert submit.review.sign.isEnabled()


def test_naming_another_file_forgets_the_open_key(submit, open_key, application):
    open_key(submit)
    submit.review.keys.path.setEditText("/other/key.p12")
    assert not submit.review.sign.isEnabled()
    assert application.signing.credentials[-1].closed


def test_wrong_password_is_told_and_nothing_opens(submit, open_key):
    open_key(submit, "guess")
    assert submit.review.keys.notice.isVisible()
    assert submit.review.keys.password.text() == ""
    assert not submit.review.sign.isEnabled()


def test_key_of_another_participant_is_refused(submit, open_key, application, fakes):
    application.signing.certificate = fakes.certificate(bin="450940005332", iin="910223101028")
    open_key(submit)
    assert not submit.review.sign.isEnabled()
    assert submit.review.reason.text() == "The key belongs to another participant."
    assert "470340001014" in submit.review.mismatch.text.text()


def test_participant_without_a_bin_signs_with_the_iin(opened, application, fakes, idle, open_key):
    application.cases.case = fakes.replace(
        application.cases.case, participant_id="880417201010", findings=()
    )
    application.signing.certificate = fakes.certificate(bin=None, organisation=None)
    opened.window.review_case(application.cases.case)
    idle(opened)
    open_key(opened.window.pages.submit)
    assert opened.window.pages.submit.review.sign.isEnabled()


def test_clock_that_is_far_off_is_warned_of_before_signing(submit, application, opened, idle):
    assert not submit.review.clock.isVisible()
    application.signing.clock_offset = -700
    submit.presenter.ask_portal_again()
    idle(opened)
    assert submit.review.clock.isVisible()
    assert "11 minutes behind" in submit.review.clock.text.text()


def test_submitting_shows_its_steps_and_ends_with_the_receipt(
    submit, open_key, application, opened, idle, qtbot
):
    application.submissions.gate = threading.Event()
    open_key(submit)
    submit.review.sign.click()
    qtbot.waitUntil(
        lambda: (
            submit.progress._current is not None
            and submit.progress._current.step is SubmissionStep.UPLOAD
        )
    )
    assert submit.presenter.phase is Phase.RUNNING
    assert submit.progress._notes[SubmissionStep.PACK].text() == "done"
    assert submit.progress._notes[SubmissionStep.UPLOAD].text() == "in progress"
    assert submit.progress.bar.value() == 500
    application.submissions.gate.set()
    idle(opened)
    assert submit.presenter.phase is Phase.RESULT
    assert submit.result.receipt.isVisible()
    assert application.signing.credentials[-1].closed, "the key stays open after the submission"
    moments = [moment.text() for moment in submit.result.receipt._moments]
    assert len(set(moments)) == 3
    assert all(moment.endswith("(UTC+05:00)") for moment in moments)


def test_cancel_stops_and_shows_what_is_recorded(
    submit, open_key, application, opened, idle, fakes, qtbot
):
    application.submissions.gate = threading.Event()
    application.submissions.kept = fakes.submission_state(SubmissionStatus.SIGNED, needs_key=True)
    application.cases.case = fakes.replace(application.cases.case, submission_id="s1")
    open_key(submit)
    submit.review.sign.click()
    qtbot.waitUntil(lambda: submit.progress._current is not None)
    submit.progress.cancel.click()
    idle(opened)
    assert submit.presenter.phase is Phase.RESULT
    assert submit.result.notice.text.text().startswith("Stopped by you.")
    assert submit.result.next.text() == "&Open the key and go on"
    assert submit.result.give_up.isVisible()


def test_unknown_outcome_is_shown_as_unknown_and_the_portal_is_asked(
    opened, application, fakes, idle
):
    application.submissions.kept = fakes.submission_state(SubmissionStatus.UNKNOWN)
    opened.window.show_submission("s1")
    idle(opened)
    result = opened.window.pages.submit.result
    assert "unknown" in result.notice.text.text()
    assert result.next.text() == "&Ask the portal"
    assert not result.receipt.isVisible()
    result.next.click()
    idle(opened)
    assert application.submissions.calls == ["ask"]
    assert result.receipt.isVisible()


def test_rejection_is_never_called_a_success(opened, application, fakes, idle):
    application.submissions.kept = fakes.submission_state(SubmissionStatus.REJECTED)
    opened.window.show_submission("s1")
    idle(opened)
    result = opened.window.pages.submit.result
    assert "did not accept" in result.notice.text.text()
    assert result.notice.objectName() == "noticeBad"
    assert result.next.text() == "&Back to the case"


def test_error_while_submitting_is_told_with_what_is_certain(
    submit, open_key, application, opened, idle, fakes
):
    application.submissions.failure = fakes.UnreachableError(url="https://portal.example")
    application.submissions.kept = fakes.submission_state(SubmissionStatus.STATED)
    application.cases.case = fakes.replace(application.cases.case, submission_id="s1")
    open_key(submit)
    submit.review.sign.click()
    idle(opened)
    assert submit.result.problem.isVisible()
    assert submit.result.next.text() == "Go &on"
    submit.result.next.click()
    idle(opened)
    assert application.submissions.calls == ["submit", "resume"]


def test_leaving_the_page_forgets_key_and_password(submit, open_key, application, opened):
    open_key(submit)
    submit.review.keys.password.setText("typed and not used")
    opened.window.go(next(iter(opened.window.navigation.buttons)))
    assert submit.review.keys.password.text() == ""
    assert application.signing.credentials[-1].closed


def test_other_pages_can_be_used_while_it_runs(submit, open_key, application, opened, idle):
    application.submissions.gate = threading.Event()
    open_key(submit)
    submit.review.sign.click()
    for place in opened.window.navigation.buttons:
        opened.window.go(place)
    assert submit.presenter.running
    application.submissions.gate.set()
    idle(opened)
    assert submit.presenter.outcome.state.status is SubmissionStatus.RECEIPTED


def test_a_submission_that_ends_while_the_person_is_elsewhere_is_not_lost_from_sight(
    submit, open_key, application, opened, idle, qtbot
):
    application.submissions.gate = threading.Event()
    open_key(submit)
    submit.review.sign.click()
    with qtbot.waitSignal(opened.window.pages.inbox.presenter.loaded):
        opened.window.go(Place.INBOX)
    with qtbot.waitSignal(opened.window.pages.inbox.presenter.loaded):
        application.submissions.gate.set()
    idle(opened)
    opened.window.go(Place.CASE)
    assert opened.window.pages.currentWidget() is submit
    opened.window.go(Place.INBOX)
    opened.window.go(Place.CASE)
    assert opened.window.pages.currentWidget() is opened.window.pages.case


def test_pace_tells_speed_and_rest_after_a_second():
    pace = Pace()
    pace.note(0.0, 0)
    pace.note(0.5, 50)
    assert pace.bytes_per_second is None
    pace.note(2.0, 200)
    assert pace.bytes_per_second == pytest.approx(100)
    assert pace.seconds_left(1000) == pytest.approx(8)


def test_pace_forgets_what_was_long_ago():
    pace = Pace()
    for second in range(60):
        pace.note(float(second), 1000)
    pace.note(60.0, 2000)
    assert pace.bytes_per_second == pytest.approx(1000 / 8, rel=0.2)


def test_pace_starts_anew_when_a_step_begins_again():
    pace = Pace()
    pace.note(0.0, 5000)
    pace.note(5.0, 10)
    assert pace.bytes_per_second is None


def test_steps_before_the_running_one_count_as_done_after_a_resume(submit, opened):
    submit.progress.begin()
    submit.progress.show_step(StepProgress(SubmissionStep.UPLOAD, 10, 100))
    assert submit.progress._notes[SubmissionStep.STATEMENT].text() == "done"
    assert submit.progress._notes[SubmissionStep.RECEIPT].text() == ""
