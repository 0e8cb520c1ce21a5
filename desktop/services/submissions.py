"""Submitting: from a case and a key to a receipt, through steps that survive a crash."""

import secrets
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cases.case import missing
from cases.errors import IncompleteCaseError
from cases.findings import blocking
from cases.texts import LanguageText
from desktop.clock import Clock
from desktop.errors import (
    AlreadySentError,
    DomainRuleError,
    RequestWithdrawnError,
    SubmissionRunningError,
    SubmissionUnknownError,
)
from desktop.ledger_note import LedgerEvent, LedgerNote
from desktop.services.adoption import Adoption
from desktop.services.case_book import (
    CaseBook,
    OpenCase,
    participant_reference,
)
from desktop.services.inbox import RequestState
from desktop.services.network import Network
from desktop.services.packages import Packages
from desktop.services.progress import Cancelled, OnStep, ignore_step, never_cancelled
from desktop.services.sign_in import SignIns
from desktop.services.submission_runs import SubmissionRuns
from desktop.submission.making import remove_leftovers
from desktop.submission.run import SubmissionRun
from desktop.submission.watch import Watch
from desktop.submission_record import SubmissionRecord, SubmissionStatus, SubmissionStep
from desktop.workspace.workspace import Workspace
from signing.cms.levels import SignatureLevel
from signing.credentials.credential import Credential

__all__ = ["SubmissionState", "SubmissionStatus", "SubmissionStep", "Submissions"]


@dataclass(frozen=True, slots=True)
class SubmissionState:
    """A submission as recorded on disk.

    `status` is what is certain. `error_code` with `error_facts` says why it does not go on
    (text: `error.<code>` in the catalogue), None while nothing stopped it. `needs_key`: it
    cannot go on without a key, because nothing is signed yet. `receipt_id` is that of the best
    receipt so far: final, else intake.
    """

    submission_id: str
    case_id: str | None
    status: SubmissionStatus
    nonce: str
    containers: tuple[Path, ...]
    statement: Path | None
    receipt_id: str | None
    size_bytes: int
    sent_bytes: int
    complete_by: datetime | None
    changed: datetime
    error_code: str | None
    error_facts: dict[str, str | int | None]
    needs_key: bool


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One line in the list of submissions, newest first."""

    submission_id: str
    case_id: str | None
    request_id: str | None
    subject: LanguageText
    status: SubmissionStatus
    changed: datetime
    size_bytes: int
    error_code: str | None


class Submissions:
    """Runs submissions. One case has at most one that is neither cancelled nor refused."""

    def __init__(
        self,
        workspace: Workspace,
        network: Network,
        sign_ins: SignIns,
        packages: Packages,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._network = network
        self._sign_ins = sign_ins
        self._clock = clock
        self._book = CaseBook(workspace, clock)
        self._adoption = Adoption(workspace, packages, clock)
        self._runs = SubmissionRuns(workspace, network, self._book, clock)
        self._lock = threading.Lock()
        self._running: set[str] = set()

    def submit(
        self,
        case_id: str,
        credential: Credential,
        on_step: OnStep = ignore_step,
        cancelled: Cancelled = never_cancelled,
    ) -> SubmissionState:
        """Pack, sign, state, send, wait for the final receipt and check it.

        Goes on from wherever an earlier try stopped. Returns with status `RECEIPTED`,
        `REJECTED`, `UPLOADED` (the portal is still checking) or `UNKNOWN` (the connection
        broke while sending the statement). Every other stop is an error, and `state()` keeps it.

        Raises:
            DomainRuleError (`case.incomplete`): something mandatory is missing.
            RequestWithdrawnError
            DocumentChangedError, DocumentVanishedError, DiskFullError: while packing.
            WrongParticipantError: the certificate is another participant's.
            PortalError: unreachable, hanging, nonsense, refusing; nothing is lost, `resume`.
            ReceiptNotGoodError: the portal's receipt fails its check; it is kept as evidence.
            ReceiptUndecidedError: nothing contradicts it, but not all could be checked; `resume`.
            Cancelled: stopped by the person; what was recorded stays, `resume` goes on.
        """
        record = self._begin(case_id)
        return self.resume(record.submission_id, credential, on_step, cancelled)

    def submit_package(
        self,
        paths: Sequence[Path],
        credential: Credential,
        on_step: OnStep = ignore_step,
        cancelled: Cancelled = never_cancelled,
    ) -> SubmissionState:
        """Submit containers packed elsewhere; those without a signature are signed.

        Raises:
            ContainerError, DocumentError, PackageIncompleteError: they are no package; and what
            `submit` raises.
        """
        timestamps = self._network.timestamps() is not None
        record = self._adoption.adopt(
            paths,
            credential,
            SignatureLevel.B_T if timestamps else SignatureLevel.B_B,
            self._network.portal_settings().origin,
        )
        if self._workspace.submissions.get(record.submission_id) is None:
            digests = {f"container.{part.part}": part.sha256 for part in record.parts}
            digests["package"] = record.package_sha256 or ""
            note = LedgerNote(LedgerEvent.PACKAGE_SEALED, record.submission_id, digests)
            self._runs.journal(record, None).save(record, note)
        return self.resume(record.submission_id, credential, on_step, cancelled)

    def prepare(
        self,
        case_id: str,
        credential: Credential,
        on_step: OnStep = ignore_step,
        cancelled: Cancelled = never_cancelled,
    ) -> SubmissionState:
        """Pack, sign and state without the portal: the rest waits until `resume` sends it."""
        record = self._begin(case_id)
        with self._run(record.submission_id, on_step, cancelled) as run:
            return self._state(run.prepare(credential))

    def resume(
        self,
        submission_id: str,
        credential: Credential | None = None,
        on_step: OnStep = ignore_step,
        cancelled: Cancelled = never_cancelled,
    ) -> SubmissionState:
        """Go on with a submission. A key is needed only where `needs_key` says so.

        Raises:
            KeyNeededError: no statement is signed yet and no key is given; else as `submit`.
        """
        with self._run(submission_id, on_step, cancelled) as run:
            return self._state(run.go(credential))

    def ask(self, submission_id: str) -> SubmissionState:
        """Ask the portal what became of a submission whose outcome is unknown.

        Sends nothing new: by the nonce with a sign-in, or with the same bytes of the statement,
        which the protocol defines as the same question. A submission whose outcome is known is
        left as it is.

        Raises:
            PortalError: it still cannot be told; the status stays `UNKNOWN`.
        """
        with self._run(submission_id, ignore_step, never_cancelled) as run:
            if run.record.status is not SubmissionStatus.UNKNOWN:
                return self._state(run.record)
            token = self._sign_ins.token(run.record.portal_origin, run.record.participant)
            return self._state(run.ask(token))

    def give_up(self, submission_id: str) -> SubmissionState:
        """Drop a submission of which nothing has been sent; the case becomes editable.

        Raises:
            AlreadySentError: the portal has it, or may have it.
        """
        with self._exclusive(submission_id):
            record = self._record(submission_id)
            stated = record.status is SubmissionStatus.STATED
            if not (record.status.is_before_statement or stated):
                raise AlreadySentError(f"status {record.status}", submission=submission_id)
            remove_leftovers(self._workspace.submission_folder(submission_id))
            cancelled = replace(record, status=SubmissionStatus.CANCELLED, stopped_by=None)
            return self._state(self._runs.journal(record, None).save(cancelled))

    def state(self, submission_id: str) -> SubmissionState:
        """The submission as recorded. No network.

        Raises:
            SubmissionUnknownError: no such submission here.
        """
        return self._state(self._record(submission_id))

    def rows(self) -> tuple[SubmissionRow, ...]:
        """All submissions, last changed first. No network."""
        return tuple(self._row(record) for record in self._workspace.submissions.all())

    def rows_of(self, submission_ids: Iterable[str]) -> tuple[SubmissionRow, ...]:
        """These submissions, last changed first: where all of many years would take too long."""
        found = self._workspace.submissions.some(submission_ids)
        return tuple(self._row(record) for record in found)

    def unfinished(self) -> tuple[SubmissionRow, ...]:
        """Those that `resume` or `ask` could bring further; shown when the program starts."""
        found = self._workspace.submissions.unfinished()
        return tuple(self._row(record) for record in found)

    def _begin(self, case_id: str) -> SubmissionRecord:
        """The submission of this case: the one it has, unless it was refused, or a new one."""
        opened = self._book.current(case_id)
        if opened.submission is not None and not opened.rejected:
            return opened.submission
        findings = blocking(missing(opened.case))
        if any(finding.code == "case.request_withdrawn" for finding in findings):
            raise RequestWithdrawnError("withdrawn", request=opened.stored.request_id)
        self._check_still_open(opened)
        if findings:
            raise DomainRuleError(
                IncompleteCaseError(findings=len(findings), first=findings[0].code)
            )
        now = self._clock()
        record = SubmissionRecord(
            submission_id=secrets.token_hex(8),
            case_id=case_id,
            participant=participant_reference(opened.case.participant),
            portal_origin=self._network.portal_settings().origin,
            status=SubmissionStatus.DRAFT,
            nonce=secrets.token_hex(16),
            created=now,
            changed=now,
        )
        return self._runs.journal(record, opened).save(record)

    def _check_still_open(self, opened: OpenCase) -> None:
        if opened.stored.request_id is None:
            return
        newest = self._workspace.requests.get(opened.stored.request_id)
        if newest is not None and newest.state == RequestState.WITHDRAWN:
            raise RequestWithdrawnError("withdrawn", request=opened.stored.request_id)

    @contextmanager
    def _run(
        self, submission_id: str, on_step: OnStep, cancelled: Cancelled
    ) -> Iterator[SubmissionRun]:
        with (
            self._exclusive(submission_id),
            self._runs.run(self._record(submission_id), Watch(on_step, cancelled)) as run,
        ):
            yield run

    @contextmanager
    def _exclusive(self, submission_id: str) -> Iterator[None]:
        with self._lock:
            if submission_id in self._running:
                raise SubmissionRunningError("already running", submission=submission_id)
            self._running.add(submission_id)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(submission_id)

    def _record(self, submission_id: str) -> SubmissionRecord:
        record = self._workspace.submissions.get(submission_id)
        if record is None:
            raise SubmissionUnknownError("no such submission", submission=submission_id)
        return record

    def _state(self, record: SubmissionRecord) -> SubmissionState:
        folder = self._workspace.paths.submissions / record.submission_id
        stopped = record.stopped_by
        return SubmissionState(
            submission_id=record.submission_id,
            case_id=record.case_id,
            status=record.status,
            nonce=record.nonce,
            containers=tuple(folder / part.file for part in record.parts),
            statement=None if record.statement_file is None else folder / record.statement_file,
            receipt_id=record.final_receipt_id or record.intake_receipt_id,
            size_bytes=record.size_bytes,
            sent_bytes=record.sent_bytes,
            complete_by=record.complete_by,
            changed=record.changed,
            error_code=None if stopped is None else stopped.code,
            error_facts={} if stopped is None else stopped.facts,
            needs_key=record.status.is_before_statement,
        )

    def _row(self, record: SubmissionRecord) -> SubmissionRow:
        opened = None if record.case_id is None else self._book.read(record.case_id)
        return SubmissionRow(
            submission_id=record.submission_id,
            case_id=record.case_id,
            request_id=None if opened is None else opened.stored.request_id,
            subject=self._runs.subject(record, opened).text,
            status=record.status,
            changed=record.changed,
            size_bytes=record.size_bytes,
            error_code=None if record.stopped_by is None else record.stopped_by.code,
        )
