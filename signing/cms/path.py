"""Finds a valid certification path from a certificate to a trust anchor (RFC 5280, 6).

pyhanko_certvalidator does the building and the validation; this module bounds it and gives its
outcome names. Certificates from a signature are attacker's material: before the path builder sees
them, those that no anchor vouches for are dropped, so that no thicket of look-alike certificates
can keep it busy. Revocation is not looked at here (see `signing.validation.revocation`).
"""

import itertools
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from asn1crypto import algos, keys, x509
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator import context as certvalidator_context
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    NO_REVOCATION,
    AlgorithmUsageConstraint,
    AlgorithmUsagePolicy,
    CertRevTrustPolicy,
)
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer
from pyhanko_certvalidator.sig_validate import (
    DEFAULT_VALIDATION_CONTEXT,
    SignatureValidationContext,
    SignatureValidator,
)

from signing.algorithms import (
    AlgorithmNotAcceptedError,
    SignatureValueError,
    Standing,
    judge_digest,
    judge_signature,
    verify_signature_value,
)

MAX_INTERMEDIATES = 20

_EXPECTED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
_T = TypeVar("_T")


class PathFailure(StrEnum):
    """Why there is no valid path."""

    NO_CHAIN = "no_chain"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    WEAK_ALGORITHM = "weak_algorithm"
    UNKNOWN_ALGORITHM = "unknown_algorithm"
    CONSTRAINTS = "constraints"


class PathError(Exception):
    """No valid path at the moment asked for."""

    def __init__(self, failure: PathFailure, detail: str = "") -> None:
        super().__init__(f"{failure}: {detail}" if detail else failure)
        self.failure = failure


class ClosedListSignatureValidator(SignatureValidator):
    """certvalidator's way to our closed list: paths, CRLs and OCSP answers go through it."""

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: keys.PublicKeyInfo,
        signature_algorithm: algos.SignedDigestAlgorithm,
        context: SignatureValidationContext = DEFAULT_VALIDATION_CONTEXT,
    ) -> None:
        """Returns if the signature is good by an accepted algorithm.

        Raises:
            InvalidSignature: it is not.
            AlgorithmNotAcceptedError: the algorithm is not on the list.
        """
        try:
            verify_signature_value(
                signature,
                signed_data,
                public_key_info,
                signature_algorithm,
                context.contextual_md_algorithm,
            )
        except SignatureValueError as error:
            raise InvalidSignature(str(error)) from error


# For a delegated OCSP responder (RFC 6960, 4.2.2.2) certvalidator makes a context of its own and
# does not hand our validator on; the class named there is what it takes instead.
vars(certvalidator_context)["DefaultSignatureValidator"] = ClosedListSignatureValidator


class ClosedListPolicy(AlgorithmUsagePolicy):
    """The closed list as certvalidator asks about it before it checks a signature."""

    def digest_algorithm_allowed(
        self,
        algo: algos.DigestAlgorithm,
        moment: datetime | None,  # noqa: ARG002 - the list has no dates
    ) -> AlgorithmUsageConstraint:
        """Whether the digest is on the list."""
        finding = judge_digest(str(algo["algorithm"].native))
        return AlgorithmUsageConstraint(finding.standing is Standing.ACCEPTED)

    def signature_algorithm_allowed(
        self,
        algo: algos.SignedDigestAlgorithm,
        moment: datetime | None,  # noqa: ARG002 - the list has no dates
        public_key: keys.PublicKeyInfo | None,
    ) -> AlgorithmUsageConstraint:
        """Whether the algorithm with this key is on the list."""
        if public_key is None:
            return AlgorithmUsageConstraint(allowed=False, failure_reason="no key")
        finding = judge_signature(algo, None, public_key)
        return AlgorithmUsageConstraint(
            finding.standing is Standing.ACCEPTED, failure_reason=finding.name
        )


@dataclass(frozen=True)
class CertificatePath:
    """A valid path, and the certificates among which it was found.

    `issuers` go from the end certificate's issuer up to and without the anchor.
    """

    path: ValidationPath
    roots: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...]

    @property
    def issuers(self) -> tuple[x509.Certificate, ...]:
        """The intermediate CA certificates on the path, nearest to the end certificate first."""
        return tuple(c for c in reversed(list(self.path)[1:-1]))

    @property
    def ends_in_itself(self) -> bool:
        """Whether the certificate is an anchor: trusted as it is, revoked by removing it."""
        return bool(self.path.pkix_len == 0)

    def issuer_of(self, certificate: x509.Certificate) -> x509.Certificate | None:
        """The certificate on the path that issued this one."""
        chain = list(self.path)
        for issuer, subject in itertools.pairwise(chain):
            if subject.dump() == certificate.dump():
                return issuer
        return None


def find_path(
    certificate: x509.Certificate,
    anchors: tuple[bytes, ...],
    others: tuple[x509.Certificate, ...],
    moment: datetime,
) -> CertificatePath:
    """A path from `certificate` to one of the anchors that is valid at `moment`.

    Args:
        certificate: the end of the path.
        anchors: DER certificates trusted for the purpose at hand.
        others: certificates that may be intermediates; not trusted.
        moment: aware.

    Raises:
        PathError: there is none.
    """
    try:
        roots = tuple(x509.Certificate.load(anchor, strict=True) for anchor in anchors)
    except _EXPECTED as error:
        raise PathError(PathFailure.CONSTRAINTS, str(error)) from error
    issued = tuple(root for root in roots if _is_issued_by_another(root, roots))
    if not issued or certificate.dump() in anchors:
        return _find_path(certificate, roots, others, moment)
    # An anchor that another anchor has issued is first taken as the intermediate that it is: then
    # its own revocation is looked at, and its CRLs can be checked (certvalidator cannot check the
    # CRL of an anchor that is not a root).
    tops = tuple(root for root in roots if root not in issued)
    try:
        return _find_path(certificate, tops, (*issued, *others), moment)
    except PathError:
        return _find_path(certificate, roots, others, moment)


def _is_issued_by_another(anchor: x509.Certificate, anchors: tuple[x509.Certificate, ...]) -> bool:
    if anchor.subject == anchor.issuer:
        return False
    return any(_issued(other, anchor, []) for other in anchors if other is not anchor)


def _find_path(
    certificate: x509.Certificate,
    roots: tuple[x509.Certificate, ...],
    others: tuple[x509.Certificate, ...],
    moment: datetime,
) -> CertificatePath:
    try:
        intermediates = _vouched_for(certificate, roots, others)
        context = validation_context(roots, intermediates, moment)
        validator = CertificateValidator(certificate, validation_context=context)
        path = run_without_loop(validator.async_validate_path())
        return CertificatePath(path, roots, tuple(intermediates))
    except PathBuildingError as error:
        raise PathError(PathFailure.NO_CHAIN, str(error)) from error
    except ExpiredError as error:
        raise PathError(PathFailure.EXPIRED, str(error)) from error
    except NotYetValidError as error:
        raise PathError(PathFailure.NOT_YET_VALID, str(error)) from error
    except DisallowedAlgorithmError as error:
        raise PathError(PathFailure.WEAK_ALGORITHM, str(error)) from error
    except (PathValidationError, InvalidCertificateError, *_EXPECTED, RecursionError) as error:
        raise PathError(PathFailure.CONSTRAINTS, str(error)) from error


def validation_context(
    roots: Sequence[x509.Certificate],
    intermediates: Sequence[x509.Certificate],
    moment: datetime,
    crls: Sequence[CRLContainer] = (),
    ocsp_responses: Sequence[OCSPContainer] = (),
) -> ValidationContext:
    """The context of certvalidator with our closed list, never fetching, revocation left to us."""
    return ValidationContext(
        trust_roots=list(roots),
        other_certs=list(intermediates),
        moment=moment,
        allow_fetching=False,
        crls=list(crls),
        ocsps=list(ocsp_responses),
        revinfo_policy=CertRevTrustPolicy(NO_REVOCATION),
        algorithm_usage_policy=ClosedListPolicy(),
        signature_validator=ClosedListSignatureValidator(),
    )


def run_without_loop(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Runs a coroutine that never really waits, also where an event loop is running already."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    coroutine.close()
    raise RuntimeError("certificate validation tried to wait for something")


def _vouched_for(
    leaf: x509.Certificate,
    roots: tuple[x509.Certificate, ...],
    others: tuple[x509.Certificate, ...],
) -> list[x509.Certificate]:
    """Those of `others` whose signatures lead to a root.

    Raises:
        PathError: nothing among them and the roots has signed `leaf`.
    """
    root_ders = {root.dump() for root in roots}
    if leaf.dump() in root_ders:
        return []
    refused: list[AlgorithmNotAcceptedError] = []
    vouched: list[x509.Certificate] = []
    waiting = [c for c in others if c.ca and c.dump() not in root_ders]
    found = True
    while found and len(vouched) < MAX_INTERMEDIATES:
        found = False
        for candidate in waiting:
            if any(_issued(i, candidate, refused) for i in (*roots, *vouched)):
                vouched.append(candidate)
                waiting = [c for c in waiting if c.dump() != candidate.dump()]
                found = True
                break
    if any(_issued(issuer, leaf, refused) for issuer in (*roots, *vouched)):
        return vouched
    for error in refused:
        weak = error.finding.standing is Standing.WEAK
        failure = PathFailure.WEAK_ALGORITHM if weak else PathFailure.UNKNOWN_ALGORITHM
        raise PathError(failure, error.finding.name) from error
    raise PathError(PathFailure.NO_CHAIN)


def _issued(
    issuer: x509.Certificate, subject: x509.Certificate, refused: list[AlgorithmNotAcceptedError]
) -> bool:
    if issuer.subject != subject.issuer:
        return False
    try:
        verify_signature_value(
            subject["signature_value"].native,
            subject["tbs_certificate"].dump(),
            issuer.public_key,
            subject["signature_algorithm"],
        )
    except AlgorithmNotAcceptedError as error:
        refused.append(error)
        return False
    except (SignatureValueError, *_EXPECTED):
        return False
    return True
