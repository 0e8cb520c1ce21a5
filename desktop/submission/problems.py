"""Problem documents (RFC 9457) of the portal, as named errors."""

import json
from collections.abc import Mapping

from desktop.errors import (
    NonceReusedError,
    NotSignedInError,
    PortalBusyError,
    PortalError,
    PortalFailingError,
    PortalNonsenseError,
    PortalRefusedError,
    SignInRefusedError,
    StatementRejectedError,
)

_MEDIA_TYPE = "application/problem+json"
_SERVER_FAULT = 500
_LONGEST_TITLE = 300

_BY_CODE: dict[str, type[PortalError]] = {
    "busy": PortalBusyError,
    "upload-busy": PortalBusyError,  # the call before is still being put away
    "disk-full": PortalFailingError,
    "internal": PortalFailingError,
    "time-out": PortalFailingError,
    "not-signed-in": NotSignedInError,
    "challenge-unknown": NotSignedInError,
    "sign-in-refused": SignInRefusedError,
    "nonce-reused": NonceReusedError,
}


def named_problem(status: int, headers: Mapping[str, str], content: bytes) -> PortalError:
    """The error for an answer with *status* ≥ 400. Header names are lower case."""
    problem = _parse(headers, content)
    if problem is None:
        if status in {429, 503}:
            return PortalBusyError(f"status {status}", retry_after_seconds=_retry_after(headers))
        if status >= _SERVER_FAULT:
            return PortalFailingError(f"status {status}", problem=str(status))
        return PortalNonsenseError(f"status {status} without a problem", what=f"status {status}")
    code = _text(problem, "code")
    title = _text(problem, "detail") or _text(problem, "title")
    if code == "rejected" and isinstance(problem.get("receipt"), str):
        return StatementRejectedError(str(problem["receipt"]))
    kind = _BY_CODE.get(code)
    if kind is PortalBusyError:
        return PortalBusyError(title, retry_after_seconds=_retry_after(headers))
    if kind is None:
        kind = PortalFailingError if status >= _SERVER_FAULT else PortalRefusedError
    return kind(f"{status} {code}: {title}", problem=code, detail=title)


def _parse(headers: Mapping[str, str], content: bytes) -> dict[str, object] | None:
    if headers.get("content-type", "").split(";")[0].strip().lower() != _MEDIA_TYPE:
        return None
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("code"), str) else None


def _text(problem: Mapping[str, object], member: str) -> str:
    """For people and logs: one line, bounded, whatever the portal wrote."""
    value = problem.get(member)
    text = value if isinstance(value, str) else ""
    return "".join(c if c.isprintable() else " " for c in text)[:_LONGEST_TITLE]


def _retry_after(headers: Mapping[str, str]) -> int:
    """Seconds to wait, bounded: 30 if the portal does not say."""
    value = headers.get("retry-after", "")
    return min(int(value), 3600) if value.isascii() and value.isdigit() else 30
