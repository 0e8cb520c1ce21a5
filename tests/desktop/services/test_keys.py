"""Keys, and what a person sees before signing."""

import pytest

from desktop.errors import KeyFileUnreadableError
from signing.credentials.pkcs12 import KeyFileDamagedError, KeyNotForSigningError


def test_a_key_file_is_looked_at_without_its_password(application, portal, tmp_path):
    key = portal.key("importer-head-ec")
    assert application.signing.inspect(key.path).size_bytes == key.path.stat().st_size
    damaged = tmp_path / "damaged.p12"
    damaged.write_bytes(key.path.read_bytes()[:200])
    with pytest.raises(KeyFileDamagedError):
        application.signing.inspect(damaged)
    with pytest.raises(KeyFileDamagedError):
        application.signing.open(damaged, key.password)
    with pytest.raises(KeyFileUnreadableError):
        application.signing.inspect(tmp_path / "none.p12")


def test_the_path_of_the_last_key_is_remembered_and_its_password_never(application, portal):
    key = portal.key("importer-head-ec")
    application.signing.open(key.path, key.password)
    assert application.signing.last_path() == key.path
    for path in application.paths.home.rglob("*"):
        if path.is_file():
            assert key.password.encode() not in path.read_bytes(), path


def test_a_sign_in_key_signs_no_documents(application, portal):
    key = portal.key("importer-head-auth")
    with pytest.raises(KeyNotForSigningError):
        application.signing.open(key.path, key.password)


def test_the_preview_names_what_the_signature_will_bind(application, portal, case):
    preview = application.signing.what_will_be_signed(case.case_id)
    assert preview.participant_id == case.participant_id
    assert preview.recipient_origin == portal.training.origin
    assert preview.file_count == 3
    assert preview.part_count == 1
    assert preview.request_id == case.request_id
    assert not preview.clock_is_off
    assert abs(preview.clock_offset_seconds) < 60


@pytest.mark.parametrize("offset", [-600, 600])
def test_a_clock_off_by_more_than_five_minutes_is_told_before_signing(
    application, portal, case, offset
):
    with portal.bend(clock_offset_seconds=offset):
        preview = application.signing.what_will_be_signed(case.case_id)
    assert preview.clock_is_off
    assert preview.clock_offset_seconds == pytest.approx(-offset, abs=30)


def test_a_portal_out_of_reach_is_no_reason_not_to_preview(application, portal, case):
    with portal.bend(mode="drop"):
        preview = application.signing.what_will_be_signed(case.case_id)
    assert preview.clock_offset_seconds is None
    assert not preview.clock_is_off
