"""Killed by SIGKILL anywhere on the way: the next start goes on, and there is one receipt."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.paths import Paths
from desktop.services.application import Application
from desktop.services.submissions import SubmissionStatus

PROJECT = Path(__file__).resolve().parents[3]
CHILD = Path(__file__).with_name("killed_child.py")

MOMENTS = {
    "pack.middle": SubmissionStatus.DRAFT,
    "pack.end": SubmissionStatus.DRAFT,
    "sign.end": SubmissionStatus.SIGNED,
    "statement.begin": SubmissionStatus.SIGNED,
    "statement.end": SubmissionStatus.STATED,
    "intake.begin": SubmissionStatus.STATED,
    "answered": SubmissionStatus.UNKNOWN,
    "intake.end": SubmissionStatus.INTAKE_RECEIPTED,
    "upload.middle": SubmissionStatus.UPLOADING,
    "upload.end": SubmissionStatus.UPLOADED,
    "receipt.begin": SubmissionStatus.UPLOADED,
}


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_started_again_it_goes_on_to_one_receipt(tmp_path, portal, moment):
    home = tmp_path / "workspace"
    with Application(Paths(home)) as application:
        application.training.point_at(portal.training)
        case = application.cases.new_free_submission("Killed")
        for number in range(3):
            path = tmp_path / f"{number}.bin"
            with path.open("wb") as file:  # sparse: large enough to be caught in the middle
                file.write(bytes([number]) * 1000)
                file.truncate(60_000_000 if moment == "upload.middle" else 8_000_000)
            application.cases.add_files(case.case_id, case.items[0].item_id, [path])
    key = portal.key("importer-head-ec")
    before = set(portal.submissions())

    died = subprocess.run(
        [sys.executable, CHILD, home, case.case_id, key.path, key.password, moment],
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr

    with Application(Paths(home)) as application:
        [row] = application.submissions.unfinished()
        assert row.status is MOMENTS[moment]
        folder = application.paths.submissions / row.submission_id
        credential = None
        if application.submissions.state(row.submission_id).needs_key:
            credential = application.signing.open(key.path, key.password).credential
        state = application.submissions.resume(row.submission_id, credential)

        assert state.status is SubmissionStatus.RECEIPTED
        assert application.receipts.count() == 1
        assert not list(folder.glob(".*partial*")), "nothing half-made is left"
        assert set(portal.submissions()) - before == {state.nonce}
        assert portal.receipts_of(state.nonce) == ["final", "intake"]


def test_a_second_instance_is_refused_and_the_first_goes_on(tmp_path, application):
    from desktop.errors import WorkspaceInUseError

    with pytest.raises(WorkspaceInUseError) as caught:
        Application(application.paths)
    assert caught.value.facts["process"].isdigit()
    application.cases.new_free_submission("still mine")
