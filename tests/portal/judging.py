"""What the participant validates the portal's documents with: its published anchors and CRLs."""

import hashlib
import json

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

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
from tests.support.participant import now


def settings(portal, purpose):
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
    size = json.loads(head.content)["tree_size"]
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
