"""Where the portal keeps what: paths under its home folder, and files that only it may read."""

import contextlib
import json
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from portal.errors import PortalHomeError

OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one portal (docs/protocol.md, 9)."""

    path: Path

    @property
    def public(self) -> Path:
        """What an authority would publish."""
        return self.path / "public"

    @property
    def keys(self) -> Path:
        """Key files of the demo participants."""
        return self.path / "keys"

    @property
    def private(self) -> Path:
        """The portal's own keys."""
        return self.path / "private"

    @property
    def uploads(self) -> Path:
        """Containers, whole and growing."""
        return self.path / "uploads"

    @property
    def documents(self) -> Path:
        """Sealed documents while they are written."""
        return self.path / "documents"

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.path / "portal.sqlite3"

    def create(self) -> None:
        """Make the folders, readable by the owner only.

        Raises:
            PortalHomeError: they cannot be made.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for folder in (self.public, self.keys, self.private, self.uploads, self.documents):
                folder.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
            self.path.chmod(OWNER_ONLY_FOLDER)
        except OSError as error:
            raise PortalHomeError(str(error), folder=str(self.path)) from error

    def forget_leftovers(self, older_than_seconds: float = 3600.0) -> None:
        """Remove documents that a killed process left half written, not those of a running one."""
        oldest = time.time() - older_than_seconds
        for path in self.documents.iterdir():
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


def write_file(path: Path, content: bytes) -> None:
    """Write atomically, mode 0600 from the first byte: nobody sees half a file, nor a key."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise


def write_json(path: Path, value: object) -> None:
    """Write JSON for people and programs, readable, mode 0600."""
    write_file(path, json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")
