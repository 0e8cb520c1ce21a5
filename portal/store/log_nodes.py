"""The log's tree in the database: a `NodeStore` within a transaction."""

from sqlalchemy import Connection, func, insert, select

from portal.store.schema import log_node
from signing.evidence.merkle import MerkleTree


class DatabaseNodeStore:
    """Reads and writes nodes by the transaction that it was made for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, level: int, index: int) -> bytes:
        """The hash written for this node."""
        found = self._connection.execute(
            select(log_node.c.digest).where(log_node.c.level == level, log_node.c.position == index)
        ).scalar_one_or_none()
        if found is None:
            raise KeyError((level, index))
        return bytes(found)

    def write(self, level: int, index: int, digest: bytes) -> None:
        """Keep the hash of this node."""
        self._connection.execute(
            insert(log_node).values(level=level, position=index, digest=digest)
        )


def open_tree(connection: Connection) -> MerkleTree:
    """The tree as this transaction sees it."""
    largest = connection.execute(
        select(func.max(log_node.c.position)).where(log_node.c.level == 0)
    ).scalar_one()
    return MerkleTree(DatabaseNodeStore(connection), 0 if largest is None else int(largest) + 1)


def leaf_index(connection: Connection, digest: bytes) -> int | None:
    """The number of the leaf with this hash, or None."""
    found = connection.execute(
        select(log_node.c.position)
        .where(log_node.c.level == 0, log_node.c.digest == digest)
        .order_by(log_node.c.position)
    ).scalars()
    first = found.first()
    return None if first is None else int(first)
