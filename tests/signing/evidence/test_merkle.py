"""Merkle trees against published vectors, against the definition, and against bent proofs."""

import base64
import hashlib
import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signing.evidence.errors import ProofError
from signing.evidence.merkle import (
    EMPTY_ROOT,
    MemoryNodeStore,
    MerkleTree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

LARGEST = 64


def content(index):
    return b"leaf %d" % index


@cache
def root_by_definition(start, end):
    """MTH of RFC 9162, 2.1.1, word for word."""
    if start == end:
        return hashlib.sha256(b"").digest()
    if end - start == 1:
        return hashlib.sha256(b"\x00" + content(start)).digest()
    split = 1
    while split * 2 < end - start:
        split *= 2
    left, right = root_by_definition(start, start + split), root_by_definition(start + split, end)
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_of(size, store=None):
    tree = MerkleTree(store or MemoryNodeStore())
    for index in range(size):
        assert tree.append(content(index)) == index
    return tree


TREE = tree_of(LARGEST)


def from_base64(text):
    return base64.b64decode(text) if text else b""


def vectors(folder):
    found = [json.loads(path.read_bytes()) for path in sorted(folder.rglob("*.json"))]
    assert found, f"no vectors in {folder}"
    return found


def test_every_published_inclusion_vector(test_data):
    outcomes = set()
    for vector in vectors(test_data / "merkle" / "inclusion"):
        arguments = (
            from_base64(vector["leafHash"]),
            vector["leafIdx"],
            vector["treeSize"],
            [from_base64(digest) for digest in vector["proof"] or ()],
            from_base64(vector["root"]),
        )
        outcomes.add(vector["wantErr"])
        if vector["wantErr"]:
            with pytest.raises(ProofError):
                verify_inclusion(*arguments)
        else:
            verify_inclusion(*arguments)
    assert outcomes == {True, False}


def test_every_published_consistency_vector(test_data):
    outcomes = set()
    for vector in vectors(test_data / "merkle" / "consistency"):
        arguments = (
            vector["size1"],
            vector["size2"],
            [from_base64(digest) for digest in vector["proof"] or ()],
            from_base64(vector["root1"]),
            from_base64(vector["root2"]),
        )
        outcomes.add(vector["wantErr"])
        if vector["wantErr"]:
            with pytest.raises(ProofError):
                verify_consistency(*arguments)
        else:
            verify_consistency(*arguments)
    assert outcomes == {True, False}


def test_the_roots_are_those_of_the_definition():
    assert MerkleTree(MemoryNodeStore()).root() == EMPTY_ROOT
    for size in range(LARGEST + 1):
        assert TREE.root(size) == root_by_definition(0, size)
        assert tree_of(size).root() == root_by_definition(0, size)


def test_every_leaf_of_every_tree_is_proven_and_no_other():
    for size in range(1, LARGEST + 1):
        root = root_by_definition(0, size)
        for index in range(size):
            path = TREE.inclusion_path(index, size)
            verify_inclusion(leaf_hash(content(index)), index, size, path, root)
            with pytest.raises(ProofError):
                verify_inclusion(leaf_hash(content(index + 1)), index, size, path, root)
            other = (index + 1) % size
            if other != index:
                with pytest.raises(ProofError):
                    verify_inclusion(leaf_hash(content(index)), other, size, path, root)


def test_every_pair_of_sizes_is_proven_consistent():
    for second in range(LARGEST + 1):
        for first in range(second + 1):
            path = TREE.consistency_path(first, second)
            roots = root_by_definition(0, first), root_by_definition(0, second)
            verify_consistency(first, second, path, *roots)
            forked = node_hash(*roots)
            for bent in ((forked, roots[1]), (roots[0], forked)):
                if first == 0 and bent[0] == EMPTY_ROOT:
                    continue  # the empty tree begins every tree
                with pytest.raises(ProofError):
                    verify_consistency(first, second, path, *bent)


def bent_paths(path):
    """The path, each time wrong in another way, of the right and of wrong lengths."""
    junk = b"\x5a" * 32
    yield (*path, junk)
    yield (junk, *path)
    if path:
        yield path[:-1]
        yield path[1:]
        yield (*path, path[-1])
        yield (*path[:-1], path[-1][:-1])
        for place in range(len(path)):
            flipped = bytes([path[place][0] ^ 1]) + path[place][1:]
            yield (*path[:place], flipped, *path[place + 1 :])


def test_a_bent_path_proves_nothing():
    for size in range(1, 34):
        root = root_by_definition(0, size)
        for index in range(size):
            for path in bent_paths(TREE.inclusion_path(index, size)):
                with pytest.raises(ProofError):
                    verify_inclusion(leaf_hash(content(index)), index, size, path, root)
        for first in range(size + 1):
            for path in bent_paths(TREE.consistency_path(first, size)):
                with pytest.raises(ProofError):
                    verify_consistency(first, size, path, root_by_definition(0, first), root)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 4), (4, 4), (5, 4)])
def test_no_leaf_outside_the_tree(index, size):
    with pytest.raises(ProofError):
        verify_inclusion(leaf_hash(b""), index, size, (), leaf_hash(b""))
    with pytest.raises(ValueError, match="no leaf"):
        TREE.inclusion_path(index, size)


def test_no_consistency_backwards_or_of_trees_that_are_not_there():
    with pytest.raises(ProofError):
        verify_consistency(5, 4, (), TREE.root(5), TREE.root(4))
    for first, second in ((5, 4), (-1, 4)):
        with pytest.raises(ValueError, match="no tree"):
            TREE.consistency_path(first, second)
    for size in (-1, LARGEST + 1):
        with pytest.raises(ValueError, match="no tree"):
            TREE.root(size)


class CountingStore(MemoryNodeStore):
    """Counts its calls, and refuses a node to be written twice."""

    def __init__(self):
        super().__init__()
        self.calls = 0

    def read(self, level, index):
        self.calls += 1
        return super().read(level, index)

    def write(self, level, index, digest):
        self.calls += 1
        assert (level, index) not in self._nodes
        super().write(level, index, digest)


def test_a_large_tree_touches_few_nodes_and_is_continued_from_its_store():
    store, size = CountingStore(), 100_000
    tree = tree_of(size, store)
    assert store.calls < 3 * size
    store.calls = 0
    tree.root()
    assert store.calls <= 17
    for index in (0, 65_535, 65_536, 99_999):
        store.calls = 0
        path = tree.inclusion_path(index)
        assert store.calls <= 2 * 17
        verify_inclusion(leaf_hash(content(index)), index, size, path, tree.root())
    store.calls = 0
    proof = tree.consistency_path(70_001)
    assert store.calls <= 2 * 17
    verify_consistency(70_001, size, proof, tree.root(70_001), tree.root())

    continued = MerkleTree(store, size)
    assert continued.append(b"one more") == size
    whole = tree_of(size)
    whole.append(b"one more")
    assert continued.root() == whole.root()


@settings(deadline=None)
@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_no_content_passes_for_another(contents, data):
    tree = MerkleTree(MemoryNodeStore())
    for one in contents:
        tree.append(one)
    index = data.draw(st.integers(0, len(contents) - 1))
    other = data.draw(st.binary(max_size=8))
    path = tree.inclusion_path(index)
    verify_inclusion(leaf_hash(contents[index]), index, tree.size, path, tree.root())
    if other != contents[index]:
        with pytest.raises(ProofError):
            verify_inclusion(leaf_hash(other), index, tree.size, path, tree.root())
