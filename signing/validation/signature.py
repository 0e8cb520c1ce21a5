"""Validates a CAdES signature (EN 319 102-1): what it proves and what not.

Detached, unless the settings permit the content inside.
The order: form, algorithms, digest of the content, signature value, reference to the certificate,
timestamps, and then, at the best time that is proven, the signer's certificate. The first four
decide alone; the later ones are combined. The table of verdicts stands in docs/formats.md.

Nothing raises: whatever the bytes are, there is a verdict.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import x509

from signing.algorithms import AlgorithmNotAcceptedError, SignatureValueError, Standing
from signing.certificates import CertificateUnreadableError, load_certificate
from signing.cms.levels import SignatureLevel, level_of
from signing.cms.signed_message import CmsFormatError, SignedMessage, read_signed_message
from signing.credentials.certificate import (
    CertificateSummary,
    KeyPurpose,
    summarize_certificate,
)
from signing.trust import TrustPurpose
from signing.validation.certificate import PASSED, CertificateQuestion, judge_certificate
from signing.validation.revocation import RevocationEvidence
from signing.validation.settings import MAX_CLOCK_SKEW, ValidationSettings
from signing.validation.timestamp import TimestampReport, validate_timestamp
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict, combine

__all__ = ["SignatureReport", "TimestampReport", "ValidationSettings", "validate_signature"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What was found about one signature.

    Attributes:
        verdict: the conclusion.
        intact: whether the content is the signed one and the signature value right, whoever the
            signer is; None if that could not be checked.
        signer: the certificate's summary, as far as there is one.
        signer_certificate: the same certificate, DER.
        signing_time_claimed: by the signer's own clock; proves nothing.
        trusted_time: the earliest time at which the signature is proven to have existed.
        timestamps: one report a signature timestamp.
        level: the level that holds; a timestamp that proves nothing does not count.
    """

    verdict: Verdict
    intact: bool | None = None
    signer: CertificateSummary | None = None
    signer_certificate: bytes | None = None
    signing_time_claimed: datetime | None = None
    trusted_time: datetime | None = None
    timestamps: tuple[TimestampReport, ...] = ()
    level: SignatureLevel = SignatureLevel.B_B


def validate_signature(cms: bytes, content: bytes, settings: ValidationSettings) -> SignatureReport:
    """The report on a CMS signature over `content`.

    Args:
        cms: the ContentInfo; DER, or BER where settings are not strict.
        content: the bytes that were signed.
        settings: trust, revocation data, the moment asked about.
    """
    try:
        return _validate(cms, content, settings)
    except Exception:  # noqa: BLE001 - the promise above: a fault of ours is not the signer's
        _log.exception("validation of a signature broke off")
        return SignatureReport(
            Verdict(Indication.NOT_CHECKED, reasons=(Reason("validator.internal"),))
        )


def _validate(cms: bytes, content: bytes, settings: ValidationSettings) -> SignatureReport:
    try:
        message = read_signed_message(
            cms,
            allow_ber=not settings.strict,
            other_certificates=settings.other_certificates,
        )
        others = tuple(load_certificate(der) for der in settings.other_certificates)
    except CmsFormatError as error:
        return SignatureReport(_format_failure(error.reason))
    except CertificateUnreadableError:
        return SignatureReport(_format_failure("other_certificates"))
    try:
        report = _describe(message)
    except CertificateUnreadableError:
        return SignatureReport(_format_failure("signer_certificate"))
    broken = _form(message, content, settings) or _algorithms_and_values(message, content)
    if broken is not None:
        failed = broken.indication is Indication.TOTAL_FAILED
        return replace(report, verdict=broken, intact=False if failed else None)
    evidence = RevocationEvidence(
        (*settings.crls, *message.crls), (*settings.ocsp_responses, *message.ocsp_responses)
    )
    timestamps = tuple(
        validate_timestamp(der, message.signature, settings, evidence)
        for der in message.signature_timestamps
    )
    trusted_time = min((t.gen_time for t in timestamps if t.passed and t.gen_time), default=None)
    verdict = combine(
        [
            _reference(message),
            _signer(message, others, trusted_time, evidence, settings),
            _usage(report.signer, settings),
            _timestamps(timestamps, trusted_time),
            _claimed_time(message, trusted_time, settings),
            _evidence_remarks(evidence),
        ]
    )
    return replace(
        report,
        verdict=verdict,
        intact=True,
        trusted_time=trusted_time,
        timestamps=timestamps,
        level=_level(message, trusted_time),
    )


def _describe(message: SignedMessage) -> SignatureReport:
    der = message.signer_certificate_der
    return SignatureReport(
        verdict=PASSED,
        signer=None if der is None else summarize_certificate(der),
        signer_certificate=der,
        signing_time_claimed=message.signing_time,
    )


def _format_failure(reason: str) -> Verdict:
    return Verdict(
        Indication.TOTAL_FAILED,
        SubIndication.FORMAT_FAILURE,
        reasons=(Reason("signature.malformed", {"reason": reason}),),
    )


def _form(message: SignedMessage, content: bytes, settings: ValidationSettings) -> Verdict | None:
    if message.encapsulated is not None and not settings.attached:
        return _format_failure("not_detached")
    if message.encapsulated not in {None, content}:
        return _failed(SubIndication.HASH_FAILURE, "signature.content_differs")
    if message.content_type_attribute != message.content_type:
        return _format_failure("content_type")
    if settings.strict and message.signing_time is None:
        return _format_failure("no_signing_time")
    return None


def _algorithms_and_values(message: SignedMessage, content: bytes) -> Verdict | None:
    """None if the content is the signed one and the signature value is the signer's key's."""
    try:
        if not message.content_is(content):
            return _failed(SubIndication.HASH_FAILURE, "signature.content_differs")
        if message.signer_certificate is None:
            return Verdict(
                Indication.INDETERMINATE,
                SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
                reasons=(Reason("signature.no_certificate"),),
            )
        message.verify_signature()
    except SignatureValueError:
        return _failed(SubIndication.SIG_CRYPTO_FAILURE, "signature.value_wrong")
    except AlgorithmNotAcceptedError as error:
        return _not_accepted(error)
    return None


def _failed(sub_indication: SubIndication, code: str) -> Verdict:
    return Verdict(Indication.TOTAL_FAILED, sub_indication, reasons=(Reason(code),))


def _not_accepted(error: AlgorithmNotAcceptedError) -> Verdict:
    finding = error.finding
    facts: dict[str, str | int] = {"whose": "signer", "name": finding.name}
    if finding.standing is Standing.WEAK:
        return Verdict(
            Indication.INDETERMINATE,
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
            reasons=(Reason("signature.algorithm_weak", facts),),
        )
    return Verdict(Indication.NOT_CHECKED, reasons=(Reason("signature.algorithm_unknown", facts),))


def _reference(message: SignedMessage) -> Verdict:
    """EN 319 122-1, 5.2.2: the signature must name its certificate; another one is an attack."""
    if message.ess is None:
        return Verdict(
            Indication.INDETERMINATE,
            SubIndication.SIG_CONSTRAINTS_FAILURE,
            reasons=(Reason("signature.no_certificate_reference"),),
        )
    try:
        if message.ess_matches():
            return PASSED
    except AlgorithmNotAcceptedError as error:
        return _not_accepted(error)
    return _failed(SubIndication.SIG_CONSTRAINTS_FAILURE, "signature.certificate_reference_differs")


def _signer(
    message: SignedMessage,
    others: tuple[x509.Certificate, ...],
    trusted_time: datetime | None,
    evidence: RevocationEvidence,
    settings: ValidationSettings,
) -> Verdict:
    return judge_certificate(
        CertificateQuestion(
            certificate=message.signer_certificate,
            whose="signer",
            anchors=settings.trust.certificates(settings.purpose),
            others=(*message.certificates, *others),
            moment=trusted_time or settings.at,
            proven=trusted_time is not None,
            evidence=evidence,
            fetcher=settings.revocation_fetcher,
        )
    )


def _usage(signer: CertificateSummary | None, settings: ValidationSettings) -> Verdict:
    """The certificate must permit what its key was used for. A seal may be digitalSignature."""
    if signer is None:
        return PASSED
    seal = settings.purpose is TrustPurpose.AUTHORITY
    if signer.may(settings.key_purpose) or (seal and signer.may(KeyPurpose.SIGN_IN)):
        return PASSED
    facts: dict[str, str | int] = {"purpose": settings.key_purpose.value}
    return Verdict(
        Indication.INDETERMINATE,
        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        reasons=(Reason("certificate.not_for_signing", facts),),
    )


def _timestamps(timestamps: tuple[TimestampReport, ...], trusted_time: datetime | None) -> Verdict:
    """A timestamp that fails is a remark; one that cannot be told yet keeps the whole open."""
    remarks: list[Reason] = []
    open_questions: list[Verdict] = []
    for report in timestamps:
        remarks.extend(report.verdict.remarks)
        if report.passed:
            continue
        waits = report.verdict.sub_indication is SubIndication.TRY_LATER
        if waits and trusted_time is None:
            open_questions.append(replace(report.verdict, remarks=()))
        else:
            first = report.verdict.reasons[0].code if report.verdict.reasons else ""
            remarks.append(Reason("timestamp.invalid", {"reason": first}))
    return combine([Verdict(Indication.TOTAL_PASSED, remarks=tuple(remarks)), *open_questions])


def _claimed_time(
    message: SignedMessage, trusted_time: datetime | None, settings: ValidationSettings
) -> Verdict:
    """The signer's own clock decides nothing, but a wrong one is said."""
    if message.signing_time is None:
        remarks: tuple[Reason, ...] = (Reason("signature.no_signing_time"),)
    elif message.signing_time > (trusted_time or settings.at) + MAX_CLOCK_SKEW:
        facts: dict[str, str | int] = {"claimed": message.signing_time.isoformat()}
        remarks = (Reason("signature.claimed_time_late", facts),)
    else:
        remarks = ()
    return Verdict(Indication.TOTAL_PASSED, remarks=remarks)


def _evidence_remarks(evidence: RevocationEvidence) -> Verdict:
    if not evidence.unreadable:
        return PASSED
    remark = Reason("revocation.unreadable", {"count": evidence.unreadable})
    return Verdict(Indication.TOTAL_PASSED, remarks=(remark,))


def _level(message: SignedMessage, trusted_time: datetime | None) -> SignatureLevel:
    """What the bytes show, as far as it holds; archive timestamps are not checked here."""
    if trusted_time is None:
        return SignatureLevel.B_B
    shown = level_of(message)
    return SignatureLevel.B_LT if shown is SignatureLevel.B_LTA else shown
