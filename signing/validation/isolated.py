"""Validates a stranger's container in a process of its own, with limits on time and memory.

A parser that is led astray by a crafted file takes down, or holds up, nothing but that process.
Its death is a verdict: NOT_CHECKED with `validator.timeout`, `validator.memory` or
`validator.died`. What comes back is JSON, checked field by field, never pickle.

The process has no network: when revocation data are needed it asks this side, whose fetcher
applies its own rules on whom to contact.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Self, TypeVar

from signing.asic.zip_structure import ReadingProfile
from signing.errors import Cancelled, InternalError
from signing.validation.container_report import ContainerReport
from signing.validation.report_json import Json, NotThisTypeError, from_json, to_json
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Indication, Reason, Verdict
from signing.validation.worker import EXIT_MEMORY, FetchRequest, WorkerRequest

POLL_SECONDS: Final = 0.05
MAX_LINE_BYTES: Final = 64 << 20
HIDDEN_COMMAND: Final = "--validation-worker"
"""How the frozen program is told to be the worker: it must call `worker.main()` for this."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IsolationLimits:
    """What the process may use.

    `time_seconds` is for starting and for everything but reading the file, for which it gets a
    second more for each `bytes_per_second` of its size. `memory_bytes` is address space, of which
    a part is only reserved; POSIX only.
    """

    time_seconds: float = 60
    bytes_per_second: int = 20 << 20
    memory_bytes: int = 1 << 30


DEFAULT_LIMITS: Final = IsolationLimits()


def validate_isolated(
    path: Path,
    settings: ValidationSettings,
    profile: ReadingProfile | None = None,
    *,
    limits: IsolationLimits = DEFAULT_LIMITS,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ContainerReport:
    """The report on a container, as `validate_container` gives it, made in another process.

    Args:
        path: the file.
        settings: as there; `revocation_fetcher` is called in this process and thread.
        profile: as there.
        limits: on time and memory.
        progress: told the number of bytes of content done.
        cancelled: asked every 50 ms; when it says yes the process is ended.

    Raises:
        Cancelled
    """
    request = WorkerRequest(
        path=path.absolute(),
        profile=profile,
        trust=settings.trust,
        purpose=settings.purpose,
        at=settings.at,
        crls=settings.crls,
        ocsp_responses=settings.ocsp_responses,
        other_certificates=settings.other_certificates,
        key_purpose=settings.key_purpose,
        may_fetch=settings.revocation_fetcher is not None,
        memory_bytes=limits.memory_bytes,
    )
    allowed_seconds = limits.time_seconds + _size_of(path) / limits.bytes_per_second
    with _Worker() as worker:
        worker.send("request", request)
        try:
            return worker.follow(settings, allowed_seconds, progress, cancelled)
        except _FailedError as failure:
            verdict = Verdict(Indication.NOT_CHECKED, reasons=(failure.reason,))
            return ContainerReport(verdict, profile or ReadingProfile.FOREIGN)


class _FailedError(Exception):
    """The process gave no report; `reason` says why."""

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(code)
        self.reason = Reason(code, dict(facts))


class _Worker:
    """The process, and a thread on either of its pipes, so that neither holds us up."""

    def __init__(self) -> None:
        self._process = _start()
        self._received: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=target, name="validation-worker")
            for target in (self._read, self._write)
        ]
        for thread in self._threads:
            thread.start()

    def send(self, member: str, value: object) -> None:
        """Send one message."""
        self._outgoing.put(json.dumps({member: to_json(value)}).encode() + b"\n")

    def follow(
        self,
        settings: ValidationSettings,
        allowed_seconds: float,
        progress: Callable[[int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> ContainerReport:
        """Answer the process until it gives its report.

        Raises:
            _FailedError: it gave none.
            Cancelled
        """
        deadline = time.monotonic() + allowed_seconds
        while True:
            if cancelled is not None and cancelled():
                raise Cancelled
            if time.monotonic() > deadline:
                raise _FailedError("validator.timeout", seconds=int(allowed_seconds))
            try:
                line = self._received.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if line is None:
                raise self._death()
            member, value = _parse(line)
            if member == "report":
                return _typed(ContainerReport, value)
            if member == "progress" and progress is not None:
                progress(_typed(int, value))
            if member == "fetch" and settings.revocation_fetcher is not None:
                asked_at = time.monotonic()
                request = _typed(FetchRequest, value)
                fetcher = settings.revocation_fetcher
                self.send("data", fetcher.fetch(request.certificate, request.issuer))
                deadline += time.monotonic() - asked_at

    def _death(self) -> _FailedError:
        self._process.kill()  # its output is closed; nothing more can come
        status = self._process.wait()
        if status == EXIT_MEMORY:
            return _FailedError("validator.memory")
        return _FailedError("validator.died", status=status)

    def _read(self) -> None:
        output = _pipe(self._process.stdout)
        with contextlib.suppress(OSError, ValueError):
            while line := output.readline(MAX_LINE_BYTES):
                self._received.put(line)
        self._received.put(None)

    def _write(self) -> None:
        with contextlib.suppress(OSError, ValueError), _pipe(self._process.stdin) as pipe:
            while (line := self._outgoing.get()) is not None:
                pipe.write(line)
                pipe.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._outgoing.put(None)
        for thread in self._threads:
            thread.join()
        _pipe(self._process.stdout).close()


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own program, no shell, no argument from outside
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=os.path.abspath(os.sep),  # noqa: PTH100 - the root of the drive: nothing to import there
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, HIDDEN_COMMAND]
    return [sys.executable, "-P", "-B", "-m", "signing.validation.worker"]


def _environment() -> dict[str, str]:
    """Ours, with the place of this package; few malloc arenas, which only reserve addresses."""
    environment = dict(os.environ)
    if not getattr(sys, "frozen", False):
        environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    environment["MALLOC_ARENA_MAX"] = "2"
    return environment


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise InternalError("the process was started without pipes")
    return pipe


def _parse(line: bytes) -> tuple[str, Json]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _FailedError("validator.died") from error
    if not isinstance(message, dict) or len(message) != 1:
        raise _FailedError("validator.died")
    return next(iter(message.items()))


def _typed(kind: type[T], value: Json) -> T:
    try:
        return from_json(kind, value)
    except NotThisTypeError as error:
        raise _FailedError("validator.died") from error


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # the process will say that it cannot be read
