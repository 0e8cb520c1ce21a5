"""Anchors have purposes; a portal is known by its seal's key, or by BIN and role."""

import hashlib
from dataclasses import replace

import pytest
from cryptography import x509

from signing.trust import (
    CertificateFileError,
    IdentityError,
    PortalIdentity,
    TrustAnchor,
    TrustPurpose,
    TrustStore,
    load_certificates,
    spki_sha256,
)
from tests.support.pki import (
    EMPLOYEE,
    HEAD_OF_ORGANISATION,
    ec_key,
    participant_name,
    spki_der,
    test_pki,
)

ROLE = "1.2.398.3.3.4.1.2.1"
BIN = "123456789021"
PINNED = PortalIdentity("Портал", "https://127.0.0.1:8443", seal_spki_sha256="ab" * 32)
BY_ROLE = PortalIdentity("Портал", "https://kgd.gov.kz", seal_bin=BIN, seal_role=ROLE)


def certificate(*, bins=(BIN,), roles=(ROLE,)):
    """A DER certificate whose subject has these BINs and whose usage has these roles."""
    subject = participant_name("МӨР", None, "Комитет", bins[0] if bins else None)
    for extra in bins[1:]:
        unit = x509.NameAttribute(x509.NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{extra}")
        subject = x509.Name([*subject, unit])
    issued = test_pki().ca.issue(subject, ec_key("seal").public_key(), extended=tuple(roles))
    from cryptography.hazmat.primitives.serialization import Encoding

    return issued.public_bytes(Encoding.DER)


def test_a_pinned_key_matches_its_certificates_and_no_other():
    pki = test_pki()
    digest = hashlib.sha256(spki_der(pki.head)).hexdigest()
    identity = replace(PINNED, seal_spki_sha256=digest)
    assert spki_sha256(pki.head.der) == digest
    assert identity.matches_seal(pki.head.der)
    assert not identity.matches_seal(pki.participant.der)
    assert not identity.matches_seal(pki.ca.der)


def test_bin_and_role_are_both_needed():
    assert BY_ROLE.matches_seal(certificate())
    assert BY_ROLE.matches_seal(certificate(roles=(EMPLOYEE, ROLE)))
    assert BY_ROLE.matches_seal(test_pki().head.der), "its role is the same, and so is its BIN"
    assert ROLE == HEAD_OF_ORGANISATION
    assert not BY_ROLE.matches_seal(certificate(roles=(EMPLOYEE,)))
    assert not BY_ROLE.matches_seal(certificate(roles=()))
    assert not BY_ROLE.matches_seal(certificate(bins=("000740000728",)))
    assert not BY_ROLE.matches_seal(certificate(bins=()))
    assert not BY_ROLE.matches_seal(certificate(bins=(BIN, "000740000728"))), "which one is it?"


def test_bytes_that_are_no_certificate_match_nothing():
    for identity in (PINNED, BY_ROLE):
        for content in (b"", b"\x30\x03\x02\x01\x01", b"nonsense", certificate()[:-1]):
            assert not identity.matches_seal(content)


def test_a_key_kind_that_cannot_be_computed_with_can_be_pinned(test_data):
    """Kazakh GOST keys: their bytes are hashed as they stand."""
    found = sorted((test_data / "nca-test" / "ca").glob("*gost*"))
    assert found
    for path in found:
        for der in load_certificates(path):
            assert replace(PINNED, seal_spki_sha256=spki_sha256(der)).matches_seal(der)


@pytest.mark.parametrize("identity", [PINNED, BY_ROLE], ids=["pinned", "by role"])
def test_an_identity_is_written_and_read(identity):
    assert set(identity.to_json()) == {
        "name",
        "origin",
        "seal_bin",
        "seal_role",
        "seal_spki_sha256",
    }
    assert PortalIdentity.from_json(identity.to_json()) == identity


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "е\u0308"}, "name"),
        ({"origin": "https://portal.kz/path"}, "origin"),
        ({"origin": "https://portal.kz:443"}, "origin"),
        ({"origin": "https://portal.kz:"}, "origin"),
        ({"origin": "https://:8443"}, "origin"),
        ({"origin": "https://[::1"}, "origin"),
        ({"origin": "http://portal.kz"}, "origin"),
        ({"origin": 7}, "origin"),
        ({"seal_spki_sha256": "AB" * 32}, "seal_spki_sha256"),
        ({"seal_spki_sha256": None}, "seal_bin"),
        ({"seal_bin": BIN}, "seal_bin"),
        ({"seal_role": ROLE}, "seal_role"),
        ({"seal_spki_sha256": None, "seal_bin": BIN}, "seal_role"),
        ({"seal_spki_sha256": None, "seal_bin": "12", "seal_role": ROLE}, "seal_bin"),
        ({"seal_spki_sha256": None, "seal_bin": BIN, "seal_role": "1.2.03"}, "seal_role"),
        ({"trusted": True}, "trusted"),
    ],
)
def test_a_malformed_identity_is_refused_and_the_member_named(change, member):
    with pytest.raises(IdentityError) as caught:
        PortalIdentity.from_json({**PINNED.to_json(), **change})
    assert caught.value.facts == {"member": member}


def test_an_identity_is_complete():
    for name in PINNED.to_json():
        members = PINNED.to_json()
        del members[name]
        with pytest.raises(IdentityError):
            PortalIdentity.from_json(members)
    for value in (None, [], "identity", 7):
        with pytest.raises(IdentityError):
            PortalIdentity.from_json(value)


@pytest.mark.parametrize(
    "origin", ["https://[::1]:8443", "https://portal.kgd.gov.kz", "https://localhost:1"]
)
def test_origins_in_the_form_of_rfc_6454(origin):
    assert PortalIdentity.from_json({**PINNED.to_json(), "origin": origin}).origin == origin


def test_an_anchor_is_trusted_for_its_purposes_only():
    pki = test_pki()
    store = TrustStore((TrustAnchor(pki.root.der, frozenset({TrustPurpose.PARTICIPANT}), "test"),))
    store = store.with_anchors(
        [
            TrustAnchor(
                pki.tsa_root.der, frozenset({TrustPurpose.TSA, TrustPurpose.AUTHORITY}), "test"
            )
        ]
    )
    assert store.certificates(TrustPurpose.PARTICIPANT) == (pki.root.der,)
    assert store.certificates(TrustPurpose.TSA) == (pki.tsa_root.der,)
    assert store.certificates(TrustPurpose.AUTHORITY) == (pki.tsa_root.der,)
    assert store.certificates(TrustPurpose.TLS) == ()
    assert store.anchors[0].sha256 == hashlib.sha256(pki.root.der).hexdigest()


def test_certificates_are_read_from_pem_with_several_and_from_der(tmp_path):
    pki = test_pki()
    (tmp_path / "both.pem").write_bytes(pki.root.pem + pki.ca.pem)
    (tmp_path / "one.der").write_bytes(pki.ca.der)
    assert load_certificates(tmp_path / "both.pem") == [pki.root.der, pki.ca.der]
    assert load_certificates(tmp_path / "one.der") == [pki.ca.der]


@pytest.mark.parametrize(
    "content", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\n", bytes(1_000_001)]
)
def test_a_file_without_a_certificate_is_named(tmp_path, content):
    (tmp_path / "file.pem").write_bytes(content)
    with pytest.raises(CertificateFileError) as caught:
        load_certificates(tmp_path / "file.pem")
    assert caught.value.facts["file"] == "file.pem"
