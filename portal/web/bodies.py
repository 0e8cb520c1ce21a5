"""Reads request bodies: never more than allowed, and not for ever."""

import asyncio

from starlette.requests import ClientDisconnect, Request

from portal.problem import Problem, ProblemCode

IDLE_SECONDS = 60.0
SMALL_BODY_BYTES = 16 * 1024


async def read_body(request: Request, max_bytes: int) -> bytes:
    """The whole body.

    Raises:
        Problem: it is larger than `max_bytes`, nothing came for a minute, or it was cut off.
    """
    if (announced := content_length(request)) is not None and announced > max_bytes:
        raise Problem(ProblemCode.TOO_LARGE, f"at most {max_bytes} bytes")
    received = bytearray()
    chunks = aiter(request.stream())
    try:
        while True:
            async with asyncio.timeout(IDLE_SECONDS):
                chunk = await anext(chunks, None)
            if chunk is None:
                return bytes(received)
            received += chunk
            if len(received) > max_bytes:
                raise Problem(ProblemCode.TOO_LARGE, f"at most {max_bytes} bytes")
    except TimeoutError as error:
        raise Problem(ProblemCode.TIME_OUT) from error
    except ClientDisconnect as error:
        raise Problem(ProblemCode.NOT_WELL_FORMED, "the body was cut off") from error


def content_length(request: Request) -> int | None:
    """The announced length of the body, or None if it is not announced as a number."""
    value = request.headers.get("content-length", "")
    return int(value) if value.isascii() and value.isdigit() else None
