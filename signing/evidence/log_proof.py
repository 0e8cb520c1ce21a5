"""`log-proof.json` and the consistency proof, not signed themselves (docs/formats.md, 9)."""

from dataclasses import dataclass
from typing import ClassVar

from signing.evidence.errors import ProofError
from signing.evidence.merkle import leaf_hash, verify_consistency, verify_inclusion
from signing.evidence.references import LedgerPosition
from signing.evidence.schema import Document
from signing.evidence.tree_head import TreeHead
from signing.evidence.values import Count, Digest, Number


@dataclass(frozen=True, slots=True)
class LogProof(Document):
    """Where a receipt or delivery stands in the tree of one tree head (RFC 9162, 2.1.3)."""

    TYPE: ClassVar[str] = "qolhat.log-proof"

    inclusion_path: tuple[Digest, ...]
    leaf_hash: Digest
    leaf_index: Count
    tree_head_sha256: Digest
    tree_size: Number

    def contradiction(self) -> str | None:
        """The leaf is in the tree."""
        return None if self.leaf_index < self.tree_size else "leaf_index"


@dataclass(frozen=True, slots=True)
class ConsistencyProof(Document):
    """That the tree of `first_size` leaves begins that of `second_size` (RFC 9162, 2.1.4)."""

    TYPE: ClassVar[str] = "qolhat.consistency-proof"

    consistency_path: tuple[Digest, ...]
    first_size: Count
    second_size: Count

    def contradiction(self) -> str | None:
        """The first is not the larger."""
        return None if self.first_size <= self.second_size else "first_size"


def verify_log_proof(content: bytes, proof: LogProof, head: TreeHead, head_sha256: str) -> None:
    """That the tree of this head has *content* as the leaf that the proof names.

    Args:
        content: the bytes of `receipt.json` or `delivery.json`.
        proof: what lies beside it.
        head: the tree head the proof is for.
        head_sha256: digest of the whole container of that tree head.

    Raises:
        ProofError: the proof is for another leaf, another head, or proves nothing.
    """
    leaf = leaf_hash(content)
    if proof.leaf_hash != leaf.hex():
        raise ProofError("the proof is for another leaf")
    if proof.tree_head_sha256 != head_sha256 or proof.tree_size != head.tree_size:
        raise ProofError("the proof is for another tree head")
    path = [bytes.fromhex(digest) for digest in proof.inclusion_path]
    root = bytes.fromhex(head.root_hash)
    verify_inclusion(leaf, proof.leaf_index, proof.tree_size, path, root)


def verify_consistency_proof(
    first: LedgerPosition, second: LedgerPosition, proof: ConsistencyProof
) -> None:
    """That the tree at *first* begins the tree at *second*.

    Raises:
        ProofError: the proof is for other sizes, or proves nothing.
    """
    if (proof.first_size, proof.second_size) != (first.size, second.size):
        raise ProofError("the proof is for other sizes")
    path = [bytes.fromhex(digest) for digest in proof.consistency_path]
    verify_consistency(
        first.size, second.size, path, bytes.fromhex(first.root), bytes.fromhex(second.root)
    )
