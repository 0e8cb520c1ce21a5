"""The national authority's samples, and a GOST PKI of our own: verdicts on what is signed with GOST."""

import logging
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import ocsp, x509

from signing.algorithms import verify_signature_value
from signing.cms.levels import SignatureLevel, add_signature_timestamp
from signing.cms.path import PathError, find_path
from signing.cms.signature_file import read_signature_file
from signing.cms.signed_message import read_signed_message
from signing.cms.timestamp import token_from_response
from signing.cms.token import parse_timestamp_token
from signing.credentials.pkcs12 import open_pkcs12
from signing.credentials.pkcs12_contents import open_contents
from signing.gost.kinds import GOST_2015_256, GOST_2015_512
from signing.trust import TrustAnchor, TrustPurpose, TrustStore, load_certificates
from signing.trust_pins import load_pins
from signing.validation.revocation import RevocationEvidence
from signing.validation.signature import ValidationSettings, validate_signature
from signing.validation.timestamp import validate_timestamp
from signing.validation.verdict import Indication, SubIndication
from tests.support.gost_pki import DAY, NOW, make_authority
from tests.support.pki import PASSWORD, test_pki

PASSED = (Indication.TOTAL_PASSED, None)
NO_CHAIN = (Indication.INDETERMINATE, SubIndication.NO_CERTIFICATE_CHAIN_FOUND)
LATER = datetime(2028, 1, 15, tzinfo=UTC)
STAMPED_AT = datetime(2026, 7, 20, 9, 8, 7, tzinfo=UTC)
TOKENS = test_pki().tsa
CONTENT = b"<asic:ASiCManifest/>"


def outcome(report):
    return report.verdict.indication, report.verdict.sub_indication


def reasons(report):
    return [reason.code for reason in report.verdict.reasons]


def remarks(report):
    return [remark.code for remark in report.verdict.remarks]


@pytest.fixture(scope="module")
def samples(test_data):
    return test_data / "nca-test"


@pytest.fixture(scope="module")
def authorities(samples):
    return {path.name: load_certificates(path)[0] for path in (samples / "ca").iterdir()}


@pytest.fixture(scope="module")
def settings(samples, authorities):
    """Training mode: every pinned certificate that has arrived, and all CRLs."""
    anchors = load_pins().anchors(authorities.values(), training=True)
    return ValidationSettings(
        TrustStore(anchors),
        TrustPurpose.PARTICIPANT,
        NOW,
        crls=tuple(path.read_bytes() for path in sorted((samples / "crl").iterdir())),
    )


@pytest.fixture(scope="module")
def document(samples):
    return (samples / "cms" / "cms__individual_document.txt").read_bytes()


@pytest.fixture(scope="module")
def detached(samples):
    return (samples / "cms" / "cms__individual_detached.der").read_bytes()


def only(settings, authorities, *names):
    store = TrustStore(
        tuple(a for a in settings.trust.anchors if a.certificate in [authorities[n] for n in names])
    )
    others = tuple(authorities.values())
    return replace(settings, trust=store, other_certificates=others)


class TestTheSamplesOfTheAuthority:
    def test_a_signature_with_a_production_timestamp_is_valid(self, settings, detached, document):
        report = validate_signature(detached, document, settings)
        assert outcome(report) == PASSED
        assert (report.trusted_time, report.level) == (STAMPED_AT, SignatureLevel.B_T)
        assert (report.signer.subject, report.signer.iin) == ("ТЕСТОВ ТЕСТ", "123456789011")
        assert report.timestamps[0].tsa.subject == "TIME-STAMPING AUTHORITY"

    def test_it_stays_valid_when_the_certificate_has_expired_since(
        self, settings, detached, document
    ):
        """By a clock of 2028; what counts is the time of the token."""
        report = validate_signature(detached, document, replace(settings, at=LATER))
        assert outcome(report) == PASSED
        assert report.signer.not_after < LATER
        assert report.trusted_time == STAMPED_AT

    def test_without_trust_in_the_tsa_2028_is_too_late(
        self, settings, authorities, detached, document
    ):
        known = only(settings, authorities, "root_gost_2022_test.cer")
        report = validate_signature(detached, document, replace(known, at=LATER))
        assert report.verdict.indication is Indication.INDETERMINATE
        assert "certificate.expired" in reasons(report)
        assert report.trusted_time is None

    def test_the_whole_chain_is_found_from_the_roots_alone(
        self, settings, authorities, detached, document
    ):
        """Signer and TSA to the roots; the TSA's revocation data are not at hand, which is said."""
        known = only(settings, authorities, "root_gost_2022_test.cer", "root_gost_2022.pem")
        report = validate_signature(detached, document, known)
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.TRY_LATER)
        assert reasons(report) == ["revocation.missing"]
        assert remarks(report).count("revocation.intermediate_not_checked") == 2

    def test_an_unknown_issuer_is_indeterminate_not_failed(
        self, settings, authorities, detached, document
    ):
        for names in ((), ("root_gost_2022.pem",), ("root_rsa_test.crt",)):
            report = validate_signature(detached, document, only(settings, authorities, *names))
            assert outcome(report) == NO_CHAIN
            assert report.intact is True

    def test_without_a_crl_it_is_indeterminate(self, settings, detached, document):
        report = validate_signature(detached, document, replace(settings, crls=()))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.TRY_LATER)
        assert reasons(report) == ["revocation.missing"]

    def test_stale_crls_and_a_delta_alone_are_not_enough(
        self, settings, samples, detached, document
    ):
        old = ("crl__nca_gost2022_test.crl", "crl__nca_gost2022_d_test.crl")
        for names in (old, old[1:]):
            crls = tuple((samples / "crl" / name).read_bytes() for name in names)
            report = validate_signature(detached, document, replace(settings, crls=crls))
            assert outcome(report) == (Indication.INDETERMINATE, SubIndication.TRY_LATER)

    def test_test_authorities_mean_nothing_outside_of_training(
        self, settings, authorities, detached, document
    ):
        anchors = load_pins().anchors(authorities.values(), training=False)
        report = validate_signature(
            detached, document, replace(settings, trust=TrustStore(anchors))
        )
        assert outcome(report) == NO_CHAIN

    def test_other_content_and_a_changed_signature_fail(self, settings, detached, document):
        report = validate_signature(detached, document + b" ", settings)
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE)
        value = read_signed_message(detached).signature
        place = detached.index(value)
        for offset in (0, 63, 64, 127):
            changed = bytearray(detached)
            changed[place + offset] ^= 1
            report = validate_signature(bytes(changed), document, settings)
            assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.SIG_CRYPTO_FAILURE)

    def test_an_attached_one_is_valid_where_that_is_asked_for(self, settings, samples, document):
        file = read_signature_file((samples / "cms/cms__individual_attached.der").read_bytes())
        assert file.content == document
        attached = replace(settings, attached=True)
        assert outcome(validate_signature(file.cms, document, attached)) == PASSED
        report = validate_signature(file.cms, document + b"!", attached)
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE)
        report = validate_signature(file.cms, document, settings)
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE)

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("organization_gost2004_attached.cms", "gost34310_2004"),
            ("individual_rsa_attached.cms", "rsa"),
        ],
    )
    def test_old_signatures_are_intact_and_prove_no_time(self, settings, samples, name, kind):
        """2020: the key's OID where the signature's belongs, no reference to the certificate."""
        file = read_signature_file((samples / "cms" / name).read_bytes())
        report = validate_signature(file.cms, file.content, replace(settings, attached=True))
        assert report.intact is True
        assert report.signer.key_algorithm == kind
        assert outcome(report) == (
            Indication.INDETERMINATE,
            SubIndication.SIG_CONSTRAINTS_FAILURE,
        )
        assert reasons(report) == [
            "signature.no_certificate_reference",
            "revocation.stale",
            "certificate.expired",
        ]

    def test_a_token_over_sha1_is_weak_however_it_is_signed(self, samples, settings):
        response = (samples / "tsp" / "tsp__tsp_response.bin").read_bytes()
        token = token_from_response(response)
        assert token == (samples / "tsp" / "tsp__tsp_token.bin").read_bytes()
        parsed = parse_timestamp_token(token)
        assert (parsed.policy, parsed.imprint_algorithm) == ("1.2.398.3.3.2.6.1", "sha1")
        message = read_signed_message(token)
        message.verify_signature()  # GOST 34.310-2004
        assert message.ess_v1_matches()
        report = validate_timestamp(token, b"", settings)
        assert outcome(report) == (
            Indication.INDETERMINATE,
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
        )

    @pytest.mark.parametrize(
        ("name", "status", "issuer"),
        [
            ("ceo_2015_revoked", "revoked", "nca_gost_2022_test.cer"),
            ("individual_2015", "revoked", "nca_gost_2022_test.cer"),
            ("ceo_sign_2004_revoked", "revoked", "nca_gost2004_test.crt"),
            ("individual_sign_2004", "good", "nca_rsa_test.crt"),
        ],
    )
    def test_ocsp_answers_are_read_and_their_signatures_hold(
        self, samples, authorities, name, status, issuer
    ):
        """The certificates that they are about are not at hand; see the PKI of our own below."""
        der = (samples / "ocsp" / f"ocsp__ocsp_response_{name}.bin").read_bytes()
        basic = ocsp.OCSPResponse.load(der).basic_ocsp_response
        (single,) = basic["tbs_response_data"]["responses"]
        assert single["cert_status"].name == status
        (responder,) = basic["certs"]
        arguments = (basic["tbs_response_data"].dump(), responder.public_key)
        verify_signature_value(basic["signature"].native, *arguments, basic["signature_algorithm"])
        verify_signature_value(
            responder["signature_value"].native,
            responder["tbs_certificate"].dump(),
            x509.Certificate.load(authorities[issuer]).public_key,
            responder["signature_algorithm"],
        )
        assert RevocationEvidence((), (der,)).unreadable == 0

    def test_paths_of_every_key_lead_to_its_root_and_no_other(self, samples, authorities):
        roots = {"gost2004": "root_gost2004_test.crt", "rsa": "root_rsa_test.crt"}
        others = tuple(x509.Certificate.load(der) for der in authorities.values())
        for path in sorted((samples / "keys").glob("*.p12")):
            der = open_contents(path.read_bytes(), PASSWORD).certificates[0]
            certificate = x509.Certificate.load(der)
            moment = certificate.not_valid_before + timedelta(days=1)
            mark = next((mark for mark in roots if mark in path.name), None)
            name = roots.get(mark, "root_gost_2022_test.cer")
            found = find_path(certificate, (authorities[name],), others, moment)
            assert len(found.issuers) == 1
            with pytest.raises(PathError):
                find_path(certificate, (authorities["root_gost_2022.pem"],), others, moment)


@pytest.fixture(scope="module")
def signed(samples):
    """A signature by one of the sample keys."""

    def sign(name):
        data = (samples / "keys" / f"{name}.p12").read_bytes()
        return open_pkcs12(data, PASSWORD, now=NOW).sign_detached(CONTENT, NOW - 300 * DAY)

    return sign


@pytest.fixture(scope="module")
def trusting(settings):
    """With a TSA of our own, pinned."""
    tsa = TrustAnchor(TOKENS.identity.der, frozenset({TrustPurpose.TSA}), "test")
    return replace(settings, trust=settings.trust.with_anchors((tsa,)))


class TestRevokedSampleKeys:
    """`legal_signer_valid` was superseded on 2026-06-16, `individual_revoked` put on hold."""

    @pytest.mark.parametrize("name", ["individual_valid", "legal_ceo_valid"])
    def test_the_others_pass(self, signed, trusting, name):
        assert outcome(validate_signature(signed(name), CONTENT, trusting)) == PASSED

    @pytest.mark.parametrize("name", ["individual_revoked", "legal_signer_valid"])
    def test_without_a_proven_time_nobody_knows_whether_it_was_before(self, signed, trusting, name):
        report = validate_signature(signed(name), CONTENT, trusting)
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.REVOKED_NO_POE)
        assert reasons(report) == ["certificate.revoked"]

    def test_stamped_after_the_revocation_it_has_failed(self, signed, trusting):
        at = datetime(2026, 9, 1, tzinfo=UTC)
        signature = add_signature_timestamp(
            signed("legal_signer_valid"), replace(TOKENS, clock=lambda: at)
        )
        report = validate_signature(signature, CONTENT, trusting)
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.REVOKED)
        assert report.verdict.reasons[0].facts["revoked_at"] == "2026-06-16T09:45:22+00:00"

    def test_stamped_before_the_revocation_it_is_good_and_the_revocation_is_said(
        self, signed, trusting
    ):
        at = datetime(2026, 6, 1, tzinfo=UTC)
        signature = add_signature_timestamp(
            signed("legal_signer_valid"), replace(TOKENS, clock=lambda: at)
        )
        report = validate_signature(signature, CONTENT, trusting)
        assert outcome(report) == PASSED
        assert "certificate.revoked_later" in remarks(report)


@pytest.mark.parametrize("kind", [GOST_2015_512, GOST_2015_256], ids=lambda kind: kind.name)
class TestAPkiOfOurOwn:
    """Both sizes, with CRLs and OCSP answers in the form of the national services."""

    @pytest.fixture
    def world(self, kind):
        root = make_authority("TEST GOST ROOT", kind)
        authority = make_authority("TEST GOST CA", kind, root)
        signer = authority.signer(kind)
        trust = TrustStore((TrustAnchor(root.der, frozenset({TrustPurpose.PARTICIPANT}), "test"),))
        plain = ValidationSettings(trust, TrustPurpose.PARTICIPANT, NOW)
        credential = open_pkcs12(signer.p12(authority.der, root.der), PASSWORD, now=NOW)
        return authority, signer, plain, credential.sign_detached(CONTENT, NOW)

    def test_a_crl_decides(self, world):
        authority, signer, plain, signature = world
        good = replace(plain, crls=(authority.crl(),))
        assert outcome(validate_signature(signature, CONTENT, good)) == PASSED
        crl = authority.crl((signer, NOW - 2 * DAY, "key_compromise"))
        report = validate_signature(signature, CONTENT, replace(plain, crls=(crl,)))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.REVOKED_NO_POE)

    def test_an_authority_trusted_beside_its_root_is_still_an_intermediate(self, world):
        """Its own revocation is asked about, and its CRL can be checked."""
        authority, _, plain, signature = world
        anchor = TrustAnchor(authority.der, frozenset({TrustPurpose.PARTICIPANT}), "test")
        both = replace(plain, trust=plain.trust.with_anchors((anchor,)))
        report = validate_signature(signature, CONTENT, replace(both, crls=(authority.crl(),)))
        assert outcome(report) == PASSED
        assert remarks(report) == ["revocation.intermediate_not_checked"]

    def test_an_authority_trusted_without_its_root_needs_no_root(self, world, kind):
        """As where a person has compared one digest only. CRL and OCSP count as ever."""
        authority, signer, plain, signature = world
        anchor = TrustAnchor(authority.der, frozenset({TrustPurpose.PARTICIPANT}), "test")
        alone = replace(plain, trust=TrustStore((anchor,)))
        answer = authority.ocsp(signer, responder=authority.responder())
        for good in ({"crls": (authority.crl(),)}, {"ocsp_responses": (answer,)}):
            assert outcome(validate_signature(signature, CONTENT, replace(alone, **good))) == PASSED
        bad = authority.crl((signer, NOW - 2 * DAY, "key_compromise"))
        report = validate_signature(signature, CONTENT, replace(alone, crls=(bad,)))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.REVOKED_NO_POE)
        forged = make_authority("TEST GOST CA", kind).crl()
        changed = bytearray(authority.crl())
        changed[-1] ^= 1
        for useless in (forged, bytes(changed)):
            report = validate_signature(signature, CONTENT, replace(alone, crls=(useless,)))
            assert outcome(report) == (Indication.INDETERMINATE, SubIndication.TRY_LATER)

    @pytest.mark.parametrize("delegated", [True, False])
    def test_an_ocsp_answer_decides(self, world, delegated):
        authority, signer, plain, signature = world
        responder = authority.responder() if delegated else None
        good = authority.ocsp(signer, responder=responder)
        report = validate_signature(signature, CONTENT, replace(plain, ocsp_responses=(good,)))
        assert outcome(report) == PASSED
        bad = authority.ocsp(signer, revoked_at=NOW - DAY, responder=responder)
        report = validate_signature(signature, CONTENT, replace(plain, ocsp_responses=(bad,)))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.REVOKED_NO_POE)
        assert report.verdict.reasons[0].facts["revoked_at"] == (NOW - DAY).isoformat()

    def test_an_ocsp_answer_of_a_stranger_or_a_changed_one_is_none(self, world, kind):
        authority, signer, plain, signature = world
        stranger = make_authority("TEST GOST CA", kind)
        changed = bytearray(authority.ocsp(signer))
        changed[changed.index(b"\x18\x0f2026") + 4] ^= 1  # its time
        for answer in (authority.ocsp(signer, responder=stranger.responder()), bytes(changed)):
            report = validate_signature(
                signature, CONTENT, replace(plain, ocsp_responses=(answer,))
            )
            assert outcome(report) == (Indication.INDETERMINATE, SubIndication.TRY_LATER)

    def test_a_forged_issuer_makes_no_chain(self, world, kind):
        """Same names, another key: as if somebody had made a root of their own."""
        authority, signer, plain, _ = world
        forged = make_authority("TEST GOST CA", kind).signer(kind)
        signature = open_pkcs12(forged.p12(), PASSWORD, now=NOW).sign_detached(CONTENT, NOW)
        others = (authority.der,)
        report = validate_signature(signature, CONTENT, replace(plain, other_certificates=others))
        assert outcome(report) == NO_CHAIN
        assert signer.certificate.issuer == forged.certificate.issuer

    def test_whatever_is_changed_nothing_passes_with_another_signer_or_time(
        self, world, kind, caplog
    ):
        authority, signer, plain, signature = world
        settings = replace(plain, crls=(authority.crl(),), strict=False)
        chance = random.Random(kind.name)
        passed = 0
        for _ in range(50):
            changed = bytearray(signature)
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            report = validate_signature(bytes(changed), CONTENT, settings)
            if outcome(report) == PASSED:
                passed += 1
                assert report.signer_certificate == signer.der
                assert report.signing_time_claimed == NOW
            assert "validator.internal" not in reasons(report)
        assert passed < 30
        assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
