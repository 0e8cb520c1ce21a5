"""The process in which a stranger's file is parsed: `python -m signing.validation.worker`.

It limits its own memory, writes no file, opens no connection, and speaks JSON, one line a
message, on its standard input and output (`signing.validation.isolated` is the other side):

    in   {"request": …}                         once
    out  {"progress": bytes}                    any number
    out  {"fetch": {"certificate", "issuer"}}   asks for revocation data, answered by
    in   {"data": …}
    out  {"report": …}                          once, the end
"""

import contextlib
import json
import os
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Never

from signing.asic.zip_structure import ReadingProfile
from signing.cms.revocation import RevocationData
from signing.credentials.certificate import KeyPurpose
from signing.trust import TrustPurpose, TrustStore
from signing.validation.container import validate_container
from signing.validation.report_json import Json, from_json, to_json
from signing.validation.settings import ValidationSettings

if sys.platform != "win32":
    import resource

EXIT_FAULT: Final = 70
EXIT_MEMORY: Final = 77
"""The exit code that says: the memory limit was reached."""

_BREATHING_SPACE_BYTES: Final = 16 << 20


@dataclass(frozen=True, slots=True)
class WorkerRequest:
    """One validation, in values that can be written down.

    `may_fetch` says whether the other side answers requests for revocation data.
    """

    path: Path
    profile: ReadingProfile | None
    trust: TrustStore
    purpose: TrustPurpose
    at: datetime
    crls: tuple[bytes, ...]
    ocsp_responses: tuple[bytes, ...]
    other_certificates: tuple[bytes, ...]
    key_purpose: KeyPurpose
    may_fetch: bool
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """Whose revocation data are asked for: a DER certificate and its DER issuer."""

    certificate: bytes
    issuer: bytes


class _Channel:
    """The two pipes. The names `sys.stdin` and `sys.stdout` may be None in a windowed program."""

    def __init__(self) -> None:
        self._input = os.fdopen(0, "rb", closefd=False)
        self._output = os.fdopen(1, "wb", closefd=False)
        self._lock = threading.Lock()

    def receive(self, member: str) -> Json:
        """The next message, which must have this one member."""
        message = json.loads(self._input.readline())
        return message[member]

    def send(self, member: str, value: object) -> None:
        """Send one message."""
        line = json.dumps({member: to_json(value)}).encode() + b"\n"
        with self._lock:
            self._output.write(line)
            self._output.flush()


class _AskingFetcher:
    """A `RevocationFetcher` that lets the other side do it: this process has no network."""

    def __init__(self, channel: _Channel) -> None:
        self._channel = channel

    def fetch(self, certificate: bytes, issuer: bytes) -> RevocationData:
        """Data about a certificate, as the other side found them."""
        self._channel.send("fetch", FetchRequest(certificate, issuer))
        return from_json(RevocationData, self._channel.receive("data"))


def main() -> Never:
    """Serve one request and end the process."""
    status = 0
    try:
        channel = _Channel()
        request = from_json(WorkerRequest, channel.receive("request"))
        _limit(request.memory_bytes)
        report = validate_container(
            request.path,
            ValidationSettings(
                trust=request.trust,
                purpose=request.purpose,
                at=request.at,
                crls=request.crls,
                ocsp_responses=request.ocsp_responses,
                other_certificates=request.other_certificates,
                revocation_fetcher=_AskingFetcher(channel) if request.may_fetch else None,
                key_purpose=request.key_purpose,
            ),
            request.profile,
            progress=lambda done: channel.send("progress", done),
        )
        channel.send("report", report)
    except BaseException:  # noqa: BLE001 - whatever it was, the exit code is all that is told
        status = EXIT_MEMORY if _memory_is_short() else EXIT_FAULT
    # Threads that may hang in the kernel, and destructors, have no say any more.
    os._exit(status)


def _memory_is_short() -> bool:
    """Whether the limit was reached: MemoryError, but also a thread that cannot be started."""
    try:
        bytearray(_BREATHING_SPACE_BYTES)
    except MemoryError:
        return True
    return False


def _limit(memory_bytes: int) -> None:
    """Take from this process what it does not need. On Windows only its time is limited."""
    if sys.platform == "win32":
        return
    for kind, limit in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower limit is in force already
            resource.setrlimit(kind, (limit, limit))


if __name__ == "__main__":
    main()
