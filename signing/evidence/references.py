"""The parts that several documents share: who, which request, which containers, which policy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeAlias

from signing.evidence.canonical import JsonValue
from signing.evidence.errors import MalformedError
from signing.evidence.merkle import EMPTY_ROOT
from signing.evidence.schema import Codec, JsonObject, join
from signing.evidence.values import (
    Count,
    Date,
    Digest,
    Instant,
    Number,
    RequestId,
    Text,
    TwelveDigits,
)


class Environment(StrEnum):
    """Whether a document is of the training portal or of a real one."""

    TRAINING = "TRAINING"
    PRODUCTION = "PRODUCTION"


class ParticipantKind(StrEnum):
    """Which number identifies a participant: an organisation's or a person's."""

    BIN = "bin"
    IIN = "iin"


class CountedInstant(StrEnum):
    """Which instant of a receipt a policy takes for the time of submission."""

    INTAKE = "intake"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class LanguageTexts(JsonObject):
    """One text in English, Kazakh and Russian."""

    en: Text
    kk: Text
    ru: Text


@dataclass(frozen=True, slots=True)
class ParticipantReference(JsonObject):
    """Who answers, by BIN or IIN."""

    kind: ParticipantKind
    id: TwelveDigits
    name: Text


@dataclass(frozen=True, slots=True)
class CertificateRole:
    """The signer may act because the certificate names the participant's BIN and a signing role."""


@dataclass(frozen=True, slots=True)
class PowerOfAttorney(JsonObject):
    """The signer may act by a power of attorney that the portal knows."""

    number: Text
    date: Date


class BasisCodec(Codec[CertificateRole | PowerOfAttorney]):
    """Why a representative may act: `kind` says which of the two."""

    def read(self, value: JsonValue, member: str) -> CertificateRole | PowerOfAttorney:
        """The basis."""
        if value == {"kind": "certificate_role"}:
            return CertificateRole()
        if isinstance(value, dict) and value.get("kind") == "power_of_attorney":
            members = {name: kept for name, kept in value.items() if name != "kind"}
            return PowerOfAttorney.from_json(members, member)
        raise MalformedError(join(member, "kind"), "no basis to act for somebody")

    def write(self, value: CertificateRole | PowerOfAttorney) -> JsonValue:
        """Its members with `kind`."""
        if isinstance(value, CertificateRole):
            return {"kind": "certificate_role"}
        return {"kind": "power_of_attorney", **value.to_json()}


Basis: TypeAlias = Annotated[CertificateRole | PowerOfAttorney, BasisCodec()]


@dataclass(frozen=True, slots=True)
class Representative(JsonObject):
    """Who signs for the participant, and on which basis."""

    iin: TwelveDigits
    name: Text
    basis: Basis


@dataclass(frozen=True, slots=True)
class RequestReference(JsonObject):
    """A version of a request; `sha256` is over the bytes of its `request.json`."""

    id: RequestId
    version: Number
    sha256: Digest


@dataclass(frozen=True, slots=True)
class ContainerReference(JsonObject):
    """One container ("part") of a package as it is sent.

    `sha256` is over the whole file, `manifest_sha256` over `META-INF/ASiCManifest001.xml` in it.
    """

    part: Number
    sha256: Digest
    size_bytes: Number
    manifest_sha256: Digest


@dataclass(frozen=True, slots=True)
class SubmissionPolicy(JsonObject):
    """What counts as the time of submission, and how far clocks may lie apart."""

    id: Text
    counts: CountedInstant
    max_skew_seconds: Count
    max_seal_gap_seconds: Count
    complete_by: Instant | None


@dataclass(frozen=True, slots=True)
class SignerReference(JsonObject):
    """The signer of a statement (or of a sign-in) as the portal saw the certificate."""

    name: Text
    iin: TwelveDigits | None
    bin: TwelveDigits | None
    certificate_sha256: Digest


@dataclass(frozen=True, slots=True)
class LedgerPosition(JsonObject):
    """A state of an append-only tree: how many leaves it had, and its root."""

    size: Count
    root: Digest

    def contradiction(self) -> str | None:
        """The empty tree has one root."""
        return "root" if self.size == 0 and self.root != EMPTY_ROOT.hex() else None


def parts_in_order(containers: tuple[ContainerReference, ...]) -> bool:
    """Whether these are parts 1, 2, … n of a package, at least one."""
    numbers = [container.part for container in containers]
    return bool(numbers) and numbers == list(range(1, len(numbers) + 1))
