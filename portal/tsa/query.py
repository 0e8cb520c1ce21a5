"""Reads a timestamp request (RFC 3161, 2.4.1) and decides whether it can be granted. No I/O."""

from dataclasses import dataclass
from enum import StrEnum

from asn1crypto import tsp

# Digests that are accepted in an imprint, by OID, with their length in bytes. SHA-1 is not one.
IMPRINT_BYTES = {
    "2.16.840.1.101.3.4.2.1": 32,  # SHA-256
    "2.16.840.1.101.3.4.2.2": 48,  # SHA-384
    "2.16.840.1.101.3.4.2.3": 64,  # SHA-512
    "1.2.398.3.10.1.3.2": 32,  # Streebog-256, Kazakh OID
    "1.2.398.3.10.1.3.3": 64,  # Streebog-512, Kazakh OID
    "1.2.643.7.1.1.2.2": 32,  # Streebog-256
    "1.2.643.7.1.1.2.3": 64,  # Streebog-512
}
# A nonce is an integer of any length; nobody needs more than this.
MAX_NONCE_BITS = 256


class FailureInfo(StrEnum):
    """Why a request is not granted (RFC 3161, 2.4.2), in asn1crypto's names."""

    BAD_ALGORITHM = "bad_alg"
    BAD_REQUEST = "bad_request"
    BAD_FORMAT = "bad_data_format"
    UNACCEPTED_POLICY = "unaccepted_policy"
    UNACCEPTED_EXTENSION = "unaccepted_extensions"


@dataclass(frozen=True, slots=True)
class TimestampQuery:
    """What is asked: a token over this imprint.

    `imprint_der` is the MessageImprint as it came, so that the token repeats it byte for byte.
    """

    imprint_der: bytes
    nonce: int | None
    certificate_wanted: bool


def read_query(content: bytes, policy: str) -> TimestampQuery | FailureInfo:
    """The query in a DER TimeStampReq, or why it cannot be granted by a service of this policy."""
    try:
        request = tsp.TimeStampReq.load(content, strict=True)
        query = TimestampQuery(
            imprint_der=bytes(request["message_imprint"].dump()),
            nonce=request["nonce"].native,
            certificate_wanted=bool(request["cert_req"].native),
        )
        return _failure(request, query, policy) or query
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return FailureInfo.BAD_FORMAT


def _failure(request: tsp.TimeStampReq, query: TimestampQuery, policy: str) -> FailureInfo | None:
    """The first reason against the request, or None."""
    imprint = request["message_imprint"]
    algorithm = imprint["hash_algorithm"]["algorithm"].dotted
    digest_bytes = len(imprint["hashed_message"].native)
    other_policy = (
        request["req_policy"].native is not None and request["req_policy"].dotted != policy
    )
    rules = (
        (FailureInfo.BAD_REQUEST, request["version"].native != "v1"),
        (FailureInfo.BAD_ALGORITHM, algorithm not in IMPRINT_BYTES),
        (FailureInfo.BAD_FORMAT, digest_bytes != IMPRINT_BYTES.get(algorithm, digest_bytes)),
        (FailureInfo.UNACCEPTED_POLICY, other_policy),
        (FailureInfo.UNACCEPTED_EXTENSION, bool(request["extensions"].native)),
        (FailureInfo.BAD_REQUEST, (query.nonce or 0).bit_length() > MAX_NONCE_BITS),
    )
    return next((failure for failure, broken in rules if broken), None)
