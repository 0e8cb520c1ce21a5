"""Submissions: the one asked for, some of many, with all parts of each."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.paths import Paths
from desktop.submission_record import PartRecord, SubmissionRecord, SubmissionStatus
from desktop.workspace.workspace import Workspace
from signing.evidence.references import ParticipantKind, ParticipantReference

START = datetime(2026, 1, 1, tzinfo=UTC)
WHO = ParticipantReference(ParticipantKind.BIN, "470340001014", "ТОО «Алтын Керуен»")


def record(number: int) -> SubmissionRecord:
    return SubmissionRecord(
        submission_id=f"s{number}",
        case_id=None,
        participant=WHO,
        portal_origin="https://portal.example",
        status=SubmissionStatus.UPLOADING,
        nonce=f"{number:032x}",
        created=START,
        changed=START + timedelta(minutes=number),
        parts=tuple(
            PartRecord(part, f"part-{part}.asice", 10 * part, "0" * 64, "1" * 64)
            for part in range(1, number + 1)
        ),
    )


@pytest.fixture
def submissions(tmp_path):
    workspace = Workspace(Paths(tmp_path / "w"), lambda: START)
    with workspace.transaction() as transaction:
        for number in range(5):
            workspace.submissions.put(transaction.connection, record(number))
    yield workspace.submissions
    workspace.close()


def test_what_was_kept_comes_back_with_its_parts_in_order(submissions):
    assert submissions.get("s3") == record(3)
    assert submissions.get("s0") == record(0)
    assert submissions.get("s9") is None


def test_all_and_some_come_last_changed_first_each_with_its_own_parts(submissions):
    assert submissions.all() == [record(number) for number in (4, 3, 2, 1, 0)]
    assert submissions.some(["s1", "s4", "unknown"]) == [record(4), record(1)]
    assert submissions.some([]) == []


def test_more_ids_than_a_statement_takes_parameters(submissions):
    assert submissions.some(f"s{number}" for number in range(3, 300_000)) == [record(4), record(3)]
