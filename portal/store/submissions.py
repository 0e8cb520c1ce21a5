"""Submissions, their containers and receipts in the database."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, and_, insert, select, update

from portal.clock import from_instant
from portal.store.schema import container, power_of_attorney, receipt, submission
from signing.evidence.receipt import ReceiptStage
from signing.evidence.references import (
    ParticipantReference,
    PowerOfAttorney,
    SignerReference,
    SubmissionPolicy,
)
from signing.evidence.statement import Statement
from signing.evidence.values import format_instant


class SubmissionState(StrEnum):
    """How far a submission is (docs/protocol.md, 4)."""

    INTAKE = "intake"
    VERIFYING = "verifying"
    FINAL = "final"
    REJECTED = "rejected"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class StoredSubmission:
    """A statement that was taken in, and what became of it."""

    id: int
    participant_kind: str
    participant_id: str
    nonce: str
    state: SubmissionState
    statement_sha256: str
    statement: bytes
    signer: SignerReference
    policy: SubmissionPolicy
    started: datetime
    complete_by: datetime
    received: datetime | None


@dataclass(frozen=True, slots=True)
class StoredContainer:
    """A container that the statement announces; `upload_id` once its upload was created."""

    submission_id: int
    part: int
    sha256: str
    size_bytes: int
    manifest_sha256: str
    upload_id: str | None
    complete: bool


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """A sealed receipt; `sha256` is over the bytes of its document."""

    stage: ReceiptStage
    sha256: str
    document: bytes
    container: bytes


def add_submission(
    connection: Connection,
    statement: Statement,
    *,
    statement_sha256: str,
    container_bytes: bytes,
    signer: SignerReference,
    policy: SubmissionPolicy,
    started: datetime,
    complete_by: datetime,
) -> None:
    """Record a statement in state `intake` with its containers."""
    inserted = connection.execute(
        insert(submission).values(
            participant_kind=statement.participant.kind.value,
            participant_id=statement.participant.id,
            nonce=statement.nonce,
            state=SubmissionState.INTAKE.value,
            request_id=None if statement.request is None else statement.request.id,
            statement_sha256=statement_sha256,
            statement=container_bytes,
            signer=json.dumps(signer.to_json(), ensure_ascii=False),
            policy=json.dumps(policy.to_json(), ensure_ascii=False),
            started=format_instant(started),
            complete_by=format_instant(complete_by),
        )
    )
    primary_key = inserted.inserted_primary_key
    for announced in statement.containers:
        connection.execute(
            insert(container).values(
                submission_id=primary_key[0] if primary_key else None,
                part=announced.part,
                sha256=announced.sha256,
                size_bytes=announced.size_bytes,
                manifest_sha256=announced.manifest_sha256,
                complete=False,
            )
        )


def submission_of_statement(
    connection: Connection, statement_sha256: str
) -> StoredSubmission | None:
    """The submission of exactly this statement container, or None."""
    row = connection.execute(
        select(submission).where(submission.c.statement_sha256 == statement_sha256)
    ).one_or_none()
    return None if row is None else _submission(row)


def submissions_of_nonce(connection: Connection, nonce: str) -> list[StoredSubmission]:
    """All participants' submissions with this nonce: a nonce is unique per participant only."""
    rows = connection.execute(select(submission).where(submission.c.nonce == nonce))
    return [_submission(row) for row in rows]


def nonce_is_used(connection: Connection, participant: ParticipantReference, nonce: str) -> bool:
    """Whether this participant has used this nonce."""
    found = connection.execute(
        select(submission.c.id).where(
            submission.c.participant_kind == participant.kind.value,
            submission.c.participant_id == participant.id,
            submission.c.nonce == nonce,
        )
    ).one_or_none()
    return found is not None


def find_submission(connection: Connection, submission_id: int) -> StoredSubmission:
    """The submission with this number, which is known to exist."""
    return _submission(
        connection.execute(select(submission).where(submission.c.id == submission_id)).one()
    )


def submissions_in_state(connection: Connection, state: SubmissionState) -> list[int]:
    """The numbers of all submissions in a state, the oldest first."""
    rows = connection.execute(
        select(submission.c.id).where(submission.c.state == state.value).order_by(submission.c.id)
    )
    return [int(row.id) for row in rows]


def overdue_submissions(connection: Connection, now: datetime) -> list[int]:
    """The numbers of those that wait for bytes although `complete_by` is over."""
    rows = connection.execute(
        select(submission.c.id).where(
            submission.c.state == SubmissionState.INTAKE.value,
            submission.c.complete_by < format_instant(now),
        )
    )
    return [int(row.id) for row in rows]


def change_state(
    connection: Connection,
    submission_id: int,
    before: SubmissionState,
    after: SubmissionState,
    received: datetime | None = None,
) -> bool:
    """Move a submission on, if it is still where it is thought to be; whether it was."""
    values: dict[str, str] = {"state": after.value}
    if received is not None:
        values["received"] = format_instant(received)
    changed = connection.execute(
        update(submission)
        .where(submission.c.id == submission_id, submission.c.state == before.value)
        .values(**values)
    )
    return changed.rowcount == 1


def containers_of(connection: Connection, submission_id: int) -> list[StoredContainer]:
    """The announced containers in order."""
    rows = connection.execute(
        select(container)
        .where(container.c.submission_id == submission_id)
        .order_by(container.c.part)
    )
    return [_container(row) for row in rows]


def container_of_upload(connection: Connection, upload_id: str) -> StoredContainer | None:
    """The container that this upload brings, or None."""
    row = connection.execute(
        select(container).where(container.c.upload_id == upload_id)
    ).one_or_none()
    return None if row is None else _container(row)


def uploads_in_progress(connection: Connection) -> list[StoredContainer]:
    """The containers of submissions that wait for bytes and whose upload was created."""
    rows = connection.execute(
        select(container)
        .join(submission, submission.c.id == container.c.submission_id)
        .where(
            submission.c.state == SubmissionState.INTAKE.value,
            container.c.upload_id.is_not(None),
            container.c.complete.is_(False),
        )
    )
    return [_container(row) for row in rows]


def known_uploads(connection: Connection) -> set[str]:
    """The ids of all uploads that were created and not terminated."""
    rows = connection.execute(
        select(container.c.upload_id).where(container.c.upload_id.is_not(None))
    )
    return {str(row.upload_id) for row in rows}


def set_upload(
    connection: Connection, submission_id: int, part: int, upload_id: str | None
) -> None:
    """Note the upload of a container, or with None that it was terminated."""
    connection.execute(
        update(container)
        .where(container.c.submission_id == submission_id, container.c.part == part)
        .values(upload_id=upload_id)
    )


def complete_container(connection: Connection, submission_id: int, part: int) -> bool:
    """Note that all bytes of a container are in; whether all of the submission's are now."""
    connection.execute(
        update(container)
        .where(container.c.submission_id == submission_id, container.c.part == part)
        .values(complete=True)
    )
    return all(announced.complete for announced in containers_of(connection, submission_id))


def add_receipt(connection: Connection, statement_sha256: str, sealed: StoredReceipt) -> None:
    """Record a sealed receipt."""
    connection.execute(
        insert(receipt).values(
            statement_sha256=statement_sha256,
            stage=sealed.stage.value,
            sha256=sealed.sha256,
            document=sealed.document,
            container=sealed.container,
        )
    )


def receipts_of(connection: Connection, statement_sha256: str) -> list[StoredReceipt]:
    """The receipts of a statement in the order in which they were sealed."""
    rows = connection.exec_driver_sql(
        "SELECT stage, sha256, document, container FROM receipt"
        " WHERE statement_sha256 = ? ORDER BY rowid",
        (statement_sha256,),
    )
    return [
        StoredReceipt(ReceiptStage(row[0]), row[1], bytes(row[2]), bytes(row[3])) for row in rows
    ]


def knows_power(
    connection: Connection, participant: ParticipantReference, iin: str, power: PowerOfAttorney
) -> bool:
    """Whether this power of attorney was registered."""
    wanted = and_(
        power_of_attorney.c.participant_kind == participant.kind.value,
        power_of_attorney.c.participant_id == participant.id,
        power_of_attorney.c.representative_iin == iin,
        power_of_attorney.c.number == power.number,
        power_of_attorney.c.date == power.date.isoformat(),
    )
    found = connection.execute(select(power_of_attorney.c.number).where(wanted))
    return found.first() is not None


def add_power(
    connection: Connection,
    kind: str,
    participant_id: str,
    iin: str,
    number: str,
    date: str,
) -> None:
    """Register a power of attorney."""
    connection.execute(
        insert(power_of_attorney).values(
            participant_kind=kind,
            participant_id=participant_id,
            representative_iin=iin,
            number=number,
            date=date,
        )
    )


def _submission(row: Row[tuple[object, ...]]) -> StoredSubmission:
    return StoredSubmission(
        id=row.id,
        participant_kind=row.participant_kind,
        participant_id=row.participant_id,
        nonce=row.nonce,
        state=SubmissionState(row.state),
        statement_sha256=row.statement_sha256,
        statement=bytes(row.statement),
        signer=SignerReference.from_json(json.loads(row.signer)),
        policy=SubmissionPolicy.from_json(json.loads(row.policy)),
        started=from_instant(row.started),
        complete_by=from_instant(row.complete_by),
        received=None if row.received is None else from_instant(row.received),
    )


def _container(row: Row[tuple[object, ...]]) -> StoredContainer:
    return StoredContainer(
        submission_id=row.submission_id,
        part=row.part,
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        manifest_sha256=row.manifest_sha256,
        upload_id=row.upload_id,
        complete=bool(row.complete),
    )
