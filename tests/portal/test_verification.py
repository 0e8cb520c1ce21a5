"""Verification goes on where it was, and a validator that dies accuses nobody at once."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from portal.assembly import assemble, build_core
from portal.clock import system_clock
from portal.core import Limits
from portal.home import Home
from portal.package_reader import ValidationUnfinishedError
from portal.pki import setup
from portal.publication import publish
from portal.store import submissions
from portal.store.submissions import SubmissionState
from portal.verification import MAX_ATTEMPTS, Verifier
from signing.errors import Cancelled
from signing.evidence.receipt import ReceiptStage, RejectionCode
from tests.support.participant import ParticipantClient, receipt_of


@dataclass
class Portal:
    """The parts of a portal without its process, for a client that only makes documents."""

    home: object
    identity: object
    keys: dict = field(default_factory=dict)

    def session(self):
        return None

    def key(self, name, now):
        from signing.credentials.pkcs12 import open_pkcs12

        password = (self.home.keys / "password.txt").read_text().strip()
        return open_pkcs12((self.home.keys / f"{name}.p12").read_bytes(), password, now=now)


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("portal"))
    home.create()
    setup.create(home, system_clock(), 1)
    limits = Limits(complete_within=timedelta(hours=1))
    core = build_core(home, "https://127.0.0.1:9", "http://127.0.0.1:1", system_clock, limits)
    publish(home, core.infrastructure, core.identity, core.services_origin, system_clock())
    yield core, assemble(core)
    core.database.close()


@pytest.fixture
def waiting(parts, tmp_path):
    """A submission whose bytes are all in, and whose verification has not begun."""
    core, assembly = parts
    client = ParticipantClient(Portal(core.home, core.identity), tmp_path)
    package = client.package(b"content")
    container = client.sealed("statement.json", client.statement(package).to_bytes())
    desks = assembly.desks
    taken = desks.intake.take(container)
    capability = desks.intake.capability(taken.submission.statement_sha256)
    one = package.references[0]
    upload_id, _ = desks.uploads.create(
        capability, taken.submission.nonce, 1, one.sha256, one.size_bytes
    )
    desks.uploads.path(upload_id).write_bytes(package.containers[0].path.read_bytes())
    desks.uploads.finish(desks.uploads.find(capability, upload_id).container)
    return taken.submission


def state(core, submission):
    with core.database.reading() as connection:
        return submissions.find_submission(connection, submission.id).state


def stages(core, submission):
    with core.database.reading() as connection:
        found = submissions.receipts_of(connection, submission.statement_sha256)
    return [one.stage for one in found]


def verifier(parts, read):
    core, assembly = parts
    return Verifier(core, assembly.desks.uploads.intake.receipts, read)


def test_what_waits_is_verified_once_however_often_it_is_asked_for(parts, waiting):
    core, assembly = parts
    assert state(core, waiting) is SubmissionState.VERIFYING
    assembly.verifier.verify(waiting.id)
    assembly.verifier.verify(waiting.id)
    assert state(core, waiting) is SubmissionState.FINAL
    assert stages(core, waiting) == [ReceiptStage.INTAKE, ReceiptStage.FINAL]


def test_a_validator_that_dies_is_tried_again_before_the_package_is_blamed(parts, waiting):
    core, _ = parts

    def dies(*_):
        raise ValidationUnfinishedError

    dying = verifier(parts, dies)
    for _ in range(MAX_ATTEMPTS - 1):
        with pytest.raises(ValidationUnfinishedError):
            dying.verify(waiting.id)
        assert state(core, waiting) is SubmissionState.VERIFYING
    dying.verify(waiting.id)
    assert state(core, waiting) is SubmissionState.REJECTED
    with core.database.reading() as connection:
        sealed = submissions.receipts_of(connection, waiting.statement_sha256)[-1]
    reasons = receipt_of(sealed.container).reasons
    assert [one.code for one in reasons] == [RejectionCode.NOT_WELL_FORMED]


def test_a_verification_that_breaks_off_changes_nothing(parts, waiting):
    core, assembly = parts

    def breaks(*_):
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        verifier(parts, breaks).verify(waiting.id)
    assert state(core, waiting) is SubmissionState.VERIFYING
    assert stages(core, waiting) == [ReceiptStage.INTAKE]
    assembly.verifier.verify(waiting.id)
    assert state(core, waiting) is SubmissionState.FINAL


def test_a_verification_that_is_stopped_goes_on_at_the_next_start(parts, waiting):
    core, assembly = parts

    def is_stopped(*_):
        raise Cancelled

    stopped = verifier(parts, is_stopped)
    stopped.start()
    stopped.stop()
    assert state(core, waiting) is SubmissionState.VERIFYING
    again = verifier(parts, assembly.verifier._read)
    again.start()
    again.enqueue(waiting.id)
    while state(core, waiting) is SubmissionState.VERIFYING:
        pass
    again.stop()
    assert state(core, waiting) is SubmissionState.FINAL


def test_lapsed_in_the_meantime_it_is_not_accepted(parts, waiting):
    core, assembly = parts

    def lapses(*arguments):
        with core.database.writing() as connection:
            submissions.change_state(
                connection, waiting.id, SubmissionState.VERIFYING, SubmissionState.LAPSED
            )
        return assembly.verifier._read(*arguments)

    verifier(parts, lapses).verify(waiting.id)
    assert stages(core, waiting) == [ReceiptStage.INTAKE]
