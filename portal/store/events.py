"""What the event stream tells a participant, in the order in which it happened."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from portal.store.schema import event
from signing.evidence.references import ParticipantReference


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One event; `content` is its JSON."""

    id: int
    name: str
    content: str


def add_event(
    connection: Connection,
    participant: ParticipantReference,
    name: str,
    content: dict[str, str | int],
) -> None:
    """Tell the participant, as soon as the transaction is done."""
    connection.execute(
        insert(event).values(
            participant_kind=participant.kind.value,
            participant_id=participant.id,
            name=name,
            content=json.dumps(content),
        )
    )


def newest_event_id(connection: Connection) -> int:
    """The id of the newest event of anybody; 0 before the first."""
    return int(connection.execute(select(func.coalesce(func.max(event.c.id), 0))).scalar_one())


def events_after(
    connection: Connection, participant: ParticipantReference, after: int, limit: int = 100
) -> list[StoredEvent]:
    """The next events of a participant."""
    rows = connection.execute(
        select(event.c.id, event.c.name, event.c.content)
        .where(
            event.c.participant_kind == participant.kind.value,
            event.c.participant_id == participant.id,
            event.c.id > after,
        )
        .order_by(event.c.id)
        .limit(limit)
    )
    return [StoredEvent(int(row.id), str(row.name), str(row.content)) for row in rows]
