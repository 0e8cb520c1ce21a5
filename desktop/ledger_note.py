"""What is to be written into a ledger: below the workspace, which writes, and those who tell it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from signing.evidence.ledger_entry import LedgerEvent

__all__ = ["LedgerEvent", "LedgerNote"]


@dataclass(frozen=True, slots=True)
class LedgerNote:
    """What is to be recorded: `subject` is the id of the request or submission it is about.

    `digests` maps names to SHA-256 (hex), `facts` names to text.
    """

    event: LedgerEvent
    subject: str
    digests: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
