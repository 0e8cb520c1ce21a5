"""Bad keys, files that change under one's hands, a portal that answers nonsense or goes away:

each has its clear error, nothing is lost, and a later correct try ends in exactly one receipt.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import PortalError, UploadInterruptedError
from desktop.services.submissions import SubmissionStatus
from signing.asic.errors import DocumentChangedError
from tests.support.desk import (
    free_case,
    key_of,
    open_desk,
    password_file,
    receipts_at_portal,
    run_qolhat,
)
from tests.support.portal import RunningPortal

IMPORTER_WORD = "bin:470340001014:ТОО «Алтын Керуен Импорт»"


@pytest.fixture
def package(tmp_path) -> Path:
    """A package for the importer, not signed yet."""
    document = tmp_path / "Келісімшарт № 1.txt"
    document.write_text("contract")
    path = tmp_path / "package.asice"
    ended = run_qolhat("pack", "--participant", IMPORTER_WORD, "--out", path, document)
    assert ended.code == 0, ended.err
    return path


@pytest.fixture
def home(tmp_path, real_portal) -> Path:
    """A workspace that knows the portal, closed: for commands."""
    open_desk(tmp_path / "workspace", real_portal).close()
    return tmp_path / "workspace"


def damaged(path: Path, folder: Path) -> Path:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0x55
    (folder / "damaged.p12").write_bytes(content[: len(content) - 40])
    return folder / "damaged.p12"


BAD_KEYS = {
    "wrong password": ("importer-head-ec", "password", "forgotten"),
    "damaged key file": ("damaged", "damaged", None),
    "expired certificate": ("importer-head-expired", "expired", None),
    "another participant": ("broker-head-ec", "somebody else", None),
    "a key for signing in": ("importer-head-auth", "sign", None),
    "no key file at all": ("text", "damaged", None),
}


def bad_key(name: str, portal: RunningPortal, folder: Path) -> Path:
    if name == "damaged":
        return damaged(portal.key_file("importer-head-ec"), folder)
    if name == "text":
        (folder / "key.p12").write_text("this is no key")
        return folder / "key.p12"
    return portal.key_file(name)


def test_each_bad_key_is_named_by_the_command_and_the_package_waits_for_a_good_one(
    package, home, real_portal, tmp_path
):
    before = package.read_bytes()
    for case, (name, word, password) in BAD_KEYS.items():
        key = bad_key(name, real_portal, tmp_path)
        secret = password_file(tmp_path, password or real_portal.key_password)
        words = ("--home", home, "--key", key, "--password-file", secret)
        ended = run_qolhat("submit", package, *words)
        assert ended.code == 65, (case, ended)
        assert word in ended.err, (case, ended.err)
        assert real_portal.key_password not in ended.err + ended.out
        assert package.read_bytes() == before

    with open_desk(home, real_portal) as desk:
        assert desk.submissions.rows() == ()
        good = key_of(desk, real_portal)
        state = desk.submissions.submit_package([package], good)
        assert state.status is SubmissionStatus.RECEIPTED
        good.close()


def test_a_file_that_changes_while_it_is_packed_is_named_and_the_case_goes_on(
    desk, key, real_portal, tmp_path
):
    case = free_case(desk, tmp_path / "documents", bytes(4_000_000), b"small")
    victim = case.items[0].files[1]

    def on_step(progress):
        if progress.step.value == "pack" and progress.done_bytes:
            victim.path.write_bytes(b"other")

    with pytest.raises(DocumentChangedError) as caught:
        desk.submissions.submit(case.case_id, key, on_step)
    assert caught.value.facts["file"] == victim.path.name
    [row] = desk.submissions.unfinished()
    assert row.status is SubmissionStatus.DRAFT
    assert list((desk.paths.submissions / row.submission_id).iterdir()) == []

    desk.cases.accept_changed_file(case.case_id, victim.file_id)
    state = desk.submissions.submit(case.case_id, key)
    assert state.status is SubmissionStatus.RECEIPTED
    assert receipts_at_portal(real_portal, state.nonce) == ["final", "intake"]


NONSENSE = {
    "a page of a hotel": b"<html><body>Please sign in to the Wi-Fi</body></html>",
    "an empty object": b"{}",
    "nested without end": b"[" * 200_000,
    "five megabytes": b'{"nonce": "' + b"0" * 5_000_000 + b'"}',
}
PLACES = [("POST", "/submissions"), ("POST", "/uploads"), ("GET", "/submissions/")]


def stopped_by(desk, case, key) -> str | None:
    """The code of what keeps the submission of this case from going on."""
    try:
        return desk.submissions.submit(case.case_id, key).error_code
    except PortalError as error:
        return error.code


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_anywhere_on_the_way_is_named_and_ends_in_one_receipt(
    desk, middle, key, real_portal, tmp_path, nonsense
):
    case = free_case(desk, tmp_path / "documents", b"one")
    for method, path in PLACES:
        middle.honest()
        middle.change(
            method, path, lambda answer: replace(answer, headers={}, content=NONSENSE[nonsense])
        )
        assert stopped_by(desk, case, key) in {"portal.nonsense", "portal.refused"}
        assert desk.receipts.count("") <= 1, "at most the intake receipt"
    middle.honest()
    [row] = desk.submissions.unfinished()
    state = desk.submissions.resume(row.submission_id)
    assert state.status is SubmissionStatus.RECEIPTED
    assert receipts_at_portal(real_portal, state.nonce) == ["final", "intake"]
    statements = {hashlib.sha256(c.body).digest() for c in middle.heard("POST", "/submissions")}
    assert len(statements) == 1, "the same bytes under the same nonce, however often"


def test_a_redirect_to_another_host_is_not_followed(desk, middle, key, tmp_path):
    case = free_case(desk, tmp_path / "documents", b"one")
    elsewhere = {"Location": "https://127.0.0.1:9/submissions"}
    middle.change(
        "POST",
        "/submissions",
        lambda answer: replace(answer, status=307, headers=elsewhere, content=b""),
    )
    state = desk.submissions.submit(case.case_id, key)
    assert state.status is SubmissionStatus.UNKNOWN
    assert state.error_code == "portal.nonsense"
    middle.honest()
    asked = desk.submissions.ask(state.submission_id)
    assert desk.submissions.resume(asked.submission_id).status is SubmissionStatus.RECEIPTED


def test_a_portal_killed_while_bytes_arrive_is_gone_on_with_when_it_is_back(tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.submission.tus._pause", lambda _error, _failures: 0.0)
    with (
        RunningPortal.start(tmp_path / "portal") as portal,
        open_desk(tmp_path / "workspace", portal) as desk,
    ):
        key = key_of(desk, portal)
        case = free_case(desk, tmp_path / "documents", bytes(30_000_000))

        def on_step(progress):
            if progress.step.value == "upload" and progress.done_bytes:
                portal.kill()

        with pytest.raises((UploadInterruptedError, PortalError)) as caught:
            desk.submissions.submit(case.case_id, key, on_step)
        assert caught.value.code in {"portal.upload_interrupted", "portal.unreachable"}
        key.close()
        portal.start_again()
        [row] = desk.submissions.unfinished()
        assert row.status is SubmissionStatus.UPLOADING
        state = desk.submissions.resume(row.submission_id)
        assert state.status is SubmissionStatus.RECEIPTED
        assert receipts_at_portal(portal, state.nonce) == ["final", "intake"]


def test_a_timestamp_service_out_of_reach_keeps_no_package_from_its_deadline(
    desk, key, package, real_portal
):
    nowhere = desk.settings.current.with_(timestamp_url="http://127.0.0.1:9/tsa")
    desk.settings.save(nowhere)
    state = desk.submissions.submit_package([package], key)
    assert state.status is SubmissionStatus.RECEIPTED
    detail = desk.receipts.detail(state.receipt_id)
    assert "receipt.no_statement_token" in {one.code for one in detail.verdict.remarks}


def test_a_portal_that_is_down_is_told_by_the_command_with_what_to_do(
    package, home, real_portal, tmp_path
):
    settings = home / "settings.json"
    told = json.loads(settings.read_bytes())
    told["portal"]["identity"]["origin"] = "https://127.0.0.1:9"
    settings.write_text(json.dumps(told))
    secret = password_file(tmp_path, real_portal.key_password)
    words = ("--home", home, "--key", real_portal.key_file("importer-head-ec"))
    ended = run_qolhat("submit", package, *words, "--password-file", secret)
    assert ended.code == 69
    assert "127.0.0.1:9" in ended.err
    assert len(ended.err.strip().splitlines()) >= 2, "what, and what to do"
