"""The log file: for incidents, in the workspace's own folder, for its owner only.

It names no password and no key. On the terminal a person sees texts of the catalogue instead.
"""

import logging
import os
import sys
from pathlib import Path
from types import TracebackType

from desktop.paths import Paths

LOG_FILE = "qolhat.log"
_MAX_BYTES = 1_000_000
_KEPT_FILES = 4
_incidents = logging.getLogger("desktop.incidents")


class _PrivateLogFile(logging.Handler):
    """Makes its folder and file when the first line is written, and never before.

    Only then is the rotating handler of the standard library loaded, too: with sockets and pickling
    beside it, it takes a tenth of the time in which the window appears.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, into a new file if the old one is full."""
        if self._file is None:
            self._file = self._open()
        self._file.handle(record)

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()

    def _open(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - see the class

        class PrivateFile(RotatingFileHandler):
            def _open(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - as in the base class
                Path(self.baseFilename).touch(mode=0o600)
                return super()._open()

        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = PrivateFile(
            self.path, maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8"
        )
        file.setFormatter(self.formatter)
        return file


def start_log(paths: Paths, *, verbose: bool = False) -> Path:
    """Send log records to the file of this workspace; gives its path."""
    path = paths.logs / LOG_FILE
    handler = _PrivateLogFile(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, _PrivateLogFile)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.WARNING)
    logging.getLogger("urllib3").setLevel(logging.WARNING)
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    return path


def log_path() -> str:
    """Where the log is written, empty if nowhere."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _PrivateLogFile):
            return str(handler.path)
    return ""


def record_incident(error: BaseException) -> str:
    """Write the whole traceback into the log; gives the number a person can quote."""
    incident = os.urandom(4).hex()
    _incidents.error("incident %s", incident, exc_info=error)
    return incident


def install_hooks() -> None:
    """What nobody caught, in any thread, goes into the log and not onto the terminal."""

    def uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        incident = record_incident(error.with_traceback(trace))
        if sys.stderr is not None:
            sys.stderr.write(f"qolhat: incident {incident}\n")

    sys.excepthook = uncaught
