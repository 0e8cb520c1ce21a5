"""Certificates of the National Certification Authority that are known by their digest.

The program ships digests, not certificates. A certificate that arrives, by AIA or in a file,
becomes an anchor here only if its SHA-256 is pinned; every other one only by the user's own act
after comparing digests. Test authorities are pinned too, for training mode and nothing else.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from signing.errors import InternalError
from signing.trust import TrustAnchor, TrustPurpose

PINS_FILE: Final = Path(__file__).resolve().parents[1] / "resources" / "trust" / "pins.json"
_SHA256 = re.compile("[0-9a-f]{64}")


class PinRole(StrEnum):
    """What the pinned certificate is in its PKI."""

    ROOT = "root"
    AUTHORITY = "authority"
    TSA = "tsa"


class PinEnvironment(StrEnum):
    """Whose certificates it issues: real ones, or test ones that mean nothing."""

    PRODUCTION = "production"
    TEST = "test"


# Never AUTHORITY: that a root names citizens gives nobody the right to seal for a portal.
_PURPOSES: Final = {
    PinRole.ROOT: frozenset({TrustPurpose.PARTICIPANT, TrustPurpose.TSA}),
    PinRole.AUTHORITY: frozenset({TrustPurpose.PARTICIPANT, TrustPurpose.TSA}),
    PinRole.TSA: frozenset({TrustPurpose.TSA}),
}


@dataclass(frozen=True, slots=True)
class TrustPin:
    """One certificate by its digest.

    Attributes:
        name: a short stable name, as in the file.
        sha256: of the DER certificate, lower-case hex.
        role: what it is in its PKI.
        environment: production or test.
        key: the kind of its key, as a certificate's summary names it.
        not_before, not_after: its validity, for people; what counts stands in the certificate.
    """

    name: str
    sha256: str
    role: PinRole
    environment: PinEnvironment
    key: str
    not_before: date
    not_after: date

    @property
    def purposes(self) -> frozenset[TrustPurpose]:
        """What an anchor made of it is trusted for."""
        return _PURPOSES[self.role]


@dataclass(frozen=True)
class TrustPins:
    """All pins."""

    pins: tuple[TrustPin, ...]

    @cached_property
    def _by_digest(self) -> dict[str, TrustPin]:
        return {pin.sha256: pin for pin in self.pins}

    def pin_of(self, certificate: bytes) -> TrustPin | None:
        """The pin of a DER certificate, whatever its environment."""
        return self._by_digest.get(hashlib.sha256(certificate).hexdigest())

    def anchor(self, certificate: bytes, *, training: bool) -> TrustAnchor | None:
        """The anchor that a DER certificate may become by itself; None for all others.

        Args:
            certificate: as it arrived.
            training: whether pins of test authorities count; never outside of training mode.
        """
        pin = self.pin_of(certificate)
        if pin is None or (pin.environment is PinEnvironment.TEST and not training):
            return None
        return TrustAnchor(certificate, pin.purposes, f"pin:{pin.name}")

    def anchors(self, certificates: Iterable[bytes], *, training: bool) -> tuple[TrustAnchor, ...]:
        """The anchors among certificates that arrived, each once, in their order."""
        found = (self.anchor(der, training=training) for der in dict.fromkeys(certificates))
        return tuple(anchor for anchor in found if anchor is not None)


def load_pins(path: Path = PINS_FILE) -> TrustPins:
    """The pins of a file.

    Raises:
        InternalError: the file, a part of the program, is not as it was made.
    """
    try:
        listed = json.loads(path.read_bytes())["pins"]
        pins = tuple(_read(entry) for entry in listed)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InternalError(f"trust pins: {error}") from error
    if len({pin.sha256 for pin in pins}) != len(pins) or len({pin.name for pin in pins}) != len(
        pins
    ):
        raise InternalError("trust pins: one is there twice")
    return TrustPins(pins)


def _read(entry: dict[str, str]) -> TrustPin:
    if not _SHA256.fullmatch(entry["sha256"]):
        raise ValueError(f"digest of {entry['name']}")
    return TrustPin(
        name=entry["name"],
        sha256=entry["sha256"],
        role=PinRole(entry["role"]),
        environment=PinEnvironment(entry["environment"]),
        key=entry["key"],
        not_before=date.fromisoformat(entry["not_before"]),
        not_after=date.fromisoformat(entry["not_after"]),
    )
