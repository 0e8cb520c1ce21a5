"""Asks a timestamp authority over HTTP (RFC 3161, 3.4) and believes nothing unverified."""

import secrets

import requests
from asn1crypto import cms, core, tsp, x509

from signing.cms.http import Answer, ExchangeError, Limits, exchange, host_of
from signing.cms.signed_message import read_signed_message
from signing.cms.token import (
    BadTimestampTokenError,
    TimestampSource,
    TimestampToken,
    parse_timestamp_token,
    verify_timestamp_token,
)
from signing.errors import QolhatError
from signing.trust import TrustPurpose, TrustStore

__all__ = [
    "BadTimestampTokenError",
    "HttpTimestampSource",
    "TimestampSource",
    "TimestampToken",
    "TsaError",
    "TsaRateLimitedError",
    "TsaRejectedError",
    "TsaUnreachableError",
    "build_timestamp_request",
    "parse_timestamp_token",
    "token_from_response",
    "verify_timestamp_token",
]

QUERY_TYPE = "application/timestamp-query"
_NONCE_BITS = 63
_OK = 200
_EXPECTED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class _Response(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """TimeStampResp (RFC 3161, 2.4.2); to asn1crypto's own the token is not optional."""

    _fields = [  # noqa: RUF012 - asn1crypto changes the list
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class TsaError(QolhatError):
    """No token could be had; the subclass says why."""

    code = "tsa.failed"


class TsaUnreachableError(TsaError):
    """The service did not answer, or answered nothing of use. Facts: `host`, `status`."""

    code = "tsa.unreachable"


class TsaRateLimitedError(TsaError):
    """The service asks to come later. Facts: `host`, `retry_after_seconds` (may be None)."""

    code = "tsa.rate_limited"


class TsaRejectedError(TsaError):
    """The service refused the request. Facts: `status`, `failure`."""

    code = "tsa.rejected"


class HttpTimestampSource:
    """A `TimestampSource` behind an http or https address."""

    def __init__(
        self,
        url: str,
        *,
        trust: TrustStore | None = None,
        session: requests.Session | None = None,
        timeout_seconds: float = 30.0,
        policy: str | None = None,
        other_certificates: tuple[bytes, ...] = (),
    ) -> None:
        """Names the service; nothing is sent yet.

        Args:
            url: where to POST queries.
            trust: if given, a token whose TSA has no chain to an anchor of purpose TSA, valid at
                its genTime, is refused.
            session: with proxies and TLS settings of the program; one per thread.
            timeout_seconds: for the whole exchange.
            policy: the policy OID to ask for and to insist on.
            other_certificates: certificates of the TSA that its tokens leave out.

        Raises:
            ValueError: `url` is not a plain http or https address.
        """
        self._host = host_of(url)
        self._url = url
        self._trust = trust
        self._session = session or requests.Session()
        self._limits = Limits(
            connect_seconds=min(10.0, timeout_seconds),
            read_seconds=timeout_seconds,
            total_seconds=timeout_seconds,
        )
        self._policy = policy
        self._other_certificates = other_certificates

    def request(self, imprint: bytes, algorithm: str = "sha256") -> TimestampToken:
        """A verified token over `imprint`; see `TimestampSource.request`."""
        nonce = secrets.randbits(_NONCE_BITS) | 1
        query = build_timestamp_request(imprint, algorithm, nonce=nonce, policy=self._policy)
        der = token_from_response(self._ask(query).content)
        token = verify_timestamp_token(
            der,
            imprint,
            algorithm,
            nonce=nonce,
            policy=self._policy,
            other_certificates=self._other_certificates,
        )
        if self._trust is not None:
            self._check_chain(token, self._trust)
        return token

    def _ask(self, query: bytes) -> Answer:
        try:
            answer = exchange(
                self._session,
                "POST",
                self._url,
                self._limits,
                body=query,
                headers={"Content-Type": QUERY_TYPE, "Accept": "application/timestamp-reply"},
            )
        except ExchangeError as error:
            raise TsaUnreachableError(str(error), host=self._host, status=None) from error
        if answer.come_later:
            raise TsaRateLimitedError(
                host=self._host, retry_after_seconds=answer.retry_after_seconds
            )
        if answer.status != _OK:
            raise TsaUnreachableError(
                f"HTTP {answer.status}", host=self._host, status=answer.status
            )
        return answer

    def _check_chain(self, token: TimestampToken, trust: TrustStore) -> None:
        # loading certvalidator takes a fifth of a second, which a program start need not wait for
        from signing.cms.path import PathError, find_path  # noqa: PLC0415

        inside = certificates_inside(token.der)
        others = [x509.Certificate.load(der) for der in (*inside, *self._other_certificates)]
        certificate = x509.Certificate.load(token.tsa_certificate or b"")
        anchors = trust.certificates(TrustPurpose.TSA)
        try:
            find_path(certificate, anchors, tuple(others), token.gen_time)
        except PathError as error:
            raise BadTimestampTokenError("not_trusted", str(error)) from error


def build_timestamp_request(
    imprint: bytes, algorithm: str, *, nonce: int | None = None, policy: str | None = None
) -> bytes:
    """DER TimeStampReq that asks for the TSA's certificate in the token (RFC 3161, 2.4.1)."""
    fields = {
        "version": "v1",
        "message_imprint": {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": imprint},
        "cert_req": True,
    }
    if policy is not None:
        fields["req_policy"] = policy
    if nonce is not None:
        fields["nonce"] = nonce
    return bytes(tsp.TimeStampReq(fields).dump())


def token_from_response(response: bytes) -> bytes:
    """The DER token of a TimeStampResp that grants one (RFC 3161, 2.4.2).

    Raises:
        TsaRejectedError: it grants none.
        BadTimestampTokenError: it is no TimeStampResp (`malformed`).
    """
    try:
        parsed = _Response.load(response, strict=True)
        status = parsed["status"]["status"].native
        failure = parsed["status"]["fail_info"].native
        token = parsed["time_stamp_token"]
        der = None if isinstance(token, core.Void) else bytes(token.dump())  # no need to parse it
    except (*_EXPECTED, RecursionError) as error:
        raise BadTimestampTokenError("malformed", str(error)) from error
    if status not in {"granted", "granted_with_mods"} or der is None:
        words = ",".join(sorted(failure)) if failure else None
        raise TsaRejectedError(status=str(status), failure=words)
    return der


def certificates_inside(token_der: bytes) -> tuple[bytes, ...]:
    """The certificates that a verified token carries, DER."""
    return tuple(c.dump() for c in read_signed_message(token_der).certificates)
