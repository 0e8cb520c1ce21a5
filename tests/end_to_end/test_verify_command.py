"""`qolhat pack`, `sign` and `verify` as other programs use them: verdicts, JSON, levels, trust.

Wrong use, passwords and faults of ours: tests/desktop/cli.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.support.desk import crl_words, password_file, run_qolhat, trust_words
from tests.support.portal import PROJECT, RunningPortal

PAGE = (PROJECT / "docs" / "cli.md").read_text(encoding="utf-8")


def documented(command: str) -> dict[str, str]:
    """The members of the object that `--json` prints, with what docs/cli.md says of each."""
    section = PAGE.split(f"\n### {command}\n")[1].split("\n### ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    return {name: told for _, names, told, *_ in rows for name in re.findall(r"`(\w+)`", names)}


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("unsigned")
    (folder / "Шарт № 7 «А» 📄.txt").write_text("contract")
    (folder / "бос.txt").write_bytes(b"")
    documents = sorted(folder.iterdir())
    ended = run_qolhat(
        "pack", "--profile", "free-submission", "--out", folder / "p.asice", *documents
    )
    assert ended.code == 0, ended.err
    return folder / "p.asice"


def sign(
    portal: RunningPortal, package: Path, folder: Path, *words: object, key="importer-head-ec"
):
    secret = password_file(folder, portal.key_password)
    ended = run_qolhat(
        "sign", package, "--key", portal.key_file(key), "--password-file", secret, *words
    )
    assert ended.code == 0, ended.err
    return package


@pytest.fixture(scope="module")
def signed(tmp_path_factory, real_portal, unsigned) -> dict[str, Path]:
    """The same package at both levels, the second by the training portal's timestamp service."""
    folder = tmp_path_factory.mktemp("signed")
    basic = Path(shutil.copy(unsigned, folder / "B_B.asice"))
    stamped = Path(shutil.copy(unsigned, folder / "B_T.asice"))
    service = f"{real_portal.services_origin}/tsa/b"
    sign(real_portal, basic, folder, "--level", "B_B")
    sign(real_portal, stamped, folder, "--level", "B_T", "--tsa", service)
    return {"B_B": basic, "B_T": stamped}


@pytest.mark.parametrize("level", ["B_B", "B_T"])
def test_offline_without_revocation_data_it_is_indeterminate_and_says_so(
    signed, real_portal, level
):
    words = ("verify", signed[level], *trust_words(real_portal), "--offline")
    told = run_qolhat(*words, "--json")
    assert told.code == 2
    assert told.json["verdict"] == "INDETERMINATE"
    assert told.json["sub_indication"] == "TRY_LATER"
    assert {one["code"] for one in told.json["reasons"]} == {"revocation.missing"}
    said = run_qolhat(*words)
    assert said.code == 2
    assert "revocation" in said.out.lower()


@pytest.mark.parametrize("level", ["B_B", "B_T"])
def test_with_revocation_lists_it_passes_and_the_object_is_as_documented(
    signed, real_portal, level
):
    words = ("verify", signed[level], *trust_words(real_portal), *crl_words(real_portal))
    told = run_qolhat(*words, "--offline", "--json")
    assert told.code == 0, told.out
    report = told.json
    told_of = documented("verify")
    assert set(report) == set(told_of)
    assert (report["verdict"], report["exit_code"], report["kind"]) == (
        "TOTAL_PASSED",
        0,
        "package",
    )
    [signature] = report["signatures"]
    listed = told_of["signatures"].split("}")[0]
    assert set(signature) == set(re.findall(r'"(\w+)"', listed))
    assert signature["level"] == level
    assert (signature["trusted_time"] is not None) is (level == "B_T")
    assert signature["signer"]["bin"] == "470340001014"
    assert {"package.json", "cover.pdf", "part.json"} <= set(signature["covered"])


def test_online_the_revocation_service_that_the_settings_do_not_know_is_not_asked(
    signed, real_portal
):
    """An address in a stranger's file must not make the program knock on doors of his choice."""
    told = run_qolhat("verify", signed["B_B"], *trust_words(real_portal), "--json")
    assert told.code == 2
    assert told.json["offline"] is False


@pytest.mark.parametrize(
    ("purposes", "code"),
    [("participant", 0), ("authority", 2), ("tls", 2), ("tsa", 2)],
)
def test_a_root_is_trusted_for_the_purpose_that_is_said(signed, real_portal, purposes, code):
    trust = trust_words(real_portal, purposes)
    told = run_qolhat(
        "verify", signed["B_B"], *trust, *crl_words(real_portal), "--offline", "--json"
    )
    assert told.code == code, told.out
    if code:
        assert told.json["sub_indication"] == "NO_CERTIFICATE_CHAIN_FOUND"


def test_a_timestamp_of_a_service_trusted_for_something_else_gives_no_time(signed, real_portal):
    roots = [word + ":participant" for word in trust_words(real_portal)[1::2]]
    trust = [word for root in roots for word in ("--trust", root)]
    told = run_qolhat(
        "verify", signed["B_T"], *trust, *crl_words(real_portal), "--offline", "--json"
    )
    assert told.code == 0
    [signature] = told.json["signatures"]
    assert (signature["level"], signature["trusted_time"]) == ("B_B", None)
    assert "timestamp.invalid" in {one["code"] for one in signature["remarks"]}


def test_failed_is_one_and_not_checked_is_three(signed, unsigned, real_portal, tmp_path):
    content = bytearray(signed["B_B"].read_bytes())
    content[content.index(b"contract")] ^= 1
    (tmp_path / "bent.asice").write_bytes(content)
    told = run_qolhat("verify", tmp_path / "bent.asice", *trust_words(real_portal), "--json")
    assert (told.code, told.json["verdict"]) == (1, "TOTAL_FAILED")
    told = run_qolhat("verify", unsigned, "--offline", "--json")
    assert (told.code, told.json["verdict"]) == (3, "NOT_CHECKED")
    assert [one["code"] for one in told.json["reasons"]] == ["container.no_signature"]
    (tmp_path / "nonsense.asice").write_bytes(b"no container at all")
    assert run_qolhat("verify", tmp_path / "nonsense.asice", "--offline").code == 1


def test_a_key_file_is_refused_as_a_document(real_portal, tmp_path):
    out = tmp_path / "p.asice"
    key = shutil.copy(real_portal.key_file("importer-head-ec"), tmp_path / "менің кілтім.P12")
    ended = run_qolhat("pack", "--out", out, key)
    assert ended.code == 65
    assert "key" in ended.err.lower()
    assert not out.exists()


@pytest.mark.parametrize("key", ["importer-head-rsa", "individual-ec"])
def test_what_is_packed_and_signed_here_names_whom_the_certificate_names(
    unsigned, real_portal, tmp_path, key
):
    package = Path(shutil.copy(unsigned, tmp_path / "p.asice"))
    sign(real_portal, package, tmp_path, "--level", "B_B", key=key)
    told = run_qolhat(
        "verify", package, *trust_words(real_portal), *crl_words(real_portal), "--offline", "--json"
    )
    assert told.code == 0
    wanted = {"importer-head-rsa": "470340001014", "individual-ec": "960808201063"}[key]
    assert wanted in told.json["stated"]["participant"]
    again = run_qolhat(
        "sign", package, "--key", real_portal.key_file(key),
        "--password-file", password_file(tmp_path, real_portal.key_password),
    )  # fmt: skip
    assert again.code == 65, "a signature is not put over another without being asked"


def test_the_json_of_what_cannot_be_read_is_one_object_too(tmp_path, real_portal):
    bad = tmp_path / "bad.pem"
    bad.write_text("no certificate")
    file = tmp_path / "x.asice"
    file.write_bytes(b"x")
    told = run_qolhat("verify", file, "--trust", bad, "--json")
    assert told.code == 3
    assert json.loads(told.out)["error"]["code"].startswith("trust.")


def test_the_object_of_the_demo_is_as_documented(tmp_path):
    told = run_qolhat("demo", "--home", tmp_path / "demo", "--json")
    assert told.code == 0, told.err
    assert set(told.json) == set(documented("demo"))
