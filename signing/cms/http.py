"""One bounded HTTP exchange: no redirects, an end to waiting, an end to reading.

Timestamp and revocation services are other people's machines, often slow, sometimes wrong. What
they send is read up to a cap and up to a deadline for the whole answer, so that a service that
drips a byte a second cannot hold a signer.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

_CHUNK_BYTES = 16_384
USER_AGENT = "Qolhat"
_TOO_MANY_REQUESTS = 429
_SERVICE_UNAVAILABLE = 503


class ExchangeError(Exception):
    """No answer, or none within the limits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one exchange.

    `connect_seconds` and `read_seconds` are for one wait, `total_seconds` for the whole answer
    from the first byte of its body on.
    """

    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    max_bytes: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `retry_after_seconds` only if the server said so."""

    status: int
    content_type: str
    content: bytes
    retry_after_seconds: int | None

    @property
    def come_later(self) -> bool:
        """Whether the server asks to try again later (429, 503)."""
        return self.status in {_TOO_MANY_REQUESTS, _SERVICE_UNAVAILABLE}


def host_of(url: str) -> str:
    """The host of an http or https URL, lower case.

    Raises:
        ValueError: another scheme, no host, or a user name in it.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise ValueError("not a plain http or https address")
    return parts.hostname


def exchange(
    session: requests.Session,
    method: str,
    url: str,
    limits: Limits,
    *,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Sends one request and reads its answer within the limits.

    Raises:
        ExchangeError: no connection, broken off, redirected, too slow or too large.
    """
    deadline = time.monotonic() + limits.total_seconds
    try:
        with session.request(
            method,
            url,
            data=body,
            headers={"User-Agent": USER_AGENT, **(headers or {})},
            timeout=(limits.connect_seconds, limits.read_seconds),
            allow_redirects=False,
            stream=True,
        ) as response:
            if response.is_redirect or response.is_permanent_redirect:
                raise ExchangeError("redirected")
            content = bytearray()
            # read1 returns what has arrived; iter_content would wait until a chunk is full
            while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
                content += chunk
                if len(content) > limits.max_bytes:
                    raise ExchangeError("answer too large")
                if time.monotonic() > deadline:
                    raise ExchangeError("answer too slow")
            return Answer(
                response.status_code,
                response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                bytes(content),
                _retry_after(response.headers.get("Retry-After")),
            )
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise ExchangeError(type(error).__name__) from error


def _retry_after(value: str | None) -> int | None:
    """RFC 9110, 10.2.3: seconds or a date."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return int(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0, int((moment - datetime.now(UTC)).total_seconds()))
