"""Resumable upload: a thin client of tus 1.0, with the content in windows and in constant memory.

What is integral is decided by the digests in statement and receipt, not here. Where an upload
stands is asked of the server at every start, and its length is compared before a byte is sent:
the resource is ours by the portal's own record (nonce, part and digest), never by a guess from
the file.
"""

import base64
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from desktop.errors import (
    ConnectionBrokenError,
    PortalBusyError,
    PortalFailingError,
    PortalNonsenseError,
    PortalRefusedError,
    PortalTimeoutError,
    PortalUnreachableError,
    UploadInterruptedError,
)
from desktop.submission.connection import PortalConnection
from signing.asic.errors import DocumentChangedError, DocumentVanishedError
from signing.errors import Cancelled

_log = logging.getLogger(__name__)
# One request. At its end the portal sees to it that all is on its disk while nothing is sent, so it
# is not small; what arrived of a request that broke counts all the same.
WINDOW_BYTES = 256 * 1024 * 1024
TRIES_WITHOUT_PROGRESS = 5
_VERSION = {"Tus-Resumable": "1.0.0"}
_PASSING = (
    PortalUnreachableError,
    PortalTimeoutError,
    ConnectionBrokenError,
    PortalBusyError,
    PortalFailingError,
)


@dataclass(frozen=True, slots=True)
class UploadTarget:
    """One container to be sent: whose it is, and what it must be."""

    nonce: str
    part: int
    path: Path
    size_bytes: int
    sha256: str


class TusClient:
    """Sends containers. `wait` sleeps the given seconds and may raise `Cancelled`.

    Args:
        capability: the portal's secret for this submission.
        progress: told how many bytes of the container the portal has, or is being given.
        confirmed: told how many bytes the portal has acknowledged.
    """

    def __init__(
        self,
        connection: PortalConnection,
        capability: str,
        *,
        wait: Callable[[float], None],
        progress: Callable[[int], None],
        confirmed: Callable[[int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._connection = connection
        self._headers = {**_VERSION, "Authorization": f"Capability {capability}"}
        self._wait = wait
        self._progress = progress
        self._confirmed = confirmed
        self._cancelled = cancelled

    def create(self, target: UploadTarget) -> str:
        """The path of the tus resource for this container: a new one, or the one it has.

        Raises:
            PortalError
        """
        metadata = {"nonce": target.nonce, "part": str(target.part), "sha256": target.sha256}
        answer = self._connection.call(
            "POST",
            "/uploads",
            headers={
                **self._headers,
                "Upload-Length": str(target.size_bytes),
                "Upload-Metadata": ",".join(
                    f"{key} {base64.b64encode(value.encode()).decode()}"
                    for key, value in metadata.items()
                ),
            },
        )
        return self._path_of(answer.headers.get("location", ""))

    def send(self, target: UploadTarget, upload: str) -> None:
        """Send what the portal does not have yet, through any number of broken connections.

        Raises:
            UploadInterruptedError: no progress in several tries; resume later.
            DocumentVanishedError, DocumentChangedError: the container is not what was stated.
            PortalError, Cancelled
        """
        failures = 0
        reached = -1
        while True:
            try:
                offset = self.offset(target, upload)
                if offset > reached:
                    failures, reached = 0, offset
                if offset == target.size_bytes:
                    return
                self._send_window(target, upload, offset)
            except _PASSING as error:
                failures += 1
                _log.info("upload of part %d: try %d: %s", target.part, failures, error)
                if failures >= TRIES_WITHOUT_PROGRESS:
                    raise UploadInterruptedError(
                        str(error), part=target.part, sent_bytes=max(reached, 0)
                    ) from error
                self._wait(_pause(error, failures))

    def offset(self, target: UploadTarget, upload: str) -> int:
        """How many bytes the portal has.

        Raises:
            PortalNonsenseError: it has another length than ours, or more than that.
            PortalError
        """
        answer = self._connection.call("HEAD", upload, headers=self._headers)
        length = _number(answer.headers.get("upload-length"))
        offset = _number(answer.headers.get("upload-offset"))
        if length != target.size_bytes or offset > length:
            raise PortalNonsenseError(f"offset {offset} of {length}", what="Upload-Offset")
        self._confirmed(offset)
        self._progress(offset)
        return offset

    def _send_window(self, target: UploadTarget, upload: str, offset: int) -> None:
        size = min(WINDOW_BYTES, target.size_bytes - offset)
        with _open(target) as file:
            file.seek(offset)
            body = _Window(
                file,
                target,
                start=offset,
                size=size,
                progress=self._progress,
                cancelled=self._cancelled,
            )
            try:
                answer = self._connection.call(
                    "PATCH",
                    upload,
                    content=body,
                    headers={
                        **self._headers,
                        "Content-Type": "application/offset+octet-stream",
                        "Upload-Offset": str(offset),
                    },
                )
            except PortalRefusedError as error:
                if error.facts.get("problem") == "offset-differs":
                    raise ConnectionBrokenError(  # ask again where it stands
                        "the offset differs", origin=self._connection.origin
                    ) from error
                raise
        if _number(answer.headers.get("upload-offset")) != offset + size:
            raise PortalNonsenseError("another offset than what was sent", what="Upload-Offset")

    def _path_of(self, location: str) -> str:
        """The path of a Location on this very origin."""
        parts = urlsplit(location)
        own = urlsplit(self._connection.origin)
        if parts.netloc and (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            raise PortalNonsenseError("an upload elsewhere", what="Location")
        if not parts.path.startswith("/") or parts.query or parts.fragment:
            raise PortalNonsenseError("no path of an upload", what="Location")
        return parts.path


class _Window:
    """Part of a file as the body of a request. Not an `io` object: its length must be believed."""

    def __init__(
        self,
        file: BinaryIO,
        target: UploadTarget,
        *,
        start: int,
        size: int,
        progress: Callable[[int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._sent = 0
        self._target = target
        self._progress = progress
        self._cancelled = cancelled

    def __len__(self) -> int:
        return self._size

    def read(self, size: int = -1, /) -> bytes:
        if self._cancelled():
            raise Cancelled
        left = self._size - self._sent
        block = self._file.read(left if size < 0 else min(size, left))
        if not block and left:
            raise DocumentChangedError("the container is shorter", file=self._target.path.name)
        self._progress(self._start + self._sent)
        self._sent += len(block)
        return block

    def __iter__(self) -> Iterator[bytes]:
        while block := self.read(1024 * 1024):
            yield block


def _open(target: UploadTarget) -> BinaryIO:
    try:
        file = target.path.open("rb")
    except OSError as error:
        raise DocumentVanishedError(str(error), file=target.path.name) from error
    if file.seek(0, 2) != target.size_bytes:
        file.close()
        raise DocumentChangedError("another size than stated", file=target.path.name)
    return file


def _number(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdigit()):
        raise PortalNonsenseError(f"no number: {text!r}", what="Upload-Offset")
    return int(text)


def _pause(error: Exception, failures: int) -> float:
    """Seconds until the next try: doubling, or what a busy portal asked for (a minute at most)."""
    if isinstance(error, PortalBusyError):
        asked = error.facts.get("retry_after_seconds")
        return min(float(asked), 60.0) if isinstance(asked, int) else 30.0
    return 0.25 * 2.0**failures
