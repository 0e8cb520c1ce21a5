"""GOST keys in DER: round trips, the authority's real keys, and what is no key."""

import copy
import pickle

import pytest
from asn1crypto import core, pem, x509
from asn1crypto.algos import DigestAlgorithm, SignedDigestAlgorithm

from signing.algorithms import (
    SignatureValueError,
    Standing,
    judge_key,
    judge_signature,
    key_kind,
    verify_signature_value,
)
from signing.gost.keys import GostKeyError, GostPrivateKey, GostPublicKey, public_key_kind
from signing.gost.kinds import GOST_2004, GOST_2015_256, GOST_2015_512, KINDS

SCALAR = 0x1234567890ABCDEF1234567890ABCDEF


def certificate(path):
    content = path.read_bytes()
    return x509.Certificate.load(pem.unarmor(content)[2] if pem.detect(content) else content)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
class TestEachKind:
    def test_public_keys_survive_der(self, kind):
        public = GostPrivateKey(kind, SCALAR).public_key
        again = GostPublicKey.from_der(public.to_der())
        assert again == public
        assert hash(again) == hash(public)
        assert public_key_kind(public.to_der()) is kind

    def test_private_keys_survive_der(self, kind):
        key = GostPrivateKey(kind, SCALAR)
        assert GostPrivateKey.from_der(key.to_der()).public_key == key.public_key

    def test_signatures_go_through_the_closed_list(self, kind):
        key = GostPrivateKey(kind, SCALAR)
        public = x509.PublicKeyInfo.load(key.public_key.to_der())
        signature = key.sign(b"message")
        assert key_kind(public) == kind.name
        assert judge_key(public).standing is Standing.ACCEPTED
        for name in (kind.signature, kind.key_as_signature):
            algorithm = SignedDigestAlgorithm({"algorithm": name})
            assert judge_signature(algorithm, kind.digest, public).standing is Standing.ACCEPTED
            verify_signature_value(signature, b"message", public, algorithm)
            verify_signature_value(signature, b"message", public, algorithm, kind.digest)
            for wrong in (
                (signature, b"Message", None),
                (signature[::-1], b"message", None),
                (signature, b"message", "sha256"),
            ):
                with pytest.raises(SignatureValueError):
                    verify_signature_value(wrong[0], wrong[1], public, algorithm, wrong[2])

    def test_a_key_of_another_kind_is_refused(self, kind):
        key = GostPrivateKey(kind, SCALAR)
        public = x509.PublicKeyInfo.load(key.public_key.to_der())
        for other in KINDS:
            if other is not kind:
                algorithm = SignedDigestAlgorithm({"algorithm": other.signature})
                with pytest.raises(SignatureValueError):
                    verify_signature_value(key.sign(b""), b"", public, algorithm)

    def test_parameters_of_another_kind_make_the_key_unknown(self, kind):
        der = GostPrivateKey(kind, SCALAR).public_key.to_der()
        curve = core.ObjectIdentifier(kind.curve_oid).dump()
        other = der.replace(curve, curve[:-1] + b"\x7f")
        assert public_key_kind(other) is None
        assert judge_key(x509.PublicKeyInfo.load(other)).standing is Standing.UNKNOWN
        with pytest.raises(GostKeyError):
            GostPublicKey.from_der(other)

    def test_a_point_off_the_curve_is_no_key(self, kind):
        der = bytearray(GostPrivateKey(kind, SCALAR).public_key.to_der())
        der[-1] ^= 1
        with pytest.raises(GostKeyError):
            GostPublicKey.from_der(bytes(der))
        public = x509.PublicKeyInfo.load(bytes(der))
        algorithm = SignedDigestAlgorithm({"algorithm": kind.signature})
        with pytest.raises(SignatureValueError):
            verify_signature_value(b"", b"", public, algorithm)

    def test_every_cut_of_the_bytes_is_refused(self, kind):
        key = GostPrivateKey(kind, SCALAR)
        for der, load in (
            (key.public_key.to_der(), GostPublicKey.from_der),
            (key.to_der(), GostPrivateKey.from_der),
        ):
            for wrong in (b"", der[:-1], der + b"\0", b"\x30\0", der[2:]):
                with pytest.raises(GostKeyError):
                    load(wrong)


def test_the_encodings_are_those_of_the_national_authority(test_data):
    folder = test_data / "nca-test" / "ca"
    for name, kind in (
        ("root_gost_2022.pem", GOST_2015_512),
        ("nca_gost_2022_test.cer", GOST_2015_512),
        ("root_gost2004_test.crt", GOST_2004),
    ):
        der = certificate(folder / name).public_key.dump()
        public = GostPublicKey.from_der(der)
        assert public.kind is kind
        assert public.to_der() == der


def test_the_old_private_key_may_be_a_number():
    key = GostPrivateKey(GOST_2004, SCALAR)
    octets = core.OctetString(SCALAR.to_bytes(32, "little")).dump()
    number = core.Integer(SCALAR).dump()
    der = core.Sequence.load(key.to_der())
    parts = [der[0].dump(), der[1].dump(), core.OctetString(number).dump()]
    assert octets in key.to_der()
    content = b"".join(parts)
    assert GostPrivateKey.from_der(b"\x30" + bytes([len(content)]) + content).public_key == (
        key.public_key
    )


@pytest.mark.parametrize("scalar", [0, -1, GOST_2015_256.curve.q, 1 << 256])
def test_scalars_out_of_range_are_no_key(scalar):
    with pytest.raises(GostKeyError):
        GostPrivateKey(GOST_2015_256, scalar)


def test_a_private_key_shows_itself_to_nobody():
    key = GostPrivateKey(GOST_2015_512, SCALAR)
    assert str(SCALAR) not in f"{key!r} {key}"
    assert not hasattr(key, "__dict__")
    for leak in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            leak(key)


def test_algorithm_identifiers_have_null_parameters_as_the_authority_writes_them():
    digest = DigestAlgorithm({"algorithm": "streebog512"}).dump()
    assert digest.hex() == "300c06082a830e030a0103030500"
    signature = SignedDigestAlgorithm({"algorithm": "streebog512_gost3410"}).dump()
    assert signature.hex() == "300e060a2a830e030a01010203020500"


def test_every_authority_of_the_samples_issued_what_it_says(test_data):
    """Self-signed roots, intermediate authorities and the production TSA."""
    paths = sorted((test_data / "nca-test" / "ca").iterdir())
    found = {path.name: certificate(path) for path in paths}
    pairs = [
        ("root_gost_2022.pem", "root_gost_2022.pem"),
        ("root_gost_2022.pem", "nca_gost_2022.pem"),
        ("nca_gost_2022.pem", "tsa_gost_2025.cer"),
        ("root_gost_2022_test.cer", "nca_gost_2022_test.cer"),
        ("root_gost2004_test.crt", "nca_gost2004_test.crt"),
    ]
    for issuer, subject in pairs:
        signed = found[subject]
        arguments = (
            signed["signature_value"].native,
            signed["tbs_certificate"].dump(),
            found[issuer].public_key,
            signed["signature_algorithm"],
        )
        verify_signature_value(*arguments)
        with pytest.raises(SignatureValueError):
            verify_signature_value(arguments[0], arguments[1] + b"\0", *arguments[2:])
