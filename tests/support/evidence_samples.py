"""Well-formed documents of every type, to be bent by tests with `dataclasses.replace`."""

import hashlib
from datetime import UTC, date, datetime

from signing.evidence.delivery import (
    Acknowledgement,
    AcknowledgementAction,
    Delivery,
    DeliveryEvent,
)
from signing.evidence.ledger_entry import LedgerEntry, LedgerEvent
from signing.evidence.log_proof import ConsistencyProof, LogProof
from signing.evidence.merkle import EMPTY_ROOT
from signing.evidence.receipt import (
    Receipt,
    ReceiptEvent,
    ReceiptStage,
    RejectionCode,
    RejectionReason,
)
from signing.evidence.references import (
    CertificateRole,
    ContainerReference,
    CountedInstant,
    Environment,
    LanguageTexts,
    LedgerPosition,
    ParticipantKind,
    ParticipantReference,
    PowerOfAttorney,
    Representative,
    RequestReference,
    SignerReference,
    SubmissionPolicy,
)
from signing.evidence.sign_in import SignIn
from signing.evidence.statement import Statement
from signing.evidence.tree_head import TreeHead
from signing.trust import PortalIdentity

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


PORTAL = PortalIdentity(
    "Оқу порталы", "https://127.0.0.1:8443", seal_spki_sha256=digest("seal key")
)
PARTICIPANT = ParticipantReference(ParticipantKind.BIN, "000740000728", "«Қолхат» ЖШС")
REQUEST = RequestReference("KGD-2026-17", 1, digest("request"))
TEXTS = LanguageTexts(en="A digest differs", kk="Дайджест өзгеше", ru="Дайджест отличается")
SIGNER = SignerReference("ТЕСТ ТЕСТОВИЧ", "123456789011", "000740000728", digest("certificate"))
CONTAINERS = (
    ContainerReference(1, digest("container 1"), 1000, digest("manifest 1")),
    ContainerReference(2, digest("container 2"), 2000, digest("manifest 2")),
)
POLICY = SubmissionPolicy(
    id="training-1",
    counts=CountedInstant.INTAKE,
    max_skew_seconds=60,
    max_seal_gap_seconds=600,
    complete_by=datetime(2026, 11, 23, 18, 0, 0, tzinfo=UTC),
)
STATEMENT = Statement(
    recipient=PORTAL,
    request=REQUEST,
    package_sha256=digest("package"),
    containers=CONTAINERS,
    participant=PARTICIPANT,
    representative=Representative("123456789011", "ТЕСТ ТЕСТОВИЧ", CertificateRole()),
    nonce="00112233445566778899aabbccddeeff",
    declared_time=NOON,
    declared_offset="+05:00",
    previous_receipt_sha256=None,
    ledger=LedgerPosition(0, EMPTY_ROOT.hex()),
    tree_head=None,
)
RECEIPT = Receipt(
    event=ReceiptEvent.ACCEPTANCE,
    stage=ReceiptStage.FINAL,
    evidence_id="5f0c6b0e-9d2a-4f53-8d38-0a1f5b6c7d8e",
    environment=Environment.TRAINING,
    policy=POLICY,
    issuer=PORTAL,
    statement_sha256=digest("statement container"),
    nonce=STATEMENT.nonce,
    request=REQUEST,
    package_sha256=STATEMENT.package_sha256,
    containers=CONTAINERS,
    participant=PARTICIPANT,
    signer=SIGNER,
    intake_sha256=digest("intake"),
    started=datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC),
    received=datetime(2026, 11, 23, 12, 3, 0, tzinfo=UTC),
    verified=datetime(2026, 11, 23, 12, 3, 2, tzinfo=UTC),
    reasons=(),
)
DELIVERY = Delivery(
    event=DeliveryEvent.HANDOVER,
    evidence_id="0b9c2a44-0d7e-4a46-a7a5-9f1f37d5f001",
    environment=Environment.TRAINING,
    issuer=PORTAL,
    participant=PARTICIPANT,
    request=REQUEST,
    signer=SIGNER,
    time=NOON,
)
TREE_HEAD = TreeHead(
    environment=Environment.TRAINING,
    issuer=PORTAL,
    max_age_seconds=86400,
    root_hash=digest("root"),
    time=NOON,
    tree_size=8,
)
DOCUMENTS = (
    STATEMENT,
    RECEIPT,
    DELIVERY,
    TREE_HEAD,
    Acknowledgement(
        action=AcknowledgementAction.OPENED,
        declared_time=NOON,
        declared_offset="-03:30",
        nonce="ffeeddccbbaa99887766554433221100",
        participant=PARTICIPANT,
        recipient=PORTAL,
        request=REQUEST,
    ),
    LogProof(
        inclusion_path=(digest("a"), digest("b"), digest("c")),
        leaf_hash=digest("leaf"),
        leaf_index=5,
        tree_head_sha256=digest("head"),
        tree_size=8,
    ),
    ConsistencyProof(consistency_path=(digest("a"),), first_size=4, second_size=8),
    SignIn(
        participant=PARTICIPANT,
        portal_nonce="0123456789abcdef0123456789abcdef",
        portal_origin="https://127.0.0.1:8443",
        time=NOON,
    ),
    LedgerEntry(
        digests={"receipt": digest("receipt")},
        epoch=0,
        event=LedgerEvent.RECEIPT_FINAL,
        facts={"stage": "final"},
        participant=PARTICIPANT,
        sequence=12,
        subject="00112233445566778899aabbccddeeff",
        time=NOON,
    ),
)
BY_POWER_OF_ATTORNEY = Representative(
    "123456789011", "ТЕСТ ТЕСТОВИЧ", PowerOfAttorney("17/2026", date(2026, 3, 1))
)
REJECTION_REASON = RejectionReason(RejectionCode.DIGEST_DIFFERS, TEXTS)
LAPSE_REASON = RejectionReason(RejectionCode.NOT_COMPLETE_IN_TIME, TEXTS)
