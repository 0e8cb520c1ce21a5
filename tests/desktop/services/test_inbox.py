"""The inbox: signed in with a document the client composed, requests kept for reading offline."""

import pytest

from desktop.errors import NotConfiguredError, PortalRefusedError, RequestUnknownError
from desktop.services.inbox import RequestState
from desktop.services.settings import ParticipantSettings
from tests.desktop.conftest import request_members


def test_a_fetched_request_can_be_read_without_network(application, portal, credential, request_id):
    seen = []
    rows = application.inbox.refresh(credential, lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == len(rows)
    with portal.bend(mode="drop"):
        row = next(r for r in application.inbox.rows() if r.request_id == request_id)
        request = application.inbox.request(request_id)
    assert row.state is RequestState.OPEN
    assert row.environment == "TRAINING"
    assert row.item_count == len(request.items) == 2
    assert request.item("i1").title.kk == "Сынақ"
    assert application.inbox.rows() == tuple(sorted(rows, key=lambda r: (r.due, r.request_id)))


def test_a_key_for_sign_in_only_opens_the_inbox(application, portal, request_id):
    key = portal.key("importer-head-auth")
    opened = application.signing.open(key.path, key.password, for_sign_in=True)
    rows = application.inbox.refresh(opened.credential)
    assert request_id in {row.request_id for row in rows}


def test_a_stranger_s_key_does_not_open_the_inbox(application, portal):
    key = portal.key("broker-head-ec")
    opened = application.signing.open(key.path, key.password)
    with pytest.raises(PortalRefusedError) as caught:
        application.inbox.refresh(opened.credential)
    assert caught.value.code == "portal.sign_in_refused"


def test_the_sign_in_is_asked_for_once_a_run(application, credential, request_id):
    application.inbox.refresh(credential)
    credential.close()
    application.inbox.refresh(credential)  # the token is enough; the key is forgotten


def test_a_request_answered_is_told_as_answered(application, case, credential):
    application.submissions.submit(case.case_id, credential)
    rows = {row.request_id: row for row in application.inbox.refresh(credential)}
    row = rows[case.request_id]
    assert row.state is RequestState.ANSWERED
    assert row.case_id == case.case_id
    assert row.submission_id is not None


def test_opening_a_request_twice_is_one_case_and_one_entry_in_the_ledger(
    application, credential, request_id
):
    application.inbox.refresh(credential)
    first = application.cases.open(request_id)
    assert application.cases.open(request_id).case_id == first.case_id
    [row] = [r for r in application.cases.rows() if r.request_id == request_id]
    assert row.case_id == first.case_id


def test_what_is_not_known_or_not_configured_is_named(application, credential):
    with pytest.raises(RequestUnknownError):
        application.inbox.request("nothing")
    with pytest.raises(RequestUnknownError):
        application.cases.open("nothing")
    application.settings.save(application.settings.current.with_(participant=None))
    with pytest.raises(NotConfiguredError):
        application.inbox.refresh(credential)


def test_requests_of_another_participant_are_not_shown_to_this_one(application, portal, credential):
    other = ParticipantSettings("bin", "481140002079", "ТОО «Шекара Декларант»")
    foreign = portal.ask(**request_members(other))
    rows = application.inbox.refresh(credential)
    assert foreign not in {row.request_id for row in rows}
