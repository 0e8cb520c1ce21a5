"""The demo over real documents that nobody here wrote: forty kinds and sizes, one of 300 MB."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.desk import QOLHAT, command_environment, run_qolhat
from tests.support.portal import PROJECT

pytestmark = pytest.mark.slow
CANNOT_FETCH = 3
FEWEST = 40
LARGE_BYTES = 300_000_000
KINDS = {".pdf", ".jpg", ".png", ".docx", ".xlsx", ".odt", ".xml", ".txt"}


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    done = subprocess.run(
        [sys.executable, PROJECT / "tools" / "collect_documents.py", folder],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    if done.returncode == CANNOT_FETCH:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return folder


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return digest.hexdigest()


def test_the_collection_is_what_it_is_said_to_be(documents):
    files = list(documents.iterdir())
    assert len(files) >= FEWEST
    assert {path.suffix for path in files} >= KINDS
    assert max(path.stat().st_size for path in files) == LARGE_BYTES
    assert min(path.stat().st_size for path in files) == 0
    assert max(len(path.name.encode()) for path in files) == 255
    assert any("№" in path.name for path in files)
    assert any('"' in path.name for path in files)


def test_the_demo_submits_all_of_them_and_bsdtar_finds_every_byte(documents, tmp_path):
    done = subprocess.run(
        [QOLHAT, "demo", "--home", tmp_path / "demo", "--documents", documents, "--json"],
        capture_output=True,
        encoding="utf-8",
        timeout=280,
        check=False,
        env=command_environment(),
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["verdict"] == "TOTAL_PASSED"
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    subprocess.run(
        ["bsdtar", "-xf", told["package"], "-C", unpacked],
        check=True,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    package = json.loads((unpacked / "package.json").read_bytes())
    wanted = {path.name: sha256(path) for path in documents.iterdir()}
    found = {one["original_name"]: sha256(unpacked / one["name"]) for one in package["files"]}
    assert found == wanted
    trust = [word for path in told["trust"] for word in ("--trust", path)]
    crls = [word for path in told["crls"] for word in ("--crl", path)]
    assert run_qolhat("verify", told["receipt"], *trust, *crls, "--offline").code == 0
