"""The whole way of a submission over real HTTPS, judged with the participant's own rules."""

import base64
import hashlib

from signing.evidence.references import Environment
from signing.evidence.sealed import open_sealed
from signing.trust import TrustPurpose
from signing.validation.receipt import (
    HeldPackage,
    LogEvidence,
    ReceiptEvidence,
    StatementEvidence,
    check_receipt,
)
from signing.validation.sealed import validate_sealed
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Indication
from tests.support.participant import IMPORTER, now, receipt_of


def settings(portal, purpose):
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    crls = tuple(
        x509.load_pem_x509_crl(path.read_bytes()).public_bytes(Encoding.DER) for path in portal.crls
    )
    return ValidationSettings(trust=portal.trust, purpose=purpose, at=now(), crls=crls)


def judge_receipt(client, statement_container, receipt_container, package, intake=None):
    """The verdict of `signing` on a receipt, with the log asked for its proof."""
    portal = client.portal
    authority = settings(portal, TrustPurpose.AUTHORITY)
    receipt = open_sealed(receipt_container, "receipt.json")
    statement = open_sealed(statement_container, "statement.json")
    head = open_sealed(client.call("GET", "/log/head").content, "tree-head.json")
    leaf = hashlib.sha256(b"\x00" + receipt.content).hexdigest()
    size = __import__("json").loads(head.content)["tree_size"]
    proof = client.call("GET", f"/log/inclusion?leaf_hash={leaf}&tree_size={size}")
    assert proof.status_code == 200, proof.text
    return check_receipt(
        ReceiptEvidence(
            receipt=receipt.content,
            seal=validate_sealed(receipt, authority),
            issuer=portal.identity,
            environment=Environment.TRAINING,
            statement=StatementEvidence(
                statement.content,
                statement.container_sha256,
                validate_sealed(statement, settings(portal, TrustPurpose.PARTICIPANT)),
            ),
            log=LogEvidence(
                proof.content,
                head.content,
                head.container_sha256,
                validate_sealed(head, authority),
            ),
            package=HeldPackage(package.package_sha256, package.request, package.references),
            intake=intake and open_sealed(intake, "receipt.json").content,
        )
    )


def test_a_package_of_two_parts_ends_in_a_receipt_that_passes_all_rules(client):
    package = client.package(b"first", b"second" * 1000, parts=2)
    statement = client.statement(package)
    container = client.sealed("statement.json", statement.to_bytes())
    answer = client.submit(container)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["state"] == "intake"
    intake = base64.b64decode(told["receipt"])

    client.upload(told, package)
    assert client.wait_for(told, "final", "rejected") == "final"

    final = client.receipt(told, "final")
    assert client.receipt(told, "intake") == intake
    for one, earlier in ((intake, None), (final, intake)):
        verdict = judge_receipt(client, container, one, package, earlier)
        assert verdict.indication is Indication.TOTAL_PASSED, verdict
    status = client.status(told)
    assert [one["stage"] for one in status["receipts"]] == ["intake", "final"]
    assert [one["offset"] for one in status["containers"]] == [
        one.size_bytes for one in package.containers
    ]
    said = receipt_of(final)
    assert said.containers == package.references
    assert said.participant == IMPORTER
    assert said.signer.iin == "880417201010"
    assert said.started <= said.received <= said.verified


def test_the_same_statement_again_gives_the_same_receipt_byte_for_byte(client):
    package = client.package(b"content")
    container = client.sealed("statement.json", client.statement(package).to_bytes())
    first, second = client.submit(container), client.submit(container)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
