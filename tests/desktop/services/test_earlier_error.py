"""What stopped an earlier run is told until the next run begins, and not beyond."""

import pytest

from desktop.errors import PortalBusyError
from desktop.services.submissions import SubmissionStatus, SubmissionStep


def test_an_error_of_an_earlier_run_is_not_told_of_the_one_that_goes_on(
    application, portal, case, credential
):
    with portal.bend(mode="busy", paths=["/uploads"]), pytest.raises(PortalBusyError):
        application.submissions.submit(case.case_id, credential)
    [row] = application.submissions.rows()
    assert row.error_code == "portal.busy"

    told = []

    def watch(progress):
        if progress.step is SubmissionStep.UPLOAD and not progress.finished:
            # What a restart would show if this process were killed now.
            told.append(application.submissions.state(row.submission_id).error_code)

    state = application.submissions.resume(row.submission_id, None, watch)
    assert state.status is SubmissionStatus.RECEIPTED
    assert told
    assert set(told) == {None}
