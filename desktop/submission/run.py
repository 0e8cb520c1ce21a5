"""One run of a submission: step after step, each durable, from wherever the record stands.

Each step is recorded before it is taken and can be taken again: killed anywhere, the next run goes
on from the record. The one step whose outcome can be unknown is handing in the statement; the
record says UNKNOWN from before its first byte is sent until the portal's answer is on the disk.
What a repetition sends is the same bytes under the same nonce, which the portal knows as the same
statement (docs/protocol.md, 4).
"""

from dataclasses import replace

from desktop.errors import KeyNeededError
from desktop.submission.context import Matter, Tools
from desktop.submission.making import Maker
from desktop.submission.sending import Sender
from desktop.submission.watch import Watch
from desktop.submission_record import (
    StoppedBy,
    SubmissionRecord,
    SubmissionStatus,
    SubmissionStep,
)
from signing.credentials.credential import Credential
from signing.errors import Cancelled, QolhatError

_NEXT = {
    SubmissionStatus.DRAFT: SubmissionStep.PACK,
    SubmissionStatus.SIGNED: SubmissionStep.STATEMENT,
    SubmissionStatus.STATED: SubmissionStep.INTAKE,
    SubmissionStatus.UNKNOWN: SubmissionStep.INTAKE,
    SubmissionStatus.INTAKE_RECEIPTED: SubmissionStep.UPLOAD,
    SubmissionStatus.UPLOADING: SubmissionStep.UPLOAD,
    SubmissionStatus.UPLOADED: SubmissionStep.VERIFY,
}


def next_step(status: SubmissionStatus) -> SubmissionStep | None:
    """What is to be done next; None if it is over."""
    return _NEXT.get(status)


class SubmissionRun:
    """Takes the steps. `record` is always what is on the disk."""

    def __init__(
        self, record: SubmissionRecord, matter: Matter, tools: Tools, watch: Watch
    ) -> None:
        self.record = record
        self._matter = matter
        self._tools = tools
        self._watch = watch

    def go(self, credential: Credential | None) -> SubmissionRecord:
        """Take steps until it is over, or UNKNOWN, or the portal still checks.

        Raises:
            KeyNeededError: the next step signs, and there is no key.
            QolhatError: why it stopped; the record keeps it.
            Cancelled: the person stopped; the record stays as it is.
        """
        while (step := next_step(self.record.status)) is not None:
            self._watch.check()
            self._take(step, credential)
            if self.record.status is SubmissionStatus.UNKNOWN:
                break
            if step is SubmissionStep.VERIFY and self.record.status is SubmissionStatus.UPLOADED:
                break
        return self.record

    def prepare(self, credential: Credential) -> SubmissionRecord:
        """Take only the steps that need the key and no portal: the rest waits in the outbox."""
        while self.record.status.is_before_statement:
            step = _NEXT[self.record.status]
            self._take(step, credential)
        return self.record

    def ask(self, token: str | None) -> SubmissionRecord:
        """Find out what became of an unknown one: by the nonce with a sign-in's *token*, else by
        the same bytes again. Raises like `go`.
        """
        sender = Sender(self._matter, self._tools, self._watch)
        if token is not None and sender.is_unknown_to_portal(self.record, token):
            self.record = self._tools.journal.save(
                replace(self.record, status=SubmissionStatus.STATED, stopped_by=None)
            )
            return self.record
        self._take(SubmissionStep.INTAKE, None)
        return self.record

    def _take(self, step: SubmissionStep, credential: Credential | None) -> None:
        journal = self._tools.journal
        # What stopped an earlier run is not what stops this one.
        if self.record.stopped_by is not None:
            self.record = journal.save(replace(self.record, stopped_by=None))
        attempt = journal.begin(self.record, step)
        try:
            record = self._work(step, credential)
        except QolhatError as error:
            journal.end(attempt, error.code)
            stopped = StoppedBy(error.code, error.facts)
            self.record = journal.save(replace(journal.load(self.record), stopped_by=stopped))
            raise
        except Cancelled:
            journal.end(attempt, "cancelled")
            self.record = journal.load(self.record)
            raise
        journal.end(attempt, "done" if record.stopped_by is None else record.stopped_by.code)
        self.record = record

    def _work(self, step: SubmissionStep, credential: Credential | None) -> SubmissionRecord:
        record = self.record
        if record.status.is_before_statement:
            if credential is None:
                raise KeyNeededError(
                    "the statement is not signed yet", submission=record.submission_id
                )
            maker = Maker(self._matter, self._tools, self._watch, credential)
            return maker.pack(record) if step is SubmissionStep.PACK else maker.state(record)
        sender = Sender(self._matter, self._tools, self._watch)
        if step is SubmissionStep.INTAKE:
            return sender.hand_in(record)
        if step is SubmissionStep.UPLOAD:
            return sender.upload(record)
        return sender.await_decision(record)
