"""Requests, deliveries and acknowledgements in the database."""

from dataclasses import dataclass

from sqlalchemy import Connection, Row, and_, func, insert, select

from portal.store.schema import acknowledgement, delivery, request_version, submission
from signing.evidence.references import ParticipantReference


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """One version of a request. `subject` is JSON, `issued` and `due` are instants as text."""

    request_id: str
    version: int
    participant_kind: str
    participant_id: str
    kind: str
    subject: str
    issued: str
    due: str
    withdrawn: bool
    sha256: str
    document: bytes
    container: bytes


@dataclass(frozen=True, slots=True)
class StoredDelivery:
    """A sealed delivery event."""

    event: str
    holder: str
    sha256: str
    container: bytes


def add_request(connection: Connection, request: StoredRequest) -> None:
    """Record a new version."""
    connection.execute(
        insert(request_version).values(
            {name: getattr(request, name) for name in StoredRequest.__dataclass_fields__}
        )
    )


def find_request(connection: Connection, request_id: str, version: int) -> StoredRequest | None:
    """This version, or None."""
    row = connection.execute(
        select(request_version).where(
            request_version.c.request_id == request_id, request_version.c.version == version
        )
    ).one_or_none()
    return None if row is None else _request(row)


def newest_request(connection: Connection, request_id: str) -> StoredRequest | None:
    """The newest version of a request, or None."""
    row = connection.execute(
        select(request_version)
        .where(request_version.c.request_id == request_id)
        .order_by(request_version.c.version.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _request(row)


def newest_requests(connection: Connection, kind: str, participant: str) -> list[StoredRequest]:
    """The newest version of each request to a participant, by due time."""
    newest = (
        select(request_version.c.request_id, func.max(request_version.c.version).label("version"))
        .where(
            request_version.c.participant_kind == kind,
            request_version.c.participant_id == participant,
        )
        .group_by(request_version.c.request_id)
        .subquery()
    )
    rows = connection.execute(
        select(request_version)
        .join(
            newest,
            and_(
                newest.c.request_id == request_version.c.request_id,
                newest.c.version == request_version.c.version,
            ),
        )
        .order_by(request_version.c.due, request_version.c.request_id)
    )
    return [_request(row) for row in rows]


def all_newest_requests(connection: Connection) -> list[StoredRequest]:
    """The newest version of every request."""
    participants = connection.execute(
        select(request_version.c.participant_kind, request_version.c.participant_id).distinct()
    ).all()
    return [
        request
        for kind, participant in participants
        for request in newest_requests(connection, kind, participant)
    ]


def count_requests(connection: Connection) -> int:
    """How many requests there are, versions not counted."""
    return connection.execute(
        select(func.count(func.distinct(request_version.c.request_id)))
    ).scalar_one()


def answered_requests(connection: Connection) -> set[str]:
    """The ids of requests to which a package was finally accepted."""
    rows = connection.execute(
        select(submission.c.request_id)
        .where(submission.c.state == "final", submission.c.request_id.is_not(None))
        .distinct()
    )
    return {str(row.request_id) for row in rows}


def add_delivery(
    connection: Connection, request_id: str, version: int, sealed: StoredDelivery
) -> None:
    """Record a delivery event."""
    connection.execute(
        insert(delivery).values(
            request_id=request_id,
            version=version,
            event=sealed.event,
            holder=sealed.holder,
            sha256=sealed.sha256,
            container=sealed.container,
        )
    )


def deliveries(connection: Connection, request_id: str, version: int) -> list[StoredDelivery]:
    """The delivery events of a version, the first first."""
    rows = connection.exec_driver_sql(
        "SELECT event, holder, sha256, container FROM delivery"
        " WHERE request_id = ? AND version = ? ORDER BY rowid",
        (request_id, version),
    )
    return [StoredDelivery(row[0], row[1], row[2], bytes(row[3])) for row in rows]


def find_acknowledgement(
    connection: Connection, participant: ParticipantReference, nonce: str
) -> tuple[str, str] | None:
    """Time and container digest of the acknowledgement with this nonce, or None."""
    row = connection.execute(
        select(acknowledgement.c.time, acknowledgement.c.sha256).where(
            acknowledgement.c.participant_kind == participant.kind.value,
            acknowledgement.c.participant_id == participant.id,
            acknowledgement.c.nonce == nonce,
        )
    ).one_or_none()
    return None if row is None else (str(row.time), str(row.sha256))


def add_acknowledgement(
    connection: Connection,
    participant: ParticipantReference,
    *,
    nonce: str,
    request_id: str,
    version: int,
    time: str,
    sha256: str,
    container: bytes,
) -> None:
    """Record an acknowledgement as it came."""
    connection.execute(
        insert(acknowledgement).values(
            participant_kind=participant.kind.value,
            participant_id=participant.id,
            nonce=nonce,
            request_id=request_id,
            version=version,
            time=time,
            sha256=sha256,
            container=container,
        )
    )


def _request(row: Row[tuple[object, ...]]) -> StoredRequest:
    return StoredRequest(
        **{name: getattr(row, name) for name in StoredRequest.__dataclass_fields__}
    )
