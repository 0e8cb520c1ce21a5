"""The verdict table: level, revocation, trusted time and trust decide, row by row."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asn1crypto import cms
from cryptography.x509 import ReasonFlags
from cryptography.x509.ocsp import OCSPCertStatus

from signing.cms.levels import SignatureLevel, add_signature_timestamp
from signing.cms.revocation import RevocationData
from signing.credentials.certificate import KeyPurpose
from signing.credentials.pkcs12 import open_pkcs12
from signing.trust import TrustAnchor, TrustPurpose, TrustStore
from signing.validation.signature import ValidationSettings, validate_signature
from signing.validation.verdict import Indication, SubIndication
from tests.support.pki import (
    DAY,
    NOW,
    PASSWORD,
    YEAR,
    Authority,
    Identity,
    Revocation,
    common_name,
    ec_key,
    issue_tsa,
    make_root,
    participant_name,
    rsa_key,
    sign_cms,
    test_pki,
)

PKI = test_pki()
CONTENT = b"<asic:ASiCManifest/>"
HOUR = timedelta(hours=1)
PASSED = (Indication.TOTAL_PASSED, None)


def cades(identity: Identity, **options) -> bytes:
    inside = (identity.certificate, PKI.ca.certificate)
    settings = {"signing_time": NOW, "certificates": inside, **options}
    return sign_cms(identity, CONTENT, **settings)


def stamped(signature: bytes, tsa=PKI.tsa, at=NOW) -> bytes:
    return add_signature_timestamp(signature, replace(tsa, clock=lambda: at))


B_B = open_pkcs12(
    PKI.participant.p12(chain=(PKI.ca.certificate,)), PASSWORD, now=NOW
).sign_detached(CONTENT, NOW)
B_T = stamped(B_B)
SERIAL = PKI.participant.certificate.serial_number
SETTINGS = ValidationSettings(PKI.trust(), TrustPurpose.PARTICIPANT, NOW)
WITH_CRLS = replace(SETTINGS, crls=PKI.crls())


def judge(signature: bytes, settings=WITH_CRLS, content: bytes = CONTENT):
    return validate_signature(signature, content, settings)


def outcome(report):
    return report.verdict.indication, report.verdict.sub_indication


def reasons(report) -> list[str]:
    return [reason.code for reason in report.verdict.reasons]


def remarks(report) -> list[str]:
    return [remark.code for remark in report.verdict.remarks]


class TestWhatPasses:
    @pytest.mark.parametrize("identity", [PKI.participant, PKI.head, PKI.wide])
    def test_b_b_with_revocation_data(self, identity):
        report = judge(cades(identity))
        assert outcome(report) == PASSED
        assert report.level is SignatureLevel.B_B
        assert report.trusted_time is None
        assert report.intact is True
        assert report.signer_certificate == identity.der
        assert report.signing_time_claimed == NOW

    def test_b_t_has_a_trusted_time(self):
        report = judge(B_T)
        assert outcome(report) == PASSED
        assert (report.level, report.trusted_time) == (SignatureLevel.B_T, NOW)
        assert report.timestamps[0].tsa.subject == "TEST TSA A"

    def test_ocsp_serves_as_well(self):
        answers = (
            PKI.ca.ocsp(PKI.participant.certificate),
            PKI.tsa_root.ocsp(PKI.tsa.identity.certificate),
        )
        report = judge(B_T, replace(SETTINGS, ocsp_responses=answers))
        assert outcome(report) == PASSED
        assert "revocation.intermediate_not_checked" in remarks(report)

    def test_revocation_data_inside_serve_as_well(self):
        report = judge(cades(PKI.head, crls=(PKI.ca.crl(),)), SETTINGS)
        assert outcome(report) == PASSED

    def test_pss_is_read(self):
        assert outcome(judge(cades(PKI.participant, pss=True))) == PASSED

    @pytest.mark.parametrize("digest", ["sha384", "sha512"])
    def test_wider_digests_are_read(self, digest):
        assert outcome(judge(cades(PKI.head, digest=digest))) == PASSED

    def test_the_earliest_good_timestamp_counts(self):
        later = stamped(B_B, PKI.second_tsa, NOW + HOUR)
        both = stamped(later, PKI.tsa, NOW + HOUR / 2)
        report = judge(both, replace(WITH_CRLS, at=NOW + DAY))
        assert report.trusted_time == NOW + HOUR / 2
        assert len(report.timestamps) == 2

    def test_the_issuing_certificate_may_come_from_outside(self):
        bare = cades(PKI.head, certificates=(PKI.head.certificate,))
        assert outcome(judge(bare)) != PASSED
        assert outcome(judge(bare, replace(WITH_CRLS, other_certificates=(PKI.ca.der,)))) == PASSED


class TestForm:
    @pytest.mark.parametrize("junk", [b"", b"junk", B_B[:-1], B_B + b"\0", PKI.head.der])
    def test_junk(self, junk):
        report = judge(junk)
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE)
        assert reasons(report) == ["signature.malformed"]

    def test_attached_content_even_if_equal(self):
        report = judge(cades(PKI.head, attached=True))
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE)

    def test_a_content_type_that_is_not_the_signed_one(self):
        signature = cades(PKI.head, content_type="data")
        bent = cms.ContentInfo.load(signature)
        bent["content"]["encap_content_info"]["content_type"] = "tst_info"
        assert outcome(judge(bent.dump(force=True)))[1] is SubIndication.FORMAT_FAILURE

    def test_ber_and_no_signing_time_only_where_others_are_read(self):
        ber = b"\x30\x80" + cades(PKI.head, signing_time=None)[4:] + b"\0\0"
        assert outcome(judge(ber))[1] is SubIndication.FORMAT_FAILURE
        report = judge(ber, replace(WITH_CRLS, strict=False))
        assert outcome(report) == PASSED
        assert "signature.no_signing_time" in remarks(report)

    def test_our_form_has_a_signing_time(self):
        report = judge(cades(PKI.head, signing_time=None))
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE)


class TestIntegrity:
    def test_other_content(self):
        report = judge(B_T, content=CONTENT + b" ")
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE)
        assert report.intact is False
        assert report.trusted_time is None

    def test_a_wrong_value(self):
        report = judge(cades(PKI.head, change_signature=lambda value: value[:-1] + b"\0"))
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.SIG_CRYPTO_FAILURE)
        assert report.intact is False

    def test_another_certificate_under_the_signature(self):
        thief = Identity(PKI.head.key, PKI.auth_only.certificate, PKI.ca)
        report = judge(cades(thief))
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.SIG_CRYPTO_FAILURE)

    def test_a_second_certificate_for_the_same_key_is_not_the_one_signed_for(self):
        """The substitution attack that signing-certificate-v2 is there for (RFC 5035)."""
        other = PKI.ca.issue(common_name("Promoted"), PKI.head.key.public_key())
        substituted = cades(Identity(PKI.head.key, other), ess_certificate=PKI.head.der)
        report = judge(substituted)
        assert outcome(report) == (
            Indication.TOTAL_FAILED,
            SubIndication.SIG_CONSTRAINTS_FAILURE,
        )

    @pytest.mark.parametrize("ess", ["none", "v1"])
    def test_no_reference_to_the_certificate(self, ess):
        report = judge(cades(PKI.head, ess=ess))
        assert outcome(report) == (
            Indication.INDETERMINATE,
            SubIndication.SIG_CONSTRAINTS_FAILURE,
        )
        assert report.intact is True

    def test_no_certificate_at_all(self):
        report = judge(cades(PKI.head, certificates=()))
        assert outcome(report) == (
            Indication.INDETERMINATE,
            SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
        )


class TestAlgorithms:
    @pytest.mark.parametrize("digest", ["sha1", "sha224"])
    def test_weak_digests(self, digest):
        report = judge(cades(PKI.head, digest=digest))
        assert outcome(report) == (
            Indication.INDETERMINATE,
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
        )
        assert report.intact is None

    def test_short_rsa_keys(self):
        key = rsa_key("short", 1024)
        identity = Identity(key, PKI.ca.issue(common_name("short"), key.public_key()))
        assert outcome(judge(cades(identity)))[1] is SubIndication.CRYPTO_CONSTRAINTS_FAILURE

    def test_unknown_algorithms_are_not_checked(self, test_data):
        """A finding about this program, not about the signature: a digest nobody has heard of."""
        folder = test_data / "nca-test/cms"
        streebog, unheard_of = (bytes.fromhex(f"06082a830e030a01030{n}") for n in (3, 9))
        report = judge(
            (folder / "cms__individual_detached.der").read_bytes().replace(streebog, unheard_of),
            replace(SETTINGS, strict=False),
            (folder / "cms__individual_document.txt").read_bytes(),
        )
        assert outcome(report) == (Indication.NOT_CHECKED, None)
        assert reasons(report) == ["signature.algorithm_unknown"]
        assert report.signer.iin == "123456789011"


class TestTrust:
    def test_an_anchor_for_another_purpose_is_none(self):
        for purpose in (TrustPurpose.AUTHORITY, TrustPurpose.TSA, TrustPurpose.TLS):
            report = judge(B_B, replace(WITH_CRLS, purpose=purpose))
            assert outcome(report) == (
                Indication.INDETERMINATE,
                SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
            )

    def test_no_anchors(self):
        report = judge(B_T, replace(WITH_CRLS, trust=TrustStore()))
        assert outcome(report)[1] is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
        assert report.level is SignatureLevel.B_B

    def test_the_signer_itself_as_an_anchor_needs_no_revocation_data(self):
        anchor = TrustAnchor(PKI.participant.der, frozenset({TrustPurpose.PARTICIPANT}), "pinned")
        report = judge(B_B, replace(SETTINGS, trust=TrustStore((anchor,))))
        assert outcome(report) == PASSED

    def test_an_auth_certificate_signs_in_only(self):
        signature = cades(PKI.auth_only)
        report = judge(signature)
        assert outcome(report) == (
            Indication.INDETERMINATE,
            SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        )
        assert reasons(report) == ["certificate.not_for_signing"]
        sign_in = judge(signature, replace(WITH_CRLS, key_purpose=KeyPurpose.SIGN_IN))
        assert outcome(sign_in) == PASSED

    def test_a_seal_may_have_digital_signature_only(self):
        key = ec_key("seal")
        certificate = PKI.ca.issue(
            participant_name("KGD", None, "КГД", "123456789021"),
            key.public_key(),
            key_usage=("digital_signature",),
        )
        anchor = TrustAnchor(PKI.root.der, frozenset(TrustPurpose), "test")
        settings = replace(WITH_CRLS, purpose=TrustPurpose.AUTHORITY, trust=TrustStore((anchor,)))
        seal = cades(Identity(key, certificate))
        assert outcome(judge(seal, settings)) == PASSED
        as_participant = replace(settings, purpose=TrustPurpose.PARTICIPANT)
        assert outcome(judge(seal, as_participant))[0] is Indication.INDETERMINATE


class TestRevocationData:
    def test_none_at_all(self):
        for signature in (B_B, B_T):
            report = judge(signature, SETTINGS)
            assert outcome(report) == (Indication.INDETERMINATE, SubIndication.TRY_LATER)
            assert "revocation.missing" in reasons(report)
            assert report.verdict.reasons[0].facts == {"whose": "signer"}

    def test_missing_for_the_tsa_only(self):
        report = judge(B_T, replace(SETTINGS, crls=(PKI.ca.crl(), PKI.root.crl())))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.TRY_LATER)
        assert [reason.facts for reason in report.verdict.reasons] == [{"whose": "tsa"}]
        assert report.trusted_time is None

    def test_missing_for_the_ca_is_a_remark(self):
        report = judge(B_B, replace(SETTINGS, crls=(PKI.ca.crl(),)))
        assert outcome(report) == PASSED
        assert remarks(report) == ["revocation.intermediate_not_checked"]

    def test_a_crl_of_somebody_elses_key_does_not_count(self):
        forged = PKI.ca.crl(key=ec_key("forger"))
        assert outcome(judge(B_B, replace(SETTINGS, crls=(forged,))))[1] is SubIndication.TRY_LATER

    def test_junk_is_a_remark(self):
        report = judge(B_B, replace(WITH_CRLS, crls=(*PKI.crls(), b"junk"), ocsp_responses=(b"",)))
        assert outcome(report) == PASSED
        assert "revocation.unreadable" in remarks(report)

    def test_a_stale_crl_is_called_stale(self):
        stale = PKI.ca.crl(this_update=NOW - 9 * DAY, next_update=NOW - 2 * DAY)
        report = judge(B_B, replace(SETTINGS, crls=(stale,)))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.TRY_LATER)
        assert reasons(report) == ["revocation.stale"]

    def test_a_stale_crl_that_names_the_certificate_still_says_revoked(self):
        stale = PKI.ca.crl(
            Revocation(SERIAL, NOW - 10 * DAY),
            this_update=NOW - 9 * DAY,
            next_update=NOW - 2 * DAY,
        )
        report = judge(B_B, replace(SETTINGS, crls=(stale,)))
        assert outcome(report)[1] is SubIndication.REVOKED_NO_POE

    def test_a_crl_that_covers_the_timestamp_counts_years_later(self):
        report = judge(B_T, replace(WITH_CRLS, at=NOW + 4 * YEAR))
        assert outcome(report) == PASSED

    def test_ocsp_without_next_update_counts_half_an_hour(self):
        def at(age):
            answer = PKI.ca.ocsp(
                PKI.participant.certificate, this_update=NOW - age, next_update=None
            )
            return outcome(judge(B_B, replace(SETTINGS, ocsp_responses=(answer,))))

        assert at(timedelta(minutes=29)) == PASSED
        assert at(timedelta(minutes=31))[1] is SubIndication.TRY_LATER

    def test_ocsp_that_does_not_know_is_no_data(self):
        answer = PKI.ca.ocsp(PKI.participant.certificate, status=OCSPCertStatus.UNKNOWN)
        report = judge(B_B, replace(SETTINGS, ocsp_responses=(answer,)))
        assert outcome(report)[1] is SubIndication.TRY_LATER

    @pytest.mark.parametrize(
        ("extended", "accepted"), [(("1.3.6.1.5.5.7.3.9",), True), ((), False)]
    )
    def test_a_delegated_responder_must_be_one(self, extended, accepted):
        key = ec_key("responder")
        certificate = PKI.ca.issue(
            common_name("OCSP"), key.public_key(), extended=extended, ocsp_no_check=True
        )
        answer = PKI.ca.ocsp(
            PKI.participant.certificate, responder=Identity(key, certificate, PKI.ca)
        )
        report = judge(B_B, replace(SETTINGS, ocsp_responses=(answer,)))
        assert (outcome(report) == PASSED) is accepted

    def test_after_expiry_a_crl_may_have_forgotten_the_certificate(self):
        """A CRL issued after notAfter that does not list the certificate proves nothing."""
        at = NOW + 2 * YEAR
        forgetful = PKI.ca.crl(this_update=at - DAY, next_update=at + DAY)
        settings = replace(SETTINGS, at=at, crls=(forgetful, *PKI.crls()[1:]))
        assert outcome(judge(B_T, settings))[1] is SubIndication.TRY_LATER

    def test_a_fetcher_brings_what_is_missing(self):
        class Fetcher:
            def __init__(self):
                self.asked = []

            def fetch(self, certificate, issuer):
                self.asked.append(issuer)
                return RevocationData(crls=PKI.crls())

        fetcher = Fetcher()
        report = judge(B_T, replace(SETTINGS, revocation_fetcher=fetcher))
        assert outcome(report) == PASSED
        assert fetcher.asked == [PKI.tsa_root.der]  # the rest came with the first answer

    def test_a_fetcher_that_fails_leaves_it_open(self):
        class Silent:
            def fetch(self, certificate, issuer):
                return RevocationData(failures=("ocsp_unreachable",))

        report = judge(B_B, replace(SETTINGS, revocation_fetcher=Silent()))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.TRY_LATER)


class TestRevoked:
    def settings(self, revoked_at, reason=None, at=NOW + DAY):
        crls = PKI.crls(Revocation(SERIAL, revoked_at, reason), this_update=NOW + HOUR * 20)
        return replace(SETTINGS, at=at, crls=crls)

    def test_before_without_trusted_time(self):
        report = judge(B_B, self.settings(NOW - DAY))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.REVOKED_NO_POE)

    def test_after_the_claimed_time_without_trusted_time(self):
        """The signer's own clock does not save a signature."""
        report = judge(B_B, self.settings(NOW + HOUR))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.REVOKED_NO_POE)

    def test_before_the_trusted_time(self):
        report = judge(B_T, self.settings(NOW - HOUR, ReasonFlags.key_compromise))
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.REVOKED)
        facts = report.verdict.reasons[0].facts
        assert facts["reason"] == "key_compromise"
        assert facts["revoked_at"] == (NOW - HOUR).isoformat()

    def test_at_the_trusted_time(self):
        assert outcome(judge(B_T, self.settings(NOW)))[1] is SubIndication.REVOKED

    def test_after_the_trusted_time(self):
        report = judge(B_T, self.settings(NOW + HOUR))
        assert outcome(report) == PASSED
        assert "certificate.revoked_later" in remarks(report)

    def test_by_ocsp(self):
        answer = PKI.ca.ocsp(
            PKI.participant.certificate, status=OCSPCertStatus.REVOKED, revoked_at=NOW - HOUR
        )
        report = judge(B_B, replace(SETTINGS, ocsp_responses=(answer,)))
        assert outcome(report)[1] is SubIndication.REVOKED_NO_POE

    def test_one_source_that_says_revoked_outweighs_one_that_says_good(self):
        good = PKI.ca.ocsp(PKI.participant.certificate, this_update=NOW + 21 * HOUR)
        settings = replace(self.settings(NOW - DAY), ocsp_responses=(good,))
        assert outcome(judge(B_B, settings))[1] is SubIndication.REVOKED_NO_POE

    def test_a_suspension_that_was_lifted(self):
        held = PKI.ca.crl(
            Revocation(SERIAL, NOW - 3 * DAY, ReasonFlags.certificate_hold),
            this_update=NOW - 2 * DAY,
        )
        suspended = judge(B_B, replace(SETTINGS, crls=(held,)))
        assert outcome(suspended)[1] is SubIndication.REVOKED_NO_POE
        lifted = judge(B_B, replace(SETTINGS, crls=(held, PKI.ca.crl(this_update=NOW - DAY))))
        assert outcome(lifted) == PASSED

    def test_a_revoked_ca(self):
        crls = (
            PKI.ca.crl(),
            PKI.root.crl(Revocation(PKI.ca.certificate.serial_number, NOW - DAY)),
        )
        report = judge(B_B, replace(SETTINGS, crls=crls))
        assert outcome(report) == (Indication.INDETERMINATE, SubIndication.REVOKED_CA_NO_POE)


class TestValidity:
    expired = cades(PKI.expired, signing_time=NOW - 3 * DAY)

    def test_expired_without_trusted_time(self):
        report = judge(self.expired)
        assert outcome(report) == (
            Indication.INDETERMINATE,
            SubIndication.OUT_OF_BOUNDS_NO_POE,
        )
        assert "certificate.expired" in reasons(report)

    def test_expired_since_the_trusted_time(self):
        crls = PKI.crls(this_update=NOW - 2 * DAY)
        report = judge(stamped(self.expired, at=NOW - 3 * DAY), replace(SETTINGS, crls=crls))
        assert outcome(report) == PASSED

    def test_asked_about_a_moment_at_which_it_was_valid(self):
        crls = PKI.crls(this_update=NOW - 4 * DAY)
        report = judge(self.expired, replace(SETTINGS, at=NOW - 3 * DAY, crls=crls))
        assert outcome(report) == PASSED

    def test_stamped_after_expiry_and_known_not_revoked(self):
        crls = PKI.crls(this_update=NOW - 2 * DAY)
        report = judge(stamped(self.expired), replace(SETTINGS, crls=crls))
        assert outcome(report) == (
            Indication.INDETERMINATE,
            SubIndication.OUT_OF_BOUNDS_NOT_REVOKED,
        )

    def test_stamped_before_the_certificate_was_valid(self):
        report = judge(stamped(cades(PKI.not_yet_valid)))
        assert outcome(report) == (Indication.TOTAL_FAILED, SubIndication.NOT_YET_VALID)

    def test_not_yet_valid_without_trusted_time(self):
        report = judge(cades(PKI.not_yet_valid))
        assert outcome(report) == (
            Indication.INDETERMINATE,
            SubIndication.OUT_OF_BOUNDS_NO_POE,
        )


class TestTimestamps:
    def test_one_over_another_signature_gives_no_time(self):
        foreign = cms.ContentInfo.load(stamped(cades(PKI.head)))
        mine = cms.ContentInfo.load(B_B)
        token = foreign["content"]["signer_infos"][0]["unsigned_attrs"]
        mine["content"]["signer_infos"][0]["unsigned_attrs"] = token.copy()
        report = judge(mine.dump())
        assert outcome(report) == PASSED
        assert (report.level, report.trusted_time) == (SignatureLevel.B_B, None)
        assert report.timestamps[0].verdict.sub_indication is SubIndication.HASH_FAILURE
        assert remarks(report)[-1] == "timestamp.invalid"

    def test_one_of_an_unknown_tsa_gives_no_time(self):
        stranger = issue_tsa(make_root("Stranger Root"), "Stranger TSA")
        report = judge(stamped(B_B, stranger))
        assert outcome(report) == PASSED
        assert report.trusted_time is None
        chain = SubIndication.NO_CERTIFICATE_CHAIN_FOUND
        assert report.timestamps[0].verdict.sub_indication is chain

    def test_a_broken_one_does_not_take_the_good_one_away(self):
        stranger = issue_tsa(make_root("Stranger Root"), "Stranger TSA")
        both = stamped(stamped(B_B, stranger, NOW - HOUR), PKI.tsa)
        report = judge(both)
        assert outcome(report) == PASSED
        assert report.trusted_time == NOW
        assert "timestamp.invalid" in remarks(report)

    def test_one_that_ran_out_since_counts_at_its_own_time(self):
        tsa = issue_tsa(PKI.tsa_root, "Short TSA", not_after=NOW + DAY)
        report = judge(stamped(B_B, tsa), replace(WITH_CRLS, at=NOW + 3 * DAY))
        assert outcome(report) == PASSED
        assert "timestamp.certificate_ran_out_since" in remarks(report)

    def test_one_made_after_the_certificate_ran_out_does_not(self):
        tsa = issue_tsa(PKI.tsa_root, "Dead TSA", not_after=NOW - DAY)
        report = judge(stamped(B_B, tsa))
        assert report.trusted_time is None

    def test_one_from_the_future_does_not_count(self):
        report = judge(stamped(B_B, at=NOW + HOUR))
        assert report.trusted_time is None
        order = SubIndication.TIMESTAMP_ORDER_FAILURE
        assert report.timestamps[0].verdict.sub_indication is order

    @pytest.mark.parametrize(
        ("reason", "still_good"),
        [
            (ReasonFlags.superseded, True),
            (ReasonFlags.cessation_of_operation, True),
            (ReasonFlags.key_compromise, False),
            (None, False),
        ],
    )
    def test_a_tsa_revoked_later_counts_unless_its_key_may_be_known(self, reason, still_good):
        revocation = Revocation(PKI.tsa.identity.certificate.serial_number, NOW + HOUR, reason)
        crls = (
            *PKI.crls()[:2],
            PKI.tsa_root.crl(revocation, this_update=NOW + 2 * HOUR),
        )
        report = judge(B_T, replace(SETTINGS, at=NOW + 3 * HOUR, crls=crls))
        assert (report.trusted_time is not None) is still_good

    def test_a_tsa_revoked_before_its_token_gives_no_time(self):
        revocation = Revocation(
            PKI.tsa.identity.certificate.serial_number, NOW - HOUR, ReasonFlags.superseded
        )
        crls = (*PKI.crls()[:2], PKI.tsa_root.crl(revocation))
        report = judge(B_T, replace(SETTINGS, crls=crls))
        assert report.trusted_time is None
        assert report.timestamps[0].verdict.sub_indication is SubIndication.REVOKED

    def test_a_claimed_time_after_the_timestamp_is_a_remark(self):
        report = judge(stamped(cades(PKI.head, signing_time=NOW + HOUR)))
        assert outcome(report) == PASSED
        assert "signature.claimed_time_late" in remarks(report)


def test_a_wrong_anchor_of_the_same_name_is_no_chain():
    impostor = make_root("TEST Root", ec_key("impostor root"))
    anchor = TrustAnchor(impostor.der, frozenset(TrustPurpose), "impostor")
    report = judge(B_B, replace(WITH_CRLS, trust=TrustStore((anchor,))))
    assert outcome(report)[1] is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


def test_a_certificate_issued_by_an_end_certificate_is_no_chain():
    key = ec_key("grandchild")
    fake_ca = Authority(PKI.head.key, PKI.head.certificate)
    leaf = Identity(key, fake_ca.issue(common_name("Fake"), key.public_key()))
    inside = (leaf.certificate, PKI.head.certificate, PKI.ca.certificate)
    report = judge(cades(leaf, certificates=inside))
    assert outcome(report)[1] is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
