"""Signing in: the client composes what it signs; the token lives in memory and nowhere else."""

import tempfile
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop.clock import Clock
from desktop.errors import ClockDiffersError
from desktop.services.clock_check import CLOCK_TOLERANCE_SECONDS
from desktop.submission.portal_client import PortalClient
from signing.credentials.credential import Credential
from signing.evidence.references import ParticipantReference
from signing.evidence.sealed import seal
from signing.evidence.sign_in import SignIn

SIGN_IN_DOCUMENT = "sign-in.json"
_MARGIN = timedelta(minutes=1)
CLOCK_TOLERANCE = timedelta(seconds=CLOCK_TOLERANCE_SECONDS)


@dataclass(frozen=True, slots=True)
class _Token:
    secret: str
    expires: datetime


class SignIns:
    """The sign-ins of this run, one a portal and participant."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: dict[tuple[str, str], _Token] = {}

    def token(self, origin: str, participant: ParticipantReference) -> str | None:
        """A token that still lives, if there is one."""
        with self._lock:
            found = self._tokens.get((origin, participant.id))
        if found is None or found.expires - _MARGIN <= self._clock():
            return None
        return found.secret

    def forget(self, origin: str, participant: ParticipantReference) -> None:
        """Forget a token that the portal no longer takes."""
        with self._lock:
            self._tokens.pop((origin, participant.id), None)

    def sign_in(
        self,
        portal: PortalClient,
        origin: str,
        participant: ParticipantReference,
        credential: Credential,
    ) -> str:
        """A fresh token: compose the document over the portal's nonce, sign, hand in.

        Raises:
            ClockDiffersError: the portal would refuse a time so far off; nothing is signed.
            PortalError, and what the key raises.
        """
        challenge = portal.challenge()
        offset = portal.connection.clock_offset
        if offset is not None and abs(offset) > CLOCK_TOLERANCE:
            raise ClockDiffersError(
                f"by {offset}", minutes=round(abs(offset) / timedelta(minutes=1))
            )
        now = self._clock()
        document = SignIn(
            participant=participant,
            portal_nonce=challenge.portal_nonce,
            portal_origin=origin,
            time=now,
        )
        with tempfile.TemporaryDirectory(prefix="qolhat-") as folder:
            path = Path(folder, "sign-in.asice")
            seal(
                SIGN_IN_DOCUMENT,
                document.to_bytes(),
                credential,
                signing_time=now,
                timestamp_source=None,
                path=path,
            )
            signed_in = portal.sign_in(path.read_bytes())
        with self._lock:
            self._tokens[origin, participant.id] = _Token(signed_in.token, signed_in.expires)
        return signed_in.token
