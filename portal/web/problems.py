"""Every failure is a problem document (RFC 9457); none tells how the portal is made inside."""

from http import HTTPStatus

from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from portal.problem import Problem, ProblemCode
from signing.asic.errors import DiskFullError

MEDIA_TYPE = "application/problem+json"
_BY_STATUS = {404: ProblemCode.NOT_FOUND, 405: ProblemCode.METHOD_NOT_ALLOWED}


def problem_response(problem: Problem) -> Response:
    """The document of a problem."""
    document = {
        "type": f"urn:qolhat:problem:{problem.code.value}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code.value,
        **problem.members,
    }
    return JSONResponse(
        document, status_code=problem.status, headers=problem.headers, media_type=MEDIA_TYPE
    )


async def answer_problem(_request: Request, error: Exception) -> Response:
    """Answers a `Problem` that a handler raised."""
    if not isinstance(error, Problem):
        raise TypeError("registered for Problem only")
    return problem_response(error)


async def answer_failure(_request: Request, error: Exception) -> Response:
    """Answers what nobody expected: a full disk or a busy database by name, else `internal`."""
    if isinstance(error, DiskFullError) or (
        isinstance(error, OperationalError) and "full" in str(error.orig)
    ):
        return problem_response(Problem(ProblemCode.DISK_FULL))
    if isinstance(error, OperationalError) and "locked" in str(error.orig):
        return problem_response(Problem(ProblemCode.BUSY, headers={"Retry-After": "5"}))
    return problem_response(Problem(ProblemCode.INTERNAL))


async def answer_http_exception(_request: Request, error: Exception) -> Response:
    """Answers what the router raises: no such address, no such method."""
    if not isinstance(error, HTTPException):
        raise TypeError("registered for HTTPException only")
    code = _BY_STATUS.get(error.status_code, ProblemCode.NOT_WELL_FORMED)
    phrase = HTTPStatus(error.status_code).phrase
    headers = dict(error.headers or {})
    return problem_response(Problem(code, phrase, headers=headers, status=error.status_code))
