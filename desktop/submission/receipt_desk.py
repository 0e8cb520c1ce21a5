"""Where receipts are judged as they arrive: seal, rules, place in the log, one log for everybody.

Nothing is believed because it came over TLS. What the rules are is `signing.validation.receipt`;
here the evidence for them is gathered: the seal's validation, the log's proof and head, and a
consistency proof from every head that binds the portal in this matter.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

from desktop.errors import PortalError, ReceiptNotGoodError
from desktop.submission.journal import Journal, JudgedReceipt
from desktop.submission.portal_client import PortalClient
from desktop.submission.statement import STATEMENT_DOCUMENT, container_references
from desktop.submission.trust import PortalTrust
from desktop.submission_record import SubmissionRecord
from signing.asic.errors import ContainerError
from signing.evidence.errors import DocumentError
from signing.evidence.log_proof import ConsistencyProof
from signing.evidence.merkle import leaf_hash
from signing.evidence.receipt import Receipt
from signing.evidence.references import SubmissionPolicy
from signing.evidence.sealed import SealedDocument, open_sealed
from signing.evidence.statement import Statement
from signing.evidence.tree_head import TreeHead
from signing.trust import TrustPurpose
from signing.validation.receipt import check_receipt
from signing.validation.receipt_evidence import (
    RECEIPT,
    TREE_HEAD,
    HeldPackage,
    LogEvidence,
    ReceiptEvidence,
    StatementEvidence,
)
from signing.validation.sealed import validate_sealed
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Indication

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, against which a receipt is judged. `intake` are the bytes of its receipt."""

    record: SubmissionRecord
    statement: SealedDocument
    policy: SubmissionPolicy | None
    intake: bytes | None


@dataclass(frozen=True, slots=True)
class _Log:
    """What the log says of one leaf."""

    evidence: LogEvidence
    head_container: bytes
    head: TreeHead


class ReceiptDesk:
    """Judges what a portal sends as a receipt. `session` is for revocation data."""

    def __init__(
        self,
        portal: PortalClient,
        journal: Journal,
        trust: PortalTrust,
        session: Callable[[], requests.Session],
    ) -> None:
        self._portal = portal
        self._journal = journal
        self._trust = trust
        self._session = session

    def judge(self, container: bytes, sent: Sent) -> JudgedReceipt:
        """The verdict on a sealed receipt that just came, with its proofs.

        Raises:
            ReceiptNotGoodError: it is no receipt at all; the bytes are kept as evidence.
        """
        try:
            sealed = open_sealed(container, RECEIPT)
            receipt = Receipt.from_bytes(sealed.content)
        except (DocumentError, ContainerError) as error:
            self._journal.refuse_receipt(sent.record, container, error.code)
            raise ReceiptNotGoodError(str(error), reason=error.code) from error
        log = self._log_of(sealed.content, sent)
        evidence = ReceiptEvidence(
            receipt=sealed.content,
            seal=validate_sealed(sealed, self._settings(TrustPurpose.AUTHORITY)),
            issuer=self._trust.identity,
            environment=self._trust.environment,
            statement=StatementEvidence(
                content=sent.statement.content,
                container_sha256=sent.statement.container_sha256,
                signature=validate_sealed(sent.statement, self._settings(TrustPurpose.PARTICIPANT)),
            ),
            log=None if log is None else log.evidence,
            package=_held(sent),
            intake=sent.intake,
            policy=sent.policy,
        )
        return JudgedReceipt(
            container=container,
            content=sealed.content,
            receipt=receipt,
            verdict=check_receipt(evidence),
            log_proof=None if log is None else log.evidence.proof,
            tree_head=None if log is None else log.head_container,
            head=None if log is None else log.head,
        )

    def _settings(self, purpose: TrustPurpose) -> ValidationSettings:
        return self._trust.settings(purpose, self._journal.now(), self._session())

    def _log_of(self, receipt: bytes, sent: Sent) -> _Log | None:
        """The log's head and proof for these bytes; None if the portal gives none now."""
        try:
            container = self._portal.log_head()
            sealed = open_sealed(container, TREE_HEAD)
            head = TreeHead.from_bytes(sealed.content)
            seal = validate_sealed(sealed, self._settings(TrustPurpose.AUTHORITY))
            proof = self._portal.inclusion(leaf_hash(receipt).hex(), head.tree_size)
            known = self._binding_heads(sent, head)
            proofs = tuple(self._consistency(one, head) for one in known)
        except (PortalError, DocumentError, ContainerError) as error:
            _log.warning("no proof of the log: %s", error)
            return None
        good = seal.verdict.indication is Indication.TOTAL_PASSED
        if good and self._trust.identity == head.issuer:
            self._journal.see_head(sent.record, container, head)
        return _Log(
            LogEvidence(
                proof=proof,
                head=sealed.content,
                head_container_sha256=hashlib.sha256(container).hexdigest(),
                head_seal=seal,
                known_heads=tuple(known),
                consistency_proofs=tuple(one for one in proofs if one is not None),
            ),
            container,
            head,
        )

    def _binding_heads(self, sent: Sent, head: TreeHead) -> list[TreeHead]:
        """The heads to be joined with this one: the largest seen, the statement's, and its equals.

        All others were joined with one of these when they were seen.
        """
        origin = sent.record.portal_origin
        stated = Statement.from_bytes(sent.statement.content).tree_head
        sizes = {head.tree_size} | ({stated.size} if stated else set())
        found = [one for size in sizes for one in self._journal.heads_of_size(origin, size)]
        largest = self._journal.largest_head(origin)
        if largest is not None and largest not in found:
            found.append(largest)
        return found

    def _consistency(self, old: TreeHead, new: TreeHead) -> ConsistencyProof | None:
        first, second = sorted((old.tree_size, new.tree_size))
        if first in {0, second}:
            return None
        return ConsistencyProof.from_bytes(self._portal.consistency(first, second))


def open_statement(path: Path) -> SealedDocument:
    """The statement that was sent, from its file."""
    return open_sealed(path, STATEMENT_DOCUMENT)


def _held(sent: Sent) -> HeldPackage | None:
    if sent.record.package_sha256 is None:
        return None
    return HeldPackage(
        package_sha256=sent.record.package_sha256,
        request=Statement.from_bytes(sent.statement.content).request,
        containers=container_references(sent.record),
    )
