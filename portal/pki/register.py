"""Which certificates an authority issued and which it revoked: what CRL and OCSP answer from.

One JSON file, read anew when it changed, so that the operator's command can revoke while the
portal runs.
"""

import json
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portal.clock import from_instant, instant
from portal.errors import PortalHomeError
from portal.home import write_json


@dataclass(frozen=True, slots=True)
class Entry:
    """One certificate; `revoked` is the instant of its revocation, or None."""

    serial_number: int
    revoked: datetime | None


class Register:
    """The certificates of all authorities of this portal, by authority's name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._entries: dict[str, dict[int, datetime | None]] = {}

    def entries(self, authority: str) -> tuple[Entry, ...]:
        """Everything this authority issued."""
        with self._lock:
            self._reload()
            issued = self._entries.get(authority, {})
            return tuple(Entry(serial, revoked) for serial, revoked in issued.items())

    def find(self, authority: str, serial_number: int) -> Entry | None:
        """The certificate with this number, or None if this authority issued none such."""
        with self._lock:
            self._reload()
            issued = self._entries.get(authority, {})
            if serial_number not in issued:
                return None
            return Entry(serial_number, issued[serial_number])

    def add(self, authority: str, serial_number: int) -> None:
        """Note a new certificate."""
        self._set(authority, serial_number, None)

    def revoke(self, authority: str, serial_number: int, moment: datetime) -> None:
        """Note that a certificate is revoked since this moment."""
        self._set(authority, serial_number, moment)

    def _set(self, authority: str, serial_number: int, revoked: datetime | None) -> None:
        with self._lock:
            self._reload()
            self._entries.setdefault(authority, {})[serial_number] = revoked
            value = {
                name: {f"{serial:x}": moment and instant(moment) for serial, moment in all_.items()}
                for name, all_ in self._entries.items()
            }
            write_json(self._path, value)
            self._stamp = self._current_stamp()

    def _reload(self) -> None:
        stamp = self._current_stamp()
        if stamp is None or stamp == self._stamp:
            return
        try:
            value = json.loads(self._path.read_bytes())
            self._entries = {
                name: {
                    int(serial, 16): None if moment is None else from_instant(moment)
                    for serial, moment in issued.items()
                }
                for name, issued in value.items()
            }
        except (OSError, ValueError, AttributeError) as error:
            raise PortalHomeError(str(error), folder=str(self._path)) from error
        self._stamp = stamp

    def _current_stamp(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino
