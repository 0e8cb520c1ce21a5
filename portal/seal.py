"""The authority's seal: signs documents, with a timestamp of the portal's second service."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from portal.clock import Clock
from signing.cms.timestamp import TimestampSource
from signing.credentials.credential import Credential
from signing.evidence.sealed import seal
from signing.trust import PortalIdentity


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals documents in the name of one portal identity."""

    identity: PortalIdentity
    credential: Credential
    timestamp_source: TimestampSource
    clock: Clock
    folder: Path

    def seal(self, document_name: str, content: bytes) -> bytes:
        """The sealed document (docs/formats.md, 2) at level B_T, as the bytes of its container.

        Args:
            document_name: such as `receipt.json`.
            content: its canonical bytes.
        """
        path = self.folder / f"{secrets.token_hex(16)}.asice"
        try:
            seal(
                document_name,
                content,
                self.credential,
                signing_time=self.clock(),
                timestamp_source=self.timestamp_source,
                path=path,
            )
            return path.read_bytes()
        finally:
            path.unlink(missing_ok=True)
