"""Programs that are not ours judge what a real submission leaves behind; and they can say no."""

import hashlib
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import rfc8785
from asn1crypto import cms

from desktop.services.submissions import SubmissionStatus
from tests.support.desk import free_case, key_of, open_desk
from tests.support.openssl import cades_verdict, token_verdict

MANIFEST, SIGNATURE = "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"
CONTENT = (b"first\n", "ӘҒҚҢӨҰҮҺІ".encode(), b"", bytes(range(256)) * 300)
PAPERS = {
    "package.asice": "package.json",
    "statement.asice": "statement.json",
    "receipt.asice": "receipt.json",
    "receipt-intake.asice": "receipt.json",
    "tree-head.asice": "tree-head.json",
}
# The roots that may judge each paper: the judge is given no other.
ROOTS = {"package.asice": "root", "statement.asice": "root"}
TSA_ROOTS = {"package.asice": "tsa-a-root", "statement.asice": "tsa-a-root"}


@pytest.fixture(scope="module", params=["importer-head-rsa", "importer-head-ec"])
def evidence(request, tmp_path_factory, real_portal) -> Path:
    """The folder that `receipts export` writes, signed with a key of either kind."""
    home = tmp_path_factory.mktemp("home")
    with open_desk(home / "workspace", real_portal) as application:
        case = free_case(application, home / "documents", *CONTENT)
        key = key_of(application, real_portal, request.param)
        state = application.submissions.submit(case.case_id, key)
        key.close()
        assert state.status is SubmissionStatus.RECEIPTED
        exported = application.receipts.export(state.receipt_id, home / "evidence")
    return exported[0].parent


def entry(container: Path, name: str) -> bytes:
    """An entry as unzip reads it, which is by the central directory."""
    return subprocess.run(["unzip", "-p", container, name], capture_output=True, check=True).stdout


def root_pem(portal, name: str) -> bytes:
    return (portal.public / f"{name}.pem").read_bytes()


def token_of(signature: bytes) -> tuple[bytes, bytes]:
    """The timestamp token of a signature, and the digest that it must be over."""
    signer = cms.ContentInfo.load(signature)["content"]["signer_infos"][0]
    [token] = [
        value.dump()
        for attribute in signer["unsigned_attrs"]
        if attribute["type"].native == "signature_time_stamp_token"
        for value in attribute["values"]
    ]
    return token, hashlib.sha256(signer["signature"].native).digest()


@pytest.mark.parametrize("paper", PAPERS)
def test_openssl_accepts_the_signature_and_no_changed_content(
    evidence, real_portal, paper, tmp_path
):
    signature, manifest = entry(evidence / paper, SIGNATURE), entry(evidence / paper, MANIFEST)
    root = root_pem(real_portal, ROOTS.get(paper, "authority-root"))
    now = datetime.now(UTC)
    accepted, said = cades_verdict(tmp_path, signature, manifest, root, now)
    assert accepted, said
    refused, said = cades_verdict(tmp_path, signature, manifest + b" ", root, now)
    assert not refused, said
    stranger = root_pem(real_portal, "tls-root")
    refused, said = cades_verdict(tmp_path, signature, manifest, stranger, now)
    assert not refused, said


@pytest.mark.parametrize("paper", PAPERS)
def test_openssl_accepts_the_token_and_only_over_this_signature(
    evidence, real_portal, paper, tmp_path
):
    token, imprint = token_of(entry(evidence / paper, SIGNATURE))
    root = root_pem(real_portal, TSA_ROOTS.get(paper, "tsa-b-root"))
    now = datetime.now(UTC)
    accepted, said = token_verdict(tmp_path, token, imprint, root, now)
    assert accepted, said
    refused, said = token_verdict(tmp_path, token, hashlib.sha256(imprint).digest(), root, now)
    assert not refused, said


def test_openssl_finds_no_revoked_certificate_on_any_way(evidence, real_portal, tmp_path):
    signature = entry(evidence / "package.asice", SIGNATURE)
    bundle = tmp_path / "trust.pem"
    parts = [root_pem(real_portal, "root"), *(p.read_bytes() for p in real_portal.crls)]
    bundle.write_bytes(b"".join(parts))
    (tmp_path / "signature.p7s").write_bytes(signature)
    (tmp_path / "manifest").write_bytes(entry(evidence / "package.asice", MANIFEST))
    said = subprocess.run(
        [
            *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER"),
            *("-purpose", "any", "-CAfile", bundle, "-crl_check_all"),
            *("-in", tmp_path / "signature.p7s", "-content", tmp_path / "manifest"),
            *("-out", tmp_path / "out"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("reader", ["bsdtar", "unzip"])
def test_another_zip_reader_finds_what_the_manifest_and_the_package_say(evidence, reader, tmp_path):
    if shutil.which(reader) is None:
        pytest.skip(f"{reader} is not installed")
    package = evidence / "package.asice"
    words = {"bsdtar": ["-xf", package, "-C", tmp_path], "unzip": ["-q", package, "-d", tmp_path]}
    done = subprocess.run(
        [reader, *words[reader]],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "package.json").read_bytes())
    assert [sha256sum(tmp_path / one["name"]) for one in told["files"]] == [
        one["sha256"] for one in told["files"]
    ]
    digests = sorted(hashlib.sha256(content).hexdigest() for content in CONTENT)
    assert sorted(one["sha256"] for one in told["files"]) == digests
    assert (tmp_path / "mimetype").read_bytes() == b"application/vnd.etsi.asic-e+zip"


def sha256sum(path: Path) -> str:
    done = subprocess.run(["sha256sum", "-b", "--zero", path], capture_output=True, check=True)
    return done.stdout[:64].decode()


def test_the_receipt_names_the_bytes_that_were_sent_by_sha256sum(evidence):
    receipt = json.loads(entry(evidence / "receipt.asice", "receipt.json"))
    assert [one["sha256"] for one in receipt["containers"]] == [
        sha256sum(evidence / "package.asice")
    ]
    assert receipt["statement_sha256"] == sha256sum(evidence / "statement.asice")
    package = entry(evidence / "package.asice", "package.json")
    assert receipt["package_sha256"] == hashlib.sha256(package).hexdigest()
    intake = entry(evidence / "receipt-intake.asice", "receipt.json")
    assert receipt["intake_sha256"] == hashlib.sha256(intake).hexdigest()


@pytest.mark.parametrize(("paper", "document"), PAPERS.items())
def test_another_library_writes_the_same_canonical_json(evidence, paper, document):
    content = entry(evidence / paper, document)
    assert rfc8785.dumps(json.loads(content)) == content


def test_the_place_in_the_log_holds_by_the_words_of_rfc_9162(evidence):
    """Section 2.1.3.2, written down once more from the standard."""
    proof = json.loads((evidence / "log-proof.json").read_bytes())
    head = json.loads(entry(evidence / "tree-head.asice", "tree-head.json"))
    leaf = entry(evidence / "receipt.asice", "receipt.json")
    r = hashlib.sha256(b"\x00" + leaf).digest()
    fn, sn = proof["leaf_index"], proof["tree_size"] - 1
    for step in proof["inclusion_path"]:
        p = bytes.fromhex(step)
        assert sn > 0
        if fn & 1 or fn == sn:
            r = hashlib.sha256(b"\x01" + p + r).digest()
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hashlib.sha256(b"\x01" + r + p).digest()
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0
    assert r.hex() == head["root_hash"]
    assert proof["tree_size"] == head["tree_size"]
    assert proof["tree_head_sha256"] == sha256sum(evidence / "tree-head.asice")
