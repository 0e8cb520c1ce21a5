"""Requests as they came: every version, with the sealed container beside the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, and_, func, select
from sqlalchemy.dialects.sqlite import insert

from desktop.workspace.database import Database
from desktop.workspace.schema import requests


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """One version of a request.

    `document` are the bytes of `request.json`, whose seal was good when it was fetched; `sha256`
    is over them. `container` is the file's name in the folder of requests. `state` is what the
    portal said last: ``open``, ``answered`` or ``withdrawn``.
    """

    request_id: str
    version: int
    portal_origin: str
    participant_kind: str
    participant_id: str
    sha256: str
    environment: str
    kind: str
    state: str
    issued: datetime
    due: datetime
    document: bytes
    container: str
    fetched: datetime


class RequestStore:
    """Reads and writes requests. Writing happens in the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, connection: Connection, stored: StoredRequest) -> None:
        """Keep a version; one that is known is left as it is but for its state."""
        values = {name: getattr(stored, name) for name in StoredRequest.__slots__}
        connection.execute(
            insert(requests)
            .values(values)
            .on_conflict_do_update(
                index_elements=["request_id", "version"], set_={"state": stored.state}
            )
        )

    def newest(self) -> list[StoredRequest]:
        """The newest version of each request, soonest due first."""
        latest = (
            select(requests.c.request_id, func.max(requests.c.version).label("version"))
            .group_by(requests.c.request_id)
            .subquery()
        )
        query = (
            select(requests)
            .join(
                latest,
                and_(
                    requests.c.request_id == latest.c.request_id,
                    requests.c.version == latest.c.version,
                ),
            )
            .order_by(requests.c.due, requests.c.request_id)
        )
        with self._database.reading() as connection:
            return [_stored(row) for row in connection.execute(query)]

    def get(self, request_id: str, version: int | None = None) -> StoredRequest | None:
        """A version, the newest if None is asked for."""
        query = select(requests).where(requests.c.request_id == request_id)
        if version is not None:
            query = query.where(requests.c.version == version)
        with self._database.reading() as connection:
            row = connection.execute(query.order_by(requests.c.version.desc()).limit(1)).first()
        return None if row is None else _stored(row)


def _stored(row: Row[tuple[object, ...]]) -> StoredRequest:
    return StoredRequest(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
