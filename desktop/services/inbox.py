"""The inbox: what the authority asks of the participant."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from cases.document_request import DocumentRequest
from cases.texts import LanguageText
from desktop.clock import Clock
from desktop.errors import (
    DomainRuleError,
    NotConfiguredError,
    NotSignedInError,
    RequestNotTrustedError,
    RequestUnknownError,
    domain_rules_named,
)
from desktop.ledger_note import LedgerEvent, LedgerNote
from desktop.services.case_book import read_request
from desktop.services.network import Network
from desktop.services.progress import Cancelled, Progress, never_cancelled
from desktop.services.settings import SettingsService
from desktop.services.sign_in import SignIns
from desktop.submission.answers import ListedRequest
from desktop.submission.portal_client import PortalClient, bearer
from desktop.workspace.files import write_private
from desktop.workspace.request_store import StoredRequest
from desktop.workspace.workspace import Workspace
from signing.asic.errors import ContainerError
from signing.credentials.credential import Credential
from signing.errors import Cancelled as CancelledError
from signing.evidence.errors import DocumentError
from signing.evidence.references import ParticipantReference
from signing.evidence.sealed import SealedDocument, open_sealed
from signing.trust import TrustPurpose
from signing.validation.sealed import validate_sealed
from signing.validation.verdict import Indication

REQUEST_DOCUMENT = "request.json"


class RequestState(StrEnum):
    """What the portal said of a request when it was last asked."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One line of the inbox: the newest version of a request that is known here.

    `request_version` counts from 1. `due` wins over anything computed. `case_id` is set once
    somebody began to answer; `submission_id` once something was submitted from that case.
    """

    request_id: str
    version: int
    subject: LanguageText
    authority: LanguageText
    due: datetime
    issued: datetime
    state: RequestState
    environment: str
    kind: str
    item_count: int
    case_id: str | None
    submission_id: str | None


class Inbox:
    """Requests: fetched with a sign-in, checked, and kept for reading without network."""

    def __init__(
        self,
        workspace: Workspace,
        settings: SettingsService,
        network: Network,
        sign_ins: SignIns,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._settings = settings
        self._network = network
        self._sign_ins = sign_ins
        self._clock = clock

    def refresh(
        self,
        credential: Credential,
        progress: Progress | None = None,
        cancelled: Cancelled = never_cancelled,
    ) -> tuple[RequestRow, ...]:
        """Sign in, fetch every new version, check its seal, record it; then `rows()`.

        Raises:
            NotConfiguredError: no portal or no participant is set.
            PortalError: the portal is unreachable, hangs, answers nonsense, or refuses.
            RequestNotTrustedError: a request's seal is not this portal's identity.
            Cancelled: what was fetched before stays.
        """
        portal, trust = self._network.portal(), self._network.trust()
        participant = self._participant()
        portal.about(trust.identity, trust.environment)
        token = self._sign_ins.token(trust.identity.origin, participant)
        listed: tuple[ListedRequest, ...] | None = None
        if token is not None:
            try:
                listed = portal.requests(bearer(token))
            except NotSignedInError:
                self._sign_ins.forget(trust.identity.origin, participant)
        if token is None or listed is None:
            token = self._sign_ins.sign_in(portal, trust.identity.origin, participant, credential)
            listed = portal.requests(bearer(token))
        for number, one in enumerate(listed):
            if cancelled():
                raise CancelledError
            if progress is not None:
                progress(number, len(listed))
            self._take(one, portal, token, participant)
        if progress is not None:
            progress(len(listed), len(listed))
        return self.rows()

    def rows(self) -> tuple[RequestRow, ...]:
        """What is known here, soonest due first. No network."""
        return tuple(self._row(stored) for stored in self._workspace.requests.newest())

    def request(self, request_id: str) -> DocumentRequest:
        """The newest version of a request with all its items. No network.

        Raises:
            RequestUnknownError: no such request here.
        """
        stored = self._workspace.requests.get(request_id)
        if stored is None:
            raise RequestUnknownError("no such request", request=request_id)
        return read_request(stored)

    def _participant(self) -> ParticipantReference:
        participant = self._settings.current.participant
        if participant is None:
            raise NotConfiguredError("no participant", what="participant")
        return ParticipantReference.from_json(
            {"id": participant.id, "kind": participant.kind, "name": participant.name}
        )

    def _take(
        self,
        listed: ListedRequest,
        portal: PortalClient,
        token: str,
        participant: ParticipantReference,
    ) -> None:
        """Keep a version that is new here, once its seal has proved good."""
        known = self._workspace.requests.get(listed.id, listed.version)
        if known is not None and known.sha256 == listed.sha256:
            if known.state != listed.state.value:
                changed = replace(known, state=listed.state.value)
                with self._workspace.transaction() as transaction:
                    self._workspace.requests.put(transaction.connection, changed)
            return
        container = portal.request(bearer(token), listed.id, listed.version)
        sealed = self._trusted(container, listed)
        request = self._read(sealed, listed, participant)
        name = f"{listed.id}-v{listed.version}.asice"
        write_private(self._workspace.paths.requests / name, container)
        stored = StoredRequest(
            request_id=listed.id,
            version=listed.version,
            portal_origin=request.issuer.origin,
            participant_kind=participant.kind.value,
            participant_id=participant.id,
            sha256=listed.sha256,
            environment=request.environment.value,
            kind=request.kind,
            state=listed.state.value,
            issued=request.issued,
            due=request.due,
            document=sealed.content,
            container=name,
            fetched=self._clock(),
        )
        note = LedgerNote(LedgerEvent.REQUEST_FETCHED, listed.id, {"request": listed.sha256})
        with self._workspace.transaction() as transaction:
            self._workspace.requests.put(transaction.connection, stored)
            transaction.note(participant, note)

    def _trusted(self, container: bytes, listed: ListedRequest) -> SealedDocument:
        trust = self._network.trust()
        try:
            sealed = open_sealed(container, REQUEST_DOCUMENT)
        except (DocumentError, ContainerError) as error:
            raise _not_trusted(listed, error.code) from error
        report = validate_sealed(
            sealed,
            trust.settings(TrustPurpose.AUTHORITY, self._clock(), self._network.session()),
        )
        certificate = report.signer_certificate
        if certificate is None or not trust.identity.matches_seal(certificate):
            raise _not_trusted(listed, "receipt.not_the_authority")
        if report.verdict.indication is not Indication.TOTAL_PASSED:
            reasons = report.verdict.reasons
            raise _not_trusted(listed, reasons[0].code if reasons else "")
        if sealed.content_sha256 != listed.sha256:
            raise _not_trusted(listed, "request.other_digest")
        return sealed

    def _read(
        self, sealed: SealedDocument, listed: ListedRequest, participant: ParticipantReference
    ) -> DocumentRequest:
        """What the sealed bytes say, if they say it of this request, portal and participant."""
        trust = self._network.trust()
        try:
            with domain_rules_named():
                request = DocumentRequest.from_json(json.loads(sealed.content))
        except DomainRuleError as error:
            raise _not_trusted(listed, error.code) from error
        if (request.request_id, request.request_version) != (listed.id, listed.version):
            raise _not_trusted(listed, "request.other_request")
        if request.issuer.to_json() != trust.identity.to_json():
            raise _not_trusted(listed, "request.other_issuer")
        if request.environment.value != trust.environment.value:
            raise _not_trusted(listed, "request.other_environment")
        if (request.participant.kind.value, request.participant.id) != (
            participant.kind.value,
            participant.id,
        ):
            raise _not_trusted(listed, "request.other_participant")
        return request

    def _row(self, stored: StoredRequest) -> RequestRow:
        request = read_request(stored)
        case_id = self._workspace.cases.of_request(stored.request_id)
        submission = None if case_id is None else self._workspace.submissions.of_case(case_id)
        return RequestRow(
            request_id=stored.request_id,
            version=stored.version,
            subject=request.subject,
            authority=request.authority.name,
            due=stored.due,
            issued=stored.issued,
            state=RequestState(stored.state),
            environment=stored.environment,
            kind=stored.kind,
            item_count=len(request.items),
            case_id=case_id,
            submission_id=None if submission is None else submission.submission_id,
        )


def _not_trusted(listed: ListedRequest, reason: str) -> RequestNotTrustedError:
    return RequestNotTrustedError(
        f"request {listed.id}: {reason}", request=listed.id, reason=reason
    )
