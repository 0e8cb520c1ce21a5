"""The verdict on a container: what was signed is there, whole, and nothing beside it."""

import hashlib
import os
import shutil
import subprocess
import threading
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signing.asic.append import add_signature
from signing.asic.manifest import (
    MANIFEST_NAME,
    SHA256_URI,
    SIGNATURE_NAME,
    DataObjectReference,
    build_manifest,
)
from signing.asic.writer import ContainerWriter
from signing.asic.zip_structure import ReadingProfile
from signing.cms.levels import SignatureLevel, add_signature_timestamp
from signing.credentials.pkcs12 import open_pkcs12
from signing.errors import Cancelled
from signing.trust import TrustPurpose, TrustStore
from signing.validation.container import validate_container
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Indication, SubIndication
from tests.support.openssl import cades_verdict
from tests.support.pki import NOW, PASSWORD, Revocation, sign_cms, test_pki
from tests.support.raw_zip import RawEntry, raw_zip

OURS, FOREIGN = ReadingProfile.OURS, ReadingProfile.FOREIGN
FAILED = Indication.TOTAL_FAILED
CONTENTS = {"01/Құжат №1.txt": b"first" * 100, "02/b": b"", "package.json": b'{"a":1}'}
EMPTY_MANIFEST = b"""<ASiCManifest xmlns="http://uri.etsi.org/02918/v1.2.1#">
  <SigReference URI="META-INF/signature001.p7s"/></ASiCManifest>"""
XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"


@pytest.fixture(scope="module")
def pki():
    return test_pki()


@pytest.fixture(scope="module")
def sign(pki):
    credential = open_pkcs12(pki.participant.p12(chain=(pki.ca.certificate,)), PASSWORD, now=NOW)
    yield lambda manifest: credential.sign_detached(manifest, NOW)
    credential.close()


@pytest.fixture(scope="module")
def trusting(pki):
    """Settings under which a good signature of the participant passes."""
    return ValidationSettings(pki.trust(), TrustPurpose.PARTICIPANT, NOW, crls=pki.crls())


@pytest.fixture
def container(tmp_path, sign):
    """A good container of ours."""
    path = tmp_path / "p.asice"
    with ContainerWriter(path) as writer:
        for name, content in CONTENTS.items():
            writer.add_bytes(name, content, "text/plain")
        writer.finish(sign(writer.manifest()))
    return path


def other_signer(pki):
    """Signs as another participant, by other means than ours."""
    inside = (pki.head.certificate, pki.ca.certificate)
    return lambda manifest: sign_cms(pki.head, manifest, signing_time=NOW, certificates=inside)


def references(contents: dict[str, bytes]) -> list[DataObjectReference]:
    return [
        DataObjectReference(n, "text/plain", SHA256_URI, hashlib.sha256(c).digest())
        for n, c in contents.items()
    ]


def foreign_zip(path, entries: dict[str, bytes]):
    """What another program would write: compressed, anything anywhere."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def our_zip(path, entries: dict[str, bytes]):
    """Our form, put together by hand."""
    mime = {"mimetype": b"application/vnd.etsi.asic-e+zip"}
    path.write_bytes(raw_zip([RawEntry(n.encode(), c) for n, c in (mime | entries).items()]))
    return path


def codes(report) -> list[str]:
    return [reason.code for reason in report.verdict.reasons]


def remarks(report) -> list[str]:
    return [reason.code for reason in report.verdict.remarks]


# --- good ones -----------------------------------------------------------------------------------


def test_a_whole_container_of_a_trusted_signer_passes(container, trusting):
    report = validate_container(container, trusting)
    assert report.verdict.indication is Indication.TOTAL_PASSED
    assert report.profile is OURS
    assert report.kind == "ASiC-E"
    assert report.uncovered == report.warnings == ()
    (signature,) = report.signatures
    assert signature.name == SIGNATURE_NAME
    assert signature.coverage.manifest_name == MANIFEST_NAME
    assert signature.coverage.covered == tuple(CONTENTS)
    assert signature.intact
    assert signature.report.signer.iin is not None
    assert {o.name: (o.size_bytes, o.sha256, o.media_type) for o in report.objects} == {
        name: (len(content), hashlib.sha256(content).hexdigest(), "text/plain")
        for name, content in CONTENTS.items()
    }


def test_openssl_agrees_on_manifest_and_signature(container, pki, tmp_path):
    with zipfile.ZipFile(container) as archive:
        manifest, signature = archive.read(MANIFEST_NAME), archive.read(SIGNATURE_NAME)
    good, said = cades_verdict(tmp_path, signature, manifest, pki.root.pem, NOW)
    assert good, said


def test_a_timestamped_signature_has_its_level_and_time(tmp_path, sign, pki, trusting):
    path = tmp_path / "p.asice"
    with ContainerWriter(path) as writer:
        writer.add_bytes("a", b"1", "text/plain")
        writer.finish(add_signature_timestamp(sign(writer.manifest()), pki.tsa))
    (signature,) = validate_container(path, trusting).signatures
    assert signature.level is SignatureLevel.B_T
    assert signature.report.trusted_time == NOW


def test_without_trust_or_revocation_it_is_intact_and_indeterminate(container, trusting):
    for bent in (replace(trusting, trust=TrustStore()), replace(trusting, crls=())):
        report = validate_container(container, bent)
        assert report.verdict.indication is Indication.INDETERMINATE
        assert report.signatures[0].intact


def test_a_revoked_signer_does_not_pass_however_whole_the_container(container, trusting, pki):
    serial = pki.participant.certificate.serial_number
    crls = pki.crls(Revocation(serial, NOW.replace(year=NOW.year - 1)))
    report = validate_container(container, replace(trusting, crls=crls))
    assert report.verdict.indication is not Indication.TOTAL_PASSED
    assert report.signatures[0].intact


@pytest.mark.parametrize("name", ["x.asice", "x.sce", "x.zip", "x", "x.asics"])
def test_the_suffix_plays_no_part(container, trusting, name):
    moved = container.rename(container.with_name(name))
    report = validate_container(moved, trusting)
    assert report.verdict.indication is Indication.TOTAL_PASSED


def test_several_signers_are_reported_each_by_itself(container, trusting, pki):
    stranger = sign_cms(pki.expired, b"something else", signing_time=NOW)
    add_signature(container, other_signer(pki))
    report = validate_container(container, trusting)
    assert report.verdict.indication is Indication.TOTAL_PASSED
    assert [s.name for s in report.signatures] == [SIGNATURE_NAME, "META-INF/signature002.p7s"]
    assert len({s.report.signer.subject for s in report.signatures}) == 2
    add_signature(container, lambda _: stranger)
    report = validate_container(container, trusting)
    assert [s.verdict.indication for s in report.signatures] == [
        Indication.TOTAL_PASSED,
        Indication.TOTAL_PASSED,
        FAILED,
    ]
    assert report.verdict.indication is FAILED


# --- changed, removed, added ---------------------------------------------------------------------


def signed(sign, contents, **more) -> dict[str, bytes]:
    manifest = build_manifest(references(contents))
    return {**contents, **more, MANIFEST_NAME: manifest, SIGNATURE_NAME: sign(manifest)}


@pytest.mark.parametrize("write", [our_zip, foreign_zip])
def test_a_changed_file_fails_though_the_cms_is_right(tmp_path, sign, trusting, write):
    entries = signed(sign, CONTENTS) | {"package.json": b'{"a":2}'}
    report = validate_container(write(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is FAILED
    assert report.verdict.sub_indication is SubIndication.HASH_FAILURE
    (signature,) = report.signatures
    assert signature.coverage.altered == ("package.json",)
    assert signature.report.verdict.indication is Indication.TOTAL_PASSED
    assert not signature.intact


@pytest.mark.parametrize("write", [our_zip, foreign_zip])
def test_a_removed_file_fails(tmp_path, sign, trusting, write):
    entries = signed(sign, CONTENTS)
    del entries["02/b"]
    report = validate_container(write(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is FAILED
    assert report.verdict.sub_indication is SubIndication.SIGNED_DATA_NOT_FOUND
    assert report.signatures[0].coverage.missing == ("02/b",)


def test_an_added_file_fails_in_ours(tmp_path, sign, trusting):
    entries = {"02/added": b"x"} | signed(sign, CONTENTS)
    report = validate_container(our_zip(tmp_path / "x", entries), trusting)
    assert report.profile is OURS
    assert report.verdict.indication is FAILED
    assert report.uncovered == ("02/added",)
    assert codes(report) == ["container.uncovered"]


def test_an_added_file_keeps_a_foreign_container_from_passing(tmp_path, sign, trusting):
    entries = {"02/added": b"x"} | signed(sign, CONTENTS)
    report = validate_container(foreign_zip(tmp_path / "x", entries), trusting)
    assert report.profile is FOREIGN
    assert report.verdict.indication is Indication.INDETERMINATE
    assert report.uncovered == ("02/added",)
    assert report.signatures[0].intact


def test_swapped_names_fail(tmp_path, sign, trusting):
    swapped = {"a": b"2", "b": b"1"} | {
        k: v for k, v in signed(sign, {"a": b"1", "b": b"2"}).items() if k.startswith("META")
    }
    report = validate_container(our_zip(tmp_path / "x", swapped), trusting)
    assert report.signatures[0].coverage.altered == ("a", "b")


def test_in_ours_each_signer_must_have_signed_everything(tmp_path, sign, trusting):
    first = build_manifest(references(CONTENTS))
    second = build_manifest(references({"02/b": b""}), "META-INF/signature002.p7s")
    entries = {
        **CONTENTS, MANIFEST_NAME: first, SIGNATURE_NAME: sign(first),
        "META-INF/ASiCManifest002.xml": second, "META-INF/signature002.p7s": sign(second),
    }  # fmt: skip
    ours = validate_container(our_zip(tmp_path / "x", entries), trusting)
    assert ours.verdict.indication is FAILED
    assert ours.uncovered == ("01/Құжат №1.txt", "package.json")
    foreign = validate_container(foreign_zip(tmp_path / "y", entries), trusting)
    assert foreign.verdict.indication is Indication.TOTAL_PASSED
    assert [s.coverage.covered for s in foreign.signatures] == [tuple(CONTENTS), ("02/b",)]


def test_a_broken_signature_covers_nothing_for_others(tmp_path, sign, trusting):
    """The file that only the broken one names stands there unsigned."""
    first = build_manifest(references({"a": b"1"}))
    second = build_manifest(references({"b": b"2"}), "META-INF/signature002.p7s")
    entries = {
        "a": b"1", "b": b"2", MANIFEST_NAME: first, SIGNATURE_NAME: sign(first),
        "META-INF/ASiCManifest002.xml": second, "META-INF/signature002.p7s": sign(b"other"),
    }  # fmt: skip
    report = validate_container(foreign_zip(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is FAILED
    assert report.uncovered == ("b",)


def test_content_that_is_damaged_in_the_zip_file_fails_even_if_nobody_signed_it(
    tmp_path, sign, trusting
):
    entries = [RawEntry(n.encode(), c) for n, c in signed(sign, {"a": b"1"}).items()]
    mime = RawEntry(b"mimetype", b"application/vnd.etsi.asic-e+zip")
    damaged = RawEntry(b"loose", b"x", crc=1)
    path = tmp_path / "x"
    path.write_bytes(raw_zip([mime, damaged, *entries]))
    report = validate_container(path, trusting, FOREIGN)
    assert report.verdict.indication is FAILED
    assert "container.damaged" in codes(report)


# --- manifests and signatures that do not belong together ----------------------------------------


def test_two_manifests_for_one_signature_are_refused(tmp_path, sign, trusting):
    """Other validators take the first that matches."""
    other = build_manifest(references({"a": b"forged"}))
    entries = signed(sign, {"a": b"1"}) | {"META-INF/ASiCManifest002.xml": other}
    for write in (our_zip, foreign_zip):
        report = validate_container(write(tmp_path / write.__name__, entries), trusting)
        assert report.verdict.indication is FAILED
        assert report.verdict.sub_indication is SubIndication.FORMAT_FAILURE
        assert "container.manifest_ambiguous" in codes(report)


def test_a_manifest_that_names_another_signature_is_refused(tmp_path, sign, trusting):
    manifest = build_manifest(references({"a": b"1"}), "META-INF/signature009.p7s")
    entries = {"a": b"1", MANIFEST_NAME: manifest, SIGNATURE_NAME: sign(manifest)}
    report = validate_container(our_zip(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is FAILED
    assert {"container.no_manifest", "container.signature_missing"} <= set(codes(report))


def test_a_signature_taken_out_leaves_its_manifest_as_a_witness(container, trusting, pki, tmp_path):
    add_signature(container, other_signer(pki))
    with zipfile.ZipFile(container) as archive:
        entries = {n: archive.read(n) for n in archive.namelist() if n != "mimetype"}
    del entries["META-INF/signature002.p7s"]
    report = validate_container(our_zip(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is FAILED
    assert codes(report) == ["container.signature_missing"]


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        (b"bla", "container.bad_manifest"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "container.bad_manifest"),
        (EMPTY_MANIFEST, "container.signs_nothing"),
    ],
)
def test_a_right_cms_over_a_useless_manifest_signs_nothing(
    tmp_path, sign, trusting, manifest, code
):
    entries = {"a": b"1", MANIFEST_NAME: manifest, SIGNATURE_NAME: sign(manifest)}
    report = validate_container(our_zip(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is FAILED
    assert code in codes(report)
    (signature,) = report.signatures
    assert signature.report.intact  # the CMS itself is right, which is all that openssl sees
    assert not signature.intact


def manifest_with_digest(sign, uri: str) -> dict[str, bytes]:
    manifest = build_manifest([DataObjectReference("a", None, uri, hashlib.sha1(b"1").digest())])
    return {"a": b"1", MANIFEST_NAME: manifest, SIGNATURE_NAME: sign(manifest)}


@pytest.mark.parametrize(
    ("uri", "indication", "code"),
    [
        (XMLDSIG + "sha1", Indication.INDETERMINATE, "container.digest_weak"),
        ("urn:of-the-future", Indication.NOT_CHECKED, "container.digest_unknown"),
    ],
)
def test_a_digest_outside_the_closed_list_proves_nothing(
    tmp_path, sign, trusting, uri, indication, code
):
    path = our_zip(tmp_path / "x", manifest_with_digest(sign, uri))
    report = validate_container(path, trusting)
    assert report.verdict.indication is indication
    assert code in codes(report)
    assert report.signatures[0].coverage.unknown == ("a",)
    assert not report.signatures[0].intact


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512"])
def test_digests_of_the_closed_list_are_checked(tmp_path, sign, trusting, algorithm):
    uri = {
        "sha256": SHA256_URI,
        "sha384": "http://www.w3.org/2001/04/xmldsig-more#sha384",
        "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
    }[algorithm]
    for content in (b"1", b"2"):
        digest = hashlib.new(algorithm, b"1").digest()
        manifest = build_manifest([DataObjectReference("a", None, uri, digest)])
        entries = {"a": content, MANIFEST_NAME: manifest, SIGNATURE_NAME: sign(manifest)}
        report = validate_container(our_zip(tmp_path / "x", entries), trusting)
        assert (report.verdict.indication is Indication.TOTAL_PASSED) == (content == b"1")


# --- what is not checked -------------------------------------------------------------------------


def test_a_container_without_signature_is_not_checked(tmp_path, trusting):
    report = validate_container(our_zip(tmp_path / "x", {"a": b"1"}), trusting)
    assert report.verdict.indication is Indication.NOT_CHECKED
    assert codes(report) == ["container.no_signature"]
    assert [o.name for o in report.objects] == ["a"]
    assert report.uncovered == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("META-INF/signatures0.xml", "container.xades"),
        ("META-INF/evidencerecord001.ers", "container.evidence_record"),
    ],
)
def test_what_is_not_looked_at_outweighs_what_was_found_good(tmp_path, sign, trusting, name, code):
    entries = signed(sign, {"a": b"1"}) | {name: b"<x/>"}
    report = validate_container(foreign_zip(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is Indication.NOT_CHECKED
    assert codes(report) == [code]
    assert report.signatures[0].verdict.indication is Indication.TOTAL_PASSED


def test_a_container_with_only_a_timestamp_has_no_signature(tmp_path, pki, trusting):
    manifest = build_manifest(
        references({"a": b"1"}), "META-INF/timestamp.tst", "application/vnd.etsi.timestamp-token"
    )
    token = pki.tsa.request(hashlib.sha256(manifest).digest()).der
    entries = {"a": b"1", MANIFEST_NAME: manifest, "META-INF/timestamp.tst": token}
    report = validate_container(foreign_zip(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is Indication.NOT_CHECKED
    assert codes(report) == ["container.timestamp_only"]
    assert report.timestamps[0].intact
    assert report.timestamps[0].report.passed
    assert "container.time_assertion_good" in remarks(report)


def archived(sign, pki, **changes: bytes) -> dict[str, bytes]:
    entries = signed(sign, {"a": b"1"})
    archive = build_manifest(
        references(entries), "META-INF/timestamp001.tst", "application/vnd.etsi.timestamp-token"
    )
    token = pki.tsa.request(hashlib.sha256(archive).digest()).der
    entries["META-INF/ASiCArchiveManifest.xml"] = archive
    entries["META-INF/timestamp001.tst"] = token
    return entries | changes


def test_an_archive_timestamp_is_checked_with_all_that_it_covers(tmp_path, sign, pki, trusting):
    report = validate_container(our_zip(tmp_path / "x", archived(sign, pki)), trusting)
    assert report.verdict.indication is Indication.TOTAL_PASSED
    (timestamp,) = report.timestamps
    assert timestamp.archive
    assert timestamp.intact
    assert SIGNATURE_NAME in timestamp.coverage.covered
    assert "container.archive_timestamp_good" in remarks(report)


def test_a_broken_archive_timestamp_is_said_and_is_not_the_signers_fault(
    tmp_path, sign, pki, trusting
):
    entries = archived(sign, pki)
    entries["META-INF/ASiCArchiveManifest.xml"] += b"<!-- changed -->"
    report = validate_container(our_zip(tmp_path / "x", entries), trusting)
    assert report.signatures[0].verdict.indication is Indication.TOTAL_PASSED
    assert not report.timestamps[0].intact
    assert "container.archive_timestamp_broken" in remarks(report)
    assert report.signatures[0].level is not SignatureLevel.B_LTA


# --- ASiC-S --------------------------------------------------------------------------------------

ASIC_S = {"mimetype": b"application/vnd.etsi.asic-s+zip"}


def test_asic_s_covers_its_only_file_directly(tmp_path, sign, trusting):
    entries = ASIC_S | {"a": b"1", "META-INF/signature.p7s": sign(b"1")}
    report = validate_container(foreign_zip(tmp_path / "x", entries), trusting)
    assert report.kind == "ASiC-S"
    assert report.verdict.indication is Indication.TOTAL_PASSED
    assert report.signatures[0].coverage.covered == ("a",)
    entries["a"] = b"2"
    report = validate_container(foreign_zip(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is FAILED
    assert report.signatures[0].coverage.altered == ("a",)


def test_asic_s_with_only_a_timestamp_over_its_file(tmp_path, pki, trusting):
    token = pki.tsa.request(hashlib.sha256(b"1").digest()).der
    for content, intact in ((b"1", True), (b"2", False)):
        entries = ASIC_S | {"a": content, "META-INF/timestamp.tst": token}
        report = validate_container(foreign_zip(tmp_path / "x", entries), trusting)
        assert report.kind == "ASiC-S"
        assert report.verdict.indication is Indication.NOT_CHECKED
        assert report.timestamps[0].intact is intact


def test_asic_s_with_an_archive_timestamp(tmp_path, sign, pki, trusting):
    """EN 319 162-1, 4.3.3: an archive manifest does not make it ASiC-E."""
    entries = {"a": b"1", "META-INF/signature.p7s": sign(b"1")}
    archive = build_manifest(
        references(entries), "META-INF/timestamp001.tst", "application/vnd.etsi.timestamp-token"
    )
    token = pki.tsa.request(hashlib.sha256(archive).digest()).der
    entries |= {"META-INF/ASiCArchiveManifest.xml": archive, "META-INF/timestamp001.tst": token}
    report = validate_container(foreign_zip(tmp_path / "x", ASIC_S | entries), trusting)
    assert report.verdict.indication is Indication.TOTAL_PASSED
    assert report.timestamps[0].intact


def test_asic_s_with_a_file_too_large_for_memory_is_not_checked(
    tmp_path, sign, trusting, monkeypatch
):
    monkeypatch.setattr("signing.validation.container_checks.MAX_ASIC_S_BYTES", 3)
    entries = ASIC_S | {"a": b"1234", "META-INF/signature.p7s": sign(b"1234")}
    report = validate_container(foreign_zip(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is Indication.NOT_CHECKED
    assert codes(report) == ["container.asic_s_too_large"]


def test_more_signatures_than_anybody_needs_are_refused(tmp_path, sign, trusting):
    many = {f"META-INF/signature{number:03}.p7s": b"x" for number in range(33)}
    report = validate_container(our_zip(tmp_path / "x", {"a": b"1"} | many), trusting)
    assert report.verdict.indication is FAILED
    assert report.verdict.reasons[0].facts["problem"] == "too_many_signatures"


def test_a_token_without_a_manifest_covers_nothing(tmp_path, sign, pki, trusting):
    token = pki.tsa.request(hashlib.sha256(b"1").digest()).der
    entries = signed(sign, {"a": b"1"}) | {"META-INF/timestamp001.tst": token}
    report = validate_container(our_zip(tmp_path / "x", entries), trusting)
    assert not report.timestamps[0].intact
    assert "container.time_assertion_broken" in remarks(report)


def test_asic_s_with_two_files_is_refused(tmp_path, sign, trusting):
    entries = ASIC_S | {"a": b"1", "b": b"2", "META-INF/signature.p7s": sign(b"1")}
    report = validate_container(foreign_zip(tmp_path / "x", entries), trusting)
    assert report.verdict.indication is FAILED
    assert "container.asic_s_form" in codes(report)


# --- files that are no containers ----------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"bla", b"PK\x05\x06" + bytes(18), os.urandom(1000)])
def test_what_is_no_container_fails_with_a_reason(tmp_path, trusting, content):
    path = tmp_path / "x"
    path.write_bytes(content)
    report = validate_container(path, trusting)
    assert report.verdict.indication is FAILED
    assert report.verdict.sub_indication is SubIndication.FORMAT_FAILURE
    assert codes(report) == ["container.malformed"]


def test_beyond_the_limits_is_not_checked(tmp_path, trusting):
    path = foreign_zip(tmp_path / "x", {"bomb": bytes(20 << 20)})
    report = validate_container(path, trusting)
    assert report.verdict.indication is Indication.NOT_CHECKED
    assert codes(report) == ["container.limit_exceeded"]


def test_a_file_that_cannot_be_read_is_not_checked(tmp_path, trusting):
    report = validate_container(tmp_path / "nowhere", trusting)
    assert report.verdict.indication is Indication.NOT_CHECKED
    assert codes(report) == ["container.unreadable"]


@pytest.mark.parametrize("name", ["", "../x", "/x", "."])
def test_names_in_an_opendocument_manifest_obey_the_rules_too(tmp_path, trusting, name):
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/"/><m:file-entry m:full-path="{name}"/></m:manifest>'
    )
    path = foreign_zip(tmp_path / "x", {"a": b"1", "META-INF/manifest.xml": manifest.encode()})
    report = validate_container(path, trusting)
    assert report.verdict.indication is FAILED
    assert codes(report) == ["container.unsafe_name"]


def test_a_foreign_container_is_not_taken_for_ours_when_ours_is_demanded(tmp_path, sign, trusting):
    path = foreign_zip(tmp_path / "x", signed(sign, {"a": b"1"}))
    assert validate_container(path, trusting, OURS).verdict.indication is FAILED
    assert validate_container(path, trusting, FOREIGN).verdict.indication is Indication.TOTAL_PASSED


def test_our_form_with_a_foreign_signature_is_read_as_foreign(tmp_path, pki, trusting):
    """Another program may store its entries as we do, and still leave out signing-time."""
    entries = signed(lambda manifest: sign_cms(pki.participant, manifest), {"a": b"1"})
    report = validate_container(our_zip(tmp_path / "x", entries), trusting)
    assert report.profile is FOREIGN
    assert report.signatures[0].intact


# --- nothing unnamed, nothing passed after a change ----------------------------------------------


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_change_of_covered_bytes_passes(tmp_path, container, trusting, data):
    """Any bytes of the container overwritten: never TOTAL_PASSED with other content."""
    good = container.read_bytes()
    place = data.draw(st.integers(0, len(good) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=6))
    path = tmp_path / "bent"
    path.write_bytes(good[:place] + junk + good[place + len(junk) :])
    report = validate_container(path, trusting)
    if report.verdict.indication is Indication.TOTAL_PASSED:
        assert {o.name: o.sha256 for o in report.objects} == {
            name: hashlib.sha256(content).hexdigest() for name, content in CONTENTS.items()
        }


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_single_changed_bit_of_the_payload_fails(tmp_path, container, trusting, data):
    good = bytearray(container.read_bytes())
    with zipfile.ZipFile(container) as archive:
        entry = archive.getinfo(data.draw(st.sampled_from(["package.json", MANIFEST_NAME])))
    start = entry.header_offset + 30 + len(entry.filename.encode())
    place = data.draw(st.integers(start, start + entry.file_size - 1))
    good[place] ^= 1 << data.draw(st.integers(0, 7))
    path = tmp_path / "bent"
    path.write_bytes(good)
    assert validate_container(path, trusting).verdict.indication is FAILED


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_change_of_a_foreign_container_passes_with_other_content(tmp_path, sign, trusting, data):
    path = foreign_zip(tmp_path / "x", signed(sign, {"a": b"text " * 50, "b": b"2"}))
    good = path.read_bytes()
    place = data.draw(st.integers(0, len(good) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=6))
    path.write_bytes(good[:place] + junk + good[place + len(junk) :])
    report = validate_container(path, trusting)
    if report.verdict.indication is Indication.TOTAL_PASSED:
        assert {o.sha256 for o in report.objects} == {
            hashlib.sha256(content).hexdigest() for content in (b"text " * 50, b"2")
        }


# --- progress and cancel -------------------------------------------------------------------------


def test_progress_counts_the_content_and_cancel_stops_it(container, trusting):
    seen = []
    validate_container(container, trusting, OURS, progress=seen.append)
    assert seen[-1] == sum(map(len, CONTENTS.values()))
    with pytest.raises(Cancelled):
        validate_container(container, trusting, cancelled=lambda: True)
    assert not [t for t in threading.enumerate() if t.name.startswith("container-hash")]


def test_the_container_is_only_read(container, trusting, tmp_path):
    before = container.read_bytes(), container.stat().st_mtime_ns
    validate_container(container, trusting)
    assert (container.read_bytes(), container.stat().st_mtime_ns) == before
    assert [p.name for p in tmp_path.iterdir()] == [container.name]


def test_what_we_call_whole_another_reader_finds_whole(container, trusting, tmp_path):
    """Digests by another ZIP reader, as a stranger would check."""
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    subprocess.run(["unzip", "-qq", container, "-d", tmp_path / "out"], check=True)
    report = validate_container(container, trusting)
    for item in report.objects:
        content = (tmp_path / "out" / item.name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == item.sha256
