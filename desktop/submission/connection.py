"""One portal over HTTPS, as a client that trusts nothing: own roots, no redirects, caps, deadlines.

Every failure is a named `PortalError`; no exception of requests or urllib3 leaves this module.
"""

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

from desktop.clock import Clock
from desktop.errors import (
    ConnectionBrokenError,
    PortalNonsenseError,
    PortalNotTrustedError,
    PortalRefusedError,
    PortalTimeoutError,
    PortalUnreachableError,
)
from desktop.submission.problems import named_problem

CONNECT_TIMEOUT_SECONDS = 10.0
READ_TIMEOUT_SECONDS = 30.0
ANSWER_DEADLINE_SECONDS = 120.0
MAX_ANSWER_BYTES = 4 * 1024 * 1024
_MAX_PROBLEM_BYTES = 6 * 1024 * 1024  # a problem may carry a sealed rejection in base64
_BLOCK_BYTES = 256 * 1024
_HTTP_ERROR = 400
_SERVER_FAULT = 500


class StreamedBody(Protocol):
    """A body whose length is known and that is read while it is sent."""

    def __len__(self) -> int: ...

    def read(self, size: int = -1, /) -> bytes:
        """At most *size* bytes; empty at the end."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Timeouts:
    """In seconds: to connect, between two pieces of an answer, and for an answer as a whole."""

    connect: float = CONNECT_TIMEOUT_SECONDS
    read: float = READ_TIMEOUT_SECONDS
    answer: float = ANSWER_DEADLINE_SECONDS


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An answer that was read whole. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class PortalConnection:
    """Calls to one origin, from any thread (each has its own session)."""

    def __init__(
        self,
        origin: str,
        *,
        ca_file: Path | None,
        proxy: str,
        clock: Clock,
        timeouts: Timeouts | None = None,
    ) -> None:
        self.origin = origin
        self._ca_file = ca_file
        self._proxy = proxy
        self._clock = clock
        self._timeouts = timeouts or Timeouts()
        self._sessions = threading.local()
        self._clock_offset: timedelta | None = None

    @property
    def clock_offset(self) -> timedelta | None:
        """This machine's clock minus the header `Date` of the last answer."""
        return self._clock_offset

    def call(
        self,
        method: str,
        path: str,
        *,
        content: bytes | StreamedBody | None = None,
        headers: Mapping[str, str] | None = None,
        max_bytes: int = MAX_ANSWER_BYTES,
    ) -> HttpAnswer:
        """Call *path* (absolute, on this origin) and read the answer, which is below 300.

        Raises:
            PortalUnreachableError: no connection, so nothing was sent.
            PortalTimeoutError, ConnectionBrokenError: it cannot be told what the portal did.
            PortalNotTrustedError: its certificate is not of a trusted root.
            PortalNonsenseError: a redirect, or an answer larger than *max_bytes*.
            PortalError of `problems`: the portal answered with a problem.
        """
        if not path.startswith("/") or path.startswith("//"):
            raise PortalNonsenseError("a path that is none", what="path")
        session = self._session()
        with (
            _named_errors(self.origin),
            session.request(
                method,
                self.origin + path,
                data=content,
                headers={"Accept-Encoding": "identity", **(headers or {})},
                timeout=(self._timeouts.connect, self._timeouts.read),
                allow_redirects=False,
                stream=True,
                proxies=self._proxies(),
                verify=True if self._ca_file is None else str(self._ca_file),
            ) as response,
        ):
            self._note_clock(response.headers.get("Date"))
            failed = response.status_code >= _HTTP_ERROR
            body = self._read(response, _MAX_PROBLEM_BYTES if failed else max_bytes)
        answer = HttpAnswer(
            response.status_code,
            {name.lower(): value for name, value in response.headers.items()},
            body,
        )
        if failed and method == "HEAD" and answer.status < _SERVER_FAULT:
            # The answer to a HEAD has no body, hence no problem document (RFC 9110, 9.3.2).
            raise PortalRefusedError(f"status {answer.status}", problem=str(answer.status))
        if failed:
            raise named_problem(answer.status, answer.headers, body)
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - success, as HTTP has it
            raise PortalNonsenseError(f"status {answer.status}", what=f"status {answer.status}")
        return answer

    def close(self) -> None:
        """Close this thread's connections."""
        session: requests.Session | None = getattr(self._sessions, "session", None)
        if session is not None:
            session.close()
            del self._sessions.session

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._sessions, "session", None)
        if session is None:
            session = requests.Session()
            # No `.netrc` and no REQUESTS_CA_BUNDLE; proxies of the system are asked for below.
            session.trust_env = False
            session.mount("https://", _BlockAdapter())
            self._sessions.session = session
        return session

    def _proxies(self) -> dict[str, str]:
        if self._proxy == "none":
            return {}
        if self._proxy:
            return {"https": self._proxy, "http": self._proxy}
        return dict(get_environ_proxies(self.origin))

    def _note_clock(self, date: str | None) -> None:
        if date is None:
            return
        try:
            self._clock_offset = self._clock() - parsedate_to_datetime(date)
        except (ValueError, TypeError):  # not a date, or one without a zone
            return

    def _read(self, response: requests.Response, max_bytes: int) -> bytes:
        deadline = time.monotonic() + self._timeouts.answer
        pieces: list[bytes] = []
        size = 0
        for piece in response.iter_content(64 * 1024):
            size += len(piece)
            if size > max_bytes:
                raise PortalNonsenseError(f"more than {max_bytes} bytes", what="size")
            if time.monotonic() > deadline:
                raise PortalTimeoutError("the answer drips", origin=self.origin)
            pieces.append(piece)
        return b"".join(pieces)


class _BlockAdapter(HTTPAdapter):
    """Sends bodies in larger blocks than urllib3 does by itself."""

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,
        **pool_kwargs: object,
    ) -> None:
        super().init_poolmanager(connections, maxsize, block, blocksize=_BLOCK_BYTES, **pool_kwargs)


@contextmanager
def _named_errors(origin: str) -> Iterator[None]:
    try:
        yield
    except requests.exceptions.SSLError as error:
        if _certificate_refused(error):
            raise PortalNotTrustedError(str(error), origin=origin) from error
        raise ConnectionBrokenError(str(error), origin=origin) from error
    except requests.exceptions.ConnectTimeout as error:
        raise PortalUnreachableError(str(error), origin=origin) from error
    except requests.exceptions.ReadTimeout as error:
        raise PortalTimeoutError(str(error), origin=origin) from error
    except requests.exceptions.ConnectionError as error:
        if isinstance(error, requests.exceptions.ProxyError) or _never_connected(error):
            raise PortalUnreachableError(str(error), origin=origin) from error
        if "timed out" in str(error):  # while a streamed answer was read
            raise PortalTimeoutError(str(error), origin=origin) from error
        raise ConnectionBrokenError(str(error), origin=origin) from error
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
        raise ConnectionBrokenError(str(error), origin=origin) from error


def _certificate_refused(error: requests.exceptions.SSLError) -> bool:
    """Whether the certificate was looked at; TLS fails for other reasons too, such as its end."""
    cause: object = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        arguments = getattr(cause, "args", ())
        inner = getattr(cause, "reason", None) or (arguments[0] if arguments else None)
        cause = inner if isinstance(inner, Exception) else None
    return False


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    return isinstance(reason, urllib3.exceptions.NewConnectionError)
