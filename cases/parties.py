"""Who asks, who answers, who signs for them (docs/formats.md, 1)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.identifiers import IdentifierKind
from cases.strict import DIGEST, IDENTIFIER, REQUEST_ID, JsonObject, Members, date_text
from cases.texts import LanguageText


class Environment(StrEnum):
    """Whether a document counts. TRAINING is said wherever a person sees it."""

    PRODUCTION = "PRODUCTION"
    TRAINING = "TRAINING"


@dataclass(frozen=True, slots=True)
class Participant:
    """Who answers: BIN or IIN, and the name."""

    kind: IdentifierKind
    id: str
    name: str

    def to_json(self) -> JsonObject:
        """As formats.md, 1."""
        return {"id": self.id, "kind": self.kind.value, "name": self.name}


class BasisKind(StrEnum):
    """Why somebody may sign for a participant."""

    CERTIFICATE_ROLE = "certificate_role"
    POWER_OF_ATTORNEY = "power_of_attorney"


@dataclass(frozen=True, slots=True)
class RepresentationBasis:
    """The right to sign; `number` and `issued` are a power of attorney's, else None."""

    kind: BasisKind
    number: str | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Representative:
    """A person who signs for a participant."""

    iin: str
    name: str
    basis: RepresentationBasis

    def to_json(self) -> JsonObject:
        """As formats.md, 1."""
        basis: JsonObject = {"kind": self.basis.kind.value}
        if self.basis.kind is BasisKind.POWER_OF_ATTORNEY:
            basis |= {"date": date_text(self.basis.issued), "number": self.basis.number}
        return {"basis": basis, "iin": self.iin, "name": self.name}


@dataclass(frozen=True, slots=True)
class IssuerIdentity:
    """The portal that sealed a request, as the request names it.

    Whether the seal is this identity's is judged by `signing`, with the same members.
    """

    name: str
    origin: str
    seal_bin: str | None
    seal_role: str | None
    seal_spki_sha256: str | None

    def to_json(self) -> JsonObject:
        """As formats.md, 1."""
        return {
            "name": self.name,
            "origin": self.origin,
            "seal_bin": self.seal_bin,
            "seal_role": self.seal_role,
            "seal_spki_sha256": self.seal_spki_sha256,
        }


@dataclass(frozen=True, slots=True)
class Authority:
    """The office that asks."""

    name: LanguageText
    office_code: str

    def to_json(self) -> JsonObject:
        """As formats.md, 5."""
        return {"name": self.name.to_json(), "office_code": self.office_code}


@dataclass(frozen=True, slots=True)
class RequestReference:
    """Which request, to the byte: `sha256` is over the content of request.json."""

    id: str
    sha256: str
    version: int

    def to_json(self) -> JsonObject:
        """As formats.md, 1."""
        return {"id": self.id, "sha256": self.sha256, "version": self.version}


def read_participant(parent: Members, name: str) -> Participant:
    """Member *name* of *parent* as a participant."""
    members = parent.child(name, ("id", "kind", "name"))
    return Participant(
        kind=members.choice("kind", IdentifierKind),
        id=members.matching("id", IDENTIFIER),
        name=members.text("name", empty=False),
    )


def read_representative(parent: Members, name: str) -> Representative | None:
    """Member *name* of *parent* as a representative, or None for null."""
    return parent.or_null(name, lambda _: _representative(parent, name))


def _representative(parent: Members, name: str) -> Representative:
    members = parent.child(name, ("basis", "iin", "name"))
    return Representative(
        iin=members.matching("iin", IDENTIFIER),
        name=members.text("name", empty=False),
        basis=_basis(members),
    )


def _basis(representative: Members) -> RepresentationBasis:
    if representative.has_members("basis", ("kind",)):
        basis = representative.child("basis", ("kind",))
        kind = basis.choice("kind", BasisKind)
        if kind is not BasisKind.CERTIFICATE_ROLE:
            basis.refuse("number", "missing")
        return RepresentationBasis(kind)
    basis = representative.child("basis", ("date", "kind", "number"))
    kind = basis.choice("kind", BasisKind)
    if kind is not BasisKind.POWER_OF_ATTORNEY:
        basis.refuse("number", "unknown")
    return RepresentationBasis(kind, basis.text("number", empty=False), basis.day("date"))


def read_issuer(parent: Members, name: str) -> IssuerIdentity:
    """Member *name* of *parent* as a portal identity: a pinned key, or BIN and role."""
    members = parent.child(name, ("name", "origin", "seal_bin", "seal_role", "seal_spki_sha256"))
    issuer = IssuerIdentity(
        name=members.text("name", empty=False),
        origin=members.text("origin", empty=False),
        seal_bin=members.or_null("seal_bin", lambda at: members.matching(at, IDENTIFIER)),
        seal_role=members.or_null("seal_role", members.text),
        seal_spki_sha256=members.or_null("seal_spki_sha256", members.digest),
    )
    pinned = issuer.seal_spki_sha256 is not None
    if pinned != (issuer.seal_bin is None) or pinned != (issuer.seal_role is None):
        members.refuse("seal_spki_sha256", "either it or both seal_bin and seal_role are set")
    return issuer


def read_authority(parent: Members, name: str) -> Authority:
    """Member *name* of *parent* as the office that asks."""
    members = parent.child(name, ("name", "office_code"))
    return Authority(name=members.texts("name"), office_code=members.text("office_code"))


def read_request_reference(parent: Members, name: str) -> RequestReference | None:
    """Member *name* of *parent* as a request reference, or None for null."""
    return parent.or_null(name, lambda _: _request_reference(parent, name))


def _request_reference(parent: Members, name: str) -> RequestReference:
    members = parent.child(name, ("id", "sha256", "version"))
    return RequestReference(
        id=members.matching("id", REQUEST_ID),
        sha256=members.matching("sha256", DIGEST),
        version=members.integer("version", 1),
    )
