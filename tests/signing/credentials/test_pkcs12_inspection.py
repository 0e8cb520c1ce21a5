"""Iteration counts are read, and refused, before any of them is obeyed."""

import time

import pytest
from asn1crypto import algos, core, pkcs12
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import PBES
from hypothesis import given
from hypothesis import strategies as st

from signing.credentials.pkcs12 import (
    KeyFileDamagedError,
    KeyFileError,
    KeyFileIterationsError,
    open_pkcs12,
)
from signing.credentials.pkcs12_inspection import (
    MAX_ITERATIONS,
    TooManyIterationsError,
    inspect_key_file,
    mac_holds,
)
from tests.support.pki import NOW, PASSWORD, test_pki

PKI = test_pki()
HUGE = 2**31 - 1
SCHEMES = {
    "pbes2": (PBES.PBESv2SHA256AndAES256CBC, SHA256),
    "pbes1": (PBES.PBESv1SHA1And3KeyTripleDESCBC, SHA1),
}


def key_file(scheme: str = "pbes2") -> bytes:
    algorithm, mac = SCHEMES[scheme]
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(2048)
        .key_cert_algorithm(algorithm)
        .hmac_hash(mac())
        .build(PASSWORD.encode())
    )
    return PKI.head.p12(encryption=encryption)


def with_mac_iterations(data: bytes, count: int) -> bytes:
    pfx = pkcs12.Pfx.load(data)
    pfx["mac_data"]["iterations"] = count
    return pfx.dump()


def with_bag_iterations(data: bytes, count: int, *, of_key: bool) -> bytes:
    """The count of the key's bag, or of the encrypted bag of certificates."""
    pfx = pkcs12.Pfx.load(data)
    safe = pkcs12.AuthenticatedSafe.load(pfx["auth_safe"]["content"].native)
    for content_info in safe:
        encrypted = content_info["content_type"].native == "encrypted_data"
        if encrypted and not of_key:
            inner = content_info["content"]["encrypted_content_info"]
            _set_count(inner["content_encryption_algorithm"], count)
        elif not encrypted and of_key:
            contents = pkcs12.SafeContents.load(content_info["content"].native)
            _set_count(contents[0]["bag_value"]["encryption_algorithm"], count)
            content_info["content"] = core.OctetString(contents.dump(force=True))
    pfx["auth_safe"]["content"] = core.OctetString(safe.dump(force=True))
    return pfx.dump(force=True)


def _set_count(algorithm: algos.EncryptionAlgorithm, count: int) -> None:
    parameters = algorithm["parameters"]
    if algorithm["algorithm"].native == "pbes2":
        parameters["key_derivation_func"]["parameters"]["iteration_count"] = count
    else:
        parameters["iterations"] = count


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("where", ["mac", "key", "certificates"])
@pytest.mark.timed
def test_a_huge_count_is_refused_at_once(scheme, where):
    data = key_file(scheme)
    if where == "mac":
        data = with_mac_iterations(data, HUGE)
    else:
        data = with_bag_iterations(data, HUGE, of_key=where == "key")
    started = time.monotonic()
    with pytest.raises(KeyFileIterationsError) as caught:
        open_pkcs12(data, PASSWORD, now=NOW)
    assert time.monotonic() - started < 1
    assert caught.value.facts == {"iterations": HUGE, "limit": MAX_ITERATIONS}


@pytest.mark.parametrize("count", [0, -1])
def test_counts_that_are_none_are_malformed(count):
    with pytest.raises(KeyFileDamagedError):
        open_pkcs12(with_mac_iterations(key_file(), count), PASSWORD, now=NOW)


def test_the_limit_itself_is_allowed():
    inspect_key_file(with_mac_iterations(key_file(), MAX_ITERATIONS))
    with pytest.raises(TooManyIterationsError):
        inspect_key_file(with_mac_iterations(key_file(), MAX_ITERATIONS + 1))


def test_scrypt_is_bounded_in_memory():
    pfx = pkcs12.Pfx.load(key_file())
    safe = pkcs12.AuthenticatedSafe.load(pfx["auth_safe"]["content"].native)
    for content_info in safe:
        if content_info["content_type"].native != "data":
            continue
        contents = pkcs12.SafeContents.load(content_info["content"].native)
        numbers = b"".join(core.Integer(n).dump() for n in (2**24, 8, 1))  # cost, block, lanes
        scrypt = _sequence(
            core.ObjectIdentifier("1.3.6.1.4.1.11591.4.11").dump()
            + _sequence(core.OctetString(b"salt").dump() + numbers)
        )
        algorithm = contents[0]["bag_value"]["encryption_algorithm"]
        scheme = algorithm["parameters"]["encryption_scheme"].dump()
        body = scrypt + scheme
        contents[0]["bag_value"]["encryption_algorithm"] = algos.EncryptionAlgorithm.load(
            _sequence(core.ObjectIdentifier("1.2.840.113549.1.5.13").dump() + _sequence(body))
        )
        content_info["content"] = core.OctetString(contents.dump())
    pfx["auth_safe"]["content"] = core.OctetString(safe.dump())
    with pytest.raises(TooManyIterationsError):
        inspect_key_file(pfx.dump())


def _sequence(body: bytes) -> bytes:
    length = len(body)
    head = bytes([length]) if length < 128 else b"\x82" + length.to_bytes(2)
    return b"\x30" + head + body


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_mac_tells_the_password(scheme):
    data = key_file(scheme)
    assert mac_holds(data, PASSWORD) is True
    assert mac_holds(data, "other") is False


def test_the_key_bag_is_found():
    structure = inspect_key_file(key_file())
    assert len(structure.encrypted_keys) == 1
    assert structure.has_mac


FILE = key_file()


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_a_damaged_file_never_does_worse_than_a_named_error(at, flip):
    """Whatever byte is changed: the file opens as it was, or the error has a name."""
    data = bytearray(FILE)
    data[at] ^= flip
    try:
        credential = open_pkcs12(bytes(data), PASSWORD, now=NOW)
    except KeyFileError:
        return
    assert credential.certificate_der == PKI.head.der
