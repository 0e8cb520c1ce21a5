"""`qolhat demo` as a stranger runs it, and its papers judged by programs that are not ours."""

import hashlib
import json
import os
import subprocess
import sys
import unicodedata
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import cms

from tests.support.openssl import cades_verdict, token_verdict

QOLHAT = Path(sys.executable).with_name("qolhat")
NAMES = {
    "Келісімшарт № 17.pdf": b"%PDF-1.7\n%%EOF\n",
    "Счёт-фактура «Ромашка» (копия).docx": b"PK docx",
    "ӘҒҚҢӨҰҮҺІ әғқңөұүһі.xlsx": b"PK xlsx",
    'Кавычки "прямые".xml': b"<a/>",
    "📄 emoji 🇰🇿.png": b"\x89PNG\r\n\x1a\n" + bytes(5000),
    "very  many   spaces .jpg": b"\xff\xd8\xff",
    "пустой файл.txt": b"",
    "CON.txt": b"a device name on Windows",
    "ends with a dot.": b"trailing dot",
    unicodedata.normalize("NFD", "Йошкин ёж.odt"): b"PK odt, decomposed name",
    "a:b?.csv": b"1,2\n",
}


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    names = NAMES if os.name != "nt" else {n: c for n, c in NAMES.items() if n.isidentifier()}
    for name, content in names.items():
        (folder / name).write_bytes(content)
    longest = "Ұ" * 125 + ".pdf"
    (folder / longest).write_bytes(b"254 bytes of name")
    (folder / "ішкі қалта").mkdir()
    (folder / "ішкі қалта" / "Келісімшарт № 17.pdf").write_bytes(b"same name, other folder")
    (folder / "key.p12").write_bytes(b"never sent")
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory, documents) -> dict:
    home = tmp_path_factory.mktemp("demo")
    done = run("demo", "--home", home, "--documents", documents, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def run(*words: object, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [QOLHAT, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
        env={**os.environ, "QOLHAT_LANGUAGE": "en", **environment},
    )


def trust_of(demo: dict) -> list[str]:
    words = [word for path in demo["trust"] for word in ("--trust", path)]
    return words + [word for path in demo["crls"] for word in ("--crl", path)]


def test_the_demo_says_where_everything_is_and_that_it_passed(demo, documents):
    assert demo["verdict"] == "TOTAL_PASSED"
    assert demo["status"] == "receipted"
    for path in (*demo["containers"], demo["statement"], demo["receipt"], *demo["trust"]):
        assert Path(path).is_file(), path
    assert demo["package"] == demo["containers"][0]
    assert datetime.fromisoformat(demo["received_at"]) <= datetime.now(UTC)
    sent = [p for p in documents.rglob("*") if p.is_file() and p.suffix != ".p12"]
    assert demo["files"] == len(sent)


def test_every_document_is_in_the_package_byte_for_byte_by_another_reader(demo, documents):
    wanted = sorted(
        hashlib.sha256(p.read_bytes()).hexdigest()
        for p in documents.rglob("*")
        if p.is_file() and p.suffix != ".p12"
    )
    with zipfile.ZipFile(demo["package"]) as package:
        assert package.testzip() is None
        assert package.infolist()[0].filename == "mimetype"
        told = json.loads(package.read("package.json"))
        for file in told["files"]:
            digest = hashlib.sha256(package.read(file["name"])).hexdigest()
            assert digest == file["sha256"]
        assert sorted(file["sha256"] for file in told["files"]) == wanted
        names = [info.filename for info in package.infolist()]
    assert not [name for name in names if name.endswith(".p12")]
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(names)


@pytest.mark.parametrize("paper", ["package", "statement", "receipt", "intake_receipt"])
def test_openssl_confirms_signature_and_timestamp(demo, paper, tmp_path):
    with zipfile.ZipFile(demo[paper]) as container:
        manifest = container.read("META-INF/ASiCManifest001.xml")
        signature = container.read("META-INF/signature001.p7s")
    roots = b"".join(Path(path).read_bytes() for path in demo["trust"])
    accepted, said = cades_verdict(tmp_path, signature, manifest, roots, datetime.now(UTC))
    assert accepted, said

    signer = cms.ContentInfo.load(signature)["content"]["signer_infos"][0]
    [token] = [
        value.dump()
        for attribute in signer["unsigned_attrs"]
        if attribute["type"].native == "signature_time_stamp_token"
        for value in attribute["values"]
    ]
    imprint = hashlib.sha256(signer["signature"].native).digest()
    accepted, said = token_verdict(tmp_path, token, imprint, roots, datetime.now(UTC))
    assert accepted, said


@pytest.mark.parametrize(
    "paper", ["package", "statement", "receipt", "intake_receipt", "tree_head"]
)
def test_verify_confirms_every_paper_offline_on_a_machine_with_nothing_else(demo, paper, tmp_path):
    trust = trust_of(demo)
    done = run(
        "verify", demo[paper], *trust, "--offline", "--json", QOLHAT_HOME=str(tmp_path / "none")
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["verdict"] == "TOTAL_PASSED"
    assert report["signatures"][0]["level"] == "B_T"
    assert not (tmp_path / "none").exists()


def test_without_revocation_data_the_verdict_is_indeterminate_and_says_so(demo):
    trust = [word for path in demo["trust"] for word in ("--trust", path)]
    done = run("verify", demo["package"], *trust, "--offline", "--json")
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert report["verdict"] == "INDETERMINATE"
    assert {reason["code"] for reason in report["reasons"]} & {
        "revocation.unknown", "revocation.not_available", "revocation.no_data",
    } or report["sub_indication"] == "TRY_LATER"  # fmt: skip


def test_a_package_with_one_bit_flipped_fails(demo, tmp_path):
    bent = bytearray(Path(demo["package"]).read_bytes())
    with zipfile.ZipFile(demo["package"]) as package:
        info = next(i for i in package.infolist() if i.file_size > 1000)
        bent[info.header_offset + 30 + len(info.filename.encode()) + 500] ^= 1
    path = tmp_path / "bent.asice"
    path.write_bytes(bent)
    done = run("verify", path, *trust_of(demo), "--offline")
    assert done.returncode == 1, done.stdout


def test_a_root_trusted_for_participants_does_not_make_an_authority(demo):
    words = trust_of({"trust": [], "crls": demo["crls"]})
    for path in demo["trust"]:
        words += ["--trust", f"{path}:participant"]
    done = run("verify", demo["receipt"], *words, "--offline", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["sub_indication"] == "NO_CERTIFICATE_CHAIN_FOUND"


def test_the_evidence_folder_proves_itself_and_misses_what_is_taken_out(demo, tmp_path):
    import shutil

    folder = Path(shutil.copytree(demo["evidence"], tmp_path / "evidence"))
    trust = trust_of(demo)
    whole = json.loads(
        run("verify", folder / "receipt.asice", *trust, "--offline", "--json").stdout
    )
    assert whole["verdict"] == "TOTAL_PASSED"
    assert "receipt.alone" not in {remark["code"] for remark in whole["remarks"]}

    (folder / "statement.asice").unlink()
    alone = json.loads(
        run("verify", folder / "receipt.asice", *trust, "--offline", "--json").stdout
    )
    assert "receipt.alone" in {remark["code"] for remark in alone["remarks"]}


def test_the_demo_without_documents_writes_samples_and_tells_a_person(tmp_path):
    done = run("demo", "--home", tmp_path / "d", "--key-kind", "ec", QOLHAT_LANGUAGE="kk")
    assert done.returncode == 0, done.stderr
    assert "receipt.asice" in done.stdout
    assert "қолхат" in done.stdout.lower()
    assert "Traceback" not in done.stderr
