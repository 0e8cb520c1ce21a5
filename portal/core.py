"""What all parts of the portal share: built once at the start, handed in everywhere."""

from dataclasses import dataclass
from datetime import timedelta

from portal.clock import Clock
from portal.home import Home
from portal.log import TransparencyLog
from portal.pki.setup import Infrastructure
from portal.seal import Seal
from portal.store.database import Database
from signing.evidence.references import Environment
from signing.trust import PortalIdentity


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the portal takes (docs/protocol.md, 1).

    `complete_within`: how long after its statement the containers of a package may arrive.
    """

    max_container_bytes: int = 64 * 1024**3
    max_statement_bytes: int = 4 * 1024**2
    max_parts: int = 100
    complete_within: timedelta = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class PortalCore:
    """One portal: its keys, its memory, its clock."""

    home: Home
    infrastructure: Infrastructure
    identity: PortalIdentity
    environment: Environment
    database: Database
    seal: Seal
    log: TransparencyLog
    clock: Clock
    limits: Limits
    services_origin: str
