"""Sign-in over HTTP (docs/protocol.md, 2)."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.web.bodies import read_body
from portal.web.desks import desks
from signing.evidence.sealed import MAX_SEALED_BYTES
from signing.evidence.values import format_instant

_NO_STORE = {"Cache-Control": "no-store"}


async def challenge(request: Request) -> Response:
    """A nonce to compose a sign-in with."""
    nonce, expires = await run_in_threadpool(desks(request).sign_in.challenge)
    content = {"expires": format_instant(expires), "portal_nonce": nonce}
    return JSONResponse(content, status_code=201, headers=_NO_STORE)


async def sign_in(request: Request) -> Response:
    """A token for a sealed sign-in."""
    container = await read_body(request, MAX_SEALED_BYTES)
    token = await run_in_threadpool(desks(request).sign_in.sign_in, container)
    content = {
        "expires": format_instant(token.expires),
        "participant": token.who.participant.to_json(),
        "token": token.secret,
    }
    return JSONResponse(content, status_code=201, headers=_NO_STORE)


ROUTES = [
    Route("/sign-in/challenges", challenge, methods=["POST"]),
    Route("/sign-in", sign_in, methods=["POST"]),
]
