"""Requests: sealed, versioned, delivered, acknowledged; events as they happen."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from cases.document_request import DocumentRequest
from signing.evidence.delivery import (
    Acknowledgement,
    AcknowledgementAction,
    Delivery,
    DeliveryEvent,
)
from signing.evidence.receipt import RejectionCode
from signing.evidence.references import RequestReference
from signing.evidence.sealed import open_sealed
from signing.evidence.values import format_instant
from signing.trust import TrustPurpose
from signing.validation.sealed import validate_sealed
from signing.validation.verdict import Indication
from tests.portal.judging import settings
from tests.support.participant import (
    INDIVIDUAL,
    SEALED,
    ParticipantClient,
    now,
    problem,
    rejection_of,
)


@pytest.fixture
def signed_in(client):
    client.sign_in()
    return client


def listed(client):
    return client.call("GET", "/requests", headers=client.bearer).json()["requests"]


def path_of(request):
    return f"/requests/{request['id']}/versions/{request['version']}"


def wanted(client, **changes):
    texts = {"en": "Contract", "kk": "Келісімшарт", "ru": "Контракт"}
    participant = client.participant
    return {
        "authority": {"name": texts, "office_code": "55302"},
        "due": format_instant(now() + timedelta(days=3)),
        "items": [
            {
                "code": "03011",
                "id": "i01",
                "legal_basis": "",
                "mandatory": True,
                "max_files": 0,
                "min_files": 1,
                "note": {"en": "", "kk": "", "ru": ""},
                "number": "1",
                "title": texts,
            }
        ],
        "kind": "document-request",
        "legal_basis": "",
        "participant": participant.to_json(),
        "subject": texts,
        **changes,
    }


def test_a_new_portal_has_requests_in_three_languages_for_the_importer(signed_in):
    requests = listed(signed_in)
    assert len(requests) >= 2
    for request in requests:
        assert request["state"] == "open"
        assert all(request["subject"][language] for language in ("en", "kk", "ru"))
        answer = signed_in.call("GET", path_of(request), headers=signed_in.bearer)
        sealed = open_sealed(answer.content, "request.json")
        assert sealed.content_sha256 == request["sha256"]
        report = validate_sealed(sealed, settings(signed_in.portal, TrustPurpose.AUTHORITY))
        assert report.verdict.indication is Indication.TOTAL_PASSED
        assert signed_in.portal.identity.matches_seal(report.signer_certificate)
        document = DocumentRequest.from_json(json.loads(sealed.content))
        assert document.due > now()
        assert all(item.title.kk != item.title.ru for item in document.items if item.number == "1")


def test_due_of_the_first_requests_is_far_for_one_and_near_for_another(signed_in):
    dues = sorted(request["due"] for request in listed(signed_in))
    assert dues[0] < format_instant(now() + timedelta(days=1))
    assert dues[-1] > format_instant(now() + timedelta(days=9))


def test_somebody_elses_request_is_unknown(signed_in, tmp_path):
    person = ParticipantClient(signed_in.portal, tmp_path / "p", INDIVIDUAL, "individual-ec")
    person.sign_in()
    for suffix in ("", "/deliveries"):
        path = path_of(listed(signed_in)[0]) + suffix
        assert problem(person.call("GET", path, headers=person.bearer)) == (404, "request-unknown")
    person.session.close()


def test_made_available_and_fetched_are_sealed_and_logged_once(signed_in):
    path = f"{path_of(listed(signed_in)[0])}/deliveries"
    before = signed_in.call("GET", path, headers=signed_in.bearer).json()["deliveries"]
    assert [one["event"] for one in before] == ["D.1-ContentConsignment"]
    first = signed_in.call("POST", path, headers=signed_in.bearer)
    second = signed_in.call("POST", path, headers=signed_in.bearer)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    after = signed_in.call("GET", path, headers=signed_in.bearer).json()["deliveries"]
    assert [one["event"] for one in after] == ["D.1-ContentConsignment", "E.1-ContentHandover"]
    sealed = open_sealed(first.content, "delivery.json")
    assert base64.b64decode(after[1]["receipt"]) == first.content
    assert after[1]["sha256"] == sealed.content_sha256
    delivery = Delivery.from_bytes(sealed.content)
    assert delivery.event is DeliveryEvent.HANDOVER
    assert delivery.signer.iin == "880417201010"
    head = json.loads(
        open_sealed(signed_in.call("GET", "/log/head").content, "tree-head.json").content
    )
    leaf = hashlib.sha256(b"\x00" + sealed.content).hexdigest()
    size = head["tree_size"]
    proof = signed_in.call("GET", f"/log/inclusion?leaf_hash={leaf}&tree_size={size}")
    assert proof.status_code == 200


def test_a_get_changes_nothing(signed_in):
    request = listed(signed_in)[1]
    for _ in range(2):
        signed_in.call("GET", path_of(request), headers=signed_in.bearer)
    path = f"{path_of(request)}/deliveries"
    events = signed_in.call("GET", path, headers=signed_in.bearer).json()["deliveries"]
    assert [one["event"] for one in events] == ["D.1-ContentConsignment"]


def acknowledgement(client, request, **changes):
    document = Acknowledgement(
        action=AcknowledgementAction.OPENED,
        declared_time=now(),
        declared_offset="+05:00",
        nonce="ab" * 16,
        participant=client.participant,
        recipient=client.portal.identity,
        request=RequestReference(request["id"], request["version"], request["sha256"]),
    )
    return client.sealed("acknowledgement.json", replace(document, **changes).to_bytes())


def acknowledge(client, request, container):
    path = f"{path_of(request)}/acknowledgements"
    return client.call("POST", path, data=container, headers={"Content-Type": SEALED})


def test_an_acknowledgement_stands_by_its_own_signature(signed_in):
    request = listed(signed_in)[0]
    container = acknowledgement(signed_in, request)
    first, second = (acknowledge(signed_in, request, container) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    changed = acknowledgement(signed_in, request, declared_offset="+06:00")
    other = acknowledge(signed_in, request, changed)
    assert problem(other) == (409, "nonce-reused")


def test_an_acknowledgement_of_another_request_or_by_another_is_refused(signed_in):
    one, two = listed(signed_in)[:2]
    moved = acknowledge(signed_in, one, acknowledgement(signed_in, two, nonce="cd" * 16))
    assert problem(moved) == (404, "request-unknown")
    signed_in.key_name = "broker-head-ec"
    stranger = acknowledge(signed_in, one, acknowledgement(signed_in, one, nonce="ef" * 16))
    assert problem(stranger) == (403, "not-yours")


def test_the_operators_command_makes_a_request_while_the_portal_runs(signed_in):
    reference = signed_in.portal.request(wanted(signed_in))
    found = [one for one in listed(signed_in) if one["id"] == reference["id"]]
    assert [one["sha256"] for one in found] == [reference["sha256"]]


def test_a_later_version_names_the_earlier_one_and_withdrawal_ends_it(signed_in):
    first = signed_in.portal.request(wanted(signed_in))
    again = wanted(signed_in, request_id=first["id"], withdrawn=True)
    second = signed_in.portal.request(again)
    assert second["version"] == 2
    found = next(one for one in listed(signed_in) if one["id"] == first["id"])
    assert (found["version"], found["state"]) == (2, "withdrawn")
    content = signed_in.call("GET", path_of(found), headers=signed_in.bearer).content
    document = json.loads(open_sealed(content, "request.json").content)
    assert document["previous_sha256"] == first["sha256"]
    old = RequestReference(first["id"], 1, first["sha256"])
    answer = signed_in.submit_statement(signed_in.statement(signed_in.package(b"x", request=old)))
    assert [r.code for r in rejection_of(answer).reasons] == [RejectionCode.REQUEST_WITHDRAWN]


def test_a_request_is_answered_once_a_package_is_final(signed_in):
    made = signed_in.portal.request(wanted(signed_in))
    reference = RequestReference(made["id"], made["version"], made["sha256"])
    package = signed_in.package(b"x", request=reference)
    told = signed_in.submit_statement(signed_in.statement(package)).json()
    signed_in.upload(told, package)
    signed_in.wait_for(told, "final")
    found = next(one for one in listed(signed_in) if one["id"] == made["id"])
    assert found["state"] == "answered"


@pytest.mark.parametrize("change", [{"items": "none"}, {"unknown": 1}, {"due": "soon"}])
def test_a_wrong_operators_file_is_named_and_makes_nothing(client, change, tmp_path):
    file = tmp_path / "request.json"
    file.write_text(json.dumps(wanted(client, **change)))
    done = client.portal.operator("request", "--home", str(client.portal.home), str(file))
    assert done.returncode == 64
    assert "portal.request_file" in done.stderr


def test_events_tell_of_requests_and_receipts_and_can_be_resumed(signed_in):
    stream = signed_in.call("GET", "/events", headers=signed_in.bearer, stream=True)
    lines = stream.iter_lines(decode_unicode=True)
    start = next(line for line in lines if line.startswith("id: ")).removeprefix("id: ")
    made = signed_in.portal.request(wanted(signed_in))
    name, content = next_event(lines)
    assert (name, content) == ("request", {"id": made["id"], "version": 1})
    told = signed_in.submit_statement(signed_in.statement(signed_in.package(b"x"))).json()
    assert next_event(lines) == ("receipt", {"nonce": told["nonce"], "stage": "intake"})
    stream.close()
    headers = {**signed_in.bearer, "Last-Event-ID": start}
    again = signed_in.call("GET", "/events", headers=headers, stream=True)
    resumed = again.iter_lines(decode_unicode=True)
    assert next_event(resumed)[0] == "request"
    assert next_event(resumed)[0] == "receipt"
    again.close()


def next_event(lines):
    name = next(line for line in lines if line.startswith("event: "))
    content = next(line for line in lines if line.startswith("data: "))
    return name.removeprefix("event: "), json.loads(content.removeprefix("data: "))
