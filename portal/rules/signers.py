"""Who may act for whom (docs/protocol.md, 4)."""

from collections.abc import Callable

from portal.pki.profiles import ROLE_FINANCIAL, ROLE_HEAD, ROLE_RIGHT_TO_SIGN
from signing.credentials.certificate import CertificateSummary
from signing.evidence.references import (
    CertificateRole,
    ParticipantKind,
    ParticipantReference,
    PowerOfAttorney,
    Representative,
    SignerReference,
)

# A role that is not among these (employee, information system, or one not known) does not sign.
SIGNING_ROLES = frozenset({ROLE_HEAD, ROLE_RIGHT_TO_SIGN, ROLE_FINANCIAL})

KnowsPower = Callable[[ParticipantReference, str, PowerOfAttorney], bool]
"""Whether the portal knows a power of attorney: of this participant, for this IIN."""


def may_act(
    participant: ParticipantReference,
    representative: Representative | None,
    certificate: CertificateSummary,
    knows_power: KnowsPower,
) -> bool:
    """Whether the holder of the certificate may sign a statement of this participant."""
    if representative is None:
        return _is_participant(participant, certificate)
    if certificate.iin is None or representative.iin != certificate.iin:
        return False
    if isinstance(representative.basis, CertificateRole):
        return _signs_for_organisation(participant, certificate)
    return knows_power(participant, representative.iin, representative.basis)


def may_read(participant: ParticipantReference, certificate: CertificateSummary) -> bool:
    """Whether the holder may open this participant's inbox: any certificate of theirs will do."""
    if participant.kind is ParticipantKind.IIN:
        return certificate.iin == participant.id
    return certificate.bin == participant.id


def signer_reference(certificate: CertificateSummary) -> SignerReference:
    """The signer as receipts name them."""
    return SignerReference(
        name=certificate.subject,
        iin=certificate.iin,
        bin=certificate.bin,
        certificate_sha256=certificate.sha256,
    )


def _is_participant(participant: ParticipantReference, certificate: CertificateSummary) -> bool:
    if participant.kind is ParticipantKind.IIN:
        return certificate.iin == participant.id
    return _signs_for_organisation(participant, certificate)


def _signs_for_organisation(
    participant: ParticipantReference, certificate: CertificateSummary
) -> bool:
    return (
        participant.kind is ParticipantKind.BIN
        and certificate.bin == participant.id
        and not SIGNING_ROLES.isdisjoint(certificate.roles)
    )
