"""A receipt judged by everything that lies beside it, found by digests and not by names.

A folder as `receipts export` writes it holds the whole proof: statement, containers, intake
receipt, log proof and tree head. Of a receipt that lies alone only the seal and its own instants
can be judged, and the verdict says so.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from signing.asic.errors import ContainerError
from signing.evidence.errors import DocumentError
from signing.evidence.log_proof import LogProof
from signing.evidence.receipt import Receipt
from signing.evidence.sealed import MAX_SEALED_BYTES, SealedDocument, open_sealed
from signing.evidence.statement import Statement
from signing.trust import PortalIdentity, TrustPurpose
from signing.validation.findings import SignatureFinding
from signing.validation.receipt import check_receipt, check_receipt_alone
from signing.validation.receipt_evidence import (
    RECEIPT,
    STATEMENT,
    TREE_HEAD,
    HeldPackage,
    LogEvidence,
    ReceiptEvidence,
    StatementEvidence,
)
from signing.validation.sealed import validate_sealed
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Verdict

_MOST_FILES = 200
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Judges:
    """The settings of a validation, by the purpose that the anchor must have."""

    authority: ValidationSettings
    participant: ValidationSettings

    def seal(self, sealed: SealedDocument, purpose: TrustPurpose) -> SignatureFinding:
        """The validation of a sealed document's signature."""
        settings = self.authority if purpose is TrustPurpose.AUTHORITY else self.participant
        return validate_sealed(sealed, settings)


def judge_receipt(path: Path, judges: Judges, identity: PortalIdentity | None) -> Verdict:
    """The verdict on a receipt with whatever lies beside it.

    Args:
        path: the sealed receipt.
        judges: how signatures are validated.
        identity: who may seal, as configured; None takes the receipt's own word.

    Raises:
        DocumentError, ContainerError: it is no receipt.
    """
    sealed = open_sealed(path, RECEIPT)
    receipt = Receipt.from_bytes(sealed.content)
    seal = judges.seal(sealed, TrustPurpose.AUTHORITY)
    folder = _Folder(path, receipt)
    statement = folder.statement
    if statement is None:
        return check_receipt_alone(sealed.content, seal, identity, None)
    return check_receipt(
        ReceiptEvidence(
            receipt=sealed.content,
            seal=seal,
            issuer=identity or receipt.issuer,
            environment=receipt.environment,
            statement=StatementEvidence(
                content=statement.content,
                container_sha256=statement.container_sha256,
                signature=judges.seal(statement, TrustPurpose.PARTICIPANT),
            ),
            log=folder.log(sealed.content, judges),
            package=folder.package(Statement.from_bytes(statement.content)),
            intake=folder.intake,
        )
    )


class _Folder:
    """What lies beside a receipt and belongs to it."""

    def __init__(self, path: Path, receipt: Receipt) -> None:
        self._receipt = receipt
        try:
            beside = sorted(one for one in path.absolute().parent.iterdir() if one.is_file())
        except OSError:
            beside = []
        self._files = beside[:_MOST_FILES]

    @cached_property
    def statement(self) -> SealedDocument | None:
        """The statement that the receipt names."""
        for sealed in self._sealed(STATEMENT):
            if sealed.container_sha256 == self._receipt.statement_sha256:
                return sealed
        return None

    @cached_property
    def intake(self) -> bytes | None:
        """The bytes of the intake receipt that the receipt names."""
        for sealed in self._sealed(RECEIPT):
            if sealed.content_sha256 == self._receipt.intake_sha256:
                return sealed.content
        return None

    def log(self, receipt: bytes, judges: Judges) -> LogEvidence | None:
        """The proof for this receipt with the head it is for."""
        leaf = hashlib.sha256(b"\x00" + receipt).hexdigest()
        heads = {sealed.container_sha256: sealed for sealed in self._sealed(TREE_HEAD)}
        for content in self._small(".json"):
            try:
                proof = LogProof.from_bytes(content)
            except DocumentError:
                continue
            head = heads.get(proof.tree_head_sha256)
            if proof.leaf_hash == leaf and head is not None:
                return LogEvidence(
                    proof=content,
                    head=head.content,
                    head_container_sha256=head.container_sha256,
                    head_seal=judges.seal(head, TrustPurpose.AUTHORITY),
                )
        return None

    def package(self, statement: Statement) -> HeldPackage | None:
        """The containers that are here, by their own digests; None if there is none."""
        wanted = {one.size_bytes for one in statement.containers}
        here = {_sha256(path) for path in self._files if path.stat().st_size in wanted}
        found = tuple(one for one in statement.containers if one.sha256 in here)
        if not found:
            return None
        return HeldPackage(statement.package_sha256, statement.request, found)

    def _sealed(self, document_name: str) -> Iterator[SealedDocument]:
        for content in self._small(".asice"):
            try:
                yield open_sealed(content, document_name)
            except (DocumentError, ContainerError):
                continue

    def _small(self, suffix: str) -> Iterator[bytes]:
        for path in self._files:
            if path.suffix == suffix and path.stat().st_size <= MAX_SEALED_BYTES:
                yield path.read_bytes()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
