"""Submissions as recorded: where each one stands, and every attempt at a step."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects import sqlite

from desktop.submission_record import (
    PartRecord,
    StoppedBy,
    SubmissionRecord,
    SubmissionStatus,
    SubmissionStep,
)
from desktop.workspace.database import Database
from desktop.workspace.schema import attempts, submission_parts, submissions
from signing.evidence.references import ParticipantKind, ParticipantReference


class SubmissionStore:
    """Reads and writes submissions. Writing happens in the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, connection: Connection, record: SubmissionRecord) -> None:
        """Keep the record as it is now, new or changed."""
        values = {
            "submission_id": record.submission_id,
            "case_id": record.case_id,
            "participant_kind": record.participant.kind.value,
            "participant_id": record.participant.id,
            "participant_name": record.participant.name,
            "portal_origin": record.portal_origin,
            "status": record.status.value,
            "nonce": record.nonce,
            "created": record.created,
            "changed": record.changed,
            "package_sha256": record.package_sha256,
            "statement_file": record.statement_file,
            "statement_sha256": record.statement_sha256,
            "capability": record.capability,
            "complete_by": record.complete_by,
            "intake_receipt_id": record.intake_receipt_id,
            "final_receipt_id": record.final_receipt_id,
            "stopped_by": _stopped_text(record.stopped_by),
        }
        connection.execute(
            sqlite.insert(submissions)
            .values(values)
            .on_conflict_do_update(index_elements=["submission_id"], set_=values)
        )
        connection.execute(
            delete(submission_parts).where(submission_parts.c.submission_id == record.submission_id)
        )
        if record.parts:
            connection.execute(
                insert(submission_parts),
                [
                    {"submission_id": record.submission_id}
                    | {name: getattr(part, name) for name in PartRecord.__slots__}
                    for part in record.parts
                ],
            )

    def note_sent(self, submission_id: str, part: int, sent_bytes: int) -> None:
        """What the portal has acknowledged of a part; in a transaction of its own."""
        with self._database.writing() as connection:
            connection.execute(
                update(submission_parts)
                .where(
                    submission_parts.c.submission_id == submission_id,
                    submission_parts.c.part == part,
                )
                .values(sent_bytes=sent_bytes)
            )

    def get(self, submission_id: str) -> SubmissionRecord | None:
        """A submission."""
        found = self._select(submissions.c.submission_id == submission_id)
        return found[0] if found else None

    def of_case(self, case_id: str) -> SubmissionRecord | None:
        """The submission of a case that was not given up, else the last that was refused."""
        found = self._select(
            submissions.c.case_id == case_id,
            submissions.c.status != SubmissionStatus.CANCELLED.value,
        )
        return min(found, key=lambda one: one.status is SubmissionStatus.REJECTED, default=None)

    def all(self) -> list[SubmissionRecord]:
        """All submissions, last changed first."""
        return self._select()

    def some(self, submission_ids: Iterable[str]) -> list[SubmissionRecord]:
        """Those of these ids that are known, last changed first."""
        # One parameter, however many ids: SQLite counts parameters.
        wanted = func.json_each(json.dumps(list(submission_ids))).table_valued("value")
        return self._select(submissions.c.submission_id.in_(select(wanted.c.value)))

    def unfinished(self) -> list[SubmissionRecord]:
        """Those that are not over, last changed first."""
        over = [status.value for status in SubmissionStatus if status.is_over]
        return self._select(submissions.c.status.not_in(over))

    def with_container(self, sha256: str) -> list[SubmissionRecord]:
        """Those that have a container with this digest."""
        owners = select(submission_parts.c.submission_id).where(submission_parts.c.sha256 == sha256)
        return self._select(submissions.c.submission_id.in_(owners))

    def begin_attempt(
        self, connection: Connection, submission_id: str, step: SubmissionStep, now: datetime
    ) -> int:
        """Record that a step is about to be taken; gives the attempt's number."""
        done = connection.execute(
            insert(attempts).values(submission_id=submission_id, step=step.value, started=now)
        )
        return int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0

    def end_attempt(self, attempt_id: int, outcome: str, now: datetime) -> None:
        """Record how a step ended: ``done`` or an error's code."""
        with self._database.writing() as connection:
            connection.execute(
                update(attempts)
                .where(attempts.c.attempt_id == attempt_id)
                .values(finished=now, outcome=outcome)
            )

    def attempts(self, submission_id: str) -> list[tuple[str, str | None]]:
        """Step and outcome of every attempt, in order; None: the program did not live to tell."""
        query = (
            select(attempts.c.step, attempts.c.outcome)
            .where(attempts.c.submission_id == submission_id)
            .order_by(attempts.c.attempt_id)
        )
        with self._database.reading() as connection:
            return [(row.step, row.outcome) for row in connection.execute(query)]

    def _select(self, *conditions: ColumnElement[bool]) -> list[SubmissionRecord]:
        found = select(submissions).where(*conditions).order_by(submissions.c.changed.desc())
        owners = select(submissions.c.submission_id).where(*conditions)
        parts_of_found = (
            select(submission_parts)
            .where(submission_parts.c.submission_id.in_(owners))
            .order_by(submission_parts.c.submission_id, submission_parts.c.part)
        )
        parts: dict[str, list[PartRecord]] = {}
        with self._database.reading() as connection:
            for part in connection.execute(parts_of_found):
                values = dict(part._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
                parts.setdefault(values.pop("submission_id"), []).append(PartRecord(**values))
            rows = connection.execute(found).all()
        return [_record(row, tuple(parts.get(row.submission_id, ()))) for row in rows]


def _record(row: Row[Any], parts: tuple[PartRecord, ...]) -> SubmissionRecord:
    value = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    participant = ParticipantReference(
        kind=ParticipantKind(value.pop("participant_kind")),
        id=value.pop("participant_id"),
        name=value.pop("participant_name"),
    )
    value["status"] = SubmissionStatus(value["status"])
    stopped = value.pop("stopped_by")
    return SubmissionRecord(
        **value,
        participant=participant,
        parts=parts,
        stopped_by=None if stopped is None else StoppedBy(**json.loads(stopped)),
    )


def _stopped_text(stopped: StoppedBy | None) -> str | None:
    if stopped is None:
        return None
    return json.dumps({"code": stopped.code, "facts": stopped.facts}, ensure_ascii=False)
