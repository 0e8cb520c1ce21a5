"""`tree-head.json`: a state of the log, sealed by the authority (docs/formats.md, 9)."""

from dataclasses import dataclass
from typing import ClassVar

from signing.evidence.merkle import EMPTY_ROOT
from signing.evidence.references import Environment, LedgerPosition
from signing.evidence.schema import Document
from signing.evidence.values import Count, Digest, Identity, Instant


@dataclass(frozen=True, slots=True)
class TreeHead(Document):
    """The log of this issuer had `tree_size` leaves and this root at `time`."""

    TYPE: ClassVar[str] = "qolhat.tree-head"

    environment: Environment
    issuer: Identity
    max_age_seconds: Count
    root_hash: Digest
    time: Instant
    tree_size: Count

    @property
    def position(self) -> LedgerPosition:
        """Size and root, as a statement names them."""
        return LedgerPosition(size=self.tree_size, root=self.root_hash)

    def contradiction(self) -> str | None:
        """The empty tree has one root."""
        return "root_hash" if self.tree_size == 0 and self.root_hash != EMPTY_ROOT.hex() else None
