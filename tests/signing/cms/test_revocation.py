"""The fetcher: asks only whom it may, reads only so much, and never calls silence a revocation."""

import pytest
import requests
from asn1crypto import ocsp

from signing.cms.http import Limits
from signing.cms.revocation import HttpRevocationFetcher
from tests.support.http_service import Reply, http_service
from tests.support.pki import Identity, common_name, ec_key, test_pki

PKI = test_pki()
HERE = frozenset({"127.0.0.1"})
CRL = PKI.ca.crl()


@pytest.fixture
def fetch():
    """Fetches for a certificate whose addresses are of a service that answers like this."""

    def fetching(answer, *, ocsp_path="ocsp", crl_path="ca.crl", hosts=HERE, **options):
        def serve(method, path, body):
            return answer(path.strip("/"), body, certificate)

        with http_service(serve) as service, requests.Session() as session:
            key = ec_key("addressed")
            certificate = PKI.ca.issue(
                common_name("addressed"),
                key.public_key(),
                ocsp_url=f"{service.url}{ocsp_path}" if ocsp_path else None,
                crl_url=f"{service.url}{crl_path}" if crl_path else None,
            )
            fetcher = HttpRevocationFetcher(session=session, allowed_hosts=hosts, **options)
            return fetcher.fetch(Identity(key, certificate).der, PKI.ca.der), service.asked

    return fetching


def nonce_in(body: bytes) -> bytes:
    return ocsp.OCSPRequest.load(body).nonce_value.native


def test_ocsp_comes_first(fetch):
    def answer(path, body, certificate):
        return Reply(PKI.ca.ocsp(certificate, nonce=nonce_in(body)))

    data, asked = fetch(answer)
    assert len(data.ocsp_responses) == 1
    assert data.crls == ()
    assert [path for _, path, _ in asked] == ["/ocsp"]


def test_cryptography_understands_the_question(fetch):
    from cryptography.x509.ocsp import load_der_ocsp_request

    serials = []

    def answer(path, body, certificate):
        serials.append(load_der_ocsp_request(body).serial_number == certificate.serial_number)
        return Reply(PKI.ca.ocsp(certificate))

    fetch(answer)
    assert serials == [True]


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (Reply(b"", 500), "ocsp_status"),
        (Reply(b"nonsense"), "ocsp_unusable"),
        (Reply(bytes.fromhex("30030a0103")), "ocsp_unusable"),  # tryLater
        (Reply(b"", 302, {"Location": "/ca.crl"}), "ocsp_unreachable"),
        (Reply(bytes(200_000)), "ocsp_unreachable"),
    ],
    ids=["500", "nonsense", "try-later", "redirect", "too-large"],
)
def test_the_crl_helps_out(fetch, reply, failure):
    data, _ = fetch(lambda path, body, certificate: reply if path == "ocsp" else Reply(CRL))
    assert data.crls == (CRL,)
    assert data.failures == (failure,)


def test_an_answer_to_somebody_elses_nonce_is_not_used(fetch):
    def answer(path, body, certificate):
        if path == "ocsp":
            return Reply(PKI.ca.ocsp(certificate, nonce=bytes(16)))
        return Reply(CRL)

    data, _ = fetch(answer)
    assert data.ocsp_responses == ()
    assert data.failures == ("ocsp_unusable",)


def test_other_hosts_are_not_asked(fetch):
    data, asked = fetch(lambda *_: Reply(CRL), hosts=frozenset({"ocsp.pki.gov.kz"}))
    assert asked == []
    assert data.failures == ("host_not_allowed", "host_not_allowed")


def test_a_crl_over_the_cap_is_not_checked(fetch):
    data, _ = fetch(
        lambda *_: Reply(bytes(50_000)), ocsp_path=None, max_crl_bytes=10_000, limits=Limits()
    )
    assert data.crls == ()
    assert data.failures == ("crl_unreachable",)


def test_nowhere_to_ask(fetch):
    data, _ = fetch(lambda *_: Reply(), ocsp_path=None, crl_path=None)
    assert data.failures == ("no_address",)


def test_what_is_no_certificate_is_not_asked_about():
    fetcher = HttpRevocationFetcher(allowed_hosts=HERE)
    assert fetcher.fetch(b"junk", PKI.ca.der).failures == ("certificate_unreadable",)
