"""A clock more than five minutes off is told before anything is signed, whoever's clock it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.clock import Clock
from desktop.errors import ClockDiffersError
from desktop.services.submissions import SubmissionStatus
from tests.support.desk import free_case, key_of, open_desk, password_file, run_qolhat
from tests.support.interceptor import intercepted


def clock_off_by(seconds: int) -> Clock:
    return lambda: datetime.now(UTC) + timedelta(seconds=seconds)


@pytest.mark.parametrize(("seconds", "off"), [(-600, True), (-200, False), (600, True)])
def test_the_preview_compares_with_portal_and_timestamp_service(
    tmp_path, real_portal, seconds, off
):
    with open_desk(tmp_path / "workspace", real_portal, clock_off_by(seconds)) as desk:
        case = free_case(desk, tmp_path / "documents", b"one")
        preview = desk.signing.what_will_be_signed(case.case_id)
        assert (preview.clock_is_off, preview.timestamp_clock_is_off) == (off, off)
        assert preview.timestamp_clock_offset_seconds == pytest.approx(seconds, abs=30)
        current = desk.settings.current
        nowhere = replace(current.portal.identity, origin="https://127.0.0.1:9")
        desk.settings.save(current.with_(portal=replace(current.portal, identity=nowhere)))
        alone = desk.signing.what_will_be_signed(case.case_id)
        assert (alone.clock_is_off, alone.timestamp_clock_is_off) == (False, off)


@pytest.mark.parametrize("seconds", [-600, 600])
def test_signing_in_names_the_clock_and_signs_nothing(tmp_path, real_portal, seconds):
    with (
        open_desk(tmp_path / "workspace", real_portal, clock_off_by(seconds)) as desk,
        intercepted(real_portal) as middle,
    ):
        desk.settings.save(desk.settings.current.with_(proxy=middle.url))
        key = key_of(desk, real_portal)
        with pytest.raises(ClockDiffersError) as caught:
            desk.inbox.refresh(key)
        key.close()
        assert caught.value.facts["minutes"] == 10
        assert [call for call in middle.calls if call.path == "/sign-in"] == []


def test_a_submission_stopped_by_the_clock_goes_on_once_it_is_right(tmp_path, real_portal):
    with open_desk(tmp_path / "workspace", real_portal, clock_off_by(-600)) as desk:
        key = key_of(desk, real_portal)
        case = free_case(desk, tmp_path / "documents", b"one")
        state = desk.submissions.prepare(case.case_id, key)
        key.close()
    with open_desk(tmp_path / "workspace", real_portal) as desk:
        state = desk.submissions.resume(state.submission_id)
        assert state.status is SubmissionStatus.RECEIPTED


@pytest.fixture
def document(tmp_path) -> Path:
    path = tmp_path / "x.txt"
    path.write_text("x")
    return path


def test_the_commands_warn_before_they_sign(document, real_portal, tmp_path):
    home = tmp_path / "workspace"
    open_desk(home, real_portal).close()
    package = tmp_path / "p.asice"
    assert run_qolhat("pack", "--out", package, document).code == 0
    key = ("--key", real_portal.key_file("importer-head-ec"))
    secret = ("--password-file", password_file(tmp_path, real_portal.key_password))
    service = ("--level", "B_T", "--tsa", f"{real_portal.services_origin}/tsa/a")
    calm = run_qolhat("submit", package, "--home", home, *key, *secret)
    assert calm.code == 0, calm
    assert "clock" not in calm.err
    real_portal.bend(clock_offset_seconds=900)  # to the end: a log does not go back in time
    sent = run_qolhat("submit", package, "--home", home, *key, *secret)
    signed = run_qolhat("sign", package, *key, *secret, *service)
    for said in (sent.err, signed.err):
        assert "15 min behind" in said, said
