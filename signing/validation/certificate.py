"""Judges one end certificate: chain, validity, revocation, all with respect to one moment.

The same rules serve a signer, a seal and a timestamp authority; who it is stands in the facts of
each reason, as `whose`. The moment is either proven (a timestamp says that the signature existed
by then) or merely the moment asked about; EN 319 102-1, 5.1.3 draws the line between TOTAL_FAILED
and INDETERMINATE there.
"""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509

from signing.cms.path import CertificatePath, PathError, PathFailure, find_path
from signing.cms.revocation import RevocationFetcher
from signing.validation.revocation import (
    RevocationEvidence,
    RevocationState,
    RevocationStatus,
    revocation_status,
)
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict, combine

# RFC 3161, 4: tokens made before a TSA's certificate was revoked stay good only if the reason says
# that the key was not compromised. certvalidator gives "unspecified" where there is no reason.
_TOKENS_STAY_GOOD = frozenset({"affiliation_changed", "superseded", "cessation_of_operation"})

PASSED = Verdict(Indication.TOTAL_PASSED)

_PATH_FAILURES = {
    PathFailure.NO_CHAIN: ("certificate.no_chain", SubIndication.NO_CERTIFICATE_CHAIN_FOUND),
    PathFailure.EXPIRED: ("certificate.chain_expired", SubIndication.OUT_OF_BOUNDS_NO_POE),
    PathFailure.NOT_YET_VALID: (
        "certificate.chain_not_yet_valid",
        SubIndication.OUT_OF_BOUNDS_NO_POE,
    ),
    PathFailure.WEAK_ALGORITHM: (
        "certificate.weak_algorithm",
        SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
    ),
    PathFailure.CONSTRAINTS: (
        "certificate.chain_constraints",
        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
    ),
}


@dataclass(frozen=True)
class CertificateQuestion:
    """What is asked about a certificate.

    Attributes:
        certificate: the end certificate.
        whose: the word for reasons: `signer`, `tsa`.
        anchors: DER certificates trusted for the purpose at hand.
        others: certificates that may be intermediates.
        moment: the moment asked about.
        proven: whether the signature is proven to have existed at `moment`.
        evidence: revocation data at hand; fetched data are added to it.
        fetcher: asks for more, None if offline.
    """

    certificate: x509.Certificate
    whose: str
    anchors: tuple[bytes, ...]
    others: tuple[x509.Certificate, ...]
    moment: datetime
    proven: bool
    evidence: RevocationEvidence
    fetcher: RevocationFetcher | None


def judge_certificate(question: CertificateQuestion) -> Verdict:
    """The verdict on a certificate at a moment; reasons in the order of their weight."""
    certificate, whose = question.certificate, question.whose
    first, last = certificate.not_valid_before, certificate.not_valid_after
    try:
        path = find_path(
            certificate,
            question.anchors,
            question.others,
            min(max(question.moment, first), last),
        )
    except PathError as error:
        return _no_path(error, whose)
    if path.ends_in_itself:
        return _validity(question, known_good=True)
    status = _status_of(certificate, path, question)
    return combine(
        [
            _revocation(status, question),
            _validity(question, known_good=status.state is RevocationState.GOOD),
            *(_intermediate(issuer, path, question) for issuer in path.issuers),
        ]
    )


def _no_path(error: PathError, whose: str) -> Verdict:
    if error.failure is PathFailure.UNKNOWN_ALGORITHM:
        return Verdict(
            Indication.NOT_CHECKED,
            reasons=(Reason("signature.algorithm_unknown", {"whose": whose, "name": str(error)}),),
        )
    code, sub_indication = _PATH_FAILURES[error.failure]
    return Verdict(
        Indication.INDETERMINATE, sub_indication, reasons=(Reason(code, {"whose": whose}),)
    )


def _status_of(
    certificate: x509.Certificate, path: CertificatePath, question: CertificateQuestion
) -> RevocationStatus:
    status = revocation_status(certificate, path, question.evidence, question.moment)
    issuer = path.issuer_of(certificate)
    if status.state is RevocationState.UNKNOWN and question.fetcher and issuer is not None:
        fetched = question.fetcher.fetch(certificate.dump(), issuer.dump())
        question.evidence.add(fetched.crls, fetched.ocsp_responses)
        status = revocation_status(certificate, path, question.evidence, question.moment)
    return status


def _revocation(status: RevocationStatus, question: CertificateQuestion) -> Verdict:
    facts: dict[str, str | int] = {"whose": question.whose}
    if status.state is RevocationState.UNKNOWN:
        code = "revocation.stale" if status.stale else "revocation.missing"
        return Verdict(
            Indication.INDETERMINATE, SubIndication.TRY_LATER, reasons=(Reason(code, facts),)
        )
    if status.state is RevocationState.GOOD or status.revoked_at is None:
        return _good(status, question, facts)
    facts |= {"revoked_at": status.revoked_at.isoformat(), "reason": status.reason or ""}
    compromised = question.whose == "tsa" and status.reason not in _TOKENS_STAY_GOOD
    if status.revoked_at > question.moment and not compromised:
        later = (Reason("certificate.revoked_later", facts),)
        return Verdict(Indication.TOTAL_PASSED, remarks=later)
    reasons = (Reason("certificate.revoked", facts),)
    if question.proven:
        return Verdict(Indication.TOTAL_FAILED, SubIndication.REVOKED, reasons)
    return Verdict(Indication.INDETERMINATE, SubIndication.REVOKED_NO_POE, reasons)


def _good(
    status: RevocationStatus, question: CertificateQuestion, facts: dict[str, str | int]
) -> Verdict:
    if not question.proven or status.as_of is None or status.as_of >= question.moment:
        return PASSED
    older = Reason("revocation.older_than_moment", facts | {"as_of": status.as_of.isoformat()})
    return Verdict(Indication.TOTAL_PASSED, remarks=(older,))


def _validity(question: CertificateQuestion, *, known_good: bool) -> Verdict:
    """EN 319 102-1, 5.2.6 and 5.5.4: what a moment outside of the validity means."""
    certificate = question.certificate
    facts: dict[str, str | int] = {"whose": question.whose}
    if question.moment < certificate.not_valid_before:
        facts["not_before"] = certificate.not_valid_before.isoformat()
        reasons = (Reason("certificate.not_yet_valid", facts),)
        if question.proven:  # it existed before its certificate did
            return Verdict(Indication.TOTAL_FAILED, SubIndication.NOT_YET_VALID, reasons)
        return Verdict(Indication.INDETERMINATE, SubIndication.OUT_OF_BOUNDS_NO_POE, reasons)
    if question.moment > certificate.not_valid_after:
        facts["not_after"] = certificate.not_valid_after.isoformat()
        reasons = (Reason("certificate.expired", facts),)
        # a signature timestamp proves "not later than", never "not before": no proof of EXPIRED
        sub_indication = (
            SubIndication.OUT_OF_BOUNDS_NOT_REVOKED
            if question.proven and known_good
            else SubIndication.OUT_OF_BOUNDS_NO_POE
        )
        return Verdict(Indication.INDETERMINATE, sub_indication, reasons)
    return PASSED


def _intermediate(
    issuer: x509.Certificate, path: CertificatePath, question: CertificateQuestion
) -> Verdict:
    status = _status_of(issuer, path, question)
    facts: dict[str, str | int] = {
        "whose": question.whose,
        "authority": issuer.subject.human_friendly,
    }
    if status.state is RevocationState.UNKNOWN:
        remark = Reason("revocation.intermediate_not_checked", facts)
        return Verdict(Indication.TOTAL_PASSED, remarks=(remark,))
    if status.state is RevocationState.REVOKED and status.revoked_at is not None:
        facts["revoked_at"] = status.revoked_at.isoformat()
        if status.revoked_at <= question.moment:
            reasons = (Reason("certificate.authority_revoked", facts),)
            return Verdict(Indication.INDETERMINATE, SubIndication.REVOKED_CA_NO_POE, reasons)
        remark = Reason("certificate.authority_revoked_later", facts)
        return Verdict(Indication.TOTAL_PASSED, remarks=(remark,))
    return PASSED
