"""Timestamps, OCSP, CRLs: openssl is the judge."""

import subprocess
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from signing.trust import TrustPurpose
from tests.support.openssl import cades_verdict
from tests.support.participant import now, problem


def openssl(*arguments, check=True):
    done = subprocess.run(
        ["openssl", *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


def timestamp_query(folder, *options):
    (folder / "data").write_bytes(b"to be stamped")
    query = folder / "query.tsq"
    openssl("ts", "-query", "-data", folder / "data", "-out", query, *options)
    return query


def post(url, content, media_type="application/timestamp-query"):
    session = requests.Session()
    session.trust_env = False
    with session:
        return session.post(url, data=content, headers={"Content-Type": media_type}, timeout=20)


@pytest.mark.parametrize("letter", ["a", "b"])
@pytest.mark.parametrize("digest", ["-sha256", "-sha384", "-sha512"])
def test_openssl_verifies_the_tokens_of_both_services(shared_portal, tmp_path, letter, digest):
    query = timestamp_query(tmp_path, digest, "-cert")
    answer = post(f"{shared_portal.services_origin}/tsa/{letter}", query.read_bytes())
    assert answer.headers["Content-Type"] == "application/timestamp-reply"
    reply = tmp_path / "reply.tsr"
    reply.write_bytes(answer.content)
    root = shared_portal.public / f"tsa-{letter}-root.pem"
    done = openssl("ts", "-verify", "-queryfile", query, "-in", reply, "-CAfile", root)
    assert "Verification: OK" in done.stdout
    text = openssl("ts", "-reply", "-in", reply, "-text").stdout
    assert "Accuracy: 0x01 seconds" in text
    assert "Policy OID: 2.999.398" in text


def test_a_service_is_not_vouched_for_by_the_other_root(shared_portal, tmp_path):
    query = timestamp_query(tmp_path, "-sha256", "-cert")
    reply = tmp_path / "reply.tsr"
    reply.write_bytes(post(f"{shared_portal.services_origin}/tsa/a", query.read_bytes()).content)
    other = shared_portal.public / "tsa-b-root.pem"
    done = openssl(
        "ts", "-verify", "-queryfile", query, "-in", reply, "-CAfile", other, check=False
    )
    assert "Verification: OK" not in done.stdout


def test_a_token_without_certificate_verifies_with_it_beside(shared_portal, tmp_path):
    query = timestamp_query(tmp_path, "-sha256")
    reply = tmp_path / "reply.tsr"
    reply.write_bytes(post(f"{shared_portal.services_origin}/tsa/b", query.read_bytes()).content)
    text = openssl("ts", "-reply", "-in", reply, "-token_out", "-out", tmp_path / "t")
    assert text.returncode == 0
    certificates = openssl(
        "pkcs7", "-inform", "DER", "-in", tmp_path / "t", "-print_certs", "-noout"
    )
    assert "subject" not in certificates.stdout
    done = openssl(
        *("ts", "-verify", "-queryfile", query, "-in", reply),
        *("-untrusted", shared_portal.home / "private" / "tsa-b.pem"),
        *("-CAfile", shared_portal.public / "tsa-b-root.pem"),
    )
    assert "Verification: OK" in done.stdout


def test_the_policy_asked_for_is_the_services_or_there_is_no_token(shared_portal, tmp_path):
    url = f"{shared_portal.services_origin}/tsa/a"
    for policy, expected in (
        ("2.999.398.1", "Granted"),
        ("1.2.3.4", "requested TSA policy is not supported"),
    ):
        query = timestamp_query(tmp_path, "-sha256", "-tspolicy", policy)
        (tmp_path / "r").write_bytes(post(url, query.read_bytes()).content)
        text = openssl("ts", "-reply", "-in", tmp_path / "r", "-text", check=False).stdout
        assert expected in text


@pytest.mark.parametrize("option", ["-sha1", "-md5"])
def test_a_weak_digest_is_not_stamped(shared_portal, tmp_path, option):
    query = timestamp_query(tmp_path, option)
    answer = post(f"{shared_portal.services_origin}/tsa/a", query.read_bytes())
    (tmp_path / "r").write_bytes(answer.content)
    text = openssl("ts", "-reply", "-in", tmp_path / "r", "-text", check=False).stdout
    assert "Status: Rejected" in text
    assert "unrecognized or unsupported algorithm" in text


@pytest.mark.parametrize("junk", [b"", b"junk", b"\x30\x80\x00\x00", b"\x30\x03\x02\x01\x01"])
def test_junk_is_answered_by_a_rejection(shared_portal, tmp_path, junk):
    answer = post(f"{shared_portal.services_origin}/tsa/a", junk)
    assert answer.status_code == 200
    (tmp_path / "r").write_bytes(answer.content)
    text = openssl("ts", "-reply", "-in", tmp_path / "r", "-text", check=False).stdout
    assert "Status: Rejected" in text


def test_a_large_query_is_refused(shared_portal):
    answer = post(f"{shared_portal.services_origin}/tsa/a", b"x" * 20_000)
    assert problem(answer) == (413, "too-large")


def test_the_portal_stamps_over_https_too(client, tmp_path):
    query = timestamp_query(tmp_path, "-sha256", "-cert")
    answer = client.call("POST", "/timestamp", data=query.read_bytes())
    (tmp_path / "r").write_bytes(answer.content)
    root = client.portal.public / "tsa-b-root.pem"
    openssl("ts", "-verify", "-queryfile", query, "-in", tmp_path / "r", "-CAfile", root)


def certificate_of(portal, name, folder: Path):
    opened = pkcs12.load_pkcs12(portal.key_file(name).read_bytes(), portal.key_password.encode())
    path = folder / f"{name}.pem"
    path.write_bytes(opened.cert.certificate.public_bytes(Encoding.PEM))
    return path, opened.cert.certificate


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("importer-head-rsa", "good"),
        ("importer-head-ec", "good"),
        ("importer-head-revoked", "revoked"),
    ],
)
def test_openssl_gets_the_status_at_the_address_in_the_certificate(
    shared_portal, tmp_path, name, status
):
    path, certificate = certificate_of(shared_portal, name, tmp_path)
    access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    url = next(
        one.access_location.value
        for one in access.value
        if one.access_method == x509.AuthorityInformationAccessOID.OCSP
    )
    issuer, root = (shared_portal.public / f"{which}.pem" for which in ("issuing", "root"))
    # With a nonce, which openssl wants back.
    done = openssl("ocsp", "-url", url, "-issuer", issuer, "-cert", path, "-CAfile", root)
    assert "Response verify OK" in done.stderr
    assert "nonce" not in done.stderr.lower()
    assert f"{path}: {status}" in done.stdout


def test_a_certificate_of_another_authority_is_not_answered_for(shared_portal, tmp_path):
    query = tmp_path / "ocsp.req"
    path, _ = certificate_of(shared_portal, "importer-head-rsa", tmp_path)
    other = shared_portal.public / "tsa-a-root.pem"
    openssl("ocsp", "-issuer", other, "-cert", path, "-reqout", query)
    answer = post(
        f"{shared_portal.services_origin}/ocsp/issuing",
        query.read_bytes(),
        "application/ocsp-request",
    )
    (tmp_path / "r").write_bytes(answer.content)
    done = openssl("ocsp", "-respin", tmp_path / "r", "-noverify", check=False)
    assert "unauthorized" in (done.stdout + done.stderr)


def test_openssl_follows_every_chain_with_all_revocation_lists(shared_portal, tmp_path):
    lists = tmp_path / "crls.pem"
    lists.write_bytes(b"".join(path.read_bytes() for path in shared_portal.crls))
    public = shared_portal.public
    good, _ = certificate_of(shared_portal, "importer-head-ec", tmp_path)
    revoked, _ = certificate_of(shared_portal, "importer-head-revoked", tmp_path)
    checks = (
        (good, "root.pem", public / "issuing.pem", True),
        (revoked, "root.pem", public / "issuing.pem", False),
        (shared_portal.home / "private" / "seal.pem", "authority-root.pem", None, True),
        (shared_portal.home / "private" / "tsa-a.pem", "tsa-a-root.pem", None, True),
    )
    for certificate, root, untrusted, expected in checks:
        more = () if untrusted is None else ("-untrusted", untrusted)
        done = openssl(
            *("verify", "-crl_check_all", "-CRLfile", lists, "-CAfile", public / root),
            *more,
            certificate,
            check=False,
        )
        assert (done.returncode == 0) is expected, done.stderr


def test_published_and_served_revocation_lists_are_fresh(shared_portal):
    for path in shared_portal.crls:
        crl = x509.load_pem_x509_crl(path.read_bytes())
        assert (crl.next_update_utc - crl.last_update_utc).days == 7
        name = path.name.removesuffix(".crl.pem")
        session = requests.Session()
        session.trust_env = False
        with session:
            served = session.get(f"{shared_portal.services_origin}/crl/{name}.crl", timeout=20)
        assert abs((now() - x509.load_der_x509_crl(served.content).last_update_utc).days) == 0


def test_openssl_verifies_the_seal_of_a_receipt(client, tmp_path):
    from signing.evidence.sealed import open_sealed

    package = client.package(b"x")
    told = client.submit_statement(client.statement(package)).json()
    sealed = open_sealed(client.receipt(told, "intake"), "receipt.json")
    root = (client.portal.public / "authority-root.pem").read_bytes()
    good, said = cades_verdict(tmp_path, sealed.cms, sealed.manifest, root, now())
    assert good, said
    other = (client.portal.public / "root.pem").read_bytes()
    bad, _ = cades_verdict(tmp_path, sealed.cms, sealed.manifest, other, now())
    assert not bad


def test_no_two_purposes_share_a_root(shared_portal):
    anchors = shared_portal.trust
    roots = [anchors.certificates(purpose) for purpose in TrustPurpose]
    flat = [certificate for found in roots for certificate in found]
    assert len(flat) == len(set(flat)) == 5


def test_a_revocation_by_the_operator_shows_at_once(own_portal, tmp_path):
    path, certificate = certificate_of(own_portal, "importer-head-ec", tmp_path)
    serial = f"{certificate.serial_number:x}"
    done = own_portal.operator("revoke", "--home", str(own_portal.home), serial)
    assert done.returncode == 0, done.stderr
    session = requests.Session()
    session.trust_env = False
    with session:
        url = f"{own_portal.services_origin}/crl/issuing.crl"
        crl = x509.load_der_x509_crl(session.get(url, timeout=20).content)
    assert crl.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None
    published = x509.load_pem_x509_crl((own_portal.public / "issuing.crl.pem").read_bytes())
    revoked = published.get_revoked_certificate_by_serial_number(certificate.serial_number)
    assert revoked is not None
    assert path.is_file()
