"""`qolhat` killed by SIGKILL in the middle of packing, signing and sending: nothing half-made stays,
and the next call goes on to exactly one receipt.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.desk import (
    QOLHAT,
    command_environment,
    open_desk,
    password_file,
    receipts_at_portal,
    run_qolhat,
)
from tests.support.http_service import Reply, http_service
from tests.support.interceptor import intercepted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
PATIENCE_SECONDS = 60


def start(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [QOLHAT, *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=command_environment(),
    )


def was_killed(process: subprocess.Popen[str]) -> bool:
    _, said = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == -signal.SIGKILL, said
    return True


def test_killed_while_packing_there_is_no_container_and_packing_again_works(tmp_path):
    document = tmp_path / "large.bin"
    with document.open("wb") as file:
        file.truncate(2_000_000_000)  # sparse: long to read, small to keep
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "package.asice"
    packing = start("pack", "--out", out, document)
    until = time.monotonic() + PATIENCE_SECONDS
    while not any(path.stat().st_size for path in folder.iterdir()):
        assert time.monotonic() < until
        assert packing.poll() is None, "it was too fast to be killed"
        time.sleep(0.005)
    packing.kill()
    assert was_killed(packing)
    assert not out.exists()

    document.write_bytes(b"small now")
    assert run_qolhat("pack", "--out", out, document).code == 0
    assert [path.name for path in folder.iterdir()] == ["package.asice"], "and no leftovers"


@pytest.fixture(scope="module")
def packed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    with (folder / "документ.bin").open("wb") as file:
        file.truncate(3_000_000)
    ended = run_qolhat("pack", "--out", folder / "package.asice", folder / "документ.bin")
    assert ended.code == 0, ended.err
    return folder / "package.asice"


@pytest.fixture
def package(tmp_path, packed) -> Path:
    return Path(shutil.copy(packed, tmp_path / "package.asice"))


def test_killed_while_it_waits_for_the_timestamp_the_package_is_as_it_was(
    package, real_portal, tmp_path
):
    before = package.read_bytes()
    secret = password_file(tmp_path, real_portal.key_password)
    key = real_portal.key_file("importer-head-ec")
    words = ("sign", package, "--key", key, "--password-file", secret, "--level", "B_T", "--tsa")
    processes = []
    asked = []

    def answer(*call: object) -> Reply:
        asked.append(call)
        if len(asked) == 2:  # the first is asked for the time, before anything is signed
            os.kill(processes[0].pid, signal.SIGKILL)
        return Reply()

    with http_service(answer) as service:
        processes.append(start(*words, service.url))
        assert was_killed(processes[0])
    assert package.read_bytes() == before
    assert run_qolhat(*words, f"{real_portal.services_origin}/tsa/a").code == 0
    assert [path.name for path in tmp_path.glob("*.asice*")] == ["package.asice"]


@pytest.mark.parametrize("moment", ["POST /submissions", "PATCH /uploads"])
def test_killed_while_sending_the_next_call_ends_in_exactly_one_receipt(
    package, real_portal, tmp_path, moment
):
    home = tmp_path / "workspace"
    method, path = moment.split()
    processes = []

    def kill(call) -> None:
        if call.method == method and call.path.startswith(path):
            processes[0].kill()
            processes[0].wait()

    secret = password_file(tmp_path, real_portal.key_password)
    with intercepted(real_portal) as middle:
        with open_desk(home, real_portal) as desk:
            desk.settings.save(desk.settings.current.with_(proxy=middle.url))
        middle.arrived = kill
        key = real_portal.key_file("importer-head-ec")
        words = ("--home", home, "--key", key, "--password-file", secret)
        processes.append(start("submit", package, *words))
        assert was_killed(processes[0])

        middle.arrived = lambda _call: None
        ended = run_qolhat("submit", "--home", home, "--json")
        assert ended.code == 0, ended.err
        assert ended.json["status"] == "receipted"
        assert receipts_at_portal(real_portal, ended.json["nonce"]) == ["final", "intake"]
        assert len({call.body for call in middle.heard("POST", "/submissions")}) == 1
