"""The transparency log (RFC 9162): every sealed receipt and delivery is a leaf.

A tree head is sealed when somebody asks and the newest one is too old or does not cover the whole
tree, so that whoever holds a receipt gets a head that contains it.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert

from portal.clock import from_instant
from portal.seal import Seal
from portal.store.database import Database
from portal.store.log_nodes import leaf_index, open_tree
from portal.store.schema import tree_head
from signing.evidence.log_proof import ConsistencyProof, LogProof
from signing.evidence.references import Environment
from signing.evidence.tree_head import TreeHead
from signing.evidence.values import format_instant

MAX_AGE_SECONDS = 3600
_RENEW_AFTER = timedelta(seconds=MAX_AGE_SECONDS // 2)


@dataclass(frozen=True, slots=True)
class SealedHead:
    """A sealed tree head: the size it covers and its container."""

    tree_size: int
    container: bytes


@dataclass(frozen=True, slots=True)
class TransparencyLog:
    """The log of one portal."""

    database: Database
    seal: Seal
    environment: Environment

    @staticmethod
    def append(connection: Connection, content: bytes) -> None:
        """Add the bytes of a receipt or delivery, within the transaction that records it."""
        open_tree(connection).append(content)

    def head(self) -> SealedHead:
        """A tree head that covers everything logged so far and is not older than half its age."""
        with self.database.reading() as connection:
            size = open_tree(connection).size
            newest = _head_of_size(connection, size)
        if newest is not None and self._is_fresh(newest):
            return SealedHead(newest.tree_size, bytes(newest.container))
        return self._seal_head()

    def inclusion(self, leaf: bytes, tree_size: int) -> LogProof | None:
        """The proof for the leaf with this hash in the sealed tree of this size, or None."""
        with self.database.reading() as connection:
            head = _head_of_size(connection, tree_size)
            index = leaf_index(connection, leaf)
            if head is None or index is None or index >= tree_size:
                return None
            path = open_tree(connection).inclusion_path(index, tree_size)
        return LogProof(
            inclusion_path=tuple(digest.hex() for digest in path),
            leaf_hash=leaf.hex(),
            leaf_index=index,
            tree_head_sha256=head.sha256,
            tree_size=tree_size,
        )

    def consistency(self, first: int, second: int) -> ConsistencyProof | None:
        """The proof that the tree of `first` leaves begins that of `second`, or None."""
        with self.database.reading() as connection:
            tree = open_tree(connection)
            if not 0 <= first <= second <= tree.size:
                return None
            path = tree.consistency_path(first, second)
        return ConsistencyProof(
            consistency_path=tuple(digest.hex() for digest in path),
            first_size=first,
            second_size=second,
        )

    def _is_fresh(self, row: Row[tuple[object, ...]]) -> bool:
        age = self.seal.clock() - from_instant(row.time)
        return timedelta(0) <= age <= _RENEW_AFTER

    def _seal_head(self) -> SealedHead:
        now = self.seal.clock()
        with self.database.writing() as connection:
            tree = open_tree(connection)
            head = TreeHead(
                environment=self.environment,
                issuer=self.seal.identity,
                max_age_seconds=MAX_AGE_SECONDS,
                root_hash=tree.root().hex(),
                time=now,
                tree_size=tree.size,
            )
            container = self.seal.seal("tree-head.json", head.to_bytes())
            values = {
                "time": format_instant(now),
                "sha256": hashlib.sha256(container).hexdigest(),
                "container": container,
            }
            connection.execute(
                insert(tree_head)
                .values(tree_size=tree.size, **values)
                .on_conflict_do_update(index_elements=["tree_size"], set_=values)
            )
            return SealedHead(tree.size, container)


def _head_of_size(connection: Connection, tree_size: int) -> Row[tuple[object, ...]] | None:
    return connection.execute(
        select(tree_head).where(tree_head.c.tree_size == tree_size)
    ).one_or_none()
