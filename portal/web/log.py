"""The log over HTTP, open to everybody (docs/protocol.md, 6)."""

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal.problem import Problem, ProblemCode
from portal.web.desks import desks
from portal.web.sealed import sealed_response

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")


async def head(request: Request) -> Response:
    """A sealed tree head of the whole log."""
    found = await run_in_threadpool(desks(request).core.log.head)
    return sealed_response(found.container)


async def inclusion(request: Request) -> Response:
    """`log-proof.json` for a leaf in the sealed tree of a size."""
    leaf = request.query_params.get("leaf_hash", "")
    if not _DIGEST.fullmatch(leaf):
        raise Problem(ProblemCode.NOT_WELL_FORMED, "leaf_hash is no digest")
    size = _size(request, "tree_size")
    proof = await run_in_threadpool(desks(request).core.log.inclusion, bytes.fromhex(leaf), size)
    if proof is None:
        raise Problem(ProblemCode.NOT_IN_LOG)
    return Response(proof.to_bytes(), media_type="application/json")


async def consistency(request: Request) -> Response:
    """A consistency proof between two sizes."""
    first, second = _size(request, "first"), _size(request, "second")
    proof = await run_in_threadpool(desks(request).core.log.consistency, first, second)
    if proof is None:
        raise Problem(ProblemCode.SIZE_UNKNOWN)
    return Response(proof.to_bytes(), media_type="application/json")


def _size(request: Request, name: str) -> int:
    value = request.query_params.get(name, "")
    if not _SIZE.fullmatch(value):
        raise Problem(ProblemCode.NOT_WELL_FORMED, f"{name} is no size of a tree")
    return int(value)


ROUTES = [
    Route("/log/head", head, methods=["GET"]),
    Route("/log/inclusion", inclusion, methods=["GET"]),
    Route("/log/consistency", consistency, methods=["GET"]),
]
