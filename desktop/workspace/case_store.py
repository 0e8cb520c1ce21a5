"""Cases as they stand: what a person attached and wrote, on disk after every edit."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from cases.answer import Answer, CaseFile, ItemState
from cases.identifiers import IdentifierKind
from cases.parties import Participant
from desktop.workspace.database import Database
from desktop.workspace.schema import case_files, case_items, cases


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case without what its request and its profile say. `request_id` None: a free submission.

    `representative` is the member of `package.json` as JSON text, or None. `dropped` are the ids
    of items that were answered and that a newer version of the request no longer has; None while
    the case stands under the version it was begun with.
    """

    case_id: str
    request_id: str | None
    request_version: int | None
    profile_id: str
    participant: Participant
    representative: str | None
    subject: str
    letter: str
    answers: tuple[Answer, ...]
    created: datetime
    changed: datetime
    dropped: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CaseHeading:
    """A case without its answers, for lists."""

    case_id: str
    request_id: str | None
    request_version: int | None
    profile_id: str
    subject: str
    changed: datetime
    file_count: int


class CaseStore:
    """Reads and writes cases. Writing happens in the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, connection: Connection, case: StoredCase) -> None:
        """Keep a new case."""
        connection.execute(
            insert(cases).values(
                case_id=case.case_id,
                request_id=case.request_id,
                request_version=case.request_version,
                profile_id=case.profile_id,
                participant_kind=case.participant.kind.value,
                participant_id=case.participant.id,
                participant_name=case.participant.name,
                representative=case.representative,
                subject=case.subject,
                letter=case.letter,
                created=case.created,
                changed=case.changed,
            )
        )
        _write_answers(connection, case.case_id, case.answers)

    def replace(self, connection: Connection, case: StoredCase) -> None:
        """Write letter, representative, request version and answers as they are now."""
        connection.execute(
            update(cases)
            .where(cases.c.case_id == case.case_id)
            .values(
                request_version=case.request_version,
                representative=case.representative,
                subject=case.subject,
                letter=case.letter,
                changed=case.changed,
                dropped=None if case.dropped is None else " ".join(case.dropped),
            )
        )
        for table in (case_items, case_files):
            connection.execute(delete(table).where(table.c.case_id == case.case_id))
        _write_answers(connection, case.case_id, case.answers)

    def get(self, case_id: str) -> StoredCase | None:
        """A case with its answers."""
        with self._database.reading() as connection:
            row = connection.execute(select(cases).where(cases.c.case_id == case_id)).first()
            return None if row is None else _stored(connection, row)

    def of_request(self, request_id: str) -> str | None:
        """The id of the case that answers this request, the last one made."""
        query = (
            select(cases.c.case_id)
            .where(cases.c.request_id == request_id)
            .order_by(cases.c.created.desc())
        )
        with self._database.reading() as connection:
            return connection.scalar(query.limit(1))

    def headings(self) -> list[CaseHeading]:
        """All cases, last changed first."""
        count = (
            select(func.count())
            .where(case_files.c.case_id == cases.c.case_id)
            .scalar_subquery()
            .label("file_count")
        )
        names = [name for name in CaseHeading.__slots__ if name != "file_count"]
        query = select(*(cases.c[name] for name in names), count).order_by(
            cases.c.changed.desc(), cases.c.case_id
        )
        with self._database.reading() as connection:
            return [CaseHeading(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001


def _write_answers(connection: Connection, case_id: str, answers: Iterable[Answer]) -> None:
    items = []
    files = []
    for answer in answers:
        items.append(
            {
                "case_id": case_id,
                "item_id": answer.item_id,
                "state": None if answer.state is None else answer.state.value,
                "reason": answer.reason,
                "legal_ground": answer.legal_ground,
                "until": None if answer.until is None else answer.until.isoformat(),
                "receipt_id": answer.receipt,
            }
        )
        files += [
            {
                "file_id": file.file_id,
                "case_id": case_id,
                "item_id": answer.item_id,
                "position": position,
                "path": os.fsencode(file.source),
                "original_name": file.original_name,
                "size_bytes": file.size_bytes,
                "mtime_ns": file.mtime_ns,
            }
            for position, file in enumerate(answer.files)
        ]
    if items:
        connection.execute(insert(case_items), items)
    if files:
        connection.execute(insert(case_files), files)


def _stored(connection: Connection, row: Row[tuple[object, ...]]) -> StoredCase:
    value = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    case_id = value["case_id"]
    files: dict[str, list[CaseFile]] = {}
    for found in connection.execute(
        select(case_files)
        .where(case_files.c.case_id == case_id)
        .order_by(case_files.c.item_id, case_files.c.position)
    ):
        files.setdefault(found.item_id, []).append(
            CaseFile(
                file_id=found.file_id,
                original_name=found.original_name,
                size_bytes=found.size_bytes,
                source=os.fsdecode(found.path),
                mtime_ns=found.mtime_ns,
            )
        )
    answers = tuple(
        Answer(
            item_id=found.item_id,
            state=None if found.state is None else ItemState(found.state),
            files=tuple(files.get(found.item_id, ())),
            reason=found.reason,
            legal_ground=found.legal_ground,
            until=None if found.until is None else date.fromisoformat(found.until),
            receipt=found.receipt_id,
        )
        for found in connection.execute(select(case_items).where(case_items.c.case_id == case_id))
    )
    return StoredCase(
        case_id=case_id,
        request_id=value["request_id"],
        request_version=value["request_version"],
        profile_id=value["profile_id"],
        participant=Participant(
            IdentifierKind(value["participant_kind"]),
            value["participant_id"],
            value["participant_name"],
        ),
        representative=value["representative"],
        subject=value["subject"],
        letter=value["letter"],
        answers=answers,
        created=value["created"],
        changed=value["changed"],
        dropped=None if value["dropped"] is None else tuple(value["dropped"].split()),
    )
