"""Fetches revocation data: OCSP first (RFC 6960), the CRL second (RFC 5280, 4.2.1.13).

The addresses stand in certificates, that is, in other people's bytes. They are followed only to
hosts that were allowed, never redirected, and read up to a cap. Whatever goes wrong means "not
checked"; nothing here ever says "revoked": what was fetched is judged by the validation like data
from a file.
"""

import secrets
from dataclasses import dataclass, field, replace
from typing import Protocol

import requests
from asn1crypto import algos, core, ocsp, x509

from signing.certificates import CertificateUnreadableError, load_certificate
from signing.cms.http import ExchangeError, Limits, exchange, host_of

MAX_CRL_BYTES = 50_000_000
MAX_OCSP_BYTES = 100_000
MAX_ADDRESSES = 3
_NONCE_BYTES = 16
_OK = 200
_EXPECTED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True)
class RevocationData:
    """What was fetched, DER and not verified; `failures` are stable words, never a verdict."""

    ocsp_responses: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    failures: tuple[str, ...] = field(default=())


class RevocationFetcher(Protocol):
    """Somebody who can ask the outside world about a certificate."""

    def fetch(self, certificate: bytes, issuer: bytes) -> RevocationData:
        """Data about a DER certificate and its DER issuer. Never raises for what went wrong."""
        ...


class HttpRevocationFetcher:
    """A `RevocationFetcher` over http and https."""

    def __init__(
        self,
        *,
        session: requests.Session | None = None,
        allowed_hosts: frozenset[str],
        limits: Limits | None = None,
        max_crl_bytes: int = MAX_CRL_BYTES,
    ) -> None:
        """Sets the bounds.

        Args:
            session: with proxies and TLS settings of the program; one per thread.
            allowed_hosts: names or addresses, lower case; nothing else is contacted.
            limits: times and, for OCSP, bytes; of each exchange.
            max_crl_bytes: the largest CRL that is read.
        """
        self._session = session or requests.Session()
        self._allowed_hosts = allowed_hosts
        self._ocsp_limits = limits or Limits(max_bytes=MAX_OCSP_BYTES)
        self._crl_limits = replace(self._ocsp_limits, max_bytes=max_crl_bytes)

    def fetch(self, certificate: bytes, issuer: bytes) -> RevocationData:
        """OCSP if the certificate names a responder and it answers of use, else the CRL."""
        try:
            subject, authority = load_certificate(certificate), load_certificate(issuer)
            ocsp_urls = list(subject.ocsp_urls)[:MAX_ADDRESSES]
            crl_urls = _crl_urls(subject)[:MAX_ADDRESSES]
        except (CertificateUnreadableError, *_EXPECTED):
            return RevocationData(failures=("certificate_unreadable",))
        failures: list[str] = []
        for url in ocsp_urls:
            response = self._ask_ocsp(url, subject, authority, failures)
            if response is not None:
                return RevocationData(ocsp_responses=(response,), failures=tuple(failures))
        for url in crl_urls:
            crl = self._get(url, failures)
            if crl is not None:
                return RevocationData(crls=(crl,), failures=tuple(failures))
        if not ocsp_urls and not crl_urls:
            failures.append("no_address")
        return RevocationData(failures=tuple(failures))

    def _ask_ocsp(
        self,
        url: str,
        subject: x509.Certificate,
        issuer: x509.Certificate,
        failures: list[str],
    ) -> bytes | None:
        if not self._may_ask(url, failures):
            return None
        nonce = secrets.token_bytes(_NONCE_BYTES)
        try:
            answer = exchange(
                self._session,
                "POST",
                url,
                self._ocsp_limits,
                body=build_ocsp_request(subject, issuer, nonce),
                headers={
                    "Content-Type": "application/ocsp-request",
                    "Accept": "application/ocsp-response",
                },
            )
        except ExchangeError:
            failures.append("ocsp_unreachable")
            return None
        if answer.status != _OK:
            failures.append("ocsp_status")
            return None
        if not _is_answer_to(answer.content, nonce):
            failures.append("ocsp_unusable")
            return None
        return answer.content

    def _get(self, url: str, failures: list[str]) -> bytes | None:
        if not self._may_ask(url, failures):
            return None
        try:
            answer = exchange(self._session, "GET", url, self._crl_limits)
        except ExchangeError:
            failures.append("crl_unreachable")
            return None
        if answer.status != _OK or not answer.content:
            failures.append("crl_status")
            return None
        return answer.content

    def _may_ask(self, url: str, failures: list[str]) -> bool:
        try:
            allowed = host_of(url) in self._allowed_hosts
        except ValueError:
            allowed = False
        if not allowed:
            failures.append("host_not_allowed")
        return allowed


def build_ocsp_request(
    certificate: x509.Certificate, issuer: x509.Certificate, nonce: bytes
) -> bytes:
    """DER OCSPRequest about one certificate, named by SHA-1 as every responder knows it."""
    certificate_id = ocsp.CertId(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha1"}),
            "issuer_name_hash": certificate.issuer.sha1,
            "issuer_key_hash": issuer.public_key.sha1,
            "serial_number": certificate.serial_number,
        }
    )
    extension = {
        "extn_id": "nonce",
        "critical": False,
        "extn_value": core.ParsableOctetString(core.OctetString(nonce).dump()),
    }
    tbs = ocsp.TBSRequest(
        {
            "request_list": [{"req_cert": certificate_id}],
            "request_extensions": ocsp.TBSRequestExtensions([extension]),
        }
    )
    return bytes(ocsp.OCSPRequest({"tbs_request": tbs}).dump())


def _is_answer_to(response: bytes, nonce: bytes) -> bool:
    """Whether it is a successful answer that does not belong to another request's nonce."""
    try:
        parsed = ocsp.OCSPResponse.load(response, strict=True)
        if parsed["response_status"].native != "successful":
            return False
        echoed = parsed.nonce_value
    except (*_EXPECTED, RecursionError):
        return False
    return echoed is None or echoed.native == nonce


def _crl_urls(certificate: x509.Certificate) -> list[str]:
    points = certificate.crl_distribution_points
    return [point.url for point in points if point.url]
