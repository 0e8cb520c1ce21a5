"""Requests and their delivery over HTTP (docs/protocol.md, 3)."""

import base64

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.problem import Problem, ProblemCode
from portal.store.sessions import SignedIn
from portal.web.authorisation import signed_in
from portal.web.bodies import SMALL_BODY_BYTES, read_body
from portal.web.desks import desks
from portal.web.sealed import sealed_response
from signing.evidence.sealed import MAX_SEALED_BYTES

_VERSION = "/requests/{request_id}/versions/{version:int}"


async def list_requests(request: Request) -> Response:
    """The newest version of each request."""
    who = await _who(request)
    found = await run_in_threadpool(desks(request).requests.listed, who.participant)
    return JSONResponse({"requests": found})


async def sealed_request(request: Request) -> Response:
    """A sealed request."""
    who = await _who(request)
    found = await run_in_threadpool(
        desks(request).requests.sealed, who.participant, *_version(request)
    )
    return sealed_response(found)


async def list_deliveries(request: Request) -> Response:
    """The sealed delivery events of a version."""
    who = await _who(request)
    found = await run_in_threadpool(
        desks(request).requests.delivery_events, who.participant, *_version(request)
    )
    told = [
        {
            "event": one.event,
            "receipt": base64.b64encode(one.container).decode(),
            "sha256": one.sha256,
        }
        for one in found
    ]
    return JSONResponse({"deliveries": told})


async def hand_over(request: Request) -> Response:
    """The sealed handover to whoever is signed in."""
    who = await _who(request)
    if await read_body(request, SMALL_BODY_BYTES):
        raise Problem(ProblemCode.NOT_WELL_FORMED, "the body must be empty")
    found, is_new = await run_in_threadpool(
        desks(request).requests.hand_over, who, *_version(request)
    )
    return sealed_response(found.container, 201 if is_new else 200)


async def acknowledge(request: Request) -> Response:
    """Records an acknowledgement."""
    container = await read_body(request, MAX_SEALED_BYTES)
    time = await run_in_threadpool(
        desks(request).requests.acknowledge, container, *_version(request)
    )
    return JSONResponse({"time": time}, status_code=201)


async def _who(request: Request) -> SignedIn:
    return await run_in_threadpool(signed_in, request, desks(request).sign_in)


def _version(request: Request) -> tuple[str, int]:
    return request.path_params["request_id"], request.path_params["version"]


ROUTES = [
    Route("/requests", list_requests, methods=["GET"]),
    Route(_VERSION, sealed_request, methods=["GET"]),
    Route(f"{_VERSION}/deliveries", list_deliveries, methods=["GET"]),
    Route(f"{_VERSION}/deliveries", hand_over, methods=["POST"]),
    Route(f"{_VERSION}/acknowledgements", acknowledge, methods=["POST"]),
]
