"""What a verdict on a signature means for the portal: its closed list has two words for it."""

from signing.evidence.receipt import RejectionCode
from signing.validation.signature import SignatureReport
from signing.validation.verdict import Indication, SubIndication

_BROKEN = frozenset(
    {
        SubIndication.FORMAT_FAILURE,
        SubIndication.HASH_FAILURE,
        SubIndication.SIG_CRYPTO_FAILURE,
        SubIndication.SIGNED_DATA_NOT_FOUND,
        SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
        SubIndication.SIG_CONSTRAINTS_FAILURE,
    }
)


def signature_problem(report: SignatureReport) -> RejectionCode | None:
    """Why a signature cannot be accepted, or None if it can."""
    verdict = report.verdict
    if verdict.indication is Indication.TOTAL_PASSED:
        return None
    if report.signer is None or verdict.sub_indication in _BROKEN:
        return RejectionCode.SIGNATURE_BROKEN
    return RejectionCode.CERTIFICATE_UNUSABLE
