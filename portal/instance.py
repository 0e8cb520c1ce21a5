"""One process serves a home at a time. The lock goes with the process, however it ends."""

import sqlite3
from pathlib import Path

from portal.errors import PortalRunningError


class InstanceLock:
    """Held from its making until `release`, or the end of the process.

    An exclusive transaction on a database of its own: the one lock that works alike everywhere.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            PortalRunningError: another process holds it.
        """
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise PortalRunningError(str(error), folder=str(path.parent)) from error

    def release(self) -> None:
        """Give the lock back."""
        self._connection.close()
