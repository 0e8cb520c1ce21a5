"""RFC 3161 timestamp tokens: what they say, and whether they are what they claim to be.

A token is verified before anybody stores it: imprint, nonce, policy, signature, the ESS reference
to the TSA's certificate (RFC 5816), the sole and critical extended key usage timeStamping
(RFC 3161, 2.3). Whether the TSA is *trusted*, and not revoked, is a question of
`signing.validation.timestamp`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from asn1crypto import tsp, x509

from signing.algorithms import (
    AlgorithmNotAcceptedError,
    SignatureValueError,
    Standing,
    judge_digest,
)
from signing.cms.signed_message import CmsFormatError, SignedMessage, read_signed_message
from signing.errors import QolhatError

OID_TST_INFO = "1.2.840.113549.1.9.16.1.4"
MAX_TOKEN_BYTES = 1_000_000

_EXPECTED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class BadTimestampTokenError(QolhatError):
    """A token is not what it must be. Facts: `reason`, a stable word."""

    code = "tsa.bad_token"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason, reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class TimestampToken:
    """An RFC 3161 token and what its TSTInfo says.

    `der` is the ContentInfo, as it goes into a signature. `tsa_certificate` is the DER certificate
    that signed it, None while it is not known. `accuracy_seconds` is None if not stated.
    """

    der: bytes
    gen_time: datetime
    policy: str
    serial_number: int
    imprint_algorithm: str
    imprint: bytes
    nonce: int | None
    accuracy_seconds: float | None
    tsa_certificate: bytes | None


class TimestampSource(Protocol):
    """Somebody who stamps digests with the time."""

    def request(self, imprint: bytes, algorithm: str = "sha256") -> TimestampToken:
        """A verified token over `imprint`, a digest by `algorithm`.

        Raises:
            TsaUnreachableError, TsaRateLimitedError, TsaRejectedError, BadTimestampTokenError.
        """
        ...


def parse_timestamp_token(
    der: bytes, other_certificates: tuple[bytes, ...] = (), *, allow_ber: bool = False
) -> TimestampToken:
    """What a token says, without judging it.

    Args:
        der: the ContentInfo.
        other_certificates: where to look for the TSA's certificate if it is not inside.
        allow_ber: accept BER, as in other people's containers.

    Raises:
        BadTimestampTokenError: it cannot be read as a token.
    """
    return _parse(der, other_certificates, allow_ber=allow_ber)[0]


def verify_timestamp_token(
    der: bytes,
    imprint: bytes,
    algorithm: str,
    *,
    nonce: int | None = None,
    policy: str | None = None,
    other_certificates: tuple[bytes, ...] = (),
    allow_ber: bool = False,
) -> TimestampToken:
    """The token, if all that can be checked without trust holds.

    Args:
        der: the ContentInfo.
        imprint: the digest that must have been stamped.
        algorithm: by which algorithm it was made.
        nonce: the nonce of the request, None to accept any.
        policy: the policy OID asked for, None to accept any.
        other_certificates: where to look for the TSA's certificate if it is not inside.
        allow_ber: accept BER, as in other people's containers.

    Raises:
        BadTimestampTokenError: `reason` is one of `malformed`, `imprint`, `nonce`, `policy`,
            `no_certificate`, `certificate_reference`, `key_usage`, `message_digest`, `signature`,
            `algorithm_weak`, `algorithm_unknown`.
    """
    token, message = _parse(der, other_certificates, allow_ber=allow_ber)
    if token.imprint_algorithm != algorithm or token.imprint != imprint:
        raise BadTimestampTokenError("imprint")
    if nonce is not None and token.nonce != nonce:
        raise BadTimestampTokenError("nonce")
    if policy is not None and token.policy != policy:
        raise BadTimestampTokenError("policy", token.policy)
    standing = judge_digest(algorithm).standing
    if standing is not Standing.ACCEPTED:
        raise BadTimestampTokenError(f"algorithm_{standing}", algorithm)
    if message.signer_certificate is None:
        raise BadTimestampTokenError("no_certificate")
    _check_signature(message)
    _check_key_usage(message.signer_certificate)
    return token


def has_timestamping_usage(certificate: x509.Certificate) -> bool:
    """RFC 3161, 2.3: one extended key usage, timeStamping, in a critical extension."""
    usage = certificate.extended_key_usage_value
    return (
        usage is not None
        and [purpose.native for purpose in usage] == ["time_stamping"]
        and "extended_key_usage" in certificate.critical_extensions
    )


def _parse(
    der: bytes, other_certificates: tuple[bytes, ...], *, allow_ber: bool
) -> tuple[TimestampToken, SignedMessage]:
    if len(der) > MAX_TOKEN_BYTES:
        raise BadTimestampTokenError("malformed", "too large")
    try:
        message = read_signed_message(
            der, allow_ber=allow_ber, other_certificates=other_certificates
        )
        if message.content_type != OID_TST_INFO or message.encapsulated is None:
            raise BadTimestampTokenError("malformed", "not a TSTInfo")
        if message.content_type_attribute != OID_TST_INFO:
            raise BadTimestampTokenError("malformed", "content-type attribute")
        info = tsp.TSTInfo.load(message.encapsulated, strict=True)
        imprint = info["message_imprint"]
        token = TimestampToken(
            der=der,
            gen_time=info["gen_time"].native,
            policy=info["policy"].dotted,
            serial_number=info["serial_number"].native,
            imprint_algorithm=str(imprint["hash_algorithm"]["algorithm"].native),
            imprint=imprint["hashed_message"].native,
            nonce=info["nonce"].native,
            accuracy_seconds=_accuracy(info["accuracy"]),
            tsa_certificate=message.signer_certificate_der,
        )
        if info["version"].native != "v1":
            raise BadTimestampTokenError("malformed", "TSTInfo version")
        if token.gen_time.tzinfo is None:
            raise BadTimestampTokenError("malformed", "genTime without zone")
    except (CmsFormatError, *_EXPECTED) as error:
        raise BadTimestampTokenError("malformed", str(error)) from error
    return token, message


def _accuracy(accuracy: tsp.Accuracy) -> float | None:
    parts = accuracy.native
    if not parts:
        return None
    return (
        float(parts["seconds"] or 0)
        + (parts["millis"] or 0) / 1_000
        + (parts["micros"] or 0) / 1_000_000
    )


def _check_signature(message: SignedMessage) -> None:
    try:
        if not message.content_is(message.encapsulated or b""):
            raise BadTimestampTokenError("message_digest")
        message.verify_signature()
        if not (message.ess_matches() or (message.ess is None and message.ess_v1_matches())):
            raise BadTimestampTokenError("certificate_reference")
    except AlgorithmNotAcceptedError as error:
        raise BadTimestampTokenError(
            f"algorithm_{error.finding.standing}", error.finding.name
        ) from error
    except (SignatureValueError, CmsFormatError) as error:
        raise BadTimestampTokenError("signature", str(error)) from error


def _check_key_usage(certificate: x509.Certificate) -> None:
    try:
        fit = has_timestamping_usage(certificate)
    except _EXPECTED as error:
        raise BadTimestampTokenError("malformed", str(error)) from error
    if not fit:
        raise BadTimestampTokenError("key_usage")
