"""All that is at hand when a receipt or a delivery is judged: the input of the pure rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from signing.evidence.log_proof import ConsistencyProof, LogProof
from signing.evidence.receipt import Receipt
from signing.evidence.references import (
    ContainerReference,
    Environment,
    LedgerPosition,
    ParticipantReference,
    RequestReference,
    SubmissionPolicy,
)
from signing.evidence.statement import Statement
from signing.evidence.tree_head import TreeHead
from signing.trust import PortalIdentity
from signing.validation.findings import SignatureFinding

RECEIPT: Final = "receipt.json"
STATEMENT: Final = "statement.json"
PACKAGE: Final = "package.json"
DELIVERY: Final = "delivery.json"
TREE_HEAD: Final = "tree-head.json"
LOG_PROOF: Final = "log-proof.json"


@dataclass(frozen=True, slots=True)
class StatementEvidence:
    """The participant's own statement, as it was sent.

    Attributes:
        content: the bytes of `statement.json`.
        container_sha256: digest of the whole container, hex.
        signature: its validation, anchors of purpose `participant`.
    """

    content: bytes
    container_sha256: str
    signature: SignatureFinding


@dataclass(frozen=True, slots=True)
class LogEvidence:
    """What shows that the log has the receipt, and that the log is the one we know.

    Attributes:
        proof: the bytes of `log-proof.json`.
        head: the bytes of the `tree-head.json` that the proof is for.
        head_container_sha256: digest of its whole container, hex.
        head_seal: its validation, anchors of purpose `authority`.
        known_heads: heads of this portal seen before or held by others, their seals found good.
        consistency_proofs: whatever joins those with `head`; looked up by their sizes.
    """

    proof: bytes
    head: bytes
    head_container_sha256: str
    head_seal: SignatureFinding
    known_heads: tuple[TreeHead, ...] = ()
    consistency_proofs: tuple[ConsistencyProof, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldPackage:
    """The package in our hands, measured by whoever holds it.

    Attributes:
        package_sha256: digest of its `package.json`.
        request: what that document answers.
        containers: the parts that are here, with digests taken from the files themselves.
    """

    package_sha256: str
    request: RequestReference | None
    containers: tuple[ContainerReference, ...]


@dataclass(frozen=True, slots=True)
class ReceiptEvidence:
    """All that is at hand when a receipt is judged.

    Attributes:
        receipt: the bytes of `receipt.json`.
        seal: the validation of its signature, anchors of purpose `authority`, at the time of its
            token.
        issuer: who may seal, as we are configured.
        environment: training or production, as we are configured.
        statement: our own statement.
        log: None if the portal has given no proof (yet).
        package: None if the files are not at hand.
        intake: the bytes of the intake receipt of the same submission, if there was one.
        policy: what the request said the policy would be; None without a request.
    """

    receipt: bytes
    seal: SignatureFinding
    issuer: PortalIdentity
    environment: Environment
    statement: StatementEvidence
    log: LogEvidence | None
    package: HeldPackage | None = None
    intake: bytes | None = None
    policy: SubmissionPolicy | None = None


@dataclass(frozen=True, slots=True)
class DeliveryEvidence:
    """All that is at hand when a delivery is judged.

    Attributes:
        delivery: the bytes of `delivery.json`.
        seal: the validation of its signature, anchors of purpose `authority`.
        issuer, environment: as we are configured.
        participant: for whom we fetched.
        request: what was delivered, digest of the `request.json` in our hands.
        policy: the request's policy, for its numbers.
        sign_in_certificate: DER certificate of the sign-in that fetched it; None if not ours.
        log: None if the portal has given no proof (yet).
    """

    delivery: bytes
    seal: SignatureFinding
    issuer: PortalIdentity
    environment: Environment
    participant: ParticipantReference
    request: RequestReference
    policy: SubmissionPolicy
    sign_in_certificate: bytes | None = None
    log: LogEvidence | None = None


@dataclass(frozen=True, slots=True)
class ReceiptCase:
    """The evidence with its documents read: what a rule looks at."""

    evidence: ReceiptEvidence
    receipt: Receipt
    statement: Statement
    intake: Receipt | None


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """What is to be in the log.

    Attributes:
        document: `receipt.json` or `delivery.json`.
        content: its bytes.
        issuer: whose log it must be.
        environment: of the log.
        attested: the latest instant that the document states.
        max_skew_seconds: how far clocks may lie apart.
        named_by_statement: a state of the log that the statement's signer had seen.
    """

    document: str
    content: bytes
    issuer: PortalIdentity
    environment: Environment
    attested: datetime
    max_skew_seconds: int
    named_by_statement: LedgerPosition | None = None


@dataclass(frozen=True, slots=True)
class LogCase:
    """The question and the evidence with its documents read."""

    question: LogQuestion
    evidence: LogEvidence
    proof: LogProof
    head: TreeHead
