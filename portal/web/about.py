"""`GET /portal` and `POST /timestamp` (docs/protocol.md, 1 and 7)."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.publication import PORTAL_NAME, timestamp_urls
from portal.tsa.service import MAX_QUERY_BYTES
from portal.web.bodies import read_body
from portal.web.desks import desks
from signing.evidence.values import format_instant

PROTOCOL_VERSIONS = (1,)


async def portal(request: Request) -> Response:
    """What the portal says of itself."""
    core = desks(request).core
    limits = core.limits
    return JSONResponse(
        {
            "environment": core.environment.value,
            "identity": core.identity.to_json(),
            "limits": {
                "max_container_bytes": limits.max_container_bytes,
                "max_parts": limits.max_parts,
                "max_statement_bytes": limits.max_statement_bytes,
            },
            "name": PORTAL_NAME,
            "protocol_versions": list(PROTOCOL_VERSIONS),
            "time": format_instant(core.clock()),
            "timestamp_urls": timestamp_urls(core.services_origin),
        }
    )


async def timestamp(request: Request) -> Response:
    """An answer to a timestamp query (RFC 3161, 3.4); over HTTPS of service b."""
    service = desks(request).timestamps[request.path_params.get("letter", "b")]
    query = await read_body(request, MAX_QUERY_BYTES)
    answer = await run_in_threadpool(service.answer, query)
    return Response(answer, media_type="application/timestamp-reply")


ROUTES = [
    Route("/portal", portal, methods=["GET"]),
    Route("/timestamp", timestamp, methods=["POST"]),
]
