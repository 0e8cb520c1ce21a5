"""The ledger: an append-only record of every event, one Merkle tree a participant.

Its size and root stand in each statement, so that a record changed or cut off later contradicts
papers in other hands (docs/formats.md, 11). An entry is written in the same transaction as what
it tells of, and before anything of it is shown.
"""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from desktop.ledger_note import LedgerNote
from desktop.workspace.database import Database
from desktop.workspace.schema import ledger_entries, ledger_nodes
from signing.evidence.ledger_entry import LedgerEntry
from signing.evidence.merkle import MerkleTree
from signing.evidence.references import LedgerPosition, ParticipantReference


class _Nodes:
    """The hashes of complete subtrees in the database (`signing.evidence.merkle.NodeStore`)."""

    def __init__(self, connection: Connection, participant: str) -> None:
        self._connection = connection
        self._participant = participant

    def read(self, level: int, index: int) -> bytes:
        """The hash of a node. KeyError if there is none."""
        columns = ledger_nodes.c
        found: bytes | None = self._connection.scalar(
            select(columns.digest).where(
                columns.participant == self._participant,
                columns.level == level,
                columns.position == index,
            )
        )
        if found is None:
            raise KeyError(level, index)
        return found

    def write(self, level: int, index: int, digest: bytes) -> None:
        """Keep the hash of a node."""
        self._connection.execute(
            insert(ledger_nodes).values(
                participant=self._participant, level=level, position=index, digest=digest
            )
        )


class Ledger:
    """Appends within the caller's transaction; reads in its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self,
        connection: Connection,
        participant: ParticipantReference,
        note: LedgerNote,
        now: datetime,
    ) -> LedgerPosition:
        """Add an entry; what it tells of is written through the same *connection*."""
        key = _key(participant)
        size = _size(connection, key)
        entry = LedgerEntry(
            digests=note.digests,
            epoch=0,
            event=note.event,
            facts=note.facts,
            participant=participant,
            sequence=size,
            subject=note.subject,
            time=now,
        )
        content = entry.to_bytes()
        tree = MerkleTree(_Nodes(connection, key), size)
        tree.append(content)
        connection.execute(
            insert(ledger_entries).values(participant=key, sequence=size, content=content)
        )
        return LedgerPosition(size=tree.size, root=tree.root().hex())

    def position(self, participant: ParticipantReference) -> LedgerPosition:
        """Size and root now: what a statement names."""
        key = _key(participant)
        with self._database.reading() as connection:
            size = _size(connection, key)
            root = MerkleTree(_Nodes(connection, key), size).root()
        return LedgerPosition(size=size, root=root.hex())

    def entries(self, participant: ParticipantReference) -> list[bytes]:
        """The canonical bytes of all entries, in order: the leaves."""
        columns = ledger_entries.c
        with self._database.reading() as connection:
            found = connection.scalars(
                select(columns.content)
                .where(columns.participant == _key(participant))
                .order_by(columns.sequence)
            )
            return list(found)


def _key(participant: ParticipantReference) -> str:
    """What tells ledgers apart; a name may change."""
    return f"{participant.kind}:{participant.id}"


def _size(connection: Connection, key: str) -> int:
    found = connection.scalar(select(func.count()).where(ledger_entries.c.participant == key))
    return found or 0
