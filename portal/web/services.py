"""The plain HTTP services that certificates point to: OCSP, CRLs, certificates, timestamps."""

import base64
import binascii
from urllib.parse import unquote

from cryptography.hazmat.primitives.serialization import Encoding
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal.pki.authority import CertificateAuthority
from portal.problem import Problem, ProblemCode
from portal.web.about import timestamp
from portal.web.bodies import SMALL_BODY_BYTES, read_body
from portal.web.desks import desks


async def ocsp(request: Request) -> Response:
    """An OCSP answer (RFC 6960, appendix A)."""
    if request.method == "POST":
        query = await read_body(request, SMALL_BODY_BYTES)
    else:
        query = _from_path(request.path_params["query"])
    now = desks(request).core.clock()
    answer = await run_in_threadpool(_authority(request).ocsp_response, query, now)
    return Response(answer, media_type="application/ocsp-response")


async def revocation_list(request: Request) -> Response:
    """A fresh CRL, DER."""
    now = desks(request).core.clock()
    found = await run_in_threadpool(_authority(request).revocation_list, now)
    return Response(found.public_bytes(Encoding.DER), media_type="application/pkix-crl")


async def certificate(request: Request) -> Response:
    """An authority's certificate, DER."""
    found = _authority(request).certificate.public_bytes(Encoding.DER)
    return Response(found, media_type="application/pkix-cert")


async def timestamp_service(request: Request) -> Response:
    """One of the two timestamp services."""
    if request.path_params["letter"] not in desks(request).timestamps:
        raise Problem(ProblemCode.NOT_FOUND)
    return await timestamp(request)


def _authority(request: Request) -> CertificateAuthority:
    authorities = desks(request).core.infrastructure.authorities
    name = request.path_params["name"]
    if name not in authorities:
        raise Problem(ProblemCode.NOT_FOUND)
    return authorities[name]


def _from_path(query: str) -> bytes:
    try:
        return base64.b64decode(unquote(query), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem(ProblemCode.NOT_WELL_FORMED, "no base64 in the address") from error


ROUTES = [
    Route("/ocsp/{name}", ocsp, methods=["POST"]),
    Route("/ocsp/{name}/{query:path}", ocsp, methods=["GET"]),
    Route("/crl/{name}.crl", revocation_list, methods=["GET"]),
    Route("/ca/{name}.cer", certificate, methods=["GET"]),
    Route("/tsa/{letter}", timestamp_service, methods=["POST"]),
]
