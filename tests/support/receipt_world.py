"""An honest participant and an honest portal, judged without cryptography, for tests to bend.

`World` holds the plain documents; `evidence()` seals them in the sense that the digests and the
log agree. Signatures are reports, as a validation would have given them.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from signing.credentials.certificate import summarize_certificate
from signing.evidence.log_proof import ConsistencyProof, LogProof
from signing.evidence.merkle import MemoryNodeStore, MerkleTree, leaf_hash
from signing.evidence.receipt import Receipt, ReceiptStage
from signing.evidence.references import Environment, LedgerPosition, SignerReference
from signing.evidence.tree_head import TreeHead
from signing.trust import PortalIdentity, spki_sha256
from signing.validation.receipt import check_receipt
from signing.validation.receipt_evidence import (
    HeldPackage,
    LogEvidence,
    ReceiptEvidence,
    StatementEvidence,
)
from signing.validation.signature import SignatureReport
from signing.validation.timestamp import TimestampReport
from signing.validation.verdict import Indication, Verdict
from tests.support.evidence_samples import CONTAINERS, POLICY, RECEIPT, STATEMENT
from tests.support.pki import NOW, Identity, TestTsa, common_name, ec_key, test_pki

PASSED = Verdict(Indication.TOTAL_PASSED)
SECOND = timedelta(seconds=1)


def seal_identity(name: str = "seal") -> Identity:
    """Who seals for a portal: a certificate of the test CA."""
    authority, key = test_pki().ca, ec_key(name)
    return Identity(key, authority.issue(common_name(name), key.public_key()), authority)


SEAL = seal_identity()
PORTAL = PortalIdentity("Портал", "https://127.0.0.1:8443", seal_spki_sha256=spki_sha256(SEAL.der))


def timestamped(tsa: TestTsa, at: datetime) -> tuple[TimestampReport, ...]:
    token = replace(tsa, clock=lambda: at).request(hashlib.sha256(b"signature").digest())
    return (TimestampReport(PASSED, token, None),)


def report(signer: Identity, tsa: TestTsa, at: datetime | None, verdict=PASSED) -> SignatureReport:
    """What a validation says of a signature of this signer with a token of this TSA."""
    return SignatureReport(
        verdict=verdict,
        intact=True,
        signer=summarize_certificate(signer.der),
        signer_certificate=signer.der,
        signing_time_claimed=at,
        trusted_time=at,
        timestamps=() if at is None else timestamped(tsa, at),
    )


def signer_of(identity: Identity) -> SignerReference:
    found = summarize_certificate(identity.der)
    return SignerReference(found.subject, found.iin, found.bin, found.sha256)


def tree_of(*leaves: bytes) -> MerkleTree:
    tree = MerkleTree(MemoryNodeStore())
    for leaf in leaves:
        tree.append(leaf)
    return tree


def head_of(tree: MerkleTree, time: datetime, size: int | None = None, issuer=PORTAL) -> TreeHead:
    size = tree.size if size is None else size
    root = tree.root(size).hex()
    return TreeHead(Environment.TRAINING, issuer, 86400, root, time, size)


def consistency(tree: MerkleTree, first: int, second: int) -> ConsistencyProof:
    path = tuple(digest.hex() for digest in tree.consistency_path(first, second))
    return ConsistencyProof(path, first, second)


@dataclass
class World:
    """Bend a field, then judge. The default is an honest final receipt after an intake."""

    statement_token: datetime | None = NOW
    seal_token: datetime | None = NOW + timedelta(seconds=190)
    statement_tsa: TestTsa = field(default_factory=lambda: test_pki().tsa)
    seal_tsa: TestTsa = field(default_factory=lambda: test_pki().second_tsa)
    signer: Identity = field(default_factory=lambda: test_pki().head)
    sealer: Identity = SEAL
    issuer: PortalIdentity = PORTAL
    environment: Environment = Environment.TRAINING
    statement_sha256: str = hashlib.sha256(b"the statement container").hexdigest()
    statement_verdict: Verdict = PASSED
    seal_verdict: Verdict = PASSED
    changes: dict = field(default_factory=dict)  # what the portal falsifies in the receipt
    intake_changes: dict = field(default_factory=dict)
    has_intake: bool = True
    held: HeldPackage | None = None
    holds_package: bool = True
    policy_announced: object = replace(POLICY, complete_by=None)
    earlier_leaves: tuple[bytes, ...] = (b"one", b"two", b"three")
    later_leaves: tuple[bytes, ...] = (b"five", b"six")
    log_changes: dict = field(default_factory=dict)
    has_log: bool = True
    head_delay: timedelta = 200 * SECOND

    def __post_init__(self):
        self.log = tree_of(*self.earlier_leaves)
        self.seen = LedgerPosition(self.log.size, self.log.root().hex())
        self.statement = replace(STATEMENT, recipient=PORTAL, tree_head=self.seen)

    def bent(self, **changes) -> "World":
        """This world with some fields of the receipt falsified."""
        return replace(self, changes={**self.changes, **changes})

    def intake(self) -> Receipt:
        honest = replace(
            RECEIPT,
            stage=ReceiptStage.INTAKE,
            issuer=PORTAL,
            statement_sha256=self.statement_sha256,
            signer=signer_of(self.signer),
            intake_sha256=None,
            received=RECEIPT.started,
            verified=None,
        )
        return replace(honest, **self.intake_changes)

    def receipt(self) -> Receipt:
        digest = hashlib.sha256(self.intake().to_bytes()).hexdigest()
        honest = replace(
            RECEIPT,
            issuer=PORTAL,
            statement_sha256=self.statement_sha256,
            signer=signer_of(self.signer),
            intake_sha256=digest,
        )
        return replace(honest, **self.changes)

    def evidence(self) -> ReceiptEvidence:
        content = self.receipt().to_bytes()
        held = self.held or HeldPackage(STATEMENT.package_sha256, STATEMENT.request, CONTAINERS)
        return ReceiptEvidence(
            receipt=content,
            seal=report(self.sealer, self.seal_tsa, self.seal_token, self.seal_verdict),
            issuer=self.issuer,
            environment=self.environment,
            statement=StatementEvidence(
                self.statement.to_bytes(),
                self.statement_sha256,
                report(
                    self.signer, self.statement_tsa, self.statement_token, self.statement_verdict
                ),
            ),
            log=self.log_evidence(content) if self.has_log else None,
            package=held if self.holds_package else None,
            intake=self.intake().to_bytes() if self.has_intake else None,
            policy=self.policy_announced,
        )

    def log_evidence(self, content: bytes) -> LogEvidence:
        tree = tree_of(*self.earlier_leaves, content, *self.later_leaves)
        head = head_of(tree, NOW + self.head_delay)
        head_sha256 = hashlib.sha256(b"container" + head.to_bytes()).hexdigest()
        index = len(self.earlier_leaves)
        proof = LogProof(
            tuple(digest.hex() for digest in tree.inclusion_path(index)),
            leaf_hash(content).hex(),
            index,
            head_sha256,
            tree.size,
        )
        honest = LogEvidence(
            proof=proof.to_bytes(),
            head=head.to_bytes(),
            head_container_sha256=head_sha256,
            head_seal=report(SEAL, self.seal_tsa, head.time),
            known_heads=(head_of(tree, NOW, index),),
            consistency_proofs=(consistency(tree, index, tree.size),),
        )
        return replace(honest, **self.log_changes)

    def judge(self) -> Verdict:
        return check_receipt(self.evidence())
