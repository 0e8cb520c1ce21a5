"""The steps that need the portal and no key: hand in, upload, wait for the decision, judge it."""

import hashlib
import logging
from dataclasses import replace

from desktop.errors import (
    NotSignedInError,
    PortalBusyError,
    PortalError,
    PortalNonsenseError,
    PortalNotTrustedError,
    PortalRefusedError,
    PortalUnreachableError,
    ReceiptNotGoodError,
    ReceiptUndecidedError,
    StatementDamagedError,
    StatementRejectedError,
)
from desktop.ledger_note import LedgerEvent, LedgerNote
from desktop.submission.answers import Intake, PortalState, SubmissionAnswer, decode_base64
from desktop.submission.context import Matter, Tools
from desktop.submission.journal import JudgedReceipt
from desktop.submission.making import STATEMENT_FILE
from desktop.submission.portal_client import Authorisation, bearer, capability
from desktop.submission.receipt_desk import Sent, open_statement
from desktop.submission.tus import TusClient, UploadTarget
from desktop.submission.watch import Watch
from desktop.submission_record import (
    PartRecord,
    StoppedBy,
    SubmissionRecord,
    SubmissionStatus,
    SubmissionStep,
)
from signing.evidence.receipt import ReceiptStage
from signing.evidence.sealed import SealedDocument, open_sealed
from signing.validation.receipt_evidence import RECEIPT
from signing.validation.verdict import Indication

_log = logging.getLogger(__name__)
DECISION_PATIENCE_SECONDS = 600.0
_FIRST_POLL_SECONDS = 0.1
_LONGEST_POLL_SECONDS = 5.0
_STAGE_OF = {
    PortalState.FINAL: ReceiptStage.FINAL,
    PortalState.REJECTED: ReceiptStage.REJECTED,
    PortalState.LAPSED: ReceiptStage.LAPSED,
}


class Sender:
    """Takes the steps after the statement was signed. No key: a courier could do it."""

    def __init__(self, matter: Matter, tools: Tools, watch: Watch) -> None:
        self._matter = matter
        self._tools = tools
        self._watch = watch

    def hand_in(self, record: SubmissionRecord) -> SubmissionRecord:
        """Send the statement, or ask with the same bytes whether it arrived.

        Returns with status `UNKNOWN` if that cannot be told.

        Raises:
            PortalError: nothing was recorded there; the status is what it was.
            ReceiptNotGoodError
        """
        journal, portal = self._tools.journal, self._tools.portal
        self._watch.begin(SubmissionStep.INTAKE)
        statement = self._statement(record)
        content = (self._matter.folder / STATEMENT_FILE).read_bytes()
        portal.about(self._tools.trust.identity, self._tools.trust.environment)
        sending = journal.save(
            replace(record, status=SubmissionStatus.UNKNOWN, stopped_by=None),
            LedgerNote(
                LedgerEvent.STATEMENT_SENT,
                record.submission_id,
                {"statement": statement.container_sha256},
            ),
        )
        try:
            intake = portal.submit(content)
        except StatementRejectedError as error:
            return self._take_decision(
                sending, decode_base64(error.receipt_base64), ReceiptStage.REJECTED
            )
        except (PortalUnreachableError, PortalNotTrustedError, PortalBusyError):
            journal.save(record)
            raise
        except PortalRefusedError:  # the portal says: nothing was recorded
            journal.save(replace(record, status=SubmissionStatus.STATED))
            raise
        except PortalError as error:
            _log.warning("outcome unknown: %s", error)
            return journal.save(
                replace(sending, stopped_by=StoppedBy(error.code, error.facts)),
                LedgerNote(LedgerEvent.OUTCOME_UNKNOWN, record.submission_id),
            )
        return self._take_intake(sending, intake, statement)

    def is_unknown_to_portal(self, record: SubmissionRecord, token: str) -> bool:
        """Whether the portal says for certain that it has no such submission.

        Raises:
            PortalError: it cannot be told now.
        """
        try:
            self._tools.portal.submission(record.nonce, bearer(token))
        except NotSignedInError:
            return False
        except PortalRefusedError as error:
            if error.facts.get("problem") == "submission-unknown":
                return True
            raise
        return False

    def upload(self, record: SubmissionRecord) -> SubmissionRecord:
        """Send what the portal does not have yet of every container.

        Returns with status `UPLOADED` also if the portal has decided meanwhile, such as that the
        time is over: then there is a receipt to be fetched and nothing to be sent.
        """
        journal = self._tools.journal
        total = record.size_bytes
        self._watch.begin(SubmissionStep.UPLOAD, total)
        if self._is_decided(record):
            return self._save_as_uploaded(record)
        if record.status is not SubmissionStatus.UPLOADING:
            record = journal.save(
                replace(record, status=SubmissionStatus.UPLOADING),
                LedgerNote(LedgerEvent.UPLOAD_STARTED, record.submission_id),
            )
        done = 0
        try:
            for number, part in enumerate(record.parts):
                record = self._upload_part(record, number, done, total)
                done += part.size_bytes
        except PortalRefusedError:  # the time ran out under our hands
            if not self._is_decided(record):
                raise
            return self._save_as_uploaded(record)
        note = LedgerNote(LedgerEvent.UPLOAD_FINISHED, record.submission_id)
        record = self._save_as_uploaded(record, note)
        self._watch.finish(SubmissionStep.UPLOAD, total)
        return record

    def await_decision(self, record: SubmissionRecord) -> SubmissionRecord:
        """Wait until the portal has checked everything, fetch its receipt, and judge that.

        Returns with the status `UPLOADED` if it still checks after ten minutes, and `UPLOADING`
        if it says that bytes are missing.
        """
        self._watch.begin(SubmissionStep.VERIFY)
        authorisation = self._capability(record)
        pause, waited = _FIRST_POLL_SECONDS, 0.0
        while True:
            answer = self._tools.portal.submission(record.nonce, authorisation)
            if answer.nonce != record.nonce:
                raise PortalNonsenseError("another submission", what="nonce")
            if answer.state in _STAGE_OF:
                break
            if answer.state is PortalState.INTAKE and _bytes_missing(record, answer):
                return self._tools.journal.save(replace(record, status=SubmissionStatus.UPLOADING))
            if waited >= DECISION_PATIENCE_SECONDS:
                return self._tools.journal.save(replace(record, stopped_by=None))
            self._watch.wait(pause)
            waited += pause
            pause = min(pause * 1.5, _LONGEST_POLL_SECONDS)
        self._watch.finish(SubmissionStep.VERIFY)
        self._watch.begin(SubmissionStep.RECEIPT)
        stage = _STAGE_OF[answer.state]
        container = self._tools.portal.receipt(record.nonce, stage.value, authorisation)
        decided = self._take_decision(record, container, stage)
        self._watch.finish(SubmissionStep.RECEIPT)
        return decided

    def _is_decided(self, record: SubmissionRecord) -> bool:
        answer = self._tools.portal.submission(record.nonce, self._capability(record))
        return answer.state in _STAGE_OF

    def _save_as_uploaded(self, record: SubmissionRecord, *notes: LedgerNote) -> SubmissionRecord:
        uploaded = replace(record, status=SubmissionStatus.UPLOADED, stopped_by=None)
        return self._tools.journal.save(uploaded, *notes)

    def _upload_part(
        self, record: SubmissionRecord, index: int, done: int, total: int
    ) -> SubmissionRecord:
        journal = self._tools.journal
        part = record.parts[index]
        client = TusClient(
            self._tools.portal.connection,
            self._secret(record),
            wait=self._watch.wait,
            progress=lambda sent: self._watch.advance(SubmissionStep.UPLOAD, done + sent, total),
            confirmed=lambda sent: journal.note_sent(record, part.part, sent),
            cancelled=self._watch.cancelled,
        )
        target = UploadTarget(
            nonce=record.nonce,
            part=part.part,
            path=self._matter.folder / part.file,
            size_bytes=part.size_bytes,
            sha256=part.sha256,
        )
        # Asked for each time: the portal names the one resource of this part, new or known.
        upload = client.create(target)
        if upload != part.upload:
            record = journal.save(_with_part(record, index, replace(part, upload=upload)))
        client.send(target, upload)
        sent = replace(record.parts[index], sent_bytes=part.size_bytes)
        return _with_part(record, index, sent)

    def _take_intake(
        self, record: SubmissionRecord, intake: Intake, statement: SealedDocument
    ) -> SubmissionRecord:
        if intake.nonce != record.nonce:
            raise PortalNonsenseError("another submission", what="nonce")
        judged = self._tools.desk.judge(
            intake.receipt, Sent(record, statement, self._matter.policy, intake=None)
        )
        self._require_good(record, judged, ReceiptStage.INTAKE)
        decided = intake.state in _STAGE_OF or intake.state is PortalState.VERIFYING
        received = replace(
            record,
            status=SubmissionStatus.UPLOADED if decided else SubmissionStatus.INTAKE_RECEIPTED,
            capability=intake.capability,
            complete_by=intake.complete_by,
            stopped_by=None,
        )
        kept = self._keep(received, judged, LedgerEvent.RECEIPT_INTAKE)
        self._watch.finish(SubmissionStep.INTAKE)
        return kept

    def _take_decision(
        self, record: SubmissionRecord, container: bytes, stage: ReceiptStage
    ) -> SubmissionRecord:
        """Judge the receipt that ends a submission; only a good one ends it here too."""
        judged = self._tools.desk.judge(
            container,
            Sent(record, self._statement(record), self._matter.policy, self._intake(record)),
        )
        self._require_good(record, judged, stage)
        if judged.verdict.indication is not Indication.TOTAL_PASSED:
            kept = self._keep(record, judged, None)
            raise ReceiptUndecidedError(
                "the receipt cannot be checked in full",
                submission=kept.submission_id,
                reason=_first_reason(judged),
            )
        final = stage is ReceiptStage.FINAL
        status = SubmissionStatus.RECEIPTED if final else SubmissionStatus.REJECTED
        event = LedgerEvent.RECEIPT_FINAL if final else LedgerEvent.RECEIPT_REJECTED
        return self._keep(replace(record, status=status, stopped_by=None), judged, event)

    def _require_good(
        self, record: SubmissionRecord, judged: JudgedReceipt, stage: ReceiptStage
    ) -> None:
        """A receipt that contradicts something is kept as evidence, and ends nothing.

        Raises:
            ReceiptNotGoodError
        """
        failed = judged.verdict.indication is Indication.TOTAL_FAILED
        if not failed and judged.receipt.stage is stage:
            return
        reason = _first_reason(judged) if failed else "receipt.other_stage"
        self._keep(record, judged, LedgerEvent.RECEIPT_REFUSED)
        raise ReceiptNotGoodError(
            "the receipt fails its check", submission=record.submission_id, reason=reason
        )

    def _keep(
        self, record: SubmissionRecord, judged: JudgedReceipt, event: LedgerEvent | None
    ) -> SubmissionRecord:
        notes = []
        if event is not None:
            digest = hashlib.sha256(judged.content).hexdigest()
            facts = {"indication": judged.verdict.indication.value}
            notes.append(LedgerNote(event, record.submission_id, {"receipt": digest}, facts))
        return self._tools.journal.keep_receipt(record, judged, *notes)

    def _statement(self, record: SubmissionRecord) -> SealedDocument:
        """The statement as it was signed, to the byte.

        Raises:
            StatementDamagedError
        """
        try:
            statement = open_statement(self._matter.folder / STATEMENT_FILE)
        except OSError as error:
            raise StatementDamagedError(str(error), file=STATEMENT_FILE) from error
        if statement.container_sha256 != record.statement_sha256:
            raise StatementDamagedError("other bytes than were signed", file=STATEMENT_FILE)
        return statement

    def _intake(self, record: SubmissionRecord) -> bytes | None:
        container = self._tools.journal.intake_receipt(record)
        return None if container is None else open_sealed(container, RECEIPT).content

    def _capability(self, record: SubmissionRecord) -> Authorisation:
        return capability(self._secret(record))

    def _secret(self, record: SubmissionRecord) -> str:
        if record.capability is None:
            raise PortalNonsenseError("no capability was given", what="capability")
        return record.capability


def _with_part(record: SubmissionRecord, index: int, part: PartRecord) -> SubmissionRecord:
    parts = (*record.parts[:index], part, *record.parts[index + 1 :])
    return replace(record, parts=parts)


def _bytes_missing(record: SubmissionRecord, answer: SubmissionAnswer) -> bool:
    has = {one.part: one.offset for one in answer.containers}
    return any(has.get(part.part, 0) < part.size_bytes for part in record.parts)


def _first_reason(judged: JudgedReceipt) -> str:
    reasons = judged.verdict.reasons
    return reasons[0].code if reasons else ""
