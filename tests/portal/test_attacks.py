"""What a dishonest participant, or a stranger, may try; each is refused by its own name."""

import hashlib
import secrets
from dataclasses import replace

import pytest

from cases.parties import RequestReference as CaseRequestReference
from signing.credentials.certificate import KeyPurpose
from signing.evidence.receipt import ReceiptStage, RejectionCode
from signing.evidence.references import (
    CertificateRole,
    ParticipantKind,
    ParticipantReference,
    PowerOfAttorney,
    Representative,
    RequestReference,
)
from signing.trust import PortalIdentity
from tests.support.participant import (
    INDIVIDUAL,
    SEALED,
    ParticipantClient,
    now,
    problem,
    receipt_of,
    rejection_of,
)

LAWYER = "890219101079"


def codes(receipt):
    return [reason.code for reason in receipt.reasons]


def own_request(client):
    """The reference of a request to the importer."""
    client.sign_in()
    listed = client.call("GET", "/requests", headers=client.bearer).json()["requests"]
    return RequestReference(listed[0]["id"], listed[0]["version"], listed[0]["sha256"])


def rejected_package(client, package, statement):
    """The reasons with which a package is rejected after its upload."""
    answer = client.submit_statement(statement)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    client.upload(told, package)
    assert client.wait_for(told, "final", "rejected") == "rejected"
    receipt = receipt_of(client.receipt(told, "rejected"))
    assert receipt.intake_sha256 is not None
    return codes(receipt)


def test_the_same_nonce_with_other_content_is_refused_and_changes_nothing(client):
    package, other = client.package(b"one"), client.package(b"two")
    statement = client.statement(package)
    told = client.submit_statement(statement).json()
    again = client.submit_statement(client.statement(other, nonce=statement.nonce))
    assert problem(again) == (409, "nonce-reused")
    assert client.status(told)["containers"][0]["sha256"] == package.containers[0].sha256


def test_a_nonce_is_unique_per_participant_only(shared_portal, client, tmp_path):
    nonce = secrets.token_hex(16)
    person = ParticipantClient(shared_portal, tmp_path / "person", INDIVIDUAL, "individual-ec")
    first = client.submit_statement(client.statement(client.package(b"one"), nonce=nonce))
    second = person.submit_statement(person.statement(person.package(b"two"), nonce=nonce))
    assert (first.status_code, second.status_code) == (201, 201)
    assert client.status(first.json()) != person.status(second.json())
    person.session.close()


def test_the_key_of_another_participant_gives_a_sealed_rejection(client):
    statement = client.statement(client.package(b"x"))
    stranger = client.portal.key("broker-head-ec", now())
    container = client.sealed("statement.json", statement.to_bytes(), stranger)
    rejection = rejection_of(client.submit(container))
    assert codes(rejection) == [RejectionCode.SIGNER_MAY_NOT_ACT]
    assert rejection.stage is ReceiptStage.REJECTED
    assert rejection.statement_sha256 == hashlib.sha256(container).hexdigest()
    assert rejection.intake_sha256 is None
    assert rejection_of(client.submit(container)) == rejection


def test_a_rejection_does_not_use_up_the_nonce_of_the_participant(client):
    statement = client.statement(client.package(b"x"))
    stranger = client.portal.key("broker-head-ec", now())
    rejection_of(client.submit(client.sealed("statement.json", statement.to_bytes(), stranger)))
    assert client.submit_statement(statement).status_code == 201


def test_an_employee_without_the_right_to_sign_may_not_act(client):
    client.key_name = "importer-employee-ec"
    rejection = rejection_of(client.submit_statement(client.statement(client.package(b"x"))))
    assert codes(rejection) == [RejectionCode.SIGNER_MAY_NOT_ACT]


def test_a_person_with_the_right_to_sign_acts_by_the_role_in_the_certificate(client):
    client.key_name = "importer-declarant-rsa"
    by_role = Representative("910223101028", "Мысалов Ерлан", CertificateRole())
    package = client.package(b"x")
    answer = client.submit_statement(client.statement(package, representative=by_role))
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(("number", "status"), [("TRAINING-1", 201), ("TRAINING-9", 422)])
def test_a_power_of_attorney_must_be_one_that_the_portal_knows(client, number, status):
    from datetime import date

    client.key_name = "lawyer-ec"
    power = PowerOfAttorney(number, date(2026, 1, 12))
    lawyer = Representative(LAWYER, "Примеров Руслан", power)
    answer = client.submit_statement(client.statement(client.package(b"x"), representative=lawyer))
    assert answer.status_code == status


def test_a_representative_must_be_the_signer(client):
    from datetime import date

    power = PowerOfAttorney("TRAINING-1", date(2026, 1, 12))
    lawyer = Representative(LAWYER, "Примеров Руслан", power)
    answer = client.submit_statement(client.statement(client.package(b"x"), representative=lawyer))
    assert codes(rejection_of(answer)) == [RejectionCode.SIGNER_MAY_NOT_ACT]


def test_a_revoked_certificate_is_unusable(client):
    client.key_name = "importer-head-revoked"
    answer = client.submit_statement(client.statement(client.package(b"x")))
    assert codes(rejection_of(answer)) == [RejectionCode.CERTIFICATE_UNUSABLE]


def test_a_sign_in_key_signs_no_statement(client):
    key = client.portal.key("importer-head-auth", now(), KeyPurpose.SIGN_IN)
    statement = client.statement(client.package(b"x"))
    answer = client.submit(client.sealed("statement.json", statement.to_bytes(), key))
    assert codes(rejection_of(answer)) == [RejectionCode.CERTIFICATE_UNUSABLE]


def test_a_changed_signature_is_broken(client):
    statement = client.statement(client.package(b"x"))
    container = client.sealed("statement.json", statement.to_bytes())
    other = client.sealed("statement.json", replace(statement, nonce="0" * 32).to_bytes())
    mixed = swap_signature(client, container, other)
    assert codes(rejection_of(client.submit(mixed))) == [RejectionCode.SIGNATURE_BROKEN]


def swap_signature(client, container, other):
    from signing.asic.writer import ContainerWriter
    from signing.evidence.sealed import open_sealed

    path = client.folder / "mixed.asice"
    with ContainerWriter(path) as writer:
        content = open_sealed(container, "statement.json").content
        writer.add_bytes("statement.json", content, "application/json")
        writer.finish(open_sealed(other, "statement.json").cms)
    return path.read_bytes()


def test_a_statement_to_another_portal_is_not_taken_in(client):
    here = client.portal.identity
    other = PortalIdentity(here.name, "https://127.0.0.1:1", here.seal_spki_sha256)
    answer = client.submit_statement(client.statement(client.package(b"x"), recipient=other))
    assert problem(answer) == (400, "not-well-formed")


def test_a_statement_is_no_sign_in_and_a_sign_in_no_statement(client):
    statement = client.sealed("statement.json", client.statement(client.package(b"x")).to_bytes())
    headers = {"Content-Type": SEALED}
    refused = client.call("POST", "/sign-in", data=statement, headers=headers)
    assert problem(refused) == (400, "not-well-formed")
    sign_in = sign_in_container(client)
    assert problem(client.submit(sign_in)) == (400, "not-well-formed")


def sign_in_container(client):
    from signing.evidence.sign_in import SignIn

    nonce = client.call("POST", "/sign-in/challenges").json()["portal_nonce"]
    document = SignIn(client.participant, nonce, client.portal.origin, now())
    return client.sealed("sign-in.json", document.to_bytes())


def test_a_request_of_somebody_else_is_unknown(shared_portal, client, tmp_path):
    person = ParticipantClient(shared_portal, tmp_path / "person", INDIVIDUAL, "individual-ec")
    reference = own_request(client)
    answer = person.submit_statement(person.statement(person.package(b"x", request=reference)))
    assert codes(rejection_of(answer)) == [RejectionCode.REQUEST_UNKNOWN]
    person.session.close()


def test_a_request_with_another_digest_is_unknown(client):
    reference = replace(own_request(client), sha256="0" * 64)
    answer = client.submit_statement(client.statement(client.package(b"x", request=reference)))
    assert codes(rejection_of(answer)) == [RejectionCode.REQUEST_UNKNOWN]


def test_more_parts_than_allowed_are_over_size(client):
    package = client.package(b"x")
    many = tuple(replace(package.references[0], part=part) for part in range(1, 102))
    answer = client.submit_statement(client.statement(package, containers=many))
    assert codes(rejection_of(answer)) == [RejectionCode.OVER_SIZE]


def test_other_bytes_than_announced_are_rejected(client):
    package = client.package(b"original")
    content = bytearray(package.containers[0].path.read_bytes())
    content[len(content) // 2] ^= 1
    package.containers[0].path.write_bytes(content)
    reasons = rejected_package(client, package, client.statement(package))
    assert reasons == [RejectionCode.DIGEST_DIFFERS]


def test_a_package_of_another_request_is_rejected(client):
    reference = own_request(client)
    package = client.package(b"x")  # answers nothing
    reasons = rejected_package(client, package, client.statement(package, request=reference))
    assert reasons == [RejectionCode.NOT_WELL_FORMED]


def test_a_package_of_another_participant_is_rejected(client):
    def of_another(document):
        return replace(document, participant=replace(document.participant, id="481140002079"))

    package = client.package(b"x", change=of_another)
    reasons = rejected_package(client, package, client.statement(package))
    assert reasons == [RejectionCode.NOT_WELL_FORMED]


def test_a_container_signed_by_a_stranger_is_rejected(client):
    package = client.package(b"x", key=client.portal.key("broker-head-ec", now()))
    reasons = rejected_package(client, package, client.statement(package))
    assert reasons == [RejectionCode.SIGNER_MAY_NOT_ACT]


def test_another_package_under_the_announced_digest_is_rejected(client):
    package = client.package(b"x")
    statement = client.statement(package, package_sha256="1" * 64)
    assert rejected_package(client, package, statement) == [RejectionCode.DIGEST_DIFFERS]


def test_what_is_no_container_is_not_well_formed(client):
    package = client.package(b"x")
    junk = b"PK\x03\x04 no container"
    package.containers[0].path.write_bytes(junk)
    reference = replace(
        package.references[0], sha256=hashlib.sha256(junk).hexdigest(), size_bytes=len(junk)
    )
    statement = client.statement(package, containers=(reference,))
    answer = client.submit_statement(statement).json()
    location = client.create_upload(answer, reference).headers["Location"]
    client.patch(answer, location, 0, junk)
    assert client.wait_for(answer, "final", "rejected") == "rejected"
    receipt = receipt_of(client.receipt(answer, "rejected"))
    assert codes(receipt) == [RejectionCode.NOT_WELL_FORMED]
    assert {reason.text.kk for reason in receipt.reasons} != {""}


def test_two_parts_with_one_of_another_package_are_rejected(client):
    package, other = client.package(b"a", b"b", parts=2), client.package(b"c", b"d", parts=2)
    mixed = replace(package, containers=(package.containers[0], other.containers[1]))
    reasons = rejected_package(client, mixed, client.statement(mixed))
    assert RejectionCode.DIGEST_DIFFERS in reasons


def test_a_dropped_container_never_becomes_final(client):
    package = client.package(b"a", b"b", parts=2)
    answer = client.submit_statement(client.statement(package)).json()
    first = package.references[0]
    location = client.create_upload(answer, first).headers["Location"]
    client.patch(answer, location, 0, package.containers[0].path.read_bytes())
    assert client.status(answer)["state"] == "intake"
    stage = client.call(
        "GET", f"/submissions/{answer['nonce']}/receipts/final", headers=client.capability(answer)
    )
    assert problem(stage) == (404, "not-found")


def test_a_stranger_learns_nothing_of_a_submission(shared_portal, client, tmp_path):
    told = client.submit_statement(client.statement(client.package(b"x"))).json()
    path = f"/submissions/{told['nonce']}"
    assert problem(client.call("GET", path)) == (401, "not-signed-in")
    wrong = {"Authorization": "Capability x"}
    assert problem(client.call("GET", path, headers=wrong)) == (403, "capability-wrong")
    person = ParticipantClient(shared_portal, tmp_path / "person", INDIVIDUAL, "individual-ec")
    person.sign_in()
    unknown = person.call("GET", path, headers=person.bearer)
    assert problem(unknown) == (404, "submission-unknown")
    client.sign_in()
    assert client.call("GET", path, headers=client.bearer).json()["state"] == "intake"
    person.session.close()


def test_participant_kinds_are_not_mixed_up(client):
    as_person = ParticipantReference(ParticipantKind.IIN, client.participant.id, "x")
    answer = client.submit_statement(client.statement(client.package(b"x"), participant=as_person))
    assert codes(rejection_of(answer)) == [RejectionCode.SIGNER_MAY_NOT_ACT]


def test_case_reference_of_a_package_is_what_the_statement_names(client):
    reference = own_request(client)

    def other_version(document):
        moved = CaseRequestReference(reference.id, reference.sha256, reference.version + 1)
        return replace(document, request=moved)

    package = client.package(b"x", request=reference, change=other_version)
    reasons = rejected_package(client, package, client.statement(package))
    assert reasons == [RejectionCode.NOT_WELL_FORMED]
