"""Packages as files: packed and signed outside of any case, in one part and in several."""

import json
import zipfile

import pytest

from desktop.errors import (
    NoTimestampServiceError,
    PackageIncompleteError,
    ProfileNeedsRequestError,
    ProfileUnknownError,
    WrongParticipantError,
)
from desktop.services.packages import UNNAMED, PackOrder
from desktop.services.settings import ParticipantSettings
from desktop.services.submissions import SubmissionStatus
from desktop.services.verification import VerifyOptions
from signing.asic.errors import AlreadySignedError
from signing.cms.levels import SignatureLevel
from signing.validation.verdict import Indication

BROKER = ParticipantSettings("bin", "481140002079", "ТОО «Шекара Декларант»")


def pack(application, files, out, **changed):
    order = PackOrder("free-submission", tuple(files), out, **changed)
    return application.packages.pack(order, lambda _: None, lambda: False)


def test_packed_signed_and_verified(application, credential, documents, tmp_path):
    [packed] = pack(application, documents, tmp_path / "P.asice", letter="Хат")
    assert packed.manifest_sha256 is None
    application.packages.sign(packed.path, credential, SignatureLevel.B_T, None)
    report = application.verification.verify(packed.path, VerifyOptions(offline=True))
    assert report.verdict.indication is Indication.TOTAL_PASSED
    assert report.signatures[0].level == "B_T"
    with zipfile.ZipFile(packed.path) as package:
        told = json.loads(package.read("package.json"))
    assert told["letter"] == "Хат"
    assert told["participant"]["id"] == application.settings.current.participant.id
    with pytest.raises(AlreadySignedError):
        application.packages.sign(packed.path, credential, SignatureLevel.B_B, None)


def test_a_package_for_nobody_is_for_whom_the_certificate_names(
    application, credential, documents, tmp_path
):
    application.settings.save(application.settings.current.with_(participant=None))
    [packed] = pack(application, documents, tmp_path / "P.asice")
    with zipfile.ZipFile(packed.path) as package:
        assert json.loads(package.read("package.json"))["participant"]["id"] == UNNAMED.id
        files = {n: package.read(n) for n in package.namelist() if n.startswith("documents/")}
    application.packages.sign(packed.path, credential, SignatureLevel.B_B, None)
    with zipfile.ZipFile(packed.path) as package:
        told = json.loads(package.read("package.json"))
        assert {n: package.read(n) for n in files} == files
    assert told["participant"]["id"] == credential.certificate.bin
    report = application.verification.verify(packed.path, VerifyOptions(offline=True))
    assert report.verdict.indication is Indication.TOTAL_PASSED


def test_a_package_of_another_participant_is_not_signed(
    application, credential, documents, tmp_path
):
    [packed] = pack(application, documents, tmp_path / "P.asice", participant=BROKER)
    before = packed.path.read_bytes()
    with pytest.raises(WrongParticipantError):
        application.packages.sign(packed.path, credential, SignatureLevel.B_B, None)
    assert packed.path.read_bytes() == before


def test_a_timestamp_that_cannot_be_had_changes_nothing(
    application, credential, documents, tmp_path
):
    from signing.cms.timestamp import TsaUnreachableError

    [packed] = pack(application, documents, tmp_path / "P.asice")
    before = packed.path.read_bytes()
    with pytest.raises(TsaUnreachableError):
        application.packages.sign(
            packed.path, credential, SignatureLevel.B_T, "http://127.0.0.1:9/tsa"
        )
    application.settings.save(application.settings.current.with_(timestamp_url=None))
    with pytest.raises(NoTimestampServiceError):
        application.packages.sign(packed.path, credential, SignatureLevel.B_T, None)
    assert packed.path.read_bytes() == before


def test_what_cannot_be_packed_this_way_is_named(application, documents, tmp_path):
    out = tmp_path / "P.asice"
    with pytest.raises(ProfileUnknownError):
        application.packages.pack(
            PackOrder("../../etc/passwd", tuple(documents), out), lambda _: None, lambda: False
        )
    with pytest.raises(ProfileNeedsRequestError):
        application.packages.pack(
            PackOrder("document-request", tuple(documents), out), lambda _: None, lambda: False
        )
    assert not out.exists()


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """More files than fit into one container."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(1100):
        (folder / f"{number:04}.txt").write_text(str(number))
    return folder


def test_more_than_999_entries_become_parts_that_belong_together(
    application, portal, credential, many, tmp_path
):
    packed = pack(application, [many], tmp_path / "P.asice")
    assert [one.path.name for one in packed] == ["P-1-of-2.asice", "P-2-of-2.asice"]
    for one in packed:
        with zipfile.ZipFile(one.path) as part:
            assert len(part.namelist()) + 2 <= 999
    paths = [one.path for one in packed]
    with pytest.raises(PackageIncompleteError):
        application.submissions.submit_package(paths[:1], credential)
    with pytest.raises(PackageIncompleteError):
        application.submissions.submit_package([paths[0], paths[0]], credential)

    state = application.submissions.submit_package(paths[::-1], credential)
    assert state.status is SubmissionStatus.RECEIPTED
    detail = application.receipts.detail(state.receipt_id)
    assert detail.row.file_count == 1100
    assert len(detail.files.containers) == 2
    one = application.verification.verify(state.containers[0], VerifyOptions(offline=True))
    assert one.verdict.indication is Indication.TOTAL_PASSED
    assert "part.alone" in {remark.code for remark in one.verdict.remarks}

    # A receipt whose package lost a part says so.
    folder = application.receipts.export(state.receipt_id, tmp_path / "out")[0].parent
    whole = application.verification.verify(folder / "receipt.asice", VerifyOptions(offline=True))
    assert whole.verdict.indication is Indication.TOTAL_PASSED
    next(folder.glob("package-2*")).unlink()
    lost = application.verification.verify(folder / "receipt.asice", VerifyOptions(offline=True))
    assert "receipt.part_missing" in {reason.code for reason in lost.verdict.reasons}


def test_the_same_containers_are_the_same_submission(
    application, portal, credential, documents, tmp_path
):
    [packed] = pack(application, documents, tmp_path / "P.asice")
    application.packages.sign(packed.path, credential, SignatureLevel.B_B, None)
    first = application.submissions.submit_package([packed.path], credential)
    before = len(portal.submissions())
    second = application.submissions.submit_package([packed.path], credential)
    assert second.submission_id == first.submission_id
    assert len(portal.submissions()) == before
