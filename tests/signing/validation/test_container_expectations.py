"""Containers made by others, each with the finding that its makers and we expect.

`INTACT` speaks of cryptography and coverage, not of trust: the makers' certificates are trusted by
nobody here and long expired.
"""

import json
from datetime import UTC, datetime

import pytest

from signing.asic.errors import ManifestError
from signing.asic.manifest import parse_xml
from signing.asic.zip_structure import ReadingProfile
from signing.cms.levels import SignatureLevel
from signing.trust import TrustPurpose, TrustStore
from signing.validation.container import validate_container
from signing.validation.isolated import IsolationLimits, validate_isolated
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Indication

SETTINGS = ValidationSettings(
    TrustStore(), TrustPurpose.PARTICIPANT, datetime(2026, 11, 23, tzinfo=UTC)
)
DSS = "dss-asic-cades/validation"

# Its second entry is named by no manifest: DSS stops reading before it, and so calls the rest whole.
UNCOVERED_ALL_THE_SAME = f"{DSS}/cp852encoded_signature.asice"


@pytest.fixture(scope="module")
def expected(test_data) -> dict[str, list[str]]:
    """By expectation the paths of which it is expected."""
    found: dict[str, list[str]] = {}
    for item in json.loads((test_data / "asic/expected.json").read_text()):
        found.setdefault(item["expect"], []).append(item["path"])
    return found


@pytest.fixture
def validate(test_data):
    def run(path: str):
        return validate_container(test_data / "asic" / path, SETTINGS)

    return run


def codes(report) -> list[str]:
    return [reason.code for reason in report.verdict.reasons]


def test_every_expectation_has_a_test(expected):
    tokens = {"VALID", "VALID_WITH_GIVEN_CERT", "VALID_AT_GENTIME"}  # tests/signing/cms
    assert set(expected) - tokens == {
        "INTACT", "NOT_INTACT", "SIGNS_NOTHING", "NO_SIGNATURE", "WARN", "REFUSE_BOMB",
        "REFUSE_NAMES", "REFUSE_XML", "EVIDENCE_RECORD_PARTIAL", "EVIDENCE_RECORD_BAD",
        "SIGNATURE_INTACT_ARCHIVE_TIMESTAMP_BROKEN",
    }  # fmt: skip


def test_intact_containers_are_intact(expected, validate, subtests):
    for path in expected["INTACT"]:
        with subtests.test(path):
            report = validate(path)
            assert report.signatures
            assert all(signature.intact for signature in report.signatures)
            assert report.verdict.indication in {
                Indication.INDETERMINATE,
                Indication.NOT_CHECKED,  # those with an evidence record beside the signature
            }
            if path != UNCOVERED_ALL_THE_SAME:
                assert report.uncovered == ()


def test_a_file_that_nobody_signed_is_said_even_if_its_name_cannot_be_read(validate):
    report = validate(UNCOVERED_ALL_THE_SAME)
    (uncovered,) = report.uncovered
    assert uncovered.endswith("rozat.pdf")
    assert report.signatures[0].coverage.covered == ("test.text",)
    assert "container.name_encoding" in [w.code for w in report.warnings]


def test_not_intact_containers_fail(expected, validate, subtests):
    for path in expected["NOT_INTACT"]:
        with subtests.test(path):
            report = validate(path)
            if "xroad" in path:  # XAdES: recognised, and said to be not checked
                assert report.verdict.indication is Indication.NOT_CHECKED
                assert "container.xades" in codes(report)
                continue
            assert report.verdict.indication is Indication.TOTAL_FAILED
            assert not report.signatures[0].intact


@pytest.mark.parametrize(
    ("name", "code", "cms_intact"),
    [
        ("brokenReference.asice", "container.altered", True),
        ("brokenReferenceAndAlteredManifest.asice", "container.bad_manifest", False),
        ("removedReference.asice", "container.missing", True),
        ("removed-doc.asice", "container.missing", True),
        ("removed-doc.asics", "signature.content_differs", False),
    ],
)
def test_the_reason_says_what_is_broken(validate, name, code, cms_intact):
    report = validate(f"{DSS}/{name}")
    assert code in codes(report)
    assert report.signatures[0].report.intact is cms_intact


def test_a_signature_over_an_empty_manifest_signs_nothing(expected, validate):
    for path in expected["SIGNS_NOTHING"]:
        report = validate(path)
        assert report.verdict.indication is Indication.TOTAL_FAILED
        assert "container.signs_nothing" in codes(report)
        assert set(report.uncovered) == {"toBeSigned.txt", "toBeSigned.pdf"}
        assert report.signatures[0].report.intact


def test_a_timestamp_alone_is_no_signature(expected, validate):
    for path in expected["NO_SIGNATURE"]:
        report = validate(path)
        assert report.verdict.indication is Indication.NOT_CHECKED
        assert codes(report) == ["container.timestamp_only"]
        assert report.timestamps[0].intact


def test_a_broken_archive_timestamp_is_never_shown_as_lta(expected, validate, subtests):
    for path in expected["SIGNATURE_INTACT_ARCHIVE_TIMESTAMP_BROKEN"]:
        with subtests.test(path):
            report = validate(path)
            assert all(s.intact and s.level is not SignatureLevel.B_LTA for s in report.signatures)
            assert not all(timestamp.intact for timestamp in report.timestamps)
            assert "container.archive_timestamp_broken" in [
                remark.code for remark in report.verdict.remarks
            ]


def test_only_the_first_of_two_archive_timestamps_is_broken(validate):
    report = validate(f"{DSS}/ASICE-CAdES-BpLTA-2-BpLTA-DSS5.4.asice")
    assert [timestamp.intact for timestamp in report.timestamps] == [False, True]


@pytest.mark.parametrize("expectation", ["EVIDENCE_RECORD_PARTIAL", "EVIDENCE_RECORD_BAD"])
def test_evidence_records_are_not_checked_and_the_signature_beside_them_is(
    expected, validate, subtests, expectation
):
    for path in expected[expectation]:
        with subtests.test(path):
            report = validate(path)
            assert report.verdict.indication is Indication.NOT_CHECKED
            assert "container.evidence_record" in codes(report)
            assert all(signature.intact for signature in report.signatures)


def test_odd_mimetypes_are_warnings_of_the_foreign_profile(expected, validate, subtests):
    for path in expected["WARN"]:
        with subtests.test(path):
            report = validate(path)
            assert report.profile is ReadingProfile.FOREIGN
            assert report.verdict.indication is Indication.NOT_CHECKED  # XAdES
            assert {w.code for w in report.warnings} & {
                "container.mimetype_compressed",
                "container.mimetype_text",
            }


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        (f"{DSS}/asice-cades-new-line-mimetype", "container.mimetype_text"),
        (f"{DSS}/onefile-ok.asice", "container.mimetype_place"),
        (f"{DSS}/dss1421.asice", "container.mimetype_compressed"),
        (f"{DSS}/tstNoMimeType.asice", "container.mimetype_missing"),
    ],
)
def test_each_oddity_has_its_warning(validate, name, warning):
    assert warning in [w.code for w in validate(name).warnings]


def test_the_bomb_is_refused_within_200_mb_and_without_unpacking(expected, test_data, validate):
    for path in expected["REFUSE_BOMB"]:
        report = validate(path)
        assert report.verdict.indication is Indication.NOT_CHECKED
        assert codes(report) == ["container.limit_exceeded"]
        assert report.verdict.reasons[0].facts["limit"] == "ratio"
        # Once more in a process that cannot have more than 200 MB, however it tries.
        limits = IsolationLimits(memory_bytes=200 << 20)
        assert validate_isolated(test_data / "asic" / path, SETTINGS, limits=limits) == report


def test_dangerous_names_are_refused(expected, validate, subtests):
    for path in expected["REFUSE_NAMES"]:
        with subtests.test(path):
            report = validate(path)
            assert report.verdict.indication is Indication.TOTAL_FAILED
            assert codes(report) == ["container.unsafe_name"]


def test_document_types_and_entities_are_refused(expected, test_data, validate, subtests):
    for path in expected["REFUSE_XML"]:
        with subtests.test(path):
            with pytest.raises(ManifestError) as caught:
                parse_xml((test_data / "asic" / path).read_bytes(), max_bytes=1 << 20)
            assert caught.value.facts["problem"] == "doctype"
            assert validate(path).verdict.indication is Indication.TOTAL_FAILED


@pytest.mark.parametrize("suffix", [".asice", ".sce", ".scs", ".asics", ""])
def test_every_suffix_occurs_among_them(expected, suffix):
    paths = [path for group in expected.values() for path in group]
    assert any(path.endswith(suffix) and "." + suffix not in path for path in paths)


def test_the_container_of_the_national_authority_is_recognised_as_something_else(test_data):
    report = validate_container(test_data / "nca-test/zip/zip__sign.zip", SETTINGS)
    assert report.verdict.indication is not Indication.TOTAL_PASSED
