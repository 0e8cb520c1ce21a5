"""Is this receipt good? Is this delivery? Judged without I/O over all that is at hand.

    verdict = check_receipt(ReceiptEvidence(receipt=…, seal=…, statement=…, log=…, …))

TOTAL_PASSED: the authority we expect sealed, at a time that two tokens bound, that it has our
statement and (if final) every byte of our package, and its log has this receipt. The verdict on
the seal itself is part of it. All findings are told, each with its name (docs/formats.md, 13).
"""

import hashlib
from collections.abc import Iterator
from typing import TypeVar

from signing.evidence.delivery import Delivery
from signing.evidence.errors import DocumentError
from signing.evidence.log_proof import LogProof
from signing.evidence.receipt import Receipt
from signing.evidence.references import Environment
from signing.evidence.schema import Document
from signing.evidence.statement import Statement
from signing.evidence.tree_head import TreeHead
from signing.trust import PortalIdentity
from signing.validation.findings import Finding, SignatureFinding, failure, remark, verdict_of
from signing.validation.log_rules import LOG_RULES, no_log_proof
from signing.validation.receipt_evidence import (
    DELIVERY,
    LOG_PROOF,
    RECEIPT,
    STATEMENT,
    TREE_HEAD,
    DeliveryEvidence,
    HeldPackage,
    LogCase,
    LogEvidence,
    LogQuestion,
    ReceiptCase,
    ReceiptEvidence,
    StatementEvidence,
)
from signing.validation.receipt_rules import RULES, check_order, tell_stage
from signing.validation.seal_rules import (
    check_authority,
    check_environment,
    check_seal,
    check_sealed_in_time,
)
from signing.validation.tree_heads import check_head_age, check_tree_heads, verify_log_proof
from signing.validation.verdict import SubIndication, Verdict, combine

__all__ = [
    "DeliveryEvidence",
    "HeldPackage",
    "LogEvidence",
    "ReceiptEvidence",
    "StatementEvidence",
    "check_delivery",
    "check_head_age",
    "check_receipt",
    "check_receipt_alone",
    "check_tree_head",
    "check_tree_heads",
    "verify_log_proof",
]

D = TypeVar("D", bound=Document)


class _Unreadable(Exception):  # noqa: N818 - never leaves this module
    """A document of the evidence is none; carries the finding that says so."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding


def check_receipt(evidence: ReceiptEvidence) -> Verdict:
    """The verdict on a receipt whose statement we hold: seal, rules and log together."""
    try:
        case = ReceiptCase(
            evidence=evidence,
            receipt=_read(Receipt, evidence.receipt, RECEIPT),
            statement=_read(Statement, evidence.statement.content, STATEMENT),
            intake=None if evidence.intake is None else _read(Receipt, evidence.intake, RECEIPT),
        )
    except _Unreadable as unreadable:
        return _conclude([unreadable.finding], evidence.seal)
    findings = [finding for rule in RULES for finding in rule(case)]
    findings += _check_log(
        LogQuestion(
            document=RECEIPT,
            content=evidence.receipt,
            issuer=evidence.issuer,
            environment=evidence.environment,
            attested=case.receipt.attested,
            max_skew_seconds=case.receipt.policy.max_skew_seconds,
            named_by_statement=case.statement.tree_head,
        ),
        evidence.log,
    )
    return _conclude(findings, evidence.seal, evidence.log)


def check_receipt_alone(
    receipt: bytes,
    seal: SignatureFinding,
    issuer: PortalIdentity | None,
    environment: Environment | None,
) -> Verdict:
    """The verdict on a receipt of which nothing else is at hand.

    Args:
        receipt: the bytes of `receipt.json`.
        seal: the validation of its signature, anchors of purpose `authority`.
        issuer: who may seal, as configured; None takes the receipt's own word for it, and then
            the anchors given for this validation carry all the trust.
        environment: as configured; None accepts both.

    Returns:
        what seal and instants show; the remark `receipt.alone` says that statement, package and
        log were not compared.
    """
    try:
        found = _read(Receipt, receipt, RECEIPT)
    except _Unreadable as unreadable:
        return _conclude([unreadable.finding], seal)
    findings = [
        *check_authority(RECEIPT, found.issuer, seal, issuer or found.issuer),
        *check_seal(RECEIPT, seal),
        *check_environment(RECEIPT, found.environment, environment or found.environment),
        *check_order(found),
        *check_sealed_in_time(RECEIPT, found.attested, seal.trusted_time, found.policy),
        *tell_stage(found),
        remark("receipt.alone"),
    ]
    return _conclude(findings, seal)


def check_delivery(evidence: DeliveryEvidence) -> Verdict:
    """The verdict on a delivery: the authority made this request available, or handed it over."""
    try:
        delivery = _read(Delivery, evidence.delivery, DELIVERY)
    except _Unreadable as unreadable:
        return _conclude([unreadable.finding], evidence.seal)
    seal, policy = evidence.seal, evidence.policy
    findings = [
        *check_authority(DELIVERY, delivery.issuer, seal, evidence.issuer),
        *check_seal(DELIVERY, seal),
        *check_environment(DELIVERY, delivery.environment, evidence.environment),
        *_check_delivered(delivery, evidence),
        *check_sealed_in_time(DELIVERY, delivery.time, seal.trusted_time, policy),
        *_check_log(
            LogQuestion(
                document=DELIVERY,
                content=evidence.delivery,
                issuer=evidence.issuer,
                environment=evidence.environment,
                attested=delivery.time,
                max_skew_seconds=policy.max_skew_seconds,
            ),
            evidence.log,
        ),
    ]
    return _conclude(findings, seal, evidence.log)


def check_tree_head(
    head: TreeHead, seal: SignatureFinding, issuer: PortalIdentity, environment: Environment
) -> Verdict:
    """Whether a head is the authority's: to be asked before it is kept or compared."""
    findings = [
        *check_authority(TREE_HEAD, head.issuer, seal, issuer),
        *check_seal(TREE_HEAD, seal),
        *check_environment(TREE_HEAD, head.environment, environment),
    ]
    return _conclude(findings, seal)


def _check_delivered(delivery: Delivery, evidence: DeliveryEvidence) -> Iterator[Finding]:
    """To us, of this request, and handed to the holder of our sign-in."""
    if delivery.request != evidence.request:
        yield failure(
            "receipt.wrong_request",
            SubIndication.HASH_FAILURE,
            document=DELIVERY,
            expected=evidence.request.id,
            found=delivery.request.id,
        )
    if delivery.participant != evidence.participant:
        yield failure(
            "receipt.wrong_participant",
            document=DELIVERY,
            expected=evidence.participant.id,
            found=delivery.participant.id,
        )
    if delivery.signer is not None and evidence.sign_in_certificate is not None:
        digest = hashlib.sha256(evidence.sign_in_certificate).hexdigest()
        if delivery.signer.certificate_sha256 != digest:
            yield failure(
                "receipt.wrong_signer",
                SubIndication.HASH_FAILURE,
                document=DELIVERY,
                found=delivery.signer.name,
            )


def _conclude(
    findings: list[Finding], seal: SignatureFinding, log: LogEvidence | None = None
) -> Verdict:
    """Rules first, so that their names head the reasons; then what the signatures' checks say."""
    seals = [seal.verdict] if log is None else [seal.verdict, log.head_seal.verdict]
    return combine([verdict_of(findings), *seals])


def _check_log(question: LogQuestion, evidence: LogEvidence | None) -> Iterator[Finding]:
    """The rules of the log, or that its documents cannot be read."""
    if evidence is None:
        yield no_log_proof(question)
        return
    try:
        proof = _read(LogProof, evidence.proof, LOG_PROOF)
        head = _read(TreeHead, evidence.head, TREE_HEAD)
    except _Unreadable as unreadable:
        yield unreadable.finding
        return
    case = LogCase(question, evidence, proof, head)
    for rule in LOG_RULES:
        yield from rule(case)


def _read(cls: type[D], content: bytes, document: str) -> D:
    try:
        return cls.from_bytes(content)
    except DocumentError as error:
        facts = {name: fact for name, fact in error.facts.items() if fact is not None}
        facts["document"] = document
        raise _Unreadable(failure(error.code, SubIndication.FORMAT_FAILURE, **facts)) from error
