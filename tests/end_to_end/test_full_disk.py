"""A disk that is really full (a small file system of its own): named, nothing lost, gone on with."""

import contextlib
import subprocess
from pathlib import Path

import pytest

from desktop.services.submissions import SubmissionStatus
from signing.asic.errors import DiskFullError
from tests.support.desk import (
    free_case,
    key_of,
    ledger_events,
    open_desk,
    receipts_at_portal,
    run_qolhat,
)
from tests.support.interceptor import intercepted

SIZE_MEGABYTES = 12


@pytest.fixture
def small_disk(tmp_path):
    """A file system of twelve megabytes."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    words = ["-t", "tmpfs", "-o", f"size={SIZE_MEGABYTES}m", "tmpfs", folder]
    try:
        mounted = subprocess.run(["mount", *words], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount on this system")
    if mounted.returncode:
        pytest.skip("a file system of one's own needs root")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path) -> Path:
    """Take the last byte."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for block in (1 << 16, 1 << 10, 1):
            with contextlib.suppress(OSError):
                while file.write(bytes(block)) == block:
                    pass
    return ballast


def test_a_disk_that_fills_while_packing_leaves_the_case_and_no_half_container(
    small_disk, tmp_path, real_portal
):
    with open_desk(small_disk / "workspace", real_portal) as desk:
        key = key_of(desk, real_portal)
        case = free_case(desk, tmp_path / "documents", bytes(9_000_000))
        ballast = small_disk / "ballast"
        ballast.write_bytes(bytes(5_000_000))
        with pytest.raises(DiskFullError) as caught:
            desk.submissions.submit(case.case_id, key)
        assert caught.value.code == "disk.full"
        [row] = desk.submissions.unfinished()
        assert (row.status, row.error_code) == (SubmissionStatus.DRAFT, "disk.full")
        assert list((desk.paths.submissions / row.submission_id).iterdir()) == []
        assert desk.cases.state(case.case_id).file_count == 1

        ballast.unlink()
        state = desk.submissions.submit(case.case_id, key)
        key.close()
        assert state.status is SubmissionStatus.RECEIPTED
        assert receipts_at_portal(real_portal, state.nonce) == ["final", "intake"]


@pytest.mark.parametrize("moment", ["/submissions", "/log/head", "/log/inclusion"])
def test_a_disk_that_fills_while_sending_loses_nothing(small_disk, tmp_path, real_portal, moment):
    """The last byte is taken at the moment of a call: its answer cannot be kept."""
    with (
        open_desk(small_disk / "workspace", real_portal) as desk,
        intercepted(real_portal) as middle,
    ):
        desk.settings.save(desk.settings.current.with_(proxy=middle.url))
        key = key_of(desk, real_portal)
        case = free_case(desk, tmp_path / "documents", b"one", b"two")
        middle.arrived = lambda call: fill(small_disk) if call.path.startswith(moment) else None
        with pytest.raises(DiskFullError):
            desk.submissions.submit(case.case_id, key)
        key.close()
        middle.arrived = lambda _call: None
        (small_disk / "ballast").unlink()

    with open_desk(small_disk / "workspace", real_portal) as desk:
        desk.settings.save(desk.settings.current.with_(proxy="none"))
        [row] = desk.submissions.rows()
        state = desk.submissions.resume(row.submission_id)
        assert state.status is SubmissionStatus.RECEIPTED
        assert receipts_at_portal(real_portal, state.nonce) == ["final", "intake"]
        assert ledger_events(desk, state.submission_id).count("receipt.final") == 1
        assert desk.receipts.count() == 1


def test_the_command_says_that_the_disk_is_full_and_leaves_no_file(small_disk, tmp_path):
    document = tmp_path / "large.bin"
    document.write_bytes(bytes((SIZE_MEGABYTES + 1) * 1_000_000))
    out = small_disk / "package.asice"
    ended = run_qolhat("pack", "--out", out, document)
    assert ended.code == 73
    assert "disk" in ended.err
    assert list(small_disk.iterdir()) == []
