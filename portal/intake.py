"""Takes statements in: `POST /submissions` (docs/protocol.md, 4)."""

import base64
import hmac
import json
import shutil
from dataclasses import dataclass, replace
from uuid import uuid4

from sqlalchemy import Connection

from portal.core import PortalCore
from portal.judge import SignatureJudge
from portal.problem import Problem, ProblemCode
from portal.receipts import ReceiptDesk
from portal.request_desk import DEFAULT_POLICY
from portal.rules.receipts import StatementReceived, intake_receipt, rejection_receipt
from portal.rules.signatures import signature_problem
from portal.rules.signers import may_act, signer_reference
from portal.rules.statements import RequestStanding, StatementFacts, statement_rejection
from portal.store import requests, submissions
from portal.store.submissions import StoredReceipt, StoredSubmission
from signing.asic.errors import ContainerError
from signing.credentials.certificate import CertificateSummary
from signing.evidence.errors import DocumentError
from signing.evidence.receipt import ReceiptStage, RejectionCode
from signing.evidence.references import SubmissionPolicy
from signing.evidence.sealed import SealedDocument, open_sealed
from signing.evidence.statement import Statement
from signing.evidence.values import whole_seconds

RESERVED_DISK_BYTES = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A statement with its intake receipt; `is_new` False if it had been taken in before."""

    submission: StoredSubmission
    receipt: StoredReceipt
    is_new: bool


@dataclass(frozen=True, slots=True)
class IntakeDesk:
    """Decides on statements and seals what was decided."""

    core: PortalCore
    judge: SignatureJudge
    receipts: ReceiptDesk

    def take(self, container: bytes) -> TakenIn:
        """Take in a statement that has arrived completely.

        Raises:
            Problem: not a statement for this portal (nothing is recorded), rejected (a sealed
                rejection is), its nonce used for another statement, no room.
        """
        started = whole_seconds(self.core.clock())
        sealed, statement = self._read(container)
        known = self._known(sealed.container_sha256)
        if known is not None:
            return known
        report = self.judge.judge(sealed.cms, sealed.manifest)
        problem = signature_problem(report)
        certificate = report.signer
        if certificate is None:
            raise Problem(ProblemCode.NOT_WELL_FORMED, "the signature names no certificate")
        with self.core.database.writing() as connection:
            taken = self._taken_already(connection, sealed.container_sha256)
            if taken is not None:
                return taken
            facts = self._facts(connection, statement, certificate, problem)
            received = StatementReceived(
                statement=statement,
                statement_sha256=sealed.container_sha256,
                signer=signer_reference(certificate),
                started=started,
                policy=_policy(connection, statement),
                environment=self.core.environment,
            )
            codes = statement_rejection(facts)
            if not codes:
                return self._accept(connection, received, container)
            rejection = self._reject(connection, received, facts, codes)
        raise _rejected(rejection)

    def capability(self, statement_sha256: str) -> str:
        """The secret that opens the submission of this statement: derived, so never stored."""
        secret = self.core.infrastructure.capability_secret
        digest = hmac.digest(secret, f"capability:{statement_sha256}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def opened_by(self, connection: Connection, nonce: str, capability: str) -> StoredSubmission:
        """The submission with this nonce that this capability opens.

        Raises:
            Problem: no such submission, or the capability is another's.
        """
        candidates = submissions.submissions_of_nonce(connection, nonce)
        if not candidates:
            raise Problem(ProblemCode.SUBMISSION_UNKNOWN)
        for submission in candidates:
            expected = self.capability(submission.statement_sha256)
            if hmac.compare_digest(expected.encode(), capability.encode()):
                return submission
        raise Problem(ProblemCode.CAPABILITY_WRONG)

    def require_capability(self, submission: StoredSubmission, capability: str) -> None:
        """Raises Problem unless the capability is this submission's."""
        expected = self.capability(submission.statement_sha256)
        if not hmac.compare_digest(expected.encode(), capability.encode()):
            raise Problem(ProblemCode.CAPABILITY_WRONG)

    def _read(self, container: bytes) -> tuple[SealedDocument, Statement]:
        try:
            sealed = open_sealed(container, "statement.json")
            statement = Statement.from_bytes(sealed.content)
        except (DocumentError, ContainerError) as error:
            raise Problem(ProblemCode.NOT_WELL_FORMED, error.code) from error
        if statement.recipient != self.core.identity:
            raise Problem(ProblemCode.NOT_WELL_FORMED, "the recipient is another portal")
        return sealed, statement

    def _known(self, statement_sha256: str) -> TakenIn | None:
        with self.core.database.reading() as connection:
            return self._taken_already(connection, statement_sha256)

    def _taken_already(self, connection: Connection, statement_sha256: str) -> TakenIn | None:
        """What was said of exactly these bytes before, or None.

        Raises:
            Problem: they were rejected; with the same sealed rejection as the first time.
        """
        submission = submissions.submission_of_statement(connection, statement_sha256)
        receipts = {
            receipt.stage: receipt
            for receipt in submissions.receipts_of(connection, statement_sha256)
        }
        if submission is not None:
            return TakenIn(submission, receipts[ReceiptStage.INTAKE], is_new=False)
        if ReceiptStage.REJECTED in receipts:
            raise _rejected(receipts[ReceiptStage.REJECTED])
        return None

    def _facts(
        self,
        connection: Connection,
        statement: Statement,
        certificate: CertificateSummary,
        problem: RejectionCode | None,
    ) -> StatementFacts:
        return StatementFacts(
            statement=statement,
            signature=problem,
            signer_may_act=may_act(
                statement.participant,
                statement.representative,
                certificate,
                lambda whose, iin, power: submissions.knows_power(connection, whose, iin, power),
            ),
            request=_standing(connection, statement),
            limits=self.core.limits,
        )

    def _accept(
        self, connection: Connection, received: StatementReceived, container: bytes
    ) -> TakenIn:
        statement = received.statement
        if submissions.nonce_is_used(connection, statement.participant, statement.nonce):
            raise Problem(ProblemCode.NONCE_REUSED)
        announced = sum(part.size_bytes for part in statement.containers)
        if announced + RESERVED_DISK_BYTES > shutil.disk_usage(self.core.home.uploads).free:
            raise Problem(ProblemCode.DISK_FULL)
        complete_by = received.started + self.core.limits.complete_within
        policy = replace(received.policy, complete_by=complete_by)
        submissions.add_submission(
            connection,
            statement,
            statement_sha256=received.statement_sha256,
            container_bytes=container,
            signer=received.signer,
            policy=policy,
            started=received.started,
            complete_by=complete_by,
        )
        receipt = intake_receipt(replace(received, policy=policy), str(uuid4()))
        sealed = self.receipts.record(connection, receipt)
        submission = submissions.submission_of_statement(connection, received.statement_sha256)
        if submission is None:
            raise LookupError("a submission just recorded is not there")
        return TakenIn(submission, sealed, is_new=True)

    def _reject(
        self,
        connection: Connection,
        received: StatementReceived,
        facts: StatementFacts,
        codes: tuple[RejectionCode, ...],
    ) -> StoredReceipt:
        decided = whole_seconds(self.core.clock())
        receipt = rejection_receipt(received, str(uuid4()), None, decided, codes)
        by_the_participant = facts.signature is None and facts.signer_may_act
        return self.receipts.record(connection, receipt, tell=by_the_participant)


def _standing(connection: Connection, statement: Statement) -> RequestStanding:
    reference = statement.request
    if reference is None:
        return RequestStanding.NONE_NAMED
    named = requests.find_request(connection, reference.id, reference.version)
    whose = (statement.participant.kind.value, statement.participant.id)
    if (
        named is None
        or named.sha256 != reference.sha256
        or (named.participant_kind, named.participant_id) != whose
    ):
        return RequestStanding.UNKNOWN
    newest = requests.newest_request(connection, reference.id)
    withdrawn = newest is not None and newest.withdrawn
    return RequestStanding.WITHDRAWN if withdrawn else RequestStanding.KNOWN


def _policy(connection: Connection, statement: Statement) -> SubmissionPolicy:
    """The policy that the request states, else the portal's usual one; `complete_by` unset."""
    reference = statement.request
    if reference is not None:
        named = requests.find_request(connection, reference.id, reference.version)
        if named is not None and named.sha256 == reference.sha256:
            return SubmissionPolicy.from_json(json.loads(named.document)["policy"])
    return SubmissionPolicy.from_json(DEFAULT_POLICY)


def _rejected(receipt: StoredReceipt) -> Problem:
    encoded = base64.b64encode(receipt.container).decode()
    return Problem(ProblemCode.REJECTED, members={"receipt": encoded})
