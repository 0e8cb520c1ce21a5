"""CAdES with GOST keys: OpenSSL's GOST engine and libgcrypt as judges."""

from datetime import timedelta

import pytest
from asn1crypto import cms

from signing.algorithms import digest_of
from signing.asic.writer import ContainerWriter
from signing.cms.build import SigningFailedError, build_detached_signature
from signing.cms.der import require_der
from signing.cms.levels import SignatureLevel, add_signature_timestamp, signature_level
from signing.cms.signed_message import read_signed_message
from signing.credentials.pkcs12 import open_pkcs12
from signing.gost import gost3410
from signing.gost.kinds import GOST_2015_256, GOST_2015_512
from signing.trust import TrustAnchor, TrustPurpose, TrustStore
from signing.validation.container import validate_container
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Indication
from tests.support.gost_judges import engine_accepts, engine_accepts_cms, libgcrypt_accepts
from tests.support.gost_pki import NOW, make_authority
from tests.support.pki import PASSWORD, test_pki

ROOT = make_authority("TEST GOST ROOT")
SIGNERS = {kind.name: ROOT.signer(kind) for kind in (GOST_2015_512, GOST_2015_256)}
CONTENT = b"<asic:ASiCManifest/>"


@pytest.fixture(params=SIGNERS)
def signer(request):
    return SIGNERS[request.param]


@pytest.fixture
def credential(signer):
    return open_pkcs12(signer.p12(ROOT.der), PASSWORD, now=NOW)


def test_the_gost_engine_accepts_what_a_gost_key_signs(tmp_path, credential):
    signature = credential.sign_detached(CONTENT, NOW)
    assert engine_accepts_cms(tmp_path, signature, CONTENT)
    assert not engine_accepts_cms(tmp_path, signature, CONTENT + b" ")


def test_the_gost_engine_accepts_the_samples_of_the_authority_alike(tmp_path, test_data):
    """The judge itself is judged: the same rewriting, a signature made by the authority's library."""
    folder = test_data / "nca-test" / "cms"
    content = (folder / "cms__individual_document.txt").read_bytes()
    signature = (folder / "cms__individual_detached.der").read_bytes()
    assert engine_accepts_cms(tmp_path, signature, content)
    assert not engine_accepts_cms(tmp_path, signature, content + b" ")


def test_bare_signature_values_are_those_of_the_engine_and_of_libgcrypt(tmp_path, signer):
    key = signer.key
    value = key.sign(b"message")
    public = key.public_key
    assert engine_accepts(tmp_path, public.to_der(), b"message", value)
    assert not engine_accepts(tmp_path, public.to_der(), b"Message", value)
    digest = digest_of(key.kind.digest, b"message")
    assert libgcrypt_accepts(key.kind.name, public.point, digest, value)


def test_the_form_is_cades_with_kazakh_names(credential, signer):
    signature = credential.sign_detached(CONTENT, NOW)
    require_der(signature)
    message = read_signed_message(signature)
    kind = signer.key.kind
    assert message.digest_algorithm == kind.digest
    assert message.signature_algorithm["algorithm"].dotted == kind.signature_oid
    assert message.encapsulated is None
    assert message.signing_time == NOW
    assert message.content_is(CONTENT)
    assert message.ess.algorithm == "sha256"
    assert message.ess_matches()
    assert message.signer_certificate_der == signer.der
    assert ROOT.der in [certificate.dump() for certificate in message.certificates]
    info = cms.ContentInfo.load(signature)["content"]["signer_infos"][0]
    for algorithm in (info["digest_algorithm"], info["signature_algorithm"]):
        assert algorithm.dump().endswith(b"\x05\x00")


def test_a_timestamp_by_another_family_is_added(credential):
    signature = credential.sign_detached(CONTENT, NOW)
    stamped = add_signature_timestamp(signature, test_pki().tsa)
    assert signature_level(stamped) is SignatureLevel.B_T


def test_a_key_that_does_not_fit_its_certificate_signs_nothing(signer):
    other = ROOT.signer(signer.key.kind)

    class Mismatched:
        certificate_der = signer.der
        digest_algorithm = signer.key.kind.digest
        signature_algorithm = signer.key.kind.signature

        def sign_raw(self, message):
            return other.key.sign(message)

    with pytest.raises(SigningFailedError):
        build_detached_signature(CONTENT, NOW + timedelta(seconds=1), Mismatched())


def test_a_fault_while_signing_has_its_name(credential, monkeypatch):
    monkeypatch.setattr(gost3410, "verify_digest", lambda *_: False)
    with pytest.raises(SigningFailedError):
        credential.sign_detached(CONTENT, NOW)


def test_the_summary_names_kind_size_holder_and_role(credential, signer):
    summary = credential.certificate
    kind = signer.key.kind
    assert (summary.key_algorithm, summary.key_bits) == (kind.name, kind.bits)
    assert (summary.iin, summary.bin) == ("900202400456", "123456789021")
    assert summary.organisation == 'ТОО "Қолхат"'
    assert summary.roles[-1] == "1.2.398.3.3.4.1.2.1"
    assert summary.may_sign


def test_a_package_signed_with_a_gost_key_passes_as_a_whole(tmp_path, credential, signer):
    path = tmp_path / "package.asice"
    with ContainerWriter(path) as writer:
        writer.add_bytes("item/a.txt", b"hello", "text/plain")
        writer.finish(credential.sign_detached(writer.manifest(), NOW))
    anchor = TrustAnchor(ROOT.der, frozenset({TrustPurpose.PARTICIPANT}), "test")
    settings = ValidationSettings(
        TrustStore((anchor,)), TrustPurpose.PARTICIPANT, NOW, crls=(ROOT.crl(),)
    )
    report = validate_container(path, settings)
    assert report.verdict.indication is Indication.TOTAL_PASSED
    (signature,) = report.signatures
    assert signature.report.signer_certificate == signer.der
