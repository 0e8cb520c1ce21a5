"""Requests of the authority: made and sealed, listed, handed over, acknowledged."""

import hashlib
import json
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection

from cases.document_request import DocumentRequest
from cases.errors import CaseError
from portal.core import PortalCore
from portal.errors import RequestFileError
from portal.judge import SignatureJudge
from portal.problem import Problem, ProblemCode
from portal.rules.signatures import signature_problem
from portal.rules.signers import may_read
from portal.store import events, requests
from portal.store.requests import StoredDelivery, StoredRequest
from portal.store.sessions import SignedIn
from signing.asic.errors import ContainerError
from signing.evidence.canonical import JsonValue, canonical_json
from signing.evidence.delivery import Acknowledgement, Delivery, DeliveryEvent
from signing.evidence.errors import DocumentError
from signing.evidence.references import ParticipantReference, RequestReference, SignerReference
from signing.evidence.sealed import open_sealed
from signing.evidence.values import format_instant

DEFAULT_POLICY: dict[str, JsonValue] = {
    "complete_by": None,
    "counts": "intake",
    "id": "qolhat-training-1",
    "max_seal_gap_seconds": 300,
    "max_skew_seconds": 300,
}
# What the operator's file may say; everything else of request.json the portal knows itself.
OPERATOR_MEMBERS = frozenset(
    "authority due items kind legal_basis participant subject".split()  # noqa: SIM905 - a list
)
OPTIONAL_MEMBERS = frozenset(
    "due_rule policy request_id withdrawn".split()  # noqa: SIM905 - a list of words
)


@dataclass(frozen=True, slots=True)
class RequestDesk:
    """Everything about requests."""

    core: PortalCore
    judge: SignatureJudge

    def issue(self, wanted: dict[str, JsonValue]) -> RequestReference:
        """Make, seal and record a request, or the next version of one.

        Args:
            wanted: the members that an operator decides; with `request_id` of an existing request
                it becomes that request's next version.

        Raises:
            RequestFileError: a member is missing, unknown or malformed.
        """
        missing = OPERATOR_MEMBERS - wanted.keys()
        unknown = wanted.keys() - OPERATOR_MEMBERS - OPTIONAL_MEMBERS
        if missing or unknown:
            names = ", ".join(sorted(missing | unknown))
            raise RequestFileError(f"missing or unknown: {names}", member=names)
        with self.core.database.writing() as connection:
            return self._issue(connection, wanted)

    def reissue_all(self) -> None:
        """A new version of every request that is not withdrawn, sealed as who the portal is now.

        For a portal that has moved to another origin: its old requests name an issuer that does
        not answer any more.
        """
        with self.core.database.writing() as connection:
            for request in requests.all_newest_requests(connection):
                document = json.loads(request.document)
                kept = OPERATOR_MEMBERS | OPTIONAL_MEMBERS
                if not request.withdrawn:
                    self._issue(connection, {name: document[name] for name in kept})

    def listed(self, participant: ParticipantReference) -> list[dict[str, JsonValue]]:
        """The newest version of each request to the participant, as `GET /requests` tells it."""
        with self.core.database.reading() as connection:
            found = requests.newest_requests(connection, participant.kind.value, participant.id)
            answered = requests.answered_requests(connection)
        return [
            {
                "due": request.due,
                "id": request.request_id,
                "issued": request.issued,
                "kind": request.kind,
                "sha256": request.sha256,
                "state": _state(request, answered),
                "subject": json.loads(request.subject),
                "version": request.version,
            }
            for request in found
        ]

    def sealed(self, participant: ParticipantReference, request_id: str, version: int) -> bytes:
        """The sealed request.

        Raises:
            Problem: it is unknown, or another participant's (which is said in the same words).
        """
        with self.core.database.reading() as connection:
            return _own(connection, participant, request_id, version).container

    def delivery_events(
        self, participant: ParticipantReference, request_id: str, version: int
    ) -> list[StoredDelivery]:
        """The delivery events of a version, the first first."""
        with self.core.database.reading() as connection:
            _own(connection, participant, request_id, version)
            return requests.deliveries(connection, request_id, version)

    def hand_over(
        self, signed_in: SignedIn, request_id: str, version: int
    ) -> tuple[StoredDelivery, bool]:
        """The sealed handover to this holder, and whether it is new."""
        with self.core.database.writing() as connection:
            request = _own(connection, signed_in.participant, request_id, version)
            holder = signed_in.signer.certificate_sha256
            for known in requests.deliveries(connection, request_id, version):
                if known.event == DeliveryEvent.HANDOVER and known.holder == holder:
                    return known, False
            participant = _participant(request)
            event = DeliveryEvent.HANDOVER
            return self._deliver(connection, event, request, participant, signed_in.signer), True

    def acknowledge(self, container: bytes, request_id: str, version: int) -> str:
        """Record an acknowledgement; the instant at which it was recorded first.

        Raises:
            Problem: not an acknowledgement of this request to this portal, or not by its
                participant; or its nonce belongs to another one.
        """
        try:
            sealed = open_sealed(container, "acknowledgement.json")
            said = Acknowledgement.from_bytes(sealed.content)
        except (DocumentError, ContainerError) as error:
            raise Problem(ProblemCode.NOT_WELL_FORMED, error.code) from error
        if said.recipient != self.core.identity:
            raise Problem(ProblemCode.NOT_WELL_FORMED, "the recipient is another portal")
        report = self.judge.judge(sealed.cms, sealed.manifest)
        if signature_problem(report) or report.signer is None:
            raise Problem(ProblemCode.NOT_YOURS, "the signature is not good")
        if not may_read(said.participant, report.signer):
            raise Problem(ProblemCode.NOT_YOURS, "the signer is not the participant")
        with self.core.database.writing() as connection:
            request = _own(connection, said.participant, request_id, version)
            if said.request != RequestReference(request_id, version, request.sha256):
                raise Problem(ProblemCode.REQUEST_UNKNOWN, "another request is acknowledged")
            known = requests.find_acknowledgement(connection, said.participant, said.nonce)
            if known is not None:
                time, sha256 = known
                if sha256 != sealed.container_sha256:
                    raise Problem(ProblemCode.NONCE_REUSED)
                return time
            time = format_instant(self.core.clock())
            requests.add_acknowledgement(
                connection,
                said.participant,
                nonce=said.nonce,
                request_id=request_id,
                version=version,
                time=time,
                sha256=sealed.container_sha256,
                container=container,
            )
            return time

    def _issue(self, connection: Connection, wanted: dict[str, JsonValue]) -> RequestReference:
        request_id = wanted.get("request_id")
        if not isinstance(request_id, str):
            number = requests.count_requests(connection) + 1
            request_id = f"TRAINING-{self.core.clock().year}-{number:06d}"
        previous = requests.newest_request(connection, request_id)
        document = self._document(wanted, request_id, previous)
        content = canonical_json(document.to_json())
        stored = StoredRequest(
            request_id=request_id,
            version=document.request_version,
            participant_kind=document.participant.kind.value,
            participant_id=document.participant.id,
            kind=document.kind,
            subject=json.dumps(document.subject.to_json(), ensure_ascii=False),
            issued=format_instant(document.issued),
            due=format_instant(document.due),
            withdrawn=document.withdrawn,
            sha256=hashlib.sha256(content).hexdigest(),
            document=content,
            container=self.core.seal.seal("request.json", content),
        )
        requests.add_request(connection, stored)
        participant = _participant(stored)
        self._deliver(connection, DeliveryEvent.CONSIGNMENT, stored, participant, None)
        reference = RequestReference(request_id, stored.version, stored.sha256)
        events.add_event(
            connection, participant, "request", {"id": request_id, "version": stored.version}
        )
        return reference

    def _document(
        self, wanted: dict[str, JsonValue], request_id: str, previous: StoredRequest | None
    ) -> DocumentRequest:
        members: dict[str, JsonValue] = {
            "due_rule": None,
            "policy": DEFAULT_POLICY,
            "withdrawn": False,
            **wanted,
            "type": "qolhat.request",
            "version": 1,
            "environment": self.core.environment.value,
            "issued": format_instant(self.core.clock()),
            "issuer": self.core.identity.to_json(),
            "previous_sha256": None if previous is None else previous.sha256,
            "request_id": request_id,
            "request_version": 1 if previous is None else previous.version + 1,
        }
        try:
            return DocumentRequest.from_json(members)
        except CaseError as error:
            member = error.facts.get("member")
            raise RequestFileError(str(error), member=member) from error

    def _deliver(
        self,
        connection: Connection,
        event: DeliveryEvent,
        request: StoredRequest,
        participant: ParticipantReference,
        signer: SignerReference | None,
    ) -> StoredDelivery:
        """Seal and log a delivery event."""
        delivery = Delivery(
            event=event,
            evidence_id=str(uuid4()),
            environment=self.core.environment,
            issuer=self.core.identity,
            participant=participant,
            request=RequestReference(request.request_id, request.version, request.sha256),
            signer=signer,
            time=self.core.clock(),
        )
        content = delivery.to_bytes()
        sealed = StoredDelivery(
            event=event.value,
            holder="" if signer is None else signer.certificate_sha256,
            sha256=hashlib.sha256(content).hexdigest(),
            container=self.core.seal.seal("delivery.json", content),
        )
        requests.add_delivery(connection, request.request_id, request.version, sealed)
        self.core.log.append(connection, content)
        return sealed


def _own(
    connection: Connection, participant: ParticipantReference, request_id: str, version: int
) -> StoredRequest:
    request = requests.find_request(connection, request_id, version)
    whose = (participant.kind.value, participant.id)
    if request is None or (request.participant_kind, request.participant_id) != whose:
        raise Problem(ProblemCode.REQUEST_UNKNOWN)
    return request


def _participant(request: StoredRequest) -> ParticipantReference:
    return ParticipantReference.from_json(json.loads(request.document)["participant"])


def _state(request: StoredRequest, answered: set[str]) -> str:
    if request.withdrawn:
        return "withdrawn"
    return "answered" if request.request_id in answered else "open"
