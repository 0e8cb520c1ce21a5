"""What a person must not misread: a genuine refusal, a receipt of intake, a file of another kind."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from cases.texts import LanguageText
from desktop.services.receipts import ReceiptReason
from desktop.services.submissions import SubmissionStatus
from desktop.services.verification import DocumentKind
from desktop.ui.navigation import Place
from desktop.ui.submit.presenter import Outcome
from desktop.ui.words import status_sign
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict


@pytest.fixture
def receipts(opened, idle):
    opened.window.go(Place.RECEIPTS)
    idle(opened)
    return opened.window.pages.receipts


@pytest.mark.parametrize(("stage", "word"), [("rejected", "Rejected"), ("lapsed", "Lapsed")])
def test_a_genuine_refusal_does_not_look_like_good_news(receipts, fakes, stage, word):
    reason = ReceiptReason("wrong_signer", LanguageText("Not the head.", "", ""))
    row = replace(fakes.receipt_row(1), stage=stage)
    receipts.detail.show_receipt(fakes.receipt_detail(row, reasons=(reason,)))
    said = receipts.detail.verdict
    assert said.text.text().startswith(word)
    assert "genuine" in said.text.text()
    assert "Not the head." in said.text.text()
    assert said.objectName() == "noticeCaution"


def test_a_refusal_that_is_not_genuine_says_so_and_not_that_it_is(receipts, fakes):
    row = replace(fakes.receipt_row(1), stage="rejected")
    verdict = Verdict(Indication.TOTAL_FAILED, reasons=(Reason("receipt.seal_broken"),))
    receipts.detail.show_receipt(fakes.receipt_detail(row, verdict=verdict))
    assert "genuine" not in receipts.detail.verdict.text.text()
    assert receipts.detail.verdict.objectName() == "noticeBad"


@pytest.mark.parametrize(
    ("counts", "words"),
    [("intake", "will count if all files are in by"), ("final", "when the last byte arrives")],
)
def test_a_receipt_of_intake_says_which_time_will_count(receipts, fakes, counts, words):
    row = replace(fakes.receipt_row(1), stage="intake")
    detail = fakes.receipt_detail(row, counts=counts, submission_time=None)
    receipts.detail.show_receipt(detail)
    assert words in receipts.detail.submission_time.text()


def test_names_in_a_receipt_are_wrapped_and_not_cut(receipts, fakes):
    name = "Товарищество с ограниченной ответственностью «" + "Очень длинное имя " * 8 + "»"
    row = replace(fakes.receipt_row(1), participant_name=name)
    receipts.detail.show_receipt(fakes.receipt_detail(row, signer_name=name))
    wrapped = [value for value in receipts.detail._values if name in value.text()]
    assert len(wrapped) == 2
    assert all(value.wordWrap() for value in wrapped)


def test_a_file_of_another_kind_is_not_said_to_be_a_changed_one(
    opened, idle, application, fakes, tmp_path
):
    verdict = Verdict(
        Indication.TOTAL_FAILED,
        SubIndication.FORMAT_FAILURE,
        (Reason("container.malformed", {"problem": "not_a_zip"}),),
    )
    application.verification.report = replace(
        fakes.report(), kind=DocumentKind.FOREIGN, verdict=verdict, signatures=(), objects=()
    )
    opened.window.go(Place.VERIFY)
    page = opened.window.pages.verify
    page.verify(tmp_path / "notes.txt")
    idle(opened)
    said = page.report.verdict.text.text()
    assert said.startswith("Not valid: this file is no ASiC container, or it is damaged.")
    assert "not what was signed" not in said
    assert "not_a_zip" not in said
    assert "another kind of file" in said


@pytest.mark.parametrize(("sent_bytes", "words"), [(0, "confirmed none"), (10**6, "confirmed 976")])
def test_bytes_that_nobody_confirmed_are_not_said_to_be_unsent(
    opened, fakes, monkeypatch, sent_bytes, words
):
    view = opened.window.pages.submit.result
    state = fakes.submission_state(SubmissionStatus.UPLOADING, sent_bytes=sent_bytes)
    monkeypatch.setattr(view._presenter, "outcome", Outcome(state, None))
    view.retranslate()
    assert words in view.notice.text.text()
    assert "Nothing" not in view.notice.text.text()


def test_enter_closes_an_error_and_opens_no_details(opened, fakes, qtbot):
    opened.errors.show(fakes.UnreachableError(url="https://portal.example"))
    dialog = opened.errors.dialogs[0]
    qtbot.waitUntil(dialog.isVisible)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert not dialog.show_details.isChecked()


def test_a_sending_that_was_killed_is_not_said_to_go_on():
    # The record is the same while it runs and after a kill: the word must be true of both.
    assert status_sign(SubmissionStatus.UPLOADING).word == "sending not finished"
