"""What the authority changes while an answer is being made: versions, withdrawal, time running out."""

import contextlib
import json
import zipfile
from dataclasses import replace

import pytest

from desktop.errors import (
    PortalOtherIdentityError,
    RequestWithdrawnError,
    UploadInterruptedError,
)
from desktop.paths import Paths
from desktop.services.application import Application
from desktop.services.submissions import SubmissionStatus
from tests.desktop.conftest import IMPATIENT, IMPORTER, BendablePortal, request_members


@pytest.fixture
def request_id(portal) -> str:
    """A request of this test's own, to be changed."""
    return portal.ask(**request_members(IMPORTER))


def newer_version(application, portal, case, credential, **changed) -> None:
    """The operator changes the request of this case, and the inbox fetches it."""
    members = request_members(application.settings.current.participant)
    portal.ask(**(members | {"request_id": case.request_id} | changed))
    application.inbox.refresh(credential)


def test_answers_follow_their_items_into_a_newer_version(application, portal, case, credential):
    members = request_members(application.settings.current.participant)
    newer_version(
        application,
        portal,
        case,
        credential,
        items=[members["items"][0]],
        due="2098-01-01T00:00:00Z",
    )
    changed = application.cases.state(case.case_id)
    assert changed.request_version == 2
    assert changed.due.year == 2098
    assert changed.items[0].files == case.items[0].files
    assert {f.code for f in changed.findings} == {"case.request_changed", "document.empty"}

    state = application.submissions.submit(case.case_id, credential)
    assert state.status is SubmissionStatus.RECEIPTED
    with zipfile.ZipFile(state.statement) as sealed:
        assert json.loads(sealed.read("statement.json"))["request"]["version"] == 2


def test_what_was_answered_to_an_item_that_is_gone_is_named(
    application, portal, case, credential, documents
):
    application.cases.add_files(case.case_id, "i2", documents[:1])
    members = request_members(application.settings.current.participant)
    newer_version(application, portal, case, credential, items=[members["items"][0]])
    changed = application.cases.open(case.request_id)
    [dropped] = [f for f in changed.findings if f.code == "case.answers_dropped"]
    assert dropped.facts == {"items": "i2"}
    assert not dropped.blocks
    assert changed.ready
    assert documents[0].exists()


def test_a_submitted_case_stays_under_the_version_it_answered(
    application, portal, case, credential
):
    application.submissions.submit(case.case_id, credential)
    newer_version(application, portal, case, credential)
    assert application.cases.state(case.case_id).request_version == 1


def test_nothing_is_submitted_to_a_withdrawn_request(application, portal, case, credential):
    newer_version(application, portal, case, credential, withdrawn=True)
    with pytest.raises(RequestWithdrawnError):
        application.submissions.submit(case.case_id, credential)
    assert application.submissions.rows() == ()


def test_a_statement_is_sent_to_nobody_but_the_portal_it_names(
    application, portal, other_portal, case, credential
):
    with portal.bend(mode="drop"):
        state = application.submissions.prepare(case.case_id, credential)
    before = other_portal.submissions()
    application.training.point_at(other_portal.training)
    with pytest.raises(PortalOtherIdentityError):
        application.submissions.resume(state.submission_id)
    assert other_portal.submissions() == before
    application.training.point_at(portal.training)
    assert application.submissions.resume(state.submission_id).status is SubmissionStatus.RECEIPTED


@pytest.fixture(scope="module")
def hasty_portal(tmp_path_factory):
    """A portal that wants all bytes within three seconds of the statement."""
    portal = BendablePortal(tmp_path_factory.mktemp("hasty"), "--complete-within", "3")
    yield portal
    portal.stop()


def test_what_is_not_complete_in_time_lapses_with_a_sealed_receipt(
    hasty_portal, tmp_path, monkeypatch
):
    monkeypatch.setattr("desktop.submission.tus._pause", lambda _error, _failures: 0.0)
    with Application(Paths(tmp_path / "w"), timeouts=IMPATIENT) as application:
        application.training.point_at(hasty_portal.training)
        key = hasty_portal.key("importer-head-ec")
        credential = application.signing.open(key.path, key.password).credential
        case = application.cases.new_free_submission("late")
        (tmp_path / "x.txt").write_text("x")
        application.cases.add_files(case.case_id, case.items[0].item_id, [tmp_path / "x.txt"])
        with hasty_portal.bend(mode="drop", methods=["PATCH"]):
            lapsed = SubmissionStatus.DRAFT
            while not lapsed.is_over:  # until the portal has seen that the time is over
                with contextlib.suppress(UploadInterruptedError):
                    lapsed = application.submissions.submit(case.case_id, credential).status
        [row] = application.submissions.rows()
        assert lapsed is SubmissionStatus.REJECTED
        receipt_id = application.submissions.state(row.submission_id).receipt_id
        detail = application.receipts.detail(receipt_id)
        assert detail.row.stage == "lapsed"
        assert [reason.code for reason in detail.reasons] == ["not_complete_in_time"]
        assert detail.submission_time is None


def test_a_draft_made_for_another_portal_is_stated_for_the_one_configured(
    application, portal, case, credential
):
    current = application.settings.current
    elsewhere = replace(current.portal.identity, origin="https://elsewhere.example")
    application.settings.save(current.with_(portal=replace(current.portal, identity=elsewhere)))
    record = application.submissions._begin(case.case_id)
    assert record.portal_origin == "https://elsewhere.example"
    application.settings.save(current)
    state = application.submissions.submit(case.case_id, credential)
    assert state.status is SubmissionStatus.RECEIPTED
