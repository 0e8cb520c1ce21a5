"""`sign-in.json`: what a client composes and signs to open its inbox (docs/formats.md, 10)."""

from dataclasses import dataclass
from typing import ClassVar

from signing.evidence.references import ParticipantReference
from signing.evidence.schema import Document
from signing.evidence.values import Instant, Nonce, Origin


@dataclass(frozen=True, slots=True)
class SignIn(Document):
    """A sign-in at one portal, once: the portal gave only the nonce."""

    TYPE: ClassVar[str] = "qolhat.sign-in"

    participant: ParticipantReference
    portal_nonce: Nonce
    portal_origin: Origin
    time: Instant
