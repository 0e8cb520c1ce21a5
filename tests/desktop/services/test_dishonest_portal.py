"""A portal that lies, or somebody who poses as it: each lie has its name, and none is believed."""

import json
from dataclasses import replace

import pytest

from desktop.errors import (
    PortalNonsenseError,
    PortalOtherIdentityError,
    PortalRefusedError,
    ReceiptNotGoodError,
    ReceiptUndecidedError,
    RequestNotTrustedError,
)
from desktop.services.submissions import SubmissionStatus
from desktop.submission.portal_client import PortalClient
from signing.validation.verdict import Indication


@pytest.fixture
def submitted(application, credential, tmp_path):
    """An earlier submission with its good receipt."""
    return submit_text(application, credential, tmp_path, "earlier")


def submit_text(application, credential, folder, text: str):
    case = application.cases.new_free_submission(text)
    path = folder / f"{text}.txt"
    path.write_text(text)
    application.cases.add_files(case.case_id, case.items[0].item_id, [path])
    return application.submissions.submit(case.case_id, credential)


def test_the_receipt_of_another_submission_is_refused_kept_and_not_shown_as_done(
    application, credential, submitted, tmp_path, monkeypatch
):
    other = application.receipts.detail(submitted.receipt_id).files.receipt.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(PortalClient, "receipt", lambda *_: other)
        with pytest.raises(ReceiptNotGoodError) as caught:
            submit_text(application, credential, tmp_path, "mine")
    assert caught.value.facts["reason"].startswith("receipt.")
    [row] = application.submissions.unfinished()
    assert row.status is SubmissionStatus.UPLOADED
    assert row.error_code == "receipt.not_good"
    folder = application.paths.submissions / row.submission_id
    assert [p.read_bytes() for p in folder.glob("receipt-refused-*.asice")] == [other]
    [refused] = [r for r in application.receipts.page() if r.indication == "TOTAL_FAILED"]
    codes = {
        reason.code for reason in application.receipts.detail(refused.receipt_id).verdict.reasons
    }
    assert {"receipt.wrong_statement", "receipt.wrong_package"} <= codes
    assert "receipt.refused" in _events(application, row.submission_id)

    assert application.submissions.resume(row.submission_id).status is SubmissionStatus.RECEIPTED


def test_bytes_that_are_no_receipt_are_kept_as_evidence(
    application, credential, tmp_path, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(PortalClient, "receipt", lambda *_: b"trust me")
        with pytest.raises(ReceiptNotGoodError):
            submit_text(application, credential, tmp_path, "mine")
    [row] = application.submissions.unfinished()
    folder = application.paths.submissions / row.submission_id
    assert [p.read_bytes() for p in folder.glob("refused-*.bin")] == [b"trust me"]


def test_an_intake_receipt_passed_off_as_final_ends_nothing(
    application, credential, tmp_path, monkeypatch
):
    real = PortalClient.receipt
    with monkeypatch.context() as patched:
        patched.setattr(
            PortalClient,
            "receipt",
            lambda self, nonce, _stage, auth: real(self, nonce, "intake", auth),
        )
        with pytest.raises(ReceiptNotGoodError) as caught:
            submit_text(application, credential, tmp_path, "mine")
    assert caught.value.facts["reason"] == "receipt.other_stage"
    [row] = application.submissions.unfinished()
    assert application.submissions.resume(row.submission_id).status is SubmissionStatus.RECEIPTED


def test_a_log_that_does_not_grow_from_the_one_we_know_is_a_split_view(
    application, credential, submitted, tmp_path, monkeypatch
):
    def forged(_self, first: int, second: int) -> bytes:
        return json.dumps(
            {
                "consistency_path": ["00" * 32],
                "first_size": first,
                "second_size": second,
                "type": "qolhat.consistency-proof",
                "version": 1,
            },
            separators=(",", ":"),
        ).encode()

    with monkeypatch.context() as patched:
        patched.setattr(PortalClient, "consistency", forged)
        with pytest.raises(ReceiptNotGoodError) as caught:
            submit_text(application, credential, tmp_path, "mine")
    assert caught.value.facts["reason"] == "receipt.split_view"


def test_a_log_that_withholds_the_receipt_leaves_it_undecided_until_it_has_it(
    application, credential, tmp_path, monkeypatch
):
    real = PortalClient.receipt

    def not_in_log(*_):
        raise PortalRefusedError("not there", problem="not-in-log")

    def receipt(self, *arguments):
        patched.setattr(PortalClient, "inclusion", not_in_log)  # from the final receipt on
        return real(self, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(PortalClient, "receipt", receipt)
        with pytest.raises(ReceiptUndecidedError):
            submit_text(application, credential, tmp_path, "mine")
    [row] = application.submissions.unfinished()
    assert row.status is SubmissionStatus.UPLOADED
    state = application.submissions.resume(row.submission_id)
    assert state.status is SubmissionStatus.RECEIPTED
    detail = application.receipts.detail(state.receipt_id)
    assert detail.verdict.indication is Indication.TOTAL_PASSED


def test_a_portal_with_another_seal_is_not_the_one_configured(
    application, portal, credential, tmp_path
):
    current = application.settings.current
    other = replace(current.portal.identity, seal_spki_sha256="0" * 64)
    application.settings.save(current.with_(portal=replace(current.portal, identity=other)))
    with pytest.raises(PortalOtherIdentityError):
        submit_text(application, credential, tmp_path, "mine")
    [row] = application.submissions.rows()
    assert row.status is SubmissionStatus.STATED


def test_a_request_sealed_by_another_authority_is_refused(
    application, other_portal, credential, monkeypatch
):
    foreign = other_portal.sealed_requests()[0]
    monkeypatch.setattr(PortalClient, "request", lambda *_: foreign)
    with pytest.raises(RequestNotTrustedError) as caught:
        application.inbox.refresh(credential)
    assert caught.value.facts["reason"] == "receipt.not_the_authority"
    assert application.inbox.rows() == ()


def test_a_request_of_the_same_authority_under_another_name_is_refused(
    application, portal, credential, monkeypatch
):
    [first, *_] = portal.sealed_requests()
    monkeypatch.setattr(PortalClient, "request", lambda *_: first)
    with pytest.raises(RequestNotTrustedError) as caught:
        application.inbox.refresh(credential)
    assert caught.value.facts["reason"] == "request.other_digest"


def test_the_capability_of_another_submission_opens_nothing(
    application, credential, submitted, tmp_path, monkeypatch
):
    stolen = application._workspace.submissions.get(submitted.submission_id).capability
    real = PortalClient.submit
    with monkeypatch.context() as patched:
        patched.setattr(
            PortalClient,
            "submit",
            lambda self, statement: replace(real(self, statement), capability=stolen),
        )
        with pytest.raises(PortalRefusedError):
            submit_text(application, credential, tmp_path, "mine")


def test_an_answer_about_another_nonce_is_nonsense(application, credential, tmp_path, monkeypatch):
    real = PortalClient.submit
    with monkeypatch.context() as patched:
        patched.setattr(
            PortalClient,
            "submit",
            lambda self, statement: replace(real(self, statement), nonce="0" * 32),
        )
        with pytest.raises(PortalNonsenseError):
            submit_text(application, credential, tmp_path, "mine")
    [row] = application.submissions.rows()
    assert row.status is SubmissionStatus.UNKNOWN


def _events(application, submission_id: str) -> list[str]:
    workspace = application._workspace
    participant = workspace.submissions.get(submission_id).participant
    entries = [json.loads(entry) for entry in workspace.ledger.entries(participant)]
    return [entry["event"] for entry in entries if entry["subject"] == submission_id]
