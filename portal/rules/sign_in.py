"""Whether a sign-in is good (docs/formats.md, 10), apart from its signature and its nonce."""

from datetime import datetime
from enum import StrEnum

from portal.rules.signers import may_read
from signing.credentials.certificate import CertificateSummary
from signing.evidence.sign_in import SignIn

MAX_CLOCK_DIFFERENCE_SECONDS = 300


class SignInFault(StrEnum):
    """Why a sign-in is refused."""

    OTHER_ORIGIN = "it was composed for another portal"
    OTHER_TIME = "its time is more than 300 seconds off the portal's clock"
    NOT_THE_PARTICIPANT = "the certificate is not one of the participant's"


def sign_in_fault(
    sign_in: SignIn, origin: str, now: datetime, certificate: CertificateSummary
) -> SignInFault | None:
    """The first reason to refuse it, or None."""
    if sign_in.portal_origin != origin:
        return SignInFault.OTHER_ORIGIN
    if abs((sign_in.time - now).total_seconds()) > MAX_CLOCK_DIFFERENCE_SECONDS:
        return SignInFault.OTHER_TIME
    if not may_read(sign_in.participant, certificate):
        return SignInFault.NOT_THE_PARTICIPANT
    return None
