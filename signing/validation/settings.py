"""What a validation is told: whom to trust, what is at hand, and which moment is asked about."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from signing.cms.revocation import RevocationFetcher
from signing.credentials.certificate import KeyPurpose
from signing.trust import TrustPurpose, TrustStore

# How far a clock may be off before a time is called "in the future".
MAX_CLOCK_SKEW = timedelta(minutes=5)

# An OCSP answer without nextUpdate says "newer information is always available" (RFC 6960,
# 4.2.2.1); the national responder never sets it. It is taken to cover this long after thisUpdate.
OCSP_WITHOUT_NEXT_UPDATE = timedelta(minutes=30)

# Revocation data issued before the signature are accepted if nextUpdate covers its best time
# (EN 319 102-1, 5.2.5: the greatest freshness is nextUpdate - thisUpdate). False would demand data
# issued after the signature, as a validator with a grace period does.
DATA_BEFORE_SIGNATURE_ACCEPTED = True


@dataclass(frozen=True, slots=True)
class ValidationSettings:
    """One validation's settings.

    Attributes:
        trust: the anchors.
        purpose: the purpose an anchor of the signer must have.
        at: the moment asked about, aware: now, or an earlier one.
        crls: DER CRLs at hand.
        ocsp_responses: DER OCSP responses at hand.
        other_certificates: DER certificates that may be missing in the signature.
        revocation_fetcher: asks the outside world; None is offline.
        key_purpose: what the signer's certificate must permit: signing documents, or sign-in.
        strict: our own form (DER, signing-time). False for other people's containers, where BER is
            read and a missing signing-time is a remark.
        attached: the content may be inside of the signature; it must be the one given. Never for
            a package, whose signatures are detached.
    """

    trust: TrustStore
    purpose: TrustPurpose
    at: datetime
    crls: tuple[bytes, ...] = ()
    ocsp_responses: tuple[bytes, ...] = ()
    other_certificates: tuple[bytes, ...] = ()
    revocation_fetcher: RevocationFetcher | None = None
    key_purpose: KeyPurpose = KeyPurpose.SIGNING
    strict: bool = True
    attached: bool = False

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the moment asked about must be aware")
