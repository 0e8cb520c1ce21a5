"""What CRLs and OCSP answers say about one certificate, with respect to a moment.

pyhanko_certvalidator judges each piece of data by itself (is it the issuer's, does it cover this
certificate, is its signature good); which pieces count for the moment asked about is decided
here, because its own rule mixes that question with the validity of the path.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from asn1crypto import core, crl, ocsp, x509
from pyhanko_certvalidator._state import ValProcState
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    OCSPValidationError,
    PathValidationError,
    RevokedError,
)
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo, ValidationTimingParams
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer
from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response
from pyhanko_certvalidator.util import ConsList

from signing.algorithms import (
    AlgorithmNotAcceptedError,
    SignatureValueError,
    verify_signature_value,
)
from signing.cms.path import CertificatePath, run_without_loop, validation_context
from signing.cms.revocation import MAX_CRL_BYTES, MAX_OCSP_BYTES
from signing.validation.settings import (
    DATA_BEFORE_SIGNATURE_ACCEPTED,
    OCSP_WITHOUT_NEXT_UPDATE,
)

_EXPIRED_CERTS_ON_CRL = "2.5.29.60"
_TEMPORARY = frozenset({"certificate_hold", "remove_from_crl"})
_TOLERANCE = timedelta(seconds=1)
_EXPECTED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class RevocationState(StrEnum):
    """What is known about a certificate."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RevocationStatus:
    """The state of a certificate with respect to a moment.

    `revoked_at` and `reason` (asn1crypto's name) belong to REVOKED, and may be later than the
    moment. `as_of` is thisUpdate of the data that decided. `stale` says that there were
    data about the certificate, but none that cover the moment.
    """

    state: RevocationState
    revoked_at: datetime | None = None
    reason: str | None = None
    as_of: datetime | None = None
    covers_until: datetime | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class _Fact:
    """What one good piece of data says."""

    this_update: datetime
    next_update: datetime
    knows_expired_since: datetime | None
    revoked_at: datetime | None
    reason: str | None


@dataclass(frozen=True)
class _Piece:
    """One CRL, or one single response of an OCSP answer."""

    container: CRLContainer | OCSPContainer
    this_update: datetime
    next_update: datetime
    knows_expired_since: datetime | None


class RevocationEvidence:
    """All CRLs and OCSP answers at hand, parsed once; what cannot be read is counted."""

    def __init__(self, crls: Iterable[bytes] = (), ocsp_responses: Iterable[bytes] = ()) -> None:
        self.unreadable = 0
        self._pieces: list[_Piece] = []
        self.add(crls, ocsp_responses)

    def add(self, crls: Iterable[bytes] = (), ocsp_responses: Iterable[bytes] = ()) -> None:
        """Takes more data in."""
        for der in dict.fromkeys(crls):
            try:
                self._pieces.append(_read_crl(der))
            except (*_EXPECTED, RecursionError):
                self.unreadable += 1
        for der in dict.fromkeys(ocsp_responses):
            try:
                self._pieces.extend(_read_ocsp(der))
            except (*_EXPECTED, RecursionError):
                self.unreadable += 1
        self._pieces.sort(key=lambda piece: piece.this_update, reverse=True)

    def about(self, certificate: x509.Certificate, path: CertificatePath) -> list[_Fact]:
        """What the good pieces say about a certificate on a path, newest first."""
        facts: list[_Fact] = []
        for piece in self._pieces:
            fact = _judge(piece, certificate, path)
            if fact is not None:
                facts.append(fact)
        return facts


def revocation_status(
    certificate: x509.Certificate,
    path: CertificatePath,
    evidence: RevocationEvidence,
    reference: datetime,
) -> RevocationStatus:
    """The state of a certificate on a valid path at `reference` (aware).

    A revocation for good counts also from data that do not cover the moment: it is not undone. A
    suspension (certificateHold) and "good" count only from the newest data that cover it.
    """
    facts = evidence.about(certificate, path)
    final = [f for f in facts if f.revoked_at is not None and f.reason not in _TEMPORARY]
    if final:
        first = min(final, key=lambda fact: fact.revoked_at or fact.this_update)
        return _status(RevocationState.REVOKED, first)
    for fact in facts:
        if _covers(fact, certificate, reference):
            suspended = fact.revoked_at is not None
            return _status(RevocationState.REVOKED if suspended else RevocationState.GOOD, fact)
    return RevocationStatus(RevocationState.UNKNOWN, stale=bool(facts))


def _status(state: RevocationState, fact: _Fact) -> RevocationStatus:
    return RevocationStatus(state, fact.revoked_at, fact.reason, fact.this_update, fact.next_update)


def _covers(fact: _Fact, certificate: x509.Certificate, reference: datetime) -> bool:
    """EN 319 102-1, 5.2.5: issued after the moment, or before it and not yet superseded."""
    expired = certificate.not_valid_after
    if fact.this_update > expired and (
        fact.knows_expired_since is None or fact.knows_expired_since > expired
    ):
        return False  # a CA may forget certificates that have expired
    if fact.this_update >= reference:
        return True
    return DATA_BEFORE_SIGNATURE_ACCEPTED and reference <= fact.next_update


def _read_crl(der: bytes) -> _Piece:
    if len(der) > MAX_CRL_BYTES:
        raise ValueError("CRL too large")
    parsed = crl.CertificateList.load(der, strict=True)
    tbs = parsed["tbs_cert_list"]
    this_update, next_update = tbs["this_update"].native, tbs["next_update"].native
    _ = parsed.issuer.hashable, parsed["signature"].native, parsed["signature_algorithm"].native
    since = None
    for extension in tbs["crl_extensions"]:
        if extension["extn_id"].dotted == _EXPIRED_CERTS_ON_CRL:
            since = core.GeneralizedTime.load(extension["extn_value"].native).native
    return _Piece(CRLContainer(parsed), this_update, next_update or this_update, since)


def _read_ocsp(der: bytes) -> Iterator[_Piece]:
    if len(der) > MAX_OCSP_BYTES:
        raise ValueError("OCSP response too large")
    parsed = ocsp.OCSPResponse.load(der, strict=True)
    _ = parsed.native
    for container in OCSPContainer.load_multi(parsed):
        single = container.extract_single_response()
        if single is None:
            continue
        this_update, next_update = single["this_update"].native, single["next_update"].native
        cutoff = single.archive_cutoff_value
        yield _Piece(
            container,
            this_update,
            next_update or this_update + OCSP_WITHOUT_NEXT_UPDATE,
            None if cutoff is None else cutoff.native,
        )


def _judge(piece: _Piece, certificate: x509.Certificate, path: CertificatePath) -> _Fact | None:
    """What the piece says about the certificate; None if nothing that can be relied on."""
    crls = [piece.container] if isinstance(piece.container, CRLContainer) else []
    answers = [piece.container] if isinstance(piece.container, OCSPContainer) else []
    if any(item.crl_data.issuer != certificate.issuer for item in crls):
        return None  # indirect CRLs are not used
    context = validation_context(
        path.roots, path.intermediates, piece.this_update, crls=crls, ocsp_responses=answers
    )
    _report_every_revocation(context)
    try:
        if crls:
            state = _state_for_crl(crls[0], certificate, path)
            run_without_loop(
                verify_crl(certificate, path.path, context, use_deltas=False, proc_state=state)
            )
        else:
            run_without_loop(verify_ocsp_response(certificate, path.path, context))
    except RevokedError as error:
        return _fact(piece, error.revocation_dt, str(error.reason.native))
    except (
        CRLValidationError,
        OCSPValidationError,
        PathValidationError,
        AlgorithmNotAcceptedError,
        RecursionError,
        *_EXPECTED,
    ):
        return None
    return _fact(piece, None, None)


def _state_for_crl(
    item: CRLContainer, certificate: x509.Certificate, path: CertificatePath
) -> ValProcState | None:
    """What certvalidator must be told where the CRL's issuer is an anchor that is not a root.

    It looks for that issuer's own issuer on the path and finds none. Told that it is just
    validating the anchor itself, it takes the CRL as that anchor's and leaves the signature to
    whoever told it so: it is checked here.

    Raises:
        CRLValidationError: the signature is not the anchor's, or its key signs no CRLs.
    """
    anchor = path.issuer_of(certificate)
    top = path.path.first
    if anchor is None or anchor.dump() != top.dump() or anchor.subject == anchor.issuer:
        return None
    usage = anchor.key_usage_value
    if usage is not None and "crl_sign" not in usage.native:
        raise CRLValidationError("the anchor's key signs no CRLs")
    crl_data = item.crl_data
    try:
        verify_signature_value(
            crl_data["signature"].native,
            crl_data["tbs_cert_list"].dump(),
            anchor.public_key,
            crl_data["signature_algorithm"],
        )
    except SignatureValueError as error:
        raise CRLValidationError(str(error)) from error
    itself = ValidationPath(path.path.trust_anchor, [], None)
    stack = ConsList.sing(itself).cons(path.path)
    return ValProcState(cert_path_stack=stack, init_index=path.path.pkix_len)


def _fact(piece: _Piece, revoked_at: datetime | None, reason: str | None) -> _Fact:
    return _Fact(
        piece.this_update, piece.next_update, piece.knows_expired_since, revoked_at, reason
    )


def _report_every_revocation(context: ValidationContext) -> None:
    """Makes certvalidator report a revocation whatever its date: we compare dates ourselves."""
    moment = context.moment
    context.timing_params = ValidationTimingParams(
        ValidationTimingInfo(moment, moment, point_in_time_validation=False), _TOLERANCE
    )
