"""Submissions over HTTP (docs/protocol.md, 4)."""

import base64

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.problem import Problem, ProblemCode
from portal.store.submissions import StoredSubmission
from portal.web.authorisation import bearer, capability, signed_in
from portal.web.bodies import read_body
from portal.web.desks import desks
from portal.web.sealed import sealed_response
from signing.evidence.values import format_instant

_NO_STORE = {"Cache-Control": "no-store"}


async def submit(request: Request) -> Response:
    """Takes a statement in; the same answer for the same bytes, however often they come."""
    here = desks(request)
    container = await read_body(request, here.core.limits.max_statement_bytes)
    taken = await run_in_threadpool(here.intake.take, container)
    submission = taken.submission
    content = {
        "capability": here.intake.capability(submission.statement_sha256),
        "complete_by": format_instant(submission.complete_by),
        "nonce": submission.nonce,
        "receipt": base64.b64encode(taken.receipt.container).decode(),
        "state": submission.state.value,
    }
    return JSONResponse(content, status_code=201 if taken.is_new else 200, headers=_NO_STORE)


async def status(request: Request) -> Response:
    """What became of a submission."""
    submission = await run_in_threadpool(_find, request)
    content = await run_in_threadpool(desks(request).status.status, submission)
    return JSONResponse(content, headers=_NO_STORE)


async def receipt(request: Request) -> Response:
    """A sealed receipt."""
    submission = await run_in_threadpool(_find, request)
    stage = request.path_params["stage"]
    return sealed_response(
        await run_in_threadpool(desks(request).status.receipt, submission, stage)
    )


def _find(request: Request) -> StoredSubmission:
    here = desks(request)
    secret = capability(request)
    if secret is None and bearer(request) is None:
        challenge = {"WWW-Authenticate": "Bearer, Capability"}
        raise Problem(ProblemCode.NOT_SIGNED_IN, headers=challenge)
    participant = None if secret else signed_in(request, here.sign_in).participant
    return here.status.find(request.path_params["nonce"], secret, participant)


ROUTES = [
    Route("/submissions", submit, methods=["POST"]),
    Route("/submissions/{nonce}", status, methods=["GET"]),
    Route("/submissions/{nonce}/receipts/{stage}", receipt, methods=["GET"]),
]
