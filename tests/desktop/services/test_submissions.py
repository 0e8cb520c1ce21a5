"""Submissions against a real portal: the straight way, and every way it can go wrong."""

import hashlib
import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from desktop.errors import (
    AlreadySentError,
    CaseClosedError,
    DomainRuleError,
    PortalBusyError,
    PortalError,
    PortalNonsenseError,
    PortalRefusedError,
    PortalTimeoutError,
    PortalUnreachableError,
    UploadInterruptedError,
    WrongParticipantError,
)
from desktop.services.submissions import SubmissionStatus
from signing.asic.errors import DocumentChangedError, DocumentVanishedError
from signing.credentials.pkcs12 import CertificateExpiredError, WrongPasswordError
from signing.errors import Cancelled
from signing.validation.verdict import Indication


def test_a_case_becomes_a_receipt_that_names_every_byte(application, case, credential, documents):
    steps = []
    state = application.submissions.submit(case.case_id, credential, steps.append)

    assert state.status is SubmissionStatus.RECEIPTED
    assert [step.step.value for step in steps if step.finished] == [
        "pack", "sign", "statement", "intake", "upload", "verify", "receipt",
    ]  # fmt: skip
    detail = application.receipts.detail(state.receipt_id)
    assert detail.verdict.indication is Indication.TOTAL_PASSED
    assert detail.row.stage == "final"
    assert detail.submission_time is not None
    with zipfile.ZipFile(state.containers[0]) as package:
        packed = json.loads(package.read("package.json"))
        assert [file["original_name"] for file in packed["files"]] == [p.name for p in documents]
        for file, path in zip(packed["files"], documents, strict=True):
            assert package.read(file["name"]) == path.read_bytes()
    with zipfile.ZipFile(detail.files.receipt) as sealed:
        receipt = json.loads(sealed.read("receipt.json"))
    assert [c["sha256"] for c in receipt["containers"]] == [
        hashlib.sha256(path.read_bytes()).hexdigest() for path in state.containers
    ]
    statement = hashlib.sha256(state.statement.read_bytes()).hexdigest()
    assert receipt["statement_sha256"] == statement


def test_the_ledger_tells_the_whole_way_and_its_root_stands_in_the_statement(
    application, case, credential
):
    state = application.submissions.submit(case.case_id, credential)
    workspace = application._workspace
    participant = workspace.submissions.get(state.submission_id).participant
    entries = [json.loads(entry) for entry in workspace.ledger.entries(participant)]
    own = [entry["event"] for entry in entries if entry["subject"] == state.submission_id]
    assert own == [
        "package.sealed", "statement.signed", "statement.sent", "head.seen", "receipt.intake",
        "upload.started", "upload.finished", "head.seen", "receipt.final",
    ]  # fmt: skip
    assert [entry["sequence"] for entry in entries] == list(range(len(entries)))
    with zipfile.ZipFile(state.statement) as sealed:
        statement = json.loads(sealed.read("statement.json"))
    signed_at = next(e["sequence"] for e in entries if e["event"] == "statement.signed")
    assert statement["ledger"]["size"] == signed_at
    hashes = [hashlib.sha256(b"\0" + e).digest() for e in workspace.ledger.entries(participant)]
    assert statement["ledger"]["root"] == _root(hashes[:signed_at]).hex()


def _root(hashes: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, written down as it stands there."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + _root(hashes[:split]) + _root(hashes[split:])).digest()


def test_the_next_statement_names_the_receipt_before_it(application, portal, case, credential):
    first = application.submissions.submit(case.case_id, credential)
    second = application.cases.new_free_submission("Екінші")
    item = second.items[0].item_id
    path = application.paths.home / "x.txt"
    path.write_text("x")
    application.cases.add_files(second.case_id, item, [path])
    state = application.submissions.submit(second.case_id, credential)
    assert state.status is SubmissionStatus.RECEIPTED
    receipt = application.receipts.detail(first.receipt_id).files.receipt
    with zipfile.ZipFile(receipt) as sealed:
        digest = hashlib.sha256(sealed.read("receipt.json")).hexdigest()
    with zipfile.ZipFile(state.statement) as sealed:
        statement = json.loads(sealed.read("statement.json"))
    assert statement["previous_receipt_sha256"] == digest
    assert statement["tree_head"]["size"] > 0


def test_submitting_twice_sends_nothing_twice(application, portal, case, credential):
    first = application.submissions.submit(case.case_id, credential)
    second = application.submissions.submit(case.case_id, credential)
    assert second == first
    assert application.receipts.count() == 1


def test_a_submitted_case_is_closed(application, case, credential):
    application.submissions.submit(case.case_id, credential)
    with pytest.raises(CaseClosedError):
        application.cases.set_letter(case.case_id, "later")
    assert not application.cases.state(case.case_id).editable


def test_a_mandatory_item_without_an_answer_stops_before_anything_is_made(
    application, portal, case, credential
):
    for file in case.items[0].files:
        case = application.cases.remove_file(case.case_id, file.file_id)
    with pytest.raises(DomainRuleError) as caught:
        application.submissions.submit(case.case_id, credential)
    assert caught.value.code == "case.incomplete"
    assert application.submissions.rows() == ()


def test_a_certificate_of_another_participant_signs_nothing(application, portal, case):
    key = portal.key("broker-head-ec")
    opened = application.signing.open(key.path, key.password)
    with pytest.raises(WrongParticipantError) as caught:
        application.submissions.submit(case.case_id, opened.credential)
    assert caught.value.facts["participant"] == case.participant_id
    [row] = application.submissions.rows()
    assert row.status is SubmissionStatus.DRAFT
    assert row.error_code == "key.other_participant"
    assert application.cases.state(case.case_id).editable


def test_an_expired_certificate_and_a_wrong_password_are_named(application, portal):
    key = portal.key("importer-head-expired")
    with pytest.raises(CertificateExpiredError):
        application.signing.open(key.path, key.password)
    with pytest.raises(WrongPasswordError):
        application.signing.open(portal.key("importer-head-ec").path, "wrong")


def test_a_key_without_the_right_to_sign_gets_a_sealed_rejection(application, portal, case):
    key = portal.key("importer-employee-ec")
    opened = application.signing.open(key.path, key.password)
    state = application.submissions.submit(case.case_id, opened.credential)
    assert state.status is SubmissionStatus.REJECTED
    detail = application.receipts.detail(state.receipt_id)
    assert [reason.code for reason in detail.reasons] == ["signer_may_not_act"]
    assert detail.submission_time is None
    assert detail.verdict.indication is Indication.TOTAL_PASSED


def test_a_revoked_key_gets_a_rejection_and_the_case_can_be_submitted_again(
    application, portal, case, credential
):
    key = portal.key("importer-head-revoked")
    opened = application.signing.open(key.path, key.password)
    refused = application.submissions.submit(case.case_id, opened.credential)
    assert refused.status is SubmissionStatus.REJECTED
    mended = application.cases.set_letter(case.case_id, "Signed with the right key now.")
    assert mended.editable
    assert mended.rejected
    state = application.submissions.submit(case.case_id, credential)
    assert state.status is SubmissionStatus.RECEIPTED
    assert state.submission_id != refused.submission_id
    assert not application.cases.state(case.case_id).editable
    assert [row.status for row in application.submissions.rows()] == [
        SubmissionStatus.RECEIPTED,
        SubmissionStatus.REJECTED,
    ]


def test_a_file_changed_after_it_was_added_stops_packing_and_leaves_nothing(
    application, case, credential, documents
):
    documents[0].write_bytes(b"%PDF-1.7 another")
    [finding] = [f for f in application.cases.missing(case.case_id) if f.blocks]
    assert finding.code == "document.changed"
    with pytest.raises(DocumentChangedError):
        application.submissions.submit(case.case_id, credential)
    [row] = application.submissions.rows()
    folder = application.paths.submissions / row.submission_id
    assert list(folder.iterdir()) == []

    [changed] = [f for f in case.items[0].files if f.path == documents[0]]
    application.cases.accept_changed_file(case.case_id, changed.file_id)
    state = application.submissions.submit(case.case_id, credential)
    assert state.status is SubmissionStatus.RECEIPTED


def test_a_file_that_vanished_is_named(application, case, credential, documents):
    documents[1].unlink()
    [finding] = [f for f in application.cases.missing(case.case_id) if f.blocks]
    assert finding.code == "document.vanished"
    with pytest.raises(DocumentVanishedError) as caught:
        application.submissions.submit(case.case_id, credential)
    assert caught.value.facts["file"] == documents[1].name


def test_cancel_while_packing_leaves_an_editable_case_and_no_container(
    application, case, credential
):
    with pytest.raises(Cancelled):
        application.submissions.submit(case.case_id, credential, cancelled=lambda: True)
    [row] = application.submissions.rows()
    assert row.status is SubmissionStatus.DRAFT
    assert application.cases.state(case.case_id).editable
    assert not list((application.paths.submissions / row.submission_id).iterdir())


def test_preparing_needs_no_portal_and_the_outbox_sends_later(
    application, portal, case, credential
):
    with portal.bend(mode="drop"):
        state = application.submissions.prepare(case.case_id, credential)
        assert state.status is SubmissionStatus.STATED
    credential.close()
    state = application.submissions.resume(state.submission_id)
    assert state.status is SubmissionStatus.RECEIPTED


def test_the_answer_to_the_statement_is_lost_the_outcome_is_unknown_and_asking_finds_it(
    application, portal, case, credential
):
    with portal.bend(fail_after=True, paths=["/submissions"], methods=["POST"]):
        state = application.submissions.submit(case.case_id, credential)
    assert state.status is SubmissionStatus.UNKNOWN
    assert state.error_code == "portal.failing"
    with pytest.raises(AlreadySentError):
        application.submissions.give_up(state.submission_id)

    asked = application.submissions.ask(state.submission_id)
    assert asked.status is SubmissionStatus.INTAKE_RECEIPTED
    done = application.submissions.resume(state.submission_id)
    assert done.status is SubmissionStatus.RECEIPTED
    events = _events(application, done.submission_id)
    assert events.count("outcome.unknown") == 1
    assert portal.receipts_of(done.nonce) == ["final", "intake"]


def test_a_call_dropped_before_the_portal_read_it_is_found_to_be_unknown_there(
    application, portal, case, credential
):
    with portal.bend(mode="drop", paths=["/submissions"], methods=["POST"]):
        state = application.submissions.submit(case.case_id, credential)
    assert state.status is SubmissionStatus.UNKNOWN
    asked = application.submissions.ask(state.submission_id)
    assert asked.status is SubmissionStatus.STATED  # by the nonce: the portal has nothing
    assert application.submissions.resume(state.submission_id).status is SubmissionStatus.RECEIPTED


def test_unknown_stays_unknown_while_the_portal_cannot_be_asked(
    application, portal, case, credential
):
    with portal.bend(fail_after=True, paths=["/submissions"], methods=["POST"]):
        state = application.submissions.submit(case.case_id, credential)
    with portal.bend(mode="drop"), pytest.raises(PortalError):
        application.submissions.ask(state.submission_id)
    assert application.submissions.state(state.submission_id).status is SubmissionStatus.UNKNOWN


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("busy", PortalBusyError),
        ("hang", PortalTimeoutError),
        ("nonsense", PortalNonsenseError),
        ("refuse", PortalRefusedError),
    ],
)
def test_a_portal_in_trouble_is_named_and_nothing_is_lost(
    application, portal, case, credential, mode, error
):
    with portal.bend(mode=mode), pytest.raises(error):
        application.submissions.submit(case.case_id, credential)
    [row] = application.submissions.rows()
    assert row.status is SubmissionStatus.STATED
    assert row.error_code == error.code
    assert application.submissions.resume(row.submission_id).status is SubmissionStatus.RECEIPTED


def test_a_portal_that_is_down_is_unreachable_and_nothing_was_sent(
    application, portal, case, credential
):
    portal_settings = application.settings.current.portal
    from dataclasses import replace

    nowhere = replace(portal_settings.identity, origin="https://127.0.0.1:9")
    application.settings.save(
        application.settings.current.with_(portal=replace(portal_settings, identity=nowhere))
    )
    with pytest.raises(PortalUnreachableError):
        application.submissions.submit(case.case_id, credential)
    [row] = application.submissions.rows()
    assert row.status is SubmissionStatus.STATED
    given_up = application.submissions.give_up(row.submission_id)
    assert given_up.status is SubmissionStatus.CANCELLED
    assert application.cases.state(case.case_id).editable


def test_an_upload_that_breaks_off_goes_on_where_the_portal_stands(
    application, portal, case, credential, monkeypatch
):
    monkeypatch.setattr("desktop.submission.tus._pause", lambda _error, _failures: 0.0)
    reached = []
    with portal.bend(cut_after_bytes=50_000):
        state = application.submissions.submit(
            case.case_id,
            credential,
            lambda p: reached.append(p.done_bytes) if p.step == "upload" else None,
        )
    assert state.status is SubmissionStatus.RECEIPTED
    assert state.size_bytes > 2 * 50_000, "it broke off more than once"
    assert reached[-1] == state.size_bytes


def test_an_upload_that_never_comes_back_is_interrupted_and_resumes(
    application, portal, case, credential, monkeypatch
):
    monkeypatch.setattr("desktop.submission.tus._pause", lambda _error, _failures: 0.0)
    with portal.bend(mode="drop", methods=["PATCH"]), pytest.raises(UploadInterruptedError):
        application.submissions.submit(case.case_id, credential)
    [row] = application.submissions.rows()
    assert row.status is SubmissionStatus.UPLOADING
    assert application.submissions.resume(row.submission_id).status is SubmissionStatus.RECEIPTED
    nonce = application.submissions.state(row.submission_id).nonce
    assert portal.receipts_of(nonce) == ["final", "intake"]


def test_a_signature_has_a_timestamp_if_the_service_answers_and_none_if_not(
    application, case, credential
):
    application.settings.save(
        application.settings.current.with_(timestamp_url="http://127.0.0.1:9/tsa")
    )
    state = application.submissions.submit(case.case_id, credential)
    assert state.status is SubmissionStatus.RECEIPTED
    detail = application.receipts.detail(state.receipt_id)
    assert detail.statement_token_time is None
    assert "receipt.no_statement_token" in {remark.code for remark in detail.verdict.remarks}


def test_a_full_disk_while_packing_is_named_and_leaves_nothing(
    application, case, credential, monkeypatch
):
    import errno

    from signing.asic.errors import DiskFullError

    real = os.fsync

    def full(descriptor):
        if "package" in Path(f"/proc/self/fd/{descriptor}").readlink().name:
            raise OSError(errno.ENOSPC, "no space left")
        return real(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(DiskFullError):
            application.submissions.submit(case.case_id, credential)
    [row] = application.submissions.rows()
    assert not list((application.paths.submissions / row.submission_id).iterdir())
    assert application.submissions.submit(case.case_id, credential).status.is_over


def test_the_statement_passes_openssl(application, case, credential, tmp_path):
    state = application.submissions.submit(case.case_id, credential)
    with zipfile.ZipFile(state.statement) as sealed:
        (tmp_path / "m.xml").write_bytes(sealed.read("META-INF/ASiCManifest001.xml"))
        (tmp_path / "s.p7s").write_bytes(sealed.read("META-INF/signature001.p7s"))
    root = application.paths.trust / "root.pem"
    done = subprocess.run(
        ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "s.p7s",
         "-content", "m.xml", "-CAfile", root, "-purpose", "any", "-out", os.devnull],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _events(application, submission_id: str) -> list[str]:
    workspace = application._workspace
    participant = workspace.submissions.get(submission_id).participant
    entries = [json.loads(entry) for entry in workspace.ledger.entries(participant)]
    return [entry["event"] for entry in entries if entry["subject"] == submission_id]
