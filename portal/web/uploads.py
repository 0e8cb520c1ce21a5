"""Uploads over HTTP: tus 1.0 with creation and termination (docs/protocol.md, 5)."""

import asyncio
import base64
import binascii
import errno
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from portal.problem import Problem, ProblemCode
from portal.web.authorisation import required_capability
from portal.web.block_writer import BlockWriter
from portal.web.bodies import IDLE_SECONDS, content_length
from portal.web.desks import desks

TUS_VERSION = "1.0.0"
TUS_EXTENSIONS = "creation,termination"
CONTENT_TYPE = "application/offset+octet-stream"
MAX_DIGITS = 16
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_TUS = {"Tus-Resumable": TUS_VERSION}


async def options(request: Request) -> Response:
    """What of tus the portal speaks."""
    limit = desks(request).core.limits.max_container_bytes
    headers = {
        "Tus-Version": TUS_VERSION,
        "Tus-Extension": TUS_EXTENSIONS,
        "Tus-Max-Size": str(limit),
        **_TUS,
    }
    return Response(status_code=204, headers=headers)


async def create(request: Request) -> Response:
    """An upload for a container that the statement announced."""
    _require_version(request)
    secret = required_capability(request)
    length = _number(request, "upload-length")
    named = _metadata(request.headers.get("upload-metadata", ""))
    part = named.get("part", "")
    if not {"nonce", "part", "sha256"} <= named.keys() or not _is_number(part):
        raise Problem(ProblemCode.NOT_WELL_FORMED, "Upload-Metadata: nonce, part, sha256")
    upload_id, is_new = await run_in_threadpool(
        desks(request).uploads.create, secret, named["nonce"], int(part), named["sha256"], length
    )
    headers = {"Location": f"/uploads/{upload_id}", **_TUS}
    return Response(status_code=201 if is_new else 200, headers=headers)


async def offset(request: Request) -> Response:
    """How many bytes have arrived."""
    _require_version(request)
    upload = await run_in_threadpool(
        desks(request).uploads.find, required_capability(request), request.path_params["id"]
    )
    headers = {
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.length),
        "Cache-Control": "no-store",
        **_TUS,
    }
    return Response(status_code=200, headers=headers)


async def append(request: Request) -> Response:
    """More bytes, from the offset on. What arrived before a cut connection stays."""
    _require_version(request)
    uploads = desks(request).uploads
    secret, upload_id = required_capability(request), request.path_params["id"]
    if request.headers.get("content-type", "") != CONTENT_TYPE:
        raise Problem(ProblemCode.NOT_WELL_FORMED, f"Content-Type: {CONTENT_TYPE}", status=415)
    wanted = _number(request, "upload-offset")
    with uploads.only_writer(upload_id):
        upload = await run_in_threadpool(uploads.find, secret, upload_id, to_write=True)
        if wanted != upload.offset:
            headers = {"Upload-Offset": str(upload.offset), **_TUS}
            raise Problem(ProblemCode.OFFSET_DIFFERS, headers=headers)
        if (content_length(request) or 0) > upload.length - upload.offset:
            raise Problem(ProblemCode.TOO_LARGE, "more than the announced length")
        room = upload.length - upload.offset
        reached = await _receive(request, uploads.path(upload_id), room)
        if reached == upload.length:
            await run_in_threadpool(uploads.finish, upload.container)
    return Response(status_code=204, headers={"Upload-Offset": str(reached), **_TUS})


async def terminate(request: Request) -> Response:
    """Forget an upload."""
    _require_version(request)
    uploads = desks(request).uploads
    secret, upload_id = required_capability(request), request.path_params["id"]
    with uploads.only_writer(upload_id):
        await run_in_threadpool(uploads.terminate, secret, upload_id)
    return Response(status_code=204, headers=_TUS)


async def _receive(request: Request, path: Path, room: int) -> int:
    """Append the body to the file as it comes; the size reached, all of it on disk.

    The end of the connection is the end of the body: what came before it counts.
    """
    writer = await BlockWriter.open(path)
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(IDLE_SECONDS) as patience:
            async for chunk in request.stream():
                patience.reschedule(loop.time() + IDLE_SECONDS)
                if (room := room - len(chunk)) < 0:
                    raise Problem(ProblemCode.TOO_LARGE, "more than the announced length")
                await writer.add(chunk)
    except (ClientDisconnect, TimeoutError):
        pass
    except OSError as error:
        raise _disk_problem(error) from error
    finally:
        try:
            reached = await asyncio.shield(writer.close())
        except OSError as error:
            raise _disk_problem(error) from error
    return reached


def _disk_problem(error: OSError) -> Exception:
    return Problem(ProblemCode.DISK_FULL, headers=_TUS) if error.errno in _FULL else error


def _require_version(request: Request) -> None:
    if request.headers.get("tus-resumable") != TUS_VERSION:
        raise Problem(ProblemCode.PROTOCOL_VERSION, headers={"Tus-Version": TUS_VERSION})


def _number(request: Request, header: str) -> int:
    value = request.headers.get(header, "")
    if not _is_number(value):
        raise Problem(ProblemCode.NOT_WELL_FORMED, f"{header} is no number")
    return int(value)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS


def _metadata(header: str) -> dict[str, str]:
    """The values of `Upload-Metadata`; what cannot be read is left out."""
    found: dict[str, str] = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("ascii")
        except (binascii.Error, ValueError):
            continue
    return found


ROUTES = [
    Route("/uploads", options, methods=["OPTIONS"]),
    Route("/uploads", create, methods=["POST"]),
    Route("/uploads/{id}", offset, methods=["HEAD"]),
    Route("/uploads/{id}", append, methods=["PATCH"]),
    Route("/uploads/{id}", terminate, methods=["DELETE"]),
]
