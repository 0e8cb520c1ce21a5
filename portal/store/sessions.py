"""Challenges and sessions of signed-in participants."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from portal.store.schema import challenge, session
from signing.evidence.references import ParticipantKind, ParticipantReference, SignerReference


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in: the participant, and the holder of the key that did it."""

    participant: ParticipantReference
    signer: SignerReference


def add_challenge(connection: Connection, nonce: str, expires: str, now: str) -> None:
    """Remember a challenge, and forget those that are too old."""
    connection.execute(delete(challenge).where(challenge.c.expires < now))
    connection.execute(insert(challenge).values(nonce=nonce, expires=expires))


def count_challenges(connection: Connection) -> int:
    """How many challenges wait for an answer."""
    return connection.execute(select(func.count()).select_from(challenge)).scalar_one()


def use_challenge(connection: Connection, nonce: str, now: str) -> bool:
    """Whether the challenge was there and not too old. It is gone afterwards."""
    found = connection.execute(
        select(challenge.c.expires).where(challenge.c.nonce == nonce)
    ).scalar_one_or_none()
    connection.execute(delete(challenge).where(challenge.c.nonce == nonce))
    return found is not None and now <= found


def add_session(
    connection: Connection, token_sha256: str, who: SignedIn, expires: str, now: str
) -> None:
    """Remember a session, and forget those that ended."""
    connection.execute(delete(session).where(session.c.expires < now))
    connection.execute(
        insert(session).values(
            token_sha256=token_sha256,
            participant_kind=who.participant.kind.value,
            participant_id=who.participant.id,
            participant_name=who.participant.name,
            signer=json.dumps(who.signer.to_json(), ensure_ascii=False),
            expires=expires,
        )
    )


def find_session(connection: Connection, token_sha256: str, now: str) -> SignedIn | None:
    """Who holds the token with this digest, unless the session has ended."""
    row = connection.execute(
        select(session).where(session.c.token_sha256 == token_sha256, session.c.expires >= now)
    ).one_or_none()
    if row is None:
        return None
    return SignedIn(
        participant=ParticipantReference(
            kind=ParticipantKind(row.participant_kind),
            id=row.participant_id,
            name=row.participant_name,
        ),
        signer=SignerReference.from_json(json.loads(row.signer)),
    )
