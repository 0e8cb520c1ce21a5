"""Cases read from the workspace and written to it: where the pure `Case` meets the disk."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from cases.answer import Answer
from cases.case import Case
from cases.document_request import DocumentRequest
from cases.identifiers import IdentifierKind
from cases.parties import Participant, RequestReference
from desktop.clock import Clock
from desktop.errors import (
    CaseClosedError,
    CaseUnknownError,
    NotConfiguredError,
    RequestUnknownError,
    domain_rules_named,
)
from desktop.ledger_note import LedgerEvent, LedgerNote
from desktop.services.profiles import FREE_SUBMISSION, load_profile, profile_for_kind
from desktop.services.settings import ParticipantSettings
from desktop.submission_record import SubmissionRecord, SubmissionStatus
from desktop.workspace.case_store import StoredCase
from desktop.workspace.request_store import StoredRequest
from desktop.workspace.workspace import Workspace
from signing.evidence.references import ParticipantReference


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case with all that belongs to it."""

    stored: StoredCase
    case: Case
    submission: SubmissionRecord | None

    @property
    def editable(self) -> bool:
        """Whether nothing of it has been packed, or the authority refused what was."""
        return (
            self.submission is None
            or self.submission.status is SubmissionStatus.DRAFT
            or self.rejected
        )

    @property
    def rejected(self) -> bool:
        """Whether the authority refused what was submitted last."""
        return self.submission is not None and self.submission.status is SubmissionStatus.REJECTED


class CaseBook:
    """Opens, changes and keeps cases."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock

    def read(self, case_id: str) -> OpenCase:
        """A case. Raises CaseUnknownError."""
        stored = self._workspace.cases.get(case_id)
        if stored is None:
            raise CaseUnknownError("no such case", case=case_id)
        return OpenCase(stored, self._case(stored), self._workspace.submissions.of_case(case_id))

    def current(self, case_id: str) -> OpenCase:
        """As `read`; a case that can still be edited follows its request to a newer version.

        Answers follow their item's id. What was answered to items that are gone is named in
        `StoredCase.dropped`: their files lie where they always lay.
        """
        opened = self.read(case_id)
        newest = self._newer_version(opened)
        if newest is None:
            return opened
        reference = RequestReference(newest.request_id, newest.sha256, newest.version)
        case, gone = opened.case.with_request(read_request(newest), reference)
        dropped = (*(opened.stored.dropped or ()), *(answer.item_id for answer in gone))
        stored = replace(
            opened.stored,
            request_version=newest.version,
            answers=case.answers,
            changed=self._clock(),
            dropped=tuple(dict.fromkeys(dropped)),
        )
        note = LedgerNote(LedgerEvent.REQUEST_OPENED, newest.request_id, {"request": newest.sha256})
        with self._workspace.transaction() as transaction:
            self._workspace.cases.replace(transaction.connection, stored)
            transaction.note(participant_reference(case.participant), note)
        return replace(opened, stored=stored, case=case)

    def _newer_version(self, opened: OpenCase) -> StoredRequest | None:
        request_id, version = opened.stored.request_id, opened.stored.request_version
        if request_id is None or version is None or not opened.editable:
            return None
        newest = self._workspace.requests.get(request_id)
        return newest if newest is not None and newest.version > version else None

    def change(self, case_id: str, edit: Callable[[Case], Case]) -> OpenCase:
        """The case after an edit, which is on the disk.

        Raises:
            CaseUnknownError, CaseClosedError, DomainRuleError
        """
        with self._workspace.transaction() as transaction:
            opened = self.read(case_id)
            if not opened.editable:
                raise CaseClosedError("the case was submitted", case=case_id)
            with domain_rules_named():
                case = edit(opened.case)
            stored = replace(
                opened.stored, letter=case.letter, answers=case.answers, changed=self._clock()
            )
            self._workspace.cases.replace(transaction.connection, stored)
        return replace(opened, stored=stored, case=case)

    def open_request(self, request_id: str) -> OpenCase:
        """The case that answers a request; made, and noted in the ledger, the first time.

        Raises:
            RequestUnknownError
        """
        known = self._workspace.cases.of_request(request_id)
        if known is not None:
            return self.current(known)
        found = self._workspace.requests.get(request_id)
        if found is None:
            raise RequestUnknownError("no such request", request=request_id)
        request = read_request(found)
        loaded = profile_for_kind(request.kind)
        reference = RequestReference(found.request_id, found.sha256, found.version)
        case = Case.for_request(request, reference, loaded.profile, loaded.reference)
        note = LedgerNote(LedgerEvent.REQUEST_OPENED, request_id, {"request": found.sha256})
        return self._create(case, loaded.profile.id, "", note)

    def open_free(self, participant: ParticipantSettings | None, subject: str) -> OpenCase:
        """A new case that answers no request. Raises NotConfiguredError: for whom?"""
        if participant is None:
            raise NotConfiguredError("no participant", what="participant")
        loaded = load_profile(FREE_SUBMISSION)
        who = Participant(IdentifierKind(participant.kind), participant.id, participant.name)
        case = Case.free(who, loaded.profile, loaded.reference)
        return self._create(case, loaded.profile.id, subject, None)

    def _create(
        self, case: Case, profile_id: str, subject: str, note: LedgerNote | None
    ) -> OpenCase:
        now = self._clock()
        reference = case.reference
        stored = StoredCase(
            case_id=secrets.token_hex(8),
            request_id=None if reference is None else reference.id,
            request_version=None if reference is None else reference.version,
            profile_id=profile_id,
            participant=case.participant,
            representative=None,
            subject=subject,
            letter=case.letter,
            answers=case.answers,
            created=now,
            changed=now,
        )
        with self._workspace.transaction() as transaction:
            self._workspace.cases.create(transaction.connection, stored)
            if note is not None:
                transaction.note(participant_reference(case.participant), note)
        return OpenCase(stored, case, None)

    def _case(self, stored: StoredCase) -> Case:
        loaded = load_profile(stored.profile_id)
        known = {answer.item_id: answer for answer in stored.answers}
        if stored.request_id is None:
            case = Case.free(stored.participant, loaded.profile, loaded.reference)
        else:
            found = self._workspace.requests.get(stored.request_id, stored.request_version)
            if found is None:
                raise RequestUnknownError("no such request", request=stored.request_id)
            reference = RequestReference(found.request_id, found.sha256, found.version)
            case = Case.for_request(
                read_request(found), reference, loaded.profile, loaded.reference
            )
        answers = tuple(known.get(item.id, Answer(item.id)) for item in case.items)
        return replace(case, answers=answers, letter=stored.letter)


def read_request(stored: StoredRequest) -> DocumentRequest:
    """The meaning of a request whose bytes were checked when they came."""
    with domain_rules_named():
        return DocumentRequest.from_json(json.loads(stored.document))


def participant_reference(participant: Participant) -> ParticipantReference:
    """A participant of the domain as evidence names one."""
    return ParticipantReference.from_json(participant.to_json())
