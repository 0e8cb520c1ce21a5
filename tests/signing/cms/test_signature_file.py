"""Signatures as files have them."""

import base64

import pytest

from signing.cms.levels import NotASignatureError
from signing.cms.signature_file import read_signature_file
from tests.support.pki import NOW, sign_cms, test_pki

PKI = test_pki()
DETACHED = sign_cms(PKI.head, b"content", signing_time=NOW)
ATTACHED = sign_cms(PKI.head, b"content", signing_time=NOW, attached=True)


def armoured(label: str, der: bytes) -> bytes:
    return f"-----BEGIN {label}-----\n{base64.encodebytes(der).decode()}-----END {label}-----\n".encode()


@pytest.mark.parametrize("der", [DETACHED, ATTACHED], ids=["detached", "attached"])
def test_every_dress_has_the_same_inside(der):
    content = b"content" if der is ATTACHED else None
    dresses = [
        der,
        base64.b64encode(der),
        base64.encodebytes(der),
        *(armoured(label, der) for label in ("CMS", "PKCS7", "SIGNED DATA")),
        armoured("CMS", der).replace(b"\n", b"\r\n"),
    ]
    for data in dresses:
        found = read_signature_file(data)
        assert (found.cms, found.content) == (der, content)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"0",
        DETACHED[:-1],
        DETACHED + b"\0",
        base64.b64encode(b"hello"),
        armoured("CMS", DETACHED).replace(b"END CMS", b"END PKCS7"),
        armoured("CERTIFICATE", DETACHED),
        armoured("CMS", DETACHED) * 2,
        PKI.head.der,
        b"\x30\x80" * 5000,
    ],
)
def test_anything_else_is_no_signature(data):
    with pytest.raises(NotASignatureError) as caught:
        read_signature_file(data)
    assert caught.value.facts == {"reason": "malformed"}


def test_a_file_too_large_is_not_even_decoded():
    with pytest.raises(NotASignatureError) as caught:
        read_signature_file(b"A" * 40_000_001)
    assert caught.value.facts == {"reason": "too_large"}


def test_the_samples_of_the_authority_are_read(test_data):
    folder = test_data / "nca-test" / "cms"
    contents = {
        path.name: read_signature_file(path.read_bytes()).content
        for path in sorted(folder.iterdir())
        if path.suffix in {".cms", ".der"}
    }
    assert contents == {
        "cms__individual_attached.der": (folder / "cms__individual_document.txt").read_bytes(),
        "cms__individual_detached.der": None,
        "individual_rsa_attached.cms": b"asdasd",
        "organization_gost2004_attached.cms": b"asdasd",
    }
