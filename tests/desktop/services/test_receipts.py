"""The export of a receipt: complete enough to be checked elsewhere, without our workspace."""

import json
import re
import subprocess
import zipfile

import pytest

from desktop.papers.receipt_print import check_commands
from desktop.services.verification import VerifyOptions
from signing.evidence.receipt import Receipt
from signing.evidence.sealed import open_sealed
from signing.trust import TrustPurpose, load_certificates
from signing.validation.verdict import Indication


@pytest.fixture
def evidence(application, case, credential, tmp_path):
    """The exported folder of a good submission."""
    state = application.submissions.submit(case.case_id, credential)
    return application.receipts.export(state.receipt_id, tmp_path / "out")[0].parent


def test_the_printed_recipe_can_be_followed_in_the_exported_folder(evidence):
    sealed = open_sealed(evidence / "receipt.asice", "receipt.json")
    receipt = Receipt.from_bytes(sealed.content)
    commands = check_commands(receipt.attested, "receipt.asice", ("package.asice",))
    for command in [line for step in commands[:3] for line in step]:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=evidence, text=True, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stderr)
    named = {word for step in commands for line in step for word in line.split()}
    assert {name for name in named if name.endswith(".pem")} == {"roots.pem", "revoked.crl.pem"}
    crls = (evidence / "revoked.crl.pem").read_bytes()
    done = subprocess.run(
        ["openssl", "crl", "-noout", "-issuer"], input=crls, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_exported_roots_and_lists_are_those_of_the_settings(application, evidence):
    trust = application.submissions._network.trust()
    roots = load_certificates(evidence / "roots.pem")
    for purpose in (TrustPurpose.AUTHORITY, TrustPurpose.TSA, TrustPurpose.PARTICIPANT):
        assert set(trust.store.certificates(purpose)) <= set(roots)
    assert len(roots) == len(set(roots))
    blocks = re.findall(rb"-----BEGIN X509 CRL-----", (evidence / "revoked.crl.pem").read_bytes())
    assert len(blocks) == len(set(trust.crls)) > 0


def test_the_request_that_was_answered_is_exported_as_it_was_sealed(application, case, evidence):
    with zipfile.ZipFile(evidence / "receipt.asice") as sealed:
        receipt = json.loads(sealed.read("receipt.json"))
    found = [
        path
        for path in evidence.glob("*.asice")
        if "request.json" in zipfile.ZipFile(path).namelist()
    ]
    assert len(found) == 1
    with zipfile.ZipFile(found[0]) as sealed:
        assert json.loads(sealed.read("request.json"))["request_id"] == receipt["request"]["id"]
    judged = application.verification.verify(found[0], VerifyOptions(offline=True))
    assert judged.verdict.indication is Indication.TOTAL_PASSED
