"""What is signed for one purpose, or one request, serves no other; a nonce is used once."""

import hashlib
import json
import zipfile
from dataclasses import replace

import pytest

from desktop.errors import NonceReusedError, PortalNonsenseError, PortalRefusedError
from desktop.services.submissions import SubmissionStatus
from desktop.submission.portal_client import capability
from signing.asic.writer import ContainerWriter
from signing.evidence.sealed import open_sealed
from signing.evidence.statement import Statement
from tests.support.desk import free_case, request_members
from tests.support.participant import SEALED, ParticipantClient, problem


@pytest.fixture
def case(desk, tmp_path):
    return free_case(desk, tmp_path / "documents", b"one", b"two")


@pytest.mark.parametrize("nonce", ["a statement", "a digest", "number"])
def test_a_challenge_that_is_a_statement_is_not_signed(desk, middle, case, key, nonce):
    state = desk.submissions.prepare(case.case_id, key)
    statement = open_sealed(state.statement, "statement.json").content
    wanted = {"a statement": statement.decode(), "a digest": state_digest(state), "number": 1}
    challenge = {"expires": "2099-01-01T00:00:00Z", "portal_nonce": wanted[nonce]}
    middle.change(
        "POST",
        "/sign-in/challenges",
        lambda answer: replace(answer, content=json.dumps(challenge).encode()),
    )
    with pytest.raises(PortalNonsenseError):
        desk.inbox.refresh(key)
    sent = [call for call in middle.calls if call.path == "/sign-in"]
    assert sent == [], "nothing was signed over it"


def state_digest(state) -> str:
    return hashlib.sha256(state.statement.read_bytes()).hexdigest()


def test_what_was_signed_for_signing_in_is_taken_for_nothing_else(
    desk, middle, case, key, real_portal, tmp_path
):
    desk.inbox.refresh(key)
    [sign_in] = [call.body for call in middle.calls if call.path == "/sign-in"]
    state = desk.submissions.prepare(case.case_id, key)
    session = real_portal.session()
    for path, body in (("/submissions", sign_in), ("/sign-in", state.statement.read_bytes())):
        answer = session.post(
            real_portal.origin + path, data=body, headers={"Content-Type": SEALED}, timeout=20
        )
        assert problem(answer) == (400, "not-well-formed")
    # Under the other's name inside a container it is no more welcome.
    dressed = tmp_path / "dressed.asice"
    with ContainerWriter(dressed) as writer:
        content = open_sealed(sign_in, "sign-in.json")
        writer.add_bytes("statement.json", content.content, "application/json")
        writer.finish(content.cms)
    answer = session.post(
        real_portal.origin + "/submissions",
        data=dressed.read_bytes(),
        headers={"Content-Type": SEALED},
        timeout=20,
    )
    assert problem(answer) == (400, "not-well-formed")
    session.close()


def test_the_same_nonce_with_other_content_is_named_and_changes_nothing(
    desk, case, key, real_portal, tmp_path
):
    state = desk.submissions.prepare(case.case_id, key)
    mine = Statement.from_bytes(open_sealed(state.statement, "statement.json").content)
    other = ParticipantClient(real_portal, tmp_path / "other")
    package = other.package(b"other content")
    told = other.submit_statement(other.statement(package, nonce=mine.nonce))
    assert told.status_code == 201

    with pytest.raises(NonceReusedError):
        desk.submissions.resume(state.submission_id)
    [row] = desk.submissions.unfinished()
    assert row.error_code == "portal.nonce_reused"
    assert desk.receipts.count() == 0
    assert other.status(told.json())["containers"][0]["sha256"] == package.containers[0].sha256
    other.session.close()


def test_a_package_moved_to_another_request_is_rejected_by_a_sealed_receipt(
    desk, middle, key, real_portal, tmp_path
):
    """Signed for one request, handed in for another: the portal says so, and seals it."""
    wanted = [real_portal.request(request_members())["id"] for _ in range(2)]
    desk.inbox.refresh(key)
    case = desk.cases.open(wanted[0])
    path = tmp_path / "x.txt"
    path.write_text("for the first request")
    desk.cases.add_files(case.case_id, "i1", [path])
    state = desk.submissions.prepare(case.case_id, key)
    statement = Statement.from_bytes(open_sealed(state.statement, "statement.json").content)
    second = desk.inbox.request(wanted[1])
    assert statement.request is not None
    stored = desk._workspace.requests.get(wanted[1])
    moved = replace(
        statement,
        nonce="ab" * 16,
        request=replace(
            statement.request,
            id=second.request_id,
            version=second.request_version,
            sha256=stored.sha256,
        ),
    )
    thief = ParticipantClient(real_portal, tmp_path / "thief")
    thief.key_name = "importer-head-ec"
    told = thief.submit_statement(moved).json()
    [container] = statement.containers
    location = thief.create_upload(told, container).headers["Location"]
    thief.patch(told, location, 0, state.containers[0].read_bytes())
    assert thief.wait_for(told, "final", "rejected") == "rejected"
    rejection = json.loads(open_sealed(thief.receipt(told, "rejected"), "receipt.json").content)
    assert [reason["code"] for reason in rejection["reasons"]] == ["not_well_formed"]
    thief.session.close()
    assert desk.submissions.resume(state.submission_id).status is SubmissionStatus.RECEIPTED


def test_a_stolen_capability_reads_and_writes_nothing_of_another_submission(desk, case, key):
    state = desk.submissions.submit(case.case_id, key)
    record = desk._workspace.submissions.get(state.submission_id)
    network = desk.submissions._network.portal()
    with pytest.raises(PortalRefusedError):
        network.submission("0" * 32, capability(record.capability))
    network.connection.close()
    with zipfile.ZipFile(state.statement) as sealed:
        assert record.capability not in sealed.read("statement.json").decode()
