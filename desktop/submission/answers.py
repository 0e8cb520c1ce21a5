"""What the portal answers, read strictly where it matters (docs/protocol.md).

Members that a later version of the protocol adds are ignored; a missing or malformed one makes the
whole answer `PortalNonsenseError`.
"""

import base64
import binascii
import dataclasses
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from desktop.errors import PortalNonsenseError
from signing.evidence.canonical import JsonValue
from signing.evidence.errors import DocumentError
from signing.evidence.references import Environment, LanguageTexts, ParticipantReference
from signing.evidence.schema import JsonObject
from signing.evidence.values import (
    Count,
    Digest,
    Identity,
    Instant,
    Nonce,
    Number,
    ProfileId,
    RequestId,
    Text,
)

A = TypeVar("A", bound=JsonObject)


class ListedState(StrEnum):
    """What the portal says of a request."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class PortalState(StrEnum):
    """How far the portal is with a submission."""

    INTAKE = "intake"
    VERIFYING = "verifying"
    FINAL = "final"
    REJECTED = "rejected"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class PortalLimits(JsonObject):
    """The largest the portal takes."""

    max_container_bytes: Number
    max_statement_bytes: Number
    max_parts: Number


@dataclass(frozen=True, slots=True)
class PortalAbout(JsonObject):
    """What the portal says of itself, which is no trust."""

    environment: Environment
    identity: Identity
    limits: PortalLimits
    name: Text
    protocol_versions: tuple[Number, ...]
    time: Instant
    timestamp_urls: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Challenge(JsonObject):
    """A nonce to sign in with."""

    expires: Instant
    portal_nonce: Nonce


@dataclass(frozen=True, slots=True)
class SignedIn(JsonObject):
    """A token that opens the inbox until it expires."""

    expires: Instant
    participant: ParticipantReference
    token: Text


@dataclass(frozen=True, slots=True)
class ListedRequest(JsonObject):
    """The newest version of a request."""

    due: Instant
    id: RequestId
    issued: Instant
    kind: ProfileId
    sha256: Digest
    state: ListedState
    subject: LanguageTexts
    version: Number


@dataclass(frozen=True, slots=True)
class RequestList(JsonObject):
    """The inbox."""

    requests: tuple[ListedRequest, ...]


@dataclass(frozen=True, slots=True)
class _IntakeAnswer(JsonObject):
    capability: Text
    complete_by: Instant
    nonce: Nonce
    receipt: Text
    state: PortalState


@dataclass(frozen=True, slots=True)
class Intake:
    """The portal has the statement: the sealed receipt, and the secret for all that follows."""

    capability: str
    complete_by: datetime
    nonce: str
    receipt: bytes
    state: PortalState


@dataclass(frozen=True, slots=True)
class ContainerState(JsonObject):
    """Where the upload of a part stands; `upload` is the path of its tus resource."""

    offset: Count
    part: Number
    sha256: Digest
    size_bytes: Number
    upload: Text | None


@dataclass(frozen=True, slots=True)
class SealedReceiptReference(JsonObject):
    """A receipt that can be fetched by its stage."""

    sha256: Digest
    stage: Text


@dataclass(frozen=True, slots=True)
class SubmissionAnswer(JsonObject):
    """What became of a submission."""

    complete_by: Instant
    containers: tuple[ContainerState, ...]
    nonce: Nonce
    receipts: tuple[SealedReceiptReference, ...]
    state: PortalState


def read_answer(kind: type[A], content: bytes) -> A:
    """The answer of this kind.

    Raises:
        PortalNonsenseError: it is not.
    """
    try:
        value = json.loads(content)
        if not isinstance(value, dict):
            raise PortalNonsenseError("not a JSON object", what=kind.__name__)
        return kind.from_json(_known(kind, value))
    except (ValueError, RecursionError, DocumentError) as error:
        raise PortalNonsenseError(str(error), what=kind.__name__) from error


def read_intake(content: bytes) -> Intake:
    """The answer to a statement, its receipt decoded.

    Raises:
        PortalNonsenseError
    """
    answer = read_answer(_IntakeAnswer, content)
    return Intake(
        capability=answer.capability,
        complete_by=answer.complete_by,
        nonce=answer.nonce,
        receipt=decode_base64(answer.receipt),
        state=answer.state,
    )


def decode_base64(text: str) -> bytes:
    """Strict base64 (RFC 4648, 4).

    Raises:
        PortalNonsenseError
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise PortalNonsenseError("not base64", what="receipt") from error


def _known(kind: type[JsonObject], value: JsonValue) -> JsonValue:
    """The members this version knows, also within lists of objects."""
    if not isinstance(value, dict):
        return value
    fields = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    known = {name: kept for name, kept in value.items() if name in fields}
    nested = _NESTED.get(kind, {})
    for name, inner in nested.items():
        found = known.get(name)
        if isinstance(found, list):
            known[name] = [_known(inner, one) for one in found]
        elif name in known:
            known[name] = _known(inner, found)
    return known


_NESTED: dict[type[JsonObject], dict[str, type[JsonObject]]] = {
    PortalAbout: {"limits": PortalLimits},
    RequestList: {"requests": ListedRequest},
    SubmissionAnswer: {"containers": ContainerState, "receipts": SealedReceiptReference},
}
