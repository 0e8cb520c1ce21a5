"""Signatures and tokens that other programs made (the data of others; see its expected.json)."""

import json
import zipfile
from datetime import UTC, datetime

import pytest

from signing.cms.timestamp import token_from_response
from signing.trust import TrustAnchor, TrustPurpose, TrustStore, load_certificates
from signing.validation.signature import ValidationSettings, validate_signature
from signing.validation.timestamp import validate_timestamp
from signing.validation.verdict import Indication, SubIndication
from tests.support.pki import NOW

NOBODY = ValidationSettings(TrustStore(), TrustPurpose.PARTICIPANT, NOW, strict=False)


def signatures_with_contents(path):
    """Every CAdES signature of a container with everything it could be over."""
    with zipfile.ZipFile(path) as container:
        contents = [
            container.read(entry)
            for entry in container.infolist()
            if entry.file_size < 10_000_000 and not entry.is_dir()
        ]
        return [
            (name, container.read(name), contents)
            for name in container.namelist()
            if name.endswith(".p7s")
        ]


def containers(test_data, *expectations):
    entries = json.loads((test_data / "asic" / "expected.json").read_text())
    for entry in entries:
        path = test_data / "asic" / entry["path"]
        if entry["expect"] in expectations and zipfile.is_zipfile(path):
            yield path


def test_intact_signatures_of_others_are_intact_and_not_trusted(test_data):
    seen = 0
    for path in containers(test_data, "INTACT"):
        for name, signature, contents in signatures_with_contents(path):
            reports = [validate_signature(signature, content, NOBODY) for content in contents]
            intact = [report for report in reports if report.intact]
            assert len(intact) == 1, (path.name, name)
            assert intact[0].verdict.indication is Indication.INDETERMINATE
            chain = "certificate.no_chain"
            assert chain in [reason.code for reason in intact[0].verdict.reasons]
            seen += 1
    assert seen >= 8


def test_a_manifest_that_was_altered_is_not_what_was_signed(test_data):
    path = test_data / "asic/dss-asic-cades/validation/brokenReferenceAndAlteredManifest.asice"
    ((_, signature, contents),) = signatures_with_contents(path)
    for content in contents:
        report = validate_signature(signature, content, NOBODY)
        assert report.verdict.sub_indication is SubIndication.HASH_FAILURE
        assert report.intact is False


def trust_in(chain, folder):
    roots = [c for c in chain if c == chain[-1]]
    return TrustStore(tuple(TrustAnchor(c, frozenset({TrustPurpose.TSA}), folder) for c in roots))


@pytest.mark.parametrize(
    ("folder", "response", "stamped", "remark"),
    [
        ("sigstage", "response-sha256.tsr", b"hello", None),
        ("sigstage", "response-no-embedded-cert.tsr", b"hello", None),
        ("sigstore.mock", "response-expired.tsr", None, "timestamp.certificate_ran_out_since"),
    ],
)
def test_tokens_of_others_lack_nothing_but_revocation_data(
    test_data, folder, response, stamped, remark
):
    """Their PKI publishes none. The chain holds at genTime, also where it has run out since."""
    place = test_data / "asic/rfc3161-client" / folder
    chain = load_certificates(place / "ts_chain.pem")
    content = stamped if stamped is not None else (place / "payload").read_bytes()
    token = token_from_response((place / response).read_bytes())
    settings = ValidationSettings(
        trust_in(chain, folder),
        TrustPurpose.TSA,
        datetime(2026, 11, 23, tzinfo=UTC),
        other_certificates=tuple(chain),
    )
    report = validate_timestamp(token, content, settings)
    assert [reason.code for reason in report.verdict.reasons] == ["revocation.missing"]
    assert (remark is None) or remark in [r.code for r in report.verdict.remarks]
    wrong = validate_timestamp(token, content + b" ", settings)
    assert wrong.verdict.sub_indication is SubIndication.HASH_FAILURE
