"""Merkle trees and their proofs: RFC 9162, 2.1, with SHA-256.

A `MerkleTree` keeps the hash of every complete subtree in a `NodeStore`. Such a hash never changes
again, so an append, a root of any earlier size and both kinds of proof touch O(log n) stored
hashes, however long the log is. The two `verify_` functions need no tree at all.

    tree = MerkleTree(MemoryNodeStore())
    index = tree.append(receipt)
    path = tree.inclusion_path(index, tree.size)
    verify_inclusion(leaf_hash(receipt), index, tree.size, path, tree.root())
"""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Protocol

from signing.evidence.errors import ProofError

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(content: bytes) -> bytes:
    """Hash of a leaf: SHA-256(0x00 ‖ content) (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class NodeStore(Protocol):
    """Where a tree keeps the hashes of its complete subtrees.

    The node (level, index) covers the 2^level leaves from index · 2^level on; level 0 are the leaf
    hashes. A tree of n leaves writes fewer than 2n nodes, each once. Whoever keeps the tree's size
    beside the store changes both in one transaction.
    """

    def read(self, level: int, index: int) -> bytes:
        """The hash written for this node. KeyError if there is none."""
        ...

    def write(self, level: int, index: int, digest: bytes) -> None:
        """Keep the hash of this node; it was not written before."""
        ...


class MemoryNodeStore:
    """A `NodeStore` that lasts as long as the process."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[int, int], bytes] = {}

    def read(self, level: int, index: int) -> bytes:
        """The hash written for this node."""
        return self._nodes[level, index]

    def write(self, level: int, index: int, digest: bytes) -> None:
        """Keep the hash of this node."""
        self._nodes[level, index] = digest


class MerkleTree:
    """An append-only tree over a store that holds its first *size* leaves."""

    def __init__(self, store: NodeStore, size: int = 0) -> None:
        self._store = store
        self._size = size

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return self._size

    def append(self, content: bytes) -> int:
        """Add a leaf with this content (not its hash); returns its index, counted from 0."""
        index, level, digest = self._size, 0, leaf_hash(content)
        self._store.write(0, index, digest)
        while index % 2 == 1:  # a right child completes its parent
            digest = node_hash(self._store.read(level, index - 1), digest)
            index, level = index // 2, level + 1
            self._store.write(level, index, digest)
        self._size += 1
        return self._size - 1

    def root(self, size: int | None = None) -> bytes:
        """The root of the tree of the first *size* leaves, all if None (RFC 9162, 2.1.1).

        Raises:
            ValueError: the tree is not that large.
        """
        size = self._checked_size(size)
        return self._subtree(0, size) if size else EMPTY_ROOT

    def inclusion_path(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """What proves that leaf *index* is in the tree of *size* leaves (RFC 9162, 2.1.3.1).

        Raises:
            ValueError: the tree is not that large, or has no such leaf.
        """
        size = self._checked_size(size)
        if not 0 <= index < size:
            raise ValueError(f"no leaf {index} in a tree of {size}")
        path: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._subtree(middle, end))
                end = middle
            else:
                path.append(self._subtree(start, middle))
                start = middle
        return tuple(reversed(path))

    def consistency_path(self, first: int, second: int | None = None) -> tuple[bytes, ...]:
        """What proves that the tree of *first* leaves begins that of *second* (RFC 9162, 2.1.4.1).

        Empty if both are one size, or if *first* is 0: an empty tree begins every tree.

        Raises:
            ValueError: the tree is not that large, or *first* is greater than *second*.
        """
        second = self._checked_size(second)
        if not 0 <= first <= second:
            raise ValueError(f"no tree of {first} leaves begins one of {second}")
        if first in (0, second):
            return ()
        path: list[bytes] = []
        start, end = 0, second
        while first < end:
            middle = start + _split(end - start)
            if first <= middle:
                path.append(self._subtree(middle, end))
                end = middle
            else:
                path.append(self._subtree(start, middle))
                start = middle
        if start:  # else the verifier has this hash: it is the first root
            path.append(self._subtree(start, end))
        return tuple(reversed(path))

    def _checked_size(self, size: int | None) -> int:
        size = self._size if size is None else size
        if not 0 <= size <= self._size:
            raise ValueError(f"no tree of {size} leaves: there are {self._size}")
        return size

    def _subtree(self, start: int, end: int) -> bytes:
        """Hash of the leaves start ≤ i < end; start is a multiple of the largest 2^k ≤ length."""
        length = end - start
        if length & (length - 1) == 0:
            level = length.bit_length() - 1
            return self._store.read(level, start >> level)
        middle = start + _split(length)
        return node_hash(self._subtree(start, middle), self._subtree(middle, end))


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """That the leaf with hash *leaf* is number *index* of a tree (RFC 9162, 2.1.3.2).

    Raises:
        ProofError: it is not proven. The path has exactly the length it must have.
    """
    if not 0 <= index < size:
        raise ProofError(f"no leaf {index} in a tree of {size}")
    _check_hashes((leaf, root, *path))
    digest = leaf
    for sibling, is_left in zip(path, _sides(index, size - 1, len(path)), strict=True):
        digest = node_hash(sibling, digest) if is_left else node_hash(digest, sibling)
    if not hmac.compare_digest(digest, root):
        raise ProofError("the inclusion path leads to another root")


def verify_consistency(
    first: int, second: int, path: Sequence[bytes], first_root: bytes, second_root: bytes
) -> None:
    """That the tree of *first* leaves begins the tree of *second* (RFC 9162, 2.1.4.2).

    Beyond the RFC, which speaks of 0 < first < second: equal sizes have equal roots and an empty
    path, and the empty tree, whose root is known, begins every tree with an empty path.

    Raises:
        ProofError: it is not proven. The path has exactly the length it must have.
    """
    if not 0 <= first <= second:
        raise ProofError(f"no tree of {first} leaves begins one of {second}")
    _check_hashes((first_root, second_root, *path))
    if first in (0, second):
        known_root = EMPTY_ROOT if first == 0 else second_root
        if path or not hmac.compare_digest(first_root, known_root):
            raise ProofError("the roots do not agree, or a path where none is needed")
        return
    hashes = list(path)
    if first & (first - 1) == 0:  # a complete tree is itself the first node of the path
        hashes.insert(0, first_root)
    if not hashes:
        raise ProofError("the consistency path is empty")
    position, last = first - 1, second - 1
    while position % 2 == 1:
        position, last = position >> 1, last >> 1
    old = new = hashes.pop(0)
    for sibling, is_left in zip(hashes, _sides(position, last, len(hashes)), strict=True):
        if is_left:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    if not (hmac.compare_digest(old, first_root) and hmac.compare_digest(new, second_root)):
        raise ProofError("the consistency path leads to other roots")


def _sides(position: int, last: int, length: int) -> list[bool]:
    """For each hash of a path, whether it stands to the left (steps 4 of both algorithms).

    `position` and `last` are `fn` and `sn` of RFC 9162, 2.1.3.2 and 2.1.4.2.

    Raises:
        ProofError: a path from there to the root does not have this length.
    """
    sides: list[bool] = []
    while last != 0:
        is_left = position % 2 == 1 or position == last
        if is_left:
            while position % 2 == 0 and position != 0:
                position, last = position >> 1, last >> 1
        sides.append(is_left)
        position, last = position >> 1, last >> 1
    if len(sides) != length:
        raise ProofError(f"the path has {length} hashes, not {len(sides)}")
    return sides


def _split(length: int) -> int:
    """The largest power of two smaller than *length* (RFC 9162, 2.1.1: k)."""
    return 1 << ((length - 1).bit_length() - 1)


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(digest) != HASH_BYTES for digest in hashes):
        raise ProofError("a hash is not 32 bytes long")
