"""Validates one RFC 3161 token over given bytes, with trust and revocation.

The TSA's certificate is judged at the token's own genTime: a token is not worth less because the
TSA's certificate ran out years later. That it has is said in a remark.
"""

from dataclasses import dataclass
from datetime import datetime

from signing.algorithms import AlgorithmNotAcceptedError, digest_of
from signing.certificates import CertificateUnreadableError, load_certificate
from signing.cms.signed_message import CmsFormatError, read_signed_message
from signing.cms.token import (
    BadTimestampTokenError,
    TimestampToken,
    parse_timestamp_token,
    verify_timestamp_token,
)
from signing.credentials.certificate import CertificateSummary, summarize_certificate
from signing.trust import TrustPurpose
from signing.validation.certificate import CertificateQuestion, judge_certificate
from signing.validation.revocation import RevocationEvidence
from signing.validation.settings import MAX_CLOCK_SKEW, ValidationSettings
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict, combine

_FAILURES: dict[str, tuple[Indication, SubIndication | None]] = {
    "malformed": (Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
    "imprint": (Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE),
    "message_digest": (Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE),
    "signature": (Indication.TOTAL_FAILED, SubIndication.SIG_CRYPTO_FAILURE),
    "no_certificate": (Indication.INDETERMINATE, SubIndication.NO_SIGNING_CERTIFICATE_FOUND),
    "certificate_reference": (Indication.INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE),
    "key_usage": (Indication.INDETERMINATE, SubIndication.CHAIN_CONSTRAINTS_FAILURE),
    "algorithm_weak": (Indication.INDETERMINATE, SubIndication.CRYPTO_CONSTRAINTS_FAILURE),
    "algorithm_unknown": (Indication.NOT_CHECKED, None),
}


@dataclass(frozen=True, slots=True)
class TimestampReport:
    """What was found about one token.

    `gen_time` and `tsa` are what the token says; only with a verdict TOTAL_PASSED may the time be
    relied on.
    """

    verdict: Verdict
    token: TimestampToken | None
    tsa: CertificateSummary | None

    @property
    def gen_time(self) -> datetime | None:
        """The time the token states, None if it cannot be read."""
        return None if self.token is None else self.token.gen_time

    @property
    def passed(self) -> bool:
        """Whether the time may be relied on."""
        return self.verdict.indication is Indication.TOTAL_PASSED


def validate_timestamp(
    token_der: bytes,
    stamped: bytes,
    settings: ValidationSettings,
    evidence: RevocationEvidence | None = None,
) -> TimestampReport:
    """The report on a token over the bytes `stamped`.

    Args:
        token_der: the ContentInfo.
        stamped: what was stamped (not its digest).
        settings: trust (anchors of purpose TSA), revocation data, the moment asked about.
        evidence: revocation data parsed already; those of `settings` if None.
    """
    if evidence is None:
        evidence = RevocationEvidence(settings.crls, settings.ocsp_responses)
    lenient = not settings.strict
    token: TimestampToken | None = None
    tsa: CertificateSummary | None = None
    others = settings.other_certificates
    try:
        token = parse_timestamp_token(token_der, others, allow_ber=lenient)
        if token.tsa_certificate is not None:
            tsa = summarize_certificate(token.tsa_certificate)
        imprint = digest_of(token.imprint_algorithm, stamped)
        token = verify_timestamp_token(
            token_der,
            imprint,
            token.imprint_algorithm,
            other_certificates=others,
            allow_ber=lenient,
        )
    except BadTimestampTokenError as error:
        return TimestampReport(_bad(error.reason), token, tsa)
    except AlgorithmNotAcceptedError as error:
        return TimestampReport(_bad(f"algorithm_{error.finding.standing}"), token, tsa)
    except CertificateUnreadableError:
        return TimestampReport(_bad("malformed"), token, tsa)
    return TimestampReport(_judge(token, settings, evidence), token, tsa)


def _bad(reason: str) -> Verdict:
    indication, sub_indication = _FAILURES[reason]
    return Verdict(indication, sub_indication, reasons=(Reason(f"timestamp.{reason}"),))


def _judge(
    token: TimestampToken, settings: ValidationSettings, evidence: RevocationEvidence
) -> Verdict:
    if token.gen_time > settings.at + MAX_CLOCK_SKEW:
        facts: dict[str, str | int] = {"gen_time": token.gen_time.isoformat()}
        return Verdict(
            Indication.INDETERMINATE,
            SubIndication.TIMESTAMP_ORDER_FAILURE,
            reasons=(Reason("timestamp.after_moment", facts),),
        )
    try:
        message = read_signed_message(
            token.der, allow_ber=not settings.strict, other_certificates=settings.other_certificates
        )
        others = tuple(load_certificate(der) for der in settings.other_certificates)
    except (CmsFormatError, CertificateUnreadableError):
        return _bad("malformed")
    if message.signer_certificate is None:
        return _bad("no_certificate")
    evidence.add(message.crls, message.ocsp_responses)
    verdict = judge_certificate(
        CertificateQuestion(
            certificate=message.signer_certificate,
            whose="tsa",
            anchors=settings.trust.certificates(TrustPurpose.TSA),
            others=(*message.certificates, *others),
            moment=token.gen_time,
            proven=True,
            evidence=evidence,
            fetcher=settings.revocation_fetcher,
        )
    )
    return combine([verdict, _ran_out(message.signer_certificate.not_valid_after, settings)])


def _ran_out(not_after: datetime, settings: ValidationSettings) -> Verdict:
    if settings.at <= not_after:
        return Verdict(Indication.TOTAL_PASSED)
    facts: dict[str, str | int] = {"not_after": not_after.isoformat()}
    remark = Reason("timestamp.certificate_ran_out_since", facts)
    return Verdict(Indication.TOTAL_PASSED, remarks=(remark,))
